"""The shipped definitions: roles and what each may do, permissions and what each is called."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

EVERYTHING = "*"
SEE_EVERYTHING = "*.view_*"
FOLDER = Path(__file__).parent / "definitions"


def covers(held: Collection[str], code: str) -> bool:
    """Tell whether the codes held include ``code``, which may be a wild card itself."""
    stage, _, action = code.partition(".")
    if code in held or f"{stage}.*" in held or EVERYTHING in held:
        return True
    return stage != "*" and action.startswith("view_") and SEE_EVERYTHING in held


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


@dataclass(frozen=True)
class PermissionDefinition:
    """What one permission code is called."""

    code: str
    label: Label

    @property
    def only_shows(self) -> bool:
        """Tell whether the permission lets see and not change."""
        return self.code.partition(".")[2].startswith("view_")


@dataclass(frozen=True)
class PermissionStage:
    """The permissions of one stage of the chain."""

    code: str
    label: Label
    permissions: tuple[PermissionDefinition, ...]


@cache
def permission_stages() -> tuple[PermissionStage, ...]:
    """Return every permission with its words, by stage, in the order of the file."""
    entries = yaml.safe_load((FOLDER / "permissions.yaml").read_text(encoding="utf-8"))
    return tuple(
        PermissionStage(
            code=stage,
            label=Label(**entry["name"]),
            permissions=tuple(
                PermissionDefinition(code=f"{stage}.{action}", label=Label(**words))
                for action, words in entry["permissions"].items()
            ),
        )
        for stage, entry in entries.items()
    )


def permission_codes() -> frozenset[str]:
    """Return every permission code there is."""
    return frozenset(permission.code for stage in permission_stages() for permission in stage.permissions)


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
