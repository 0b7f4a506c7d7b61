"""Files of shareholders: the share of one municipality a row."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hamyar.core.money import Display, Money, parse_money
from hamyar.core.persian import parse_number
from hamyar.core.translation import gettext_noop as _
from hamyar.core.translation import translate
from hamyar.places.models import Municipality, Shareholding
from hamyar.places.permissions import Actor
from hamyar.places.services.imports.columns import (
    Cells,
    Column,
    UnableToReadCellError,
    match_columns,
    read_day,
    read_truth,
)
from hamyar.places.services.imports.options import ImportOptions
from hamyar.places.services.imports.plan import Change, Outcome, Plan, Planned, Refusal
from hamyar.places.services.imports.tables import read_table
from hamyar.places.services.imports.towns import Towns
from hamyar.places.services.shareholding import WHOLE, check_percents, write_share

COLUMNS: tuple[Column, ...] = (
    Column("municipality", "شهرداری", is_required=True),
    Column("amount", "مبلغ", is_required=True),
    Column("percent", "درصد"),
    Column("has_voting_right", "حق رأی"),
    Column("since", "از تاریخ"),
    Column("document_number", "شماره سند"),
    Column("source", "منبع"),
)


@dataclass(frozen=True)
class ShareFacts:
    """What a row says about one share."""

    municipality: Municipality
    amount: Money
    percent: Decimal | None
    has_voting_right: bool
    since: dt.date
    document_number: str
    source: str


class ShareholdersImporter:
    """Reads shares; a share that differs from the one on record begins on its day and ends the older one."""

    columns: tuple[Column, ...] = COLUMNS

    def plan(self, *, content: bytes, options: ImportOptions) -> Plan[ShareFacts]:
        """Compare the file with what is on record."""
        table = match_columns(read_table(content=content), COLUMNS)
        towns = Towns()
        known = {share.municipality_id: share for share in Shareholding.objects.filter(until=None)}
        rows = [_row(cells, towns, known, options) for cells in table.rows]
        refusals = [refusal for cells in table.rows for refusal in cells.refusals]
        planned = tuple(row for row in rows if row is not None)
        return Plan(planned, (*refusals, *_repeated(planned), *_over_100(planned, known)), table.ignored)

    def apply(
        self, *, planned: Planned[ShareFacts], options: ImportOptions, by: Actor, at: dt.datetime
    ) -> None:
        """Write one share."""
        share = planned.facts
        values: dict[str, object] = {
            "amount": share.amount.amount,
            "unit": share.amount.unit.value,
            "percent": share.percent,
            "has_voting_right": share.has_voting_right,
            "since": share.since,
            "document_number": share.document_number,
            "source": share.source,
        }
        write_share(municipality=share.municipality, values=values, by=by, at=at)

    def finish(self, *, plan: Plan[ShareFacts], options: ImportOptions, by: Actor, at: dt.datetime) -> None:
        """Hold the sum of percents once all shares are written."""
        for since in {row.facts.since for row in plan.writes}:
            check_percents(on=since)


def _row(
    cells: Cells, towns: Towns, known: Mapping[int, Shareholding], options: ImportOptions
) -> Planned[ShareFacts] | None:
    town, amount = cells.read("municipality", towns.find), cells.read("amount", _amount)
    percent, has_vote = cells.read("percent", _percent), cells.read("has_voting_right", read_truth)
    since = cells.read("since", read_day) or options.since
    if since is None and not cells.text("since"):
        cells.refuse("since", translate(_("Say from which day the share holds, in the file or beside it.")))
    if cells.refusals or town is None or amount is None or since is None:
        return None
    share = ShareFacts(
        municipality=town,
        amount=amount,
        percent=percent,
        has_voting_right=True if has_vote is None else has_vote,
        since=since,
        document_number=cells.text("document_number"),
        source=cells.text("source") or options.source,
    )
    return _planned(cells, share, known.get(town.pk))


def _planned(cells: Cells, share: ShareFacts, old: Shareholding | None) -> Planned[ShareFacts] | None:
    changes = _changes(old, share)
    if old and changes and old.since >= share.since:
        cells.refuse("since", translate(_("A share of the same or a later day is on record.")))
        return None
    outcome = Outcome.NEW if old is None else Outcome.CHANGED if changes else Outcome.UNCHANGED
    return Planned(cells.row, outcome, share.municipality.name, share, changes)


def _changes(old: Shareholding | None, share: ShareFacts) -> tuple[Change, ...]:
    before: Mapping[str, object] = {}
    if old:
        percent = None if old.percent is None else old.percent.normalize()
        before = {
            "amount": old.amount,
            "unit": old.unit,
            "percent": percent,
            "has_voting_right": old.has_voting_right,
        }
    after: Mapping[str, object] = {
        "amount": share.amount.amount,
        "unit": share.amount.unit.value,
        "percent": None if share.percent is None else share.percent.normalize(),
        "has_voting_right": share.has_voting_right,
    }
    return tuple(
        Change(name, _shown(before.get(name)), _shown(value))
        for name, value in after.items()
        if before.get(name) != value
    )


def _shown(value: object) -> str:
    if value is None:
        return ""
    return (
        str(int(value))
        if isinstance(value, bool)
        else f"{value:f}"
        if isinstance(value, Decimal)
        else str(value)
    )


def _amount(text: str) -> Money:
    amount = parse_money(text, default=Display.RIAL)
    if amount.amount < 0 or amount.amount >= 2**63:
        raise UnableToReadCellError(_("The amount of a share is not negative."))
    return amount


def _percent(text: str) -> Decimal:
    percent = parse_number(text.replace("%", "").replace("٪", ""))
    if not 0 <= percent <= WHOLE:
        raise UnableToReadCellError(_("A percent lies between 0 and 100."))
    return percent.quantize(Decimal("0.0001"))


def _repeated(rows: tuple[Planned[ShareFacts], ...]) -> list[Refusal]:
    seen: dict[int, int] = {}
    refusals = []
    for row in rows:
        town = row.facts.municipality
        if town.pk in seen:
            reason = translate(_("The municipality stands in row {row} already.")).format(row=seen[town.pk])
            refusals.append(Refusal(row.row, "municipality", town.name, reason))
        seen.setdefault(town.pk, row.row)
    return refusals


def _over_100(rows: tuple[Planned[ShareFacts], ...], known: Mapping[int, Shareholding]) -> list[Refusal]:
    percents = {town: share.percent or Decimal(0) for town, share in known.items()}
    percents |= {row.facts.municipality.pk: row.facts.percent or Decimal(0) for row in rows}
    total = sum(percents.values(), Decimal(0))
    if total <= WHOLE + Decimal("0.01"):
        return []
    reason = translate(_("The percents of all municipalities would sum to {total}, more than 100."))
    return [Refusal(rows[-1].row if rows else 0, "percent", "", reason.format(total=total.normalize()))]
