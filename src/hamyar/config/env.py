"""The only place that reads the environment.

Each reader is typed and refuses to start with the name of the variable that is wrong.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

TRUE_WORDS = {"1", "true", "yes", "on"}
SECRET_KEY_FILE = "secret-key"  # noqa: S105 - the name of a file, not a secret
FALSE_WORDS = {"0", "false", "no", "off", ""}


class WrongEnvironmentError(Exception):
    """A variable of the environment cannot be understood; the message starts with its name."""


@dataclass(frozen=True)
class Environment:
    """Typed view of a mapping of environment variables."""

    values: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        """Return the variable as text without surrounding space."""
        return self.values.get(name, default).strip()

    def truth(self, name: str, default: str = "no") -> bool:
        """Return the variable as yes or no."""
        word = self.text(name, default).lower()
        if word in TRUE_WORDS | FALSE_WORDS:
            return word in TRUE_WORDS
        raise WrongEnvironmentError(f"{name} must be yes or no, not {word!r}.")

    def whole(self, name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
        """Return the variable as a whole number between ``least`` and ``most``."""
        word = self.text(name, str(default))
        try:
            number = int(word)
        except ValueError:
            raise WrongEnvironmentError(f"{name} must be a whole number, not {word!r}.") from None
        if not least <= number <= most:
            raise WrongEnvironmentError(f"{name} must lie between {least} and {most}, not {number}.")
        return number

    def real(self, name: str, default: float, *, least: float, most: float) -> float:
        """Return the variable as a number between ``least`` and ``most``."""
        word = self.text(name, str(default))
        try:
            number = float(word)
        except ValueError:
            raise WrongEnvironmentError(f"{name} must be a number, not {word!r}.") from None
        if not least <= number <= most:
            raise WrongEnvironmentError(f"{name} must lie between {least} and {most}, not {word}.")
        return number

    def words(self, name: str, default: str = "") -> list[str]:
        """Return the variable as a list, separated by commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def folder(self, name: str, default: Path) -> Path:
        """Return the variable as an absolute folder."""
        path = Path(self.text(name, str(default))).expanduser()
        if path.exists() and not path.is_dir():
            raise WrongEnvironmentError(f"{name} must be a folder, but {path} is a file.")
        return path.absolute()

    def address(self, name: str, schemes: set[str], default: str = "") -> str:
        """Return the variable as an address with one of ``schemes``, or an empty text."""
        value = self.text(name, default)
        if value and urlsplit(value).scheme not in schemes:
            raise WrongEnvironmentError(f"{name} must start with one of {', '.join(sorted(schemes))}://.")
        return value


def choose_settings() -> None:
    """Name the settings module to Django unless another one is named already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamyar.config.settings")


def environment_for_children(defaults: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of processes we start: ours, with ``defaults`` where a variable is not set."""
    return {**defaults, **os.environ}


def read_environment() -> Environment:
    """Read ``.env`` of the working folder, overridden by the process's environment."""
    values: dict[str, str] = {}
    env_file = Path(os.environ.get("HAMYAR_ENV_FILE", ".env"))
    if env_file.is_file():
        values.update(_lines_of(env_file))
    values.update(os.environ)
    return Environment(values)


def _lines_of(env_file: Path) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for number, line in enumerate(env_file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise WrongEnvironmentError(f"{env_file}, line {number}: expected NAME=value, found {text!r}.")
        pairs[name.strip()] = value.strip().strip("\"'")
    return pairs


def secret_key(environment: Environment, data_folder: Path) -> str:
    """Return ``HAMYAR_SECRET_KEY``, else the key that ``hamyar setup`` wrote beside the data.

    Before the first set-up there is no secret to keep: tools and tests get a key of no worth.
    """
    key_file = data_folder / SECRET_KEY_FILE
    written = key_file.read_text(encoding="ascii").strip() if key_file.is_file() else ""
    return environment.text("HAMYAR_SECRET_KEY") or written or "insecure-key-before-the-first-set-up"


def database(environment: Environment, data_folder: Path) -> dict[str, object]:
    """Return Django's database setting from ``DATABASE_URL`` (SQLite or PostgreSQL).

    Raises
    ------
    WrongEnvironmentError
        When the address has another scheme or names no database.
    """
    url = environment.address("DATABASE_URL", {"sqlite", "postgres", "postgresql"})
    parts = urlsplit(url)
    if parts.scheme in {"", "sqlite"}:
        name = unquote(parts.path[1:]) if parts.path[1:] else str(data_folder / "hamyar.sqlite3")
        return _sqlite(name)
    if not parts.path.strip("/"):
        raise WrongEnvironmentError("DATABASE_URL names no database: postgresql://user:word@host:5432/name.")
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(options.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _sqlite(name: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 60,  # opening the file for each request costs more than a page from the cache
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA busy_timeout=20000; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000",
        },
    }
