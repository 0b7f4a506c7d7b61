"""What an import would do, before it does it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate

FactsT = TypeVar("FactsT")


class UnableToImportError(UnableToError):
    """A file that cannot be taken in as a whole."""

    default_code = "import_refused"


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


FIELD_LABELS = {
    "code": _("code"),
    "name_fa": _("Persian name"),
    "name_en": _("English name"),
    "also_written_fa": _("also written"),
    "county": _("county today"),
    "census_county": _("county in the census of 1395"),
    "district": _("district"),
    "is_county_seat": _("seat of the county"),
    "census_status": _("in the census of 1395"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "established_year": _("year of foundation (Jalali)"),
    "division_source": _("source of the divisions"),
    "coordinate_source": _("source of the point"),
    "established_source": _("source of the foundation year"),
    "closed_on": _("closed on"),
    "grade": _("grade"),
    "km": _("kilometres"),
    "minutes": _("minutes"),
    "source": _("source"),
    "kind": _("origin of the figure"),
    "amount": _("amount"),
    "unit": _("unit"),
    "percent": _("percent"),
    "has_voting_right": _("has a vote"),
    "geometry": _("points of the boundary"),
}


@dataclass(frozen=True)
class Change:
    """One field of a row: what is on record and what the file says."""

    field: str
    old: str
    new: str

    @property
    def field_label(self) -> str:
        """Return the name of the field in the reader's language."""
        return translate(FIELD_LABELS.get(self.field, self.field))


@dataclass(frozen=True)
class Planned(Generic[FactsT]):
    """A row that can be taken in."""

    row: int
    outcome: Outcome
    label: str
    facts: FactsT
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """A cell or row that cannot be taken in, and why."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Plan(Generic[FactsT]):
    """What becomes of every row; nothing is stored when a row is refused."""

    rows: tuple[Planned[FactsT], ...]
    refusals: tuple[Refusal, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many rows are new, changed, unchanged and refused."""
        found = Counter(row.outcome.value for row in self.rows)
        refused = len({refusal.row for refusal in self.refusals})
        return {outcome.value: found[outcome.value] for outcome in Outcome} | {"refused": refused}

    @property
    def is_acceptable(self) -> bool:
        """Tell whether the whole file can be taken in."""
        return not self.refusals

    @property
    def writes(self) -> tuple[Planned[FactsT], ...]:
        """Return the rows that change something."""
        return tuple(row for row in self.rows if row.outcome is not Outcome.UNCHANGED)
