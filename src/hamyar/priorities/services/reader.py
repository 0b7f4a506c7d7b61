"""Reading a YAML text key by key, refusing with file and key."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NoReturn, TypeVar

import yaml

from hamyar.core.translation import gettext_noop
from hamyar.priorities.errors import UnableToReadMethodError

Choice = TypeVar("Choice", bound=str)
MOST_CHARACTERS = 1_000_000


@dataclass(frozen=True)
class Names:
    """A name in both languages; the code stands in where a language is missing."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the name in ``fa`` or ``en``."""
        return self.fa if language == "fa" else self.en


def decode(content: bytes, *, file: str) -> str:
    """Return the text of a UTF-8 file, with or without a mark at its start."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = gettext_noop("{file}: the file is not in UTF-8.")
        raise UnableToReadMethodError(message, "encoding", file=file) from error


def load(text: str, *, file: str) -> Any:
    """Parse the YAML text; a broken text is refused with its line."""
    if len(text) > MOST_CHARACTERS:
        raise UnableToReadMethodError(
            gettext_noop("{file}: the file is too large for a method."), "too_large", file=file
        )
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise UnableToReadMethodError(
            gettext_noop("{file}, line {line}: this is not valid YAML."), "yaml", file=file, line=line
        ) from error


class Reader:
    """One mapping of the file, read key by key, that refuses with its place."""

    def __init__(self, value: Any, *, file: str, path: str) -> None:
        self.file, self.path = file, path
        if not isinstance(value, dict):
            self.refuse(
                "", gettext_noop("{file}: {key}: a list of “key: value” pairs is needed here."), "mapping"
            )
        self.value: dict[str, Any] = {str(key): item for key, item in value.items()}

    def key(self, name: str) -> str:
        """Return the full path of a key, as the refusal names it."""
        return ".".join(part for part in (self.path, name) if part) or "—"

    def refuse(self, name: str, message: str, code: str, **params: object) -> NoReturn:
        """Raise the refusal for key ``name``."""
        raise UnableToReadMethodError(message, code, file=self.file, key=self.key(name), **params)

    def only(self, known: tuple[str, ...]) -> None:
        """Refuse keys that mean nothing."""
        for name in self.value:
            if name in known:
                continue
            near = get_close_matches(name, known, n=1)
            message = gettext_noop("{file}: {key}: this key is unknown; the known ones are {known}.")
            self.refuse(name, message, "unknown_key", known="، ".join(near or known))

    def section(self, name: str, *, required: bool = True) -> dict[str, "Reader"]:
        """Return the mappings under ``name``, one reader each."""
        value = self.value.get(name)
        if not value:
            if required:
                self.refuse(
                    name, gettext_noop("{file}: {key}: this part is missing or empty."), "missing_part"
                )
            return {}
        inner = Reader(value, file=self.file, path=self.key(name))
        return {
            code: Reader(item or {}, file=self.file, path=inner.key(code))
            for code, item in inner.value.items()
        }

    def part(self, name: str) -> "Reader | None":
        """Return the mapping under ``name``, or nothing."""
        value = self.value.get(name)
        return None if value is None else Reader(value, file=self.file, path=self.key(name))

    def number(self, name: str, default: float, *, least: float = -1e300, most: float = 1e300) -> float:
        """Return a number between ``least`` and ``most``."""
        value = self.value.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            message = gettext_noop("{file}: {key}: a number from {least} to {most} is needed, not “{value}”.")
            self.refuse(name, message, "number", least=f"{least:g}", most=f"{most:g}", value=value)
        return float(value)

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number between ``least`` and ``most``."""
        number = self.number(name, default, least=least, most=most)
        if number != int(number):
            self.refuse(
                name,
                gettext_noop("{file}: {key}: a whole number is needed, not “{value}”."),
                "whole",
                value=number,
            )
        return int(number)

    def optional_whole(self, name: str, *, least: int, most: int) -> int | None:
        """Return a whole number, or nothing where the key is absent or empty."""
        return None if self.value.get(name) is None else self.whole(name, 0, least=least, most=most)

    def truth(self, name: str) -> bool:
        """Return true or false; absent is false."""
        value = self.value.get(name, False)
        if not isinstance(value, bool):
            message = gettext_noop("{file}: {key}: “true” or “false” is needed, not “{value}”.")
            self.refuse(name, message, "truth", value=value)
        return value

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self.value.get(name, default)
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            self.refuse(name, gettext_noop("{file}: {key}: a text is needed."), "text")
        return str(value).strip()

    def choice(self, name: str, kind: Callable[[str], Choice], default: Choice) -> Choice:
        """Return one of the words of ``kind``."""
        return self._word(name, self.value.get(name, default), kind)

    def choices(self, name: str, kind: Callable[[str], Choice]) -> tuple[Choice, ...]:
        """Return a list of words of ``kind``."""
        value = self.value.get(name) or []
        if not isinstance(value, list):
            self.refuse(name, gettext_noop("{file}: {key}: a list in square brackets is needed."), "list")
        return tuple(self._word(name, word, kind) for word in value)

    def _word(self, name: str, word: Any, kind: Callable[[str], Choice]) -> Choice:
        try:
            return kind(word)
        except ValueError:
            known = "، ".join(str(member) for member in kind)  # type: ignore[attr-defined]  # every kind is an enum
            message = gettext_noop("{file}: {key}: “{value}” is not known; choose one of {known}.")
            self.refuse(name, message, "choice", value=word, known=known)

    def pair(self, name: str) -> tuple[float, float] | None:
        """Return two numbers, or nothing."""
        value = self.value.get(name)
        if value is None:
            return None
        if not (isinstance(value, list) and len(value) == 2 and all(_is_number(item) for item in value)):
            self.refuse(name, gettext_noop("{file}: {key}: two numbers such as [20, 85] are needed."), "pair")
        return float(value[0]), float(value[1])

    def matrix(self, name: str) -> tuple[tuple[float, ...], ...] | None:
        """Return rows of numbers, or nothing."""
        value = self.value.get(name)
        if value is None:
            return None
        square = isinstance(value, list) and all(
            isinstance(row, list) and len(row) == len(value) for row in value
        )
        if not square or not all(_is_number(cell) for row in value for cell in row):
            self.refuse(name, gettext_noop("{file}: {key}: a square table of numbers is needed."), "matrix")
        return tuple(tuple(float(cell) for cell in row) for row in value)

    def names(self, name: str, code: str) -> Names:
        """Return the name in both languages; a bare text stands for both."""
        value = self.value.get(name)
        if value is None:
            return Names(code, code)
        if not isinstance(value, dict):
            word = self.text(name)
            return Names(word, word)
        inner = Reader(value, file=self.file, path=self.key(name))
        inner.only(("fa", "en"))
        fa, en = inner.text("fa"), inner.text("en")
        return Names(fa or en or code, en or fa or code)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
