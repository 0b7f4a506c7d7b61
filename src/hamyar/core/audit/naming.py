"""Codes of audit entries in the reader's words.

Each stage names its actions and facts in ``definitions/actions.yaml``; fields of models bring their own names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from hamyar.core.jalali import format_jalali
from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.translation import active_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Field, Model

PRODUCT = "hamyar."


@dataclass(frozen=True)
class Change:
    """One line of an entry: what was changed, from what to what; facts have no ``before``."""

    label: str
    before: str
    after: str
    is_change: bool


@cache
def definitions() -> dict[str, dict[str, dict[str, str]]]:
    """Return the names of actions and of facts that the stages define, by code and language."""
    named: dict[str, dict[str, dict[str, str]]] = {"actions": {}, "facts": {}}
    for config in apps.get_app_configs():
        path = Path(config.path) / "definitions" / "actions.yaml"
        if config.name.startswith(PRODUCT) and path.is_file():
            loaded = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            for part, names in named.items():
                names.update(loaded.get(part) or {})
    return named


def _named(part: str, code: str) -> str:
    names = definitions()[part].get(code)
    return names[active_language()] if names else code.replace("_", " ")


def action_name(code: str) -> str:
    """Return what an action is called."""
    return _named("actions", code)


def _model(label: str) -> type[Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def kind_name(label: str) -> str:
    """Return what a kind of record (``"places.Municipality"``) is called."""
    model = _model(label)
    return str(model._meta.verbose_name) if model else label


def _field(target_type: str, name: str) -> Field[Any, Any] | None:
    model = _model(target_type) if target_type else None
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if found is not None and hasattr(found, "verbose_name") else None  # type: ignore[return-value]  # not a reverse relation


def changes_of(*, target_type: str, changes: Mapping[str, Any]) -> list[Change]:
    """Return the changes of an entry in words, in the order in which they were kept."""
    return [_change(_field(target_type, name), name, value) for name, value in changes.items()]


def _change(field: Field[Any, Any] | None, name: str, value: Any) -> Change:
    label = str(field.verbose_name) if field and name not in definitions()["facts"] else _named("facts", name)
    if isinstance(value, list) and len(value) == 2 and not all(isinstance(part, dict) for part in value):
        return Change(label, shown(value[0], field), shown(value[1], field), is_change=True)
    return Change(label, "", shown(value, field), is_change=False)


def shown(value: Any, field: Field[Any, Any] | None = None) -> str:
    """Return a stored value in words: dates in the Jalali calendar, choices by name, truth as yes or no."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return format_number(value, language=active_language())
    if isinstance(value, list):
        return "، ".join(shown(part) for part in value)
    if isinstance(value, dict):
        return "، ".join(f"{_named('facts', str(name))}: {shown(part)}" for name, part in value.items())
    return _shown_text(str(value), field)


def _shown_text(text: str, field: Field[Any, Any] | None) -> str:
    for code, name in getattr(field, "flatchoices", None) or ():
        if str(code) == text:
            return str(name)
    return _shown_day(text) or text


def _shown_day(text: str) -> str:
    language = active_language()
    try:
        if len(text) == 10:
            return format_jalali(date.fromisoformat(text), language=language)
        moment = datetime.fromisoformat(text) if text[4:5] == "-" and "T" in text else None
    except ValueError:
        return ""
    if moment is None or moment.tzinfo is None:
        return ""
    clock = f"{moment.astimezone():%H:%M}"
    return f"{format_jalali(moment, language=language)} {to_persian_digits(clock) if language == 'fa' else clock}"
