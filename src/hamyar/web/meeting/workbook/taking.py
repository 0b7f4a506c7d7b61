"""What a file of a visit would add, and adding it: every row by the service that saves it when it is typed.

The check stores everything and takes it back, so that it refuses exactly what storing refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.errors import UnableToError
from hamyar.core.jalali import local_date
from hamyar.core.persian import search_key
from hamyar.places.services.imports.plan import Change, Outcome, Plan, Planned, Refusal
from hamyar.visits.errors import UnableToImportWorkbookError
from hamyar.visits.models import Visit, VisitWorkbook
from hamyar.visits.services.meeting.saving import open_meeting
from hamyar.visits.services.sync import SentOperation, Standing
from hamyar.visits.services.workbooks import finish_workbook, waiting_workbook
from hamyar.web.field.kinds import KINDS, MeetingKeeper, standing_of
from hamyar.web.meeting.workbook.layout import Layout
from hamyar.web.meeting.workbook.reading import SheetRows, read_visit_workbook
from hamyar.web.meeting.workbook.rows import Entry, RowReader, differs

COLUMN_OF = {
    "substitute_unnamed": "substitute_for",
    "person_recorded": "full_name",
    "point_not_in_iran": "latitude",
    "company_missing": "company",
    "body_missing": "body",
}
"""The column that a refusal of a service speaks of."""


@dataclass(frozen=True)
class PlannedRow:
    """What a row says, in words by heading."""

    entry: Entry
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SheetPlan:
    """What becomes of each row of a sheet."""

    layout: Layout
    plan: Plan[PlannedRow]

    @property
    def refusals(self) -> list[tuple[str, Refusal]]:
        """Return each refused cell with the heading of its column."""
        headings = {each.name: each.heading for each in self.layout.fields}
        return [(headings.get(each.column, each.column), each) for each in self.plan.refusals]

    @property
    def standing(self) -> tuple[Planned[PlannedRow], ...]:
        """Return the rows that are left out because they stand already."""
        return tuple(row for row in self.plan.rows if row.outcome is Outcome.UNCHANGED)


@dataclass(frozen=True)
class WorkbookPlan:
    """What becomes of each row of a file; nothing is stored when one is refused."""

    sheets: tuple[SheetPlan, ...]
    taken: Mapping[str, str]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows are new, changed, unchanged and refused."""
        names = [*Outcome, "refused"]
        return {str(name): sum(each.plan.counts[str(name)] for each in self.sheets) for name in names}

    @property
    def is_acceptable(self) -> bool:
        """Tell whether no row is refused."""
        return all(each.plan.is_acceptable for each in self.sheets)

    @property
    def ignored(self) -> list[str]:
        """Return the columns nobody asked for."""
        return [name for each in self.sheets for name in each.plan.ignored_columns]


def plan_of(*, workbook: VisitWorkbook, by: User, at: datetime) -> WorkbookPlan:
    """Return what taking in a file would do; nothing is stored.

    Raises
    ------
    PermissionDenied
        When ``by`` does not write the records of the visit.
    UnableToError
        When the file cannot be read, is of another visit, or the visit takes no records any more.
    """
    with transaction.atomic():
        plan = _go_through(waiting_workbook(workbook=workbook, by=by), by=by, at=at)
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def take_in(*, workbook: VisitWorkbook, by: User, at: datetime) -> VisitWorkbook:
    """Store every row of a file that is new, or nothing.

    Raises
    ------
    PermissionDenied
        When ``by`` does not write the records of the visit.
    UnableToError
        As :func:`plan_of`, and when a row is refused or none is new.
    """
    plan = _go_through(waiting_workbook(workbook=workbook, by=by), by=by, at=at)
    if not plan.is_acceptable:
        raise UnableToImportWorkbookError(
            _("A row of the file is refused, so nothing was stored. Look at the preview again."),
            "rows_refused",
        )
    return finish_workbook(workbook=workbook, taken=plan.taken, by=by, at=at)


def _go_through(workbook: VisitWorkbook, *, by: User, at: datetime) -> WorkbookPlan:
    """Save every row that can be saved and say what became of each."""
    open_meeting(meeting=workbook.visit, by=by)
    sheets = read_visit_workbook(visit=workbook.visit, content=bytes(workbook.content))
    taker = _Taker(workbook.visit, by, at)
    plans = tuple(taker.sheet(each) for each in sheets)
    return WorkbookPlan(plans, taker.taken)


@dataclass
class _Taker:
    """Goes through the rows of one file; ``taken`` collects what was stored, by the id of its record."""

    visit: Visit
    by: User
    at: datetime
    taken: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reader = RowReader(visit=self.visit, on=local_date(self.at))
        self.known: dict[str, list[Mapping[str, Any]]] = {}
        self.before: dict[str, str] = {}
        for said in self.visit.workbooks.order_by("pk").values_list("taken", flat=True):
            self.before |= said

    def sheet(self, sheet: SheetRows) -> SheetPlan:
        planned, refusals = [], []
        for cells in sheet.rows:
            entry = self.reader.entry(sheet.layout, cells)
            if entry is not None:
                found = self._row(entry)
                if isinstance(found, Refusal):
                    refusals.append(found)
                else:
                    planned.append(found)
            refusals += cells.refusals
        return SheetPlan(sheet.layout, Plan(tuple(planned), tuple(refusals), sheet.ignored))

    def _row(self, entry: Entry) -> Planned[PlannedRow] | Refusal:
        try:
            with transaction.atomic():
                return self._handled(entry)
        except UnableToError as refusal:
            column = getattr(refusal, "field", "") or COLUMN_OF.get(refusal.code, "")
            said = self.reader.said(entry, column) if column else ""
            return Refusal(entry.row, column, said, refusal.message)

    def _handled(self, entry: Entry) -> Planned[PlannedRow]:
        if self.before.get(str(entry.record_id)) == entry.digest:
            return self._planned(entry, Outcome.UNCHANGED)
        keeper = MeetingKeeper(KINDS[entry.layout.kind])
        standing = keeper.standing(meeting=self.visit, record_id=entry.record_id)
        if standing is None:
            return self._new(entry, keeper)
        changed = differs(standing.fields, entry.values, entry.values)
        if not changed:
            return self._planned(entry, Outcome.UNCHANGED)
        if standing.is_withdrawn or standing.revision != entry.revision:
            raise self._conflict(entry, standing, changed)
        self._save(entry, keeper, {**standing.fields, **entry.values})
        return self._planned(entry, Outcome.CHANGED, self._changes(entry, standing, changed))

    def _new(self, entry: Entry, keeper: MeetingKeeper) -> Planned[PlannedRow]:
        if self._stands_already(entry):
            return self._planned(entry, Outcome.UNCHANGED)
        extra = {"position": entry.row - 1} if entry.layout.kind == "agenda" else {}
        self._save(entry, keeper, {**extra, **entry.values}, base=0)
        self._known(entry.layout.kind).append(entry.values)
        return self._planned(entry, Outcome.NEW)

    def _stands_already(self, entry: Entry) -> bool:
        """Tell whether the same was recorded otherwise; a person is recorded once, whatever is said of them."""
        for fields in self._known(entry.layout.kind):
            if not differs(fields, entry.values, entry.values):
                return True
            if entry.layout.kind == "attendance" and _same_person(fields, entry):
                raise UnableToImportWorkbookError(
                    _(
                        "{name} is recorded already, otherwise than here. Correct it on the page of the visit."
                    ),
                    "person_recorded",
                    name=entry.label,
                )
        return False

    def _known(self, code: str) -> list[Mapping[str, Any]]:
        """Return what the records of a kind say, those of rows before included."""
        if code not in self.known:
            kind = KINDS[code]
            rows = kind.open_rows(reader=self.by).filter(visit=self.visit)
            self.known[code] = [standing_of(row, kind).fields for row in rows]
        return self.known[code]

    def _save(
        self, entry: Entry, keeper: MeetingKeeper, values: Mapping[str, Any], base: int | None = None
    ) -> None:
        sent = SentOperation(
            operation_id=entry.record_id,
            meeting=self.visit,
            kind=entry.layout.kind,
            record_id=entry.record_id,
            base_revision=entry.revision if base is None else base,
            fields=values,
        )
        keeper.save(meeting=self.visit, sent=sent, by=self.by, at=self.at)
        self.taken[str(entry.record_id)] = entry.digest

    def _conflict(self, entry: Entry, standing: Standing, changed: Any) -> UnableToError:
        stands = "؛ ".join(
            f"{change.field}: {change.old or '—'}" for change in self._changes(entry, standing, changed)
        )
        return UnableToImportWorkbookError(
            _(
                "This row is on record otherwise ({stands}). Correct it on the page of the visit; what is new "
                "belongs in an empty row."
            ),
            "row_on_record",
            stands=stands,
        )

    def _changes(self, entry: Entry, standing: Standing, changed: Any) -> tuple[Change, ...]:
        words = self.reader.words
        return tuple(
            Change(
                each.heading,
                words(each, standing.fields.get(each.name)),
                words(each, entry.values[each.name]),
            )
            for each in entry.layout.fields
            if each.name in changed
        )

    def _planned(
        self, entry: Entry, outcome: Outcome, changes: tuple[Change, ...] = ()
    ) -> Planned[PlannedRow]:
        said = (
            (each.heading, self.reader.words(each, entry.values[each.name])) for each in entry.layout.fields
        )
        words = tuple((heading, text) for heading, text in said if text and text != entry.label)
        return Planned(entry.row, outcome, entry.label, PlannedRow(entry, words), changes)


def _same_person(fields: Mapping[str, Any], entry: Entry) -> bool:
    return search_key(fields["full_name"]) == search_key(entry.values["full_name"])
