"""Findings from a CSV or Excel file: previewed, then stored as a whole or not at all; undone as a whole.

Reading the file, matching its columns and refusing cells is the same as for files of places.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_noop as _

from hamyar.accounts.models import User
from hamyar.core.audit import record
from hamyar.core.jalali import local_date
from hamyar.core.persian import normalise_line, search_key
from hamyar.core.translation import translate
from hamyar.findings.enums import Event, FindingKind, ReportedBy, Urgency, Visibility
from hamyar.findings.errors import UnableToImportFindingsError, UnableToSaveFindingError
from hamyar.findings.models import Finding, FindingBatch, FindingEvent
from hamyar.findings.permissions import require_can_import
from hamyar.findings.sectors import sector_called
from hamyar.findings.selectors.visibility import NOT_UNDONE
from hamyar.findings.services.facts import KEY_LENGTH, FindingFacts, read_facts, write_facts
from hamyar.places.models import County, Municipality
from hamyar.places.services.imports.columns import Cells, Column, MatchedTable, match_columns
from hamyar.places.services.imports.plan import Outcome, Plan, Planned
from hamyar.places.services.imports.tables import read_table

PlaceT = TypeVar("PlaceT", Municipality, County)

COLUMNS = (
    Column("kind", "نوع", is_required=True),
    Column("sector", "حوزه", is_required=True),
    Column("title", "عنوان", is_required=True),
    Column("text", "شرح"),
    Column("municipality", "شهرداری"),
    Column("county", "شهرستان"),
    Column("size", "اندازه"),
    Column("unit", "واحد"),
    Column("people_affected", "جمعیت درگیر"),
    Column("urgency", "فوریت"),
    Column("visibility", "محرمانگی"),
)
EXAMPLE = {
    "kind": "نیاز",
    "sector": "ماشین‌آلات و تجهیزات",
    "title": "کمبود خودروی حمل زباله",
    "text": "از سه خودرو دو دستگاه فرسوده است.",
    "municipality": "1359",
    "size": "2",
    "unit": "دستگاه",
    "people_affected": "12000",
    "urgency": "زیاد",
    "visibility": "محرمانه",
}
VISIBILITY_WORDS = {"محرمانه": Visibility.CONFIDENTIAL, "عمومی": Visibility.PUBLIC}


@transaction.atomic
def upload_findings(*, file_name: str, content: bytes, by: User, at: datetime) -> FindingBatch:
    """Keep a file for its preview; nothing of it counts before it is confirmed.

    Raises
    ------
    PermissionDenied
        When ``by`` does not take in files.
    UnableToImportError
        When the file is no table with the columns that are needed.
    UnableToImportFindingsError
        When the same file was taken in before.
    """
    require_can_import(user=by)
    digest = hashlib.sha256(content).hexdigest()
    _require_new(digest)
    match_columns(read_table(content=content), COLUMNS)
    return FindingBatch.objects.create(
        file_name=normalise_line(file_name)[-200:],
        digest=digest,
        content=content,
        uploaded_at=at,
        uploaded_by=by,
    )


def plan_of(*, batch: FindingBatch, on: date) -> Plan[FindingFacts]:
    """Return what becomes of every row of a file that waits; a finding on record already is left out."""
    table = match_columns(read_table(content=bytes(batch.content)), COLUMNS)
    return _Planner(on).plan(table)


@transaction.atomic
def import_findings(*, batch: FindingBatch, by: User, at: datetime) -> FindingBatch:
    """Store every row of a file, or nothing.

    Raises
    ------
    PermissionDenied
        When ``by`` does not take in files.
    UnableToImportFindingsError
        When a row is refused, nothing is new, or the file was taken in before.
    """
    require_can_import(user=by)
    batch = FindingBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.imported_at is not None:
        raise UnableToImportFindingsError(_("This file was taken in before."), "imported_before")
    _require_new(batch.digest)
    plan = plan_of(batch=batch, on=local_date(at))
    if not plan.is_acceptable or not plan.writes:
        raise UnableToImportFindingsError(
            _("Nothing is stored while a row is refused or none is new."), "rows_refused"
        )
    batch.imported_at, batch.imported_by, batch.rows, batch.content = at, by, len(plan.writes), b""
    try:
        with transaction.atomic():
            batch.save()
    except IntegrityError as error:
        raise UnableToImportFindingsError(_("This file was taken in before."), "imported_before") from error
    _store([row.facts for row in plan.writes], batch, by=by, at=at)
    record(by=by, at=at, action="import_findings", target=batch, changes={"rows": batch.rows})
    return batch


@transaction.atomic
def discard_findings(*, batch: FindingBatch, by: User) -> None:
    """Drop a file that waits."""
    require_can_import(user=by)
    locked = FindingBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.imported_at is not None:
        raise UnableToImportFindingsError(_("This file was taken in before."), "imported_before")
    locked.delete()


@transaction.atomic
def undo_import(*, batch: FindingBatch, by: User, at: datetime) -> FindingBatch:
    """Take back all findings of a file, or none: they stay on record and count nowhere.

    Raises
    ------
    PermissionDenied
        When ``by`` does not take in files.
    UnableToImportFindingsError
        When it was not taken in, was undone before, or somebody worked on one of its findings since.
    """
    require_can_import(user=by)
    locked = FindingBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.imported_at is None or locked.undone_at is not None:
        raise UnableToImportFindingsError(_("There is nothing to take back."), "nothing_to_undo")
    touched = locked.findings.exclude(revision=1) | locked.findings.filter(evidence__isnull=False)
    count = touched.distinct().count()
    if count:
        raise UnableToImportFindingsError(
            _("Somebody has worked on {count} of these findings since, so the import stays."),
            "findings_changed",
            count=count,
        )
    locked.undone_at, locked.undone_by = at, by
    locked.save()
    record(by=by, at=at, action="undo_import_of_findings", target=locked, changes={"rows": locked.rows})
    return locked


def _require_new(digest: str) -> None:
    if FindingBatch.objects.filter(digest=digest, undone_at=None).exclude(imported_at=None).exists():
        raise UnableToImportFindingsError(_("This file was taken in before."), "imported_before")


def _store(rows: Sequence[FindingFacts], batch: FindingBatch, *, by: User, at: datetime) -> None:
    findings = Finding.objects.bulk_create(_finding(facts, batch, by=by, at=at) for facts in rows)
    FindingEvent.objects.bulk_create(
        FindingEvent(
            finding=finding,
            event=Event.REPORTED,
            after=finding.state,
            revision=1,
            visibility=finding.visibility,
            at=at,
            by=by,
        )
        for finding in findings
    )


def _finding(facts: FindingFacts, batch: FindingBatch, *, by: User, at: datetime) -> Finding:
    finding = Finding(
        batch=batch, reported_by=ReportedBy.IMPORT, recorded_at=at, recorded_by=by, changed_at=at
    )
    write_facts(finding, facts)
    return finding


class _Planner:
    """Reads the rows of one file; towns and counties are read from the database once."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.towns = _by_names(Municipality.objects.filter(closed_on=None).select_related("county"))
        self.counties = _by_names(County.objects.all())
        self.kinds, self.urgencies = _by_words(FindingKind), _by_words(Urgency)
        self.visibilities = _by_words(Visibility) | {search_key(w): v for w, v in VISIBILITY_WORDS.items()}
        self.known: set[tuple[int, int | None, str, str]] = set(
            Finding.objects.filter(NOT_UNDONE).values_list("county", "municipality", "kind", "title_key")
        )

    def plan(self, table: MatchedTable) -> Plan[FindingFacts]:
        """Return what becomes of each row."""
        planned, refusals = [], []
        for cells in table.rows:
            facts = self._facts(cells)
            refusals += cells.refusals
            if facts is not None and not cells.refusals:
                planned.append(Planned(cells.row, self._outcome(facts), facts.title, facts))
        return Plan(tuple(planned), tuple(refusals), table.ignored)

    def _outcome(self, facts: FindingFacts) -> Outcome:
        town = facts.municipality.pk if facts.municipality else None
        key = (facts.county.pk, town, facts.kind, search_key(facts.title)[:KEY_LENGTH])
        if key in self.known:
            return Outcome.UNCHANGED
        self.known.add(key)
        return Outcome.NEW

    def _facts(self, cells: Cells) -> FindingFacts | None:
        fields: dict[str, object] = {
            "title": cells.text("title"),
            "text": cells.text("text"),
            "size": cells.text("size"),
            "unit": cells.text("unit"),
            "people_affected": cells.text("people_affected"),
            "kind": self._word(cells, "kind", self.kinds),
            "urgency": self._word(cells, "urgency", self.urgencies),
            "visibility": self._word(cells, "visibility", self.visibilities),
            "sector": self._sector(cells),
        } | self._place(cells)
        if cells.refusals:
            return None
        try:
            return read_facts(fields, on=self.on)
        except UnableToSaveFindingError as refusal:
            cells.refuse(refusal.field, refusal.message)
            return None

    def _word(self, cells: Cells, column: str, words: dict[str, str]) -> str:
        text = cells.text(column)
        if text and search_key(text) not in words:
            cells.refuse(column, translate(_("Choose one of the list.")))
        return words.get(search_key(text), "")

    def _sector(self, cells: Cells) -> str:
        text = cells.text("sector")
        found = sector_called(text) if text else None
        if text and (found is None or not found.holds_on(self.on)):
            cells.refuse("sector", translate(_("There is no such sector; the names stand below the form.")))
        return found.code if found else ""

    def _place(self, cells: Cells) -> dict[str, object]:
        counties = self._called(cells, "county", self.counties)
        towns = self._called(cells, "municipality", self.towns)
        if counties:
            towns = [town for town in towns if town.county in counties]
        county = _only(cells, "county", counties)
        town = _only(cells, "municipality", towns)
        if not cells.text("municipality") and not cells.text("county"):
            cells.refuse("municipality", translate(_("Write the municipality, or the county.")))
        return {"municipality": town, "county": county}

    def _called(self, cells: Cells, column: str, places: dict[str, list[PlaceT]]) -> list[PlaceT]:
        text = cells.text(column)
        return places.get(search_key(text), []) if text else []


def _only(cells: Cells, column: str, found: list[PlaceT]) -> PlaceT | None:
    if cells.text(column) and len(found) != 1:
        wrong = (
            _("There are several of this name; write the code.") if found else _("There is no such place.")
        )
        cells.refuse(column, translate(wrong))
        return None
    return found[0] if found else None


def _by_names(places: Iterable[PlaceT]) -> dict[str, list[PlaceT]]:
    found: dict[str, list[PlaceT]] = {}
    for place in places:
        for key in _keys_of(place):
            found.setdefault(key, []).append(place)
    return found


def _keys_of(place: Municipality | County) -> set[str]:
    names = (place.code, place.name_fa, place.name_en, *place.also_written_fa.split("،"))
    return {search_key(name) for name in names if name.strip()}


def _by_words(choices: type[TextChoices]) -> dict[str, str]:
    """Return the values of choices by code and by their names in both languages."""
    words = {search_key(value): str(value) for value in choices.values}
    for language in ("fa", "en"):
        with translation.override(language):
            words |= {search_key(str(label)): str(value) for value, label in choices.choices}
    return words
