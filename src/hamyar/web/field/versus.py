"""Two versions of a record side by side, as the desk shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from hamyar.accounts.models import User
from hamyar.accounts.permissions import has_permission
from hamyar.core.persian import format_number
from hamyar.core.translation import active_language
from hamyar.findings.sectors import sector_name
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.visits.enums import OperationResult
from hamyar.visits.models import DeviceOperation, Visit
from hamyar.visits.permissions import CHANGE_VISITS, memberships_of
from hamyar.web.field.kinds import HELD, KINDS, keeper_of

HOUR_SECONDS = 3600
HIDDEN = frozenset({"site", "reason"})
"""Names that say nothing to a reader."""


@dataclass(frozen=True)
class Row:
    """One field of both versions."""

    label: str
    mine: Any
    theirs: Any

    @property
    def differs(self) -> bool:
        """Tell whether the versions differ here."""
        return bool((self.mine or None) != (self.theirs or None))


@dataclass(frozen=True)
class Versus:
    """A change from a device beside the record as it stands now."""

    operation: DeviceOperation
    kind: str
    rows: tuple[Row, ...]
    seen_revision: int
    by: str
    at: datetime | None

    @property
    def place(self) -> str:
        """Return where it was written."""
        return place_of(self.operation)

    @property
    def may_keep_both(self) -> bool:
        """Tell whether both can stand as records of their own; a photo has one picture."""
        return self.operation.kind not in (HELD, "photo")

    @property
    def skew_hours(self) -> int:
        """Return by how many hours the device's clock was off, 0 where it was about right."""
        hours = round(abs(self.operation.skew_seconds) / HOUR_SECONDS)
        return hours if abs(self.operation.skew_seconds) > HOUR_SECONDS else 0


def operations_of(*, user: User) -> QuerySet[DeviceOperation]:
    """Return the changes from devices at visits the person records."""
    rows = DeviceOperation.objects.select_related(
        "visit__municipality", "visit__trip", "session__county", "session__trip", "sent_by"
    )
    if has_permission(user, CHANGE_VISITS):
        return rows
    teams = memberships_of(user=user).values("team")
    return rows.filter(Q(visit__trip__team__in=teams) | Q(session__trip__team__in=teams))


def open_conflicts(*, user: User) -> QuerySet[DeviceOperation]:
    """Return the conflicts nobody has ended, oldest first."""
    rows = operations_of(user=user).filter(result=OperationResult.CONFLICT, resolution="")
    return rows.order_by("received_at", "pk")


def refused_changes(*, user: User) -> QuerySet[DeviceOperation]:
    """Return the refused changes, newest first; their content is kept."""
    return operations_of(user=user).filter(result=OperationResult.REFUSED).order_by("-received_at", "-pk")


def count_open_conflicts(*, user: User) -> int:
    """Count the conflicts that wait for the person."""
    return open_conflicts(user=user).count()


def versus(operation: DeviceOperation) -> Versus:
    """Lay a change beside the record as it stands now."""
    keeper = keeper_of(operation.kind)
    meeting = operation.meeting
    standing = None
    if keeper is not None and meeting is not None:
        with transaction.atomic():  # a keeper reads under a lock
            standing = keeper.standing(meeting=meeting, record_id=operation.record_id)
    theirs: Mapping[str, Any] = standing.fields if standing else {}
    hidden = HIDDEN | ({"position"} if operation.kind == "agenda" else set())
    rows = (
        Row(
            _label(operation.kind, name),
            _said(operation.kind, name, mine),
            _said(operation.kind, name, theirs.get(name)),
        )
        for name, mine in operation.fields.items()
        if name not in hidden and (mine or theirs.get(name) or isinstance(mine, bool))
    )
    return Versus(
        operation,
        kind_label(operation.kind),
        tuple(rows),
        standing.revision if standing else 0,
        standing.by if standing else "",
        standing.at if standing else None,
    )


def place_of(operation: DeviceOperation) -> str:
    """Return where a change was written: the town of the visit, or the county of the session."""
    if operation.session is not None:
        return _("County session of {county}").format(county=operation.session.county.name)
    return operation.visit.municipality.name if operation.visit else ""


def kind_label(kind: str) -> str:
    """Return the word for a kind of record."""
    if kind == HELD:
        return _("When the visit was held")
    found = KINDS.get(kind)
    return str(found.model._meta.verbose_name) if found else kind


def _fields(kind: str) -> dict[str, Any]:
    found = KINDS.get(kind)
    model: type[Model] = found.model if found else Visit
    return {field.name: field for field in model._meta.fields}


def _label(kind: str, name: str) -> str:
    if name == "town":
        return _("Town")
    field = _fields(kind).get(name)
    return str(field.verbose_name) if field else name


def _said(kind: str, name: str, value: Any) -> Any:
    """Return a value as a reader knows it: choices and truth in words, numbers and days in the page's own way."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return format_number(value, language=active_language())
    if not isinstance(value, str):
        return value
    if name in NAMED:
        return NAMED[name](value)
    choices = dict(getattr(_fields(kind).get(name), "flatchoices", ()))
    return str(choices[value]) if value in choices else (_moment(value) or value)


def _company(code: str) -> str:
    return str(Company.objects.filter(code=code).first() or code)


def _town(code: str) -> str:
    return str(Municipality.objects.filter(code=code).first() or _("all towns"))


NAMED: Mapping[str, Callable[[str], str]] = {"sector": sector_name, "company": _company, "town": _town}
"""How a code is said in words, by the name of its field."""


def _moment(text: str) -> date | None:
    try:
        return parse_datetime(text) if "T" in text else parse_date(text)
    except ValueError:
        return None
