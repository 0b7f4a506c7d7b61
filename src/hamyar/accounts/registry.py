"""The shipped definitions: roles and what each may do, permissions and what each is called."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).parent / "definitions"


@dataclass(frozen=True)
class Label:
    """A name in both languages."""

    fa: str
    en: str

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.fa


@dataclass(frozen=True)
class RoleDefinition:
    """A role as it is shipped."""

    code: str
    name: Label
    permissions: tuple[str, ...]
    requires_second_factor: bool
    position: int


@cache
def role_definitions() -> dict[str, RoleDefinition]:
    """Return the shipped roles by code, in the order of the file."""
    entries = yaml.safe_load((FOLDER / "roles.yaml").read_text(encoding="utf-8"))
    return {
        code: RoleDefinition(
            code=code,
            name=Label(**entry["name"]),
            permissions=tuple(entry["permissions"]),
            requires_second_factor=entry.get("second_factor") == "required",
            position=position,
        )
        for position, (code, entry) in enumerate(entries.items(), start=1)
    }
