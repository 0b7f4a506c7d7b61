"""What the file of a visit begins with: its head, the team, and the agenda and attendance on record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from hamyar.accounts.models import User
from hamyar.core.jalali import format_jalali, local_date
from hamyar.core.persian import search_key
from hamyar.places.selectors.dated import valid_on
from hamyar.visits.enums import Side
from hamyar.visits.minutes_text import LANGUAGE
from hamyar.visits.models import Trip, Visit
from hamyar.web.field.kinds import KINDS, standing_of
from hamyar.web.meeting.workbook.layout import TOWN_CODE, VISIT_CODE

SPACE = UUID("0b5a2f8e-52a5-4a83-8f37-6f3c9a7c1d42")
PREFILLED = ("attendance", "agenda")
"""Kinds whose records on record stand in the file already, to be completed."""


@dataclass(frozen=True)
class KnownRow:
    """A row the file begins with; ``revision`` is 0 for what is not on record yet."""

    record_id: UUID
    revision: int
    fields: Mapping[str, Any]


def head_of(visit: Visit) -> list[tuple[str, str]]:
    """Return the facts of the head of the file."""
    town = visit.municipality
    team = visit.trip.team.name if visit.trip else ""
    day = format_jalali(visit.held_start or visit.planned_start, "weekday", language=LANGUAGE)
    return [
        ("شهرداری", town.name_fa),
        ("شهرستان", town.county.name_fa),
        ("روز", day),
        ("گروه", team),
        (VISIT_CODE, str(visit.pk)),
        (TOWN_CODE, town.code),
    ]


def known_rows(visit: Visit, *, reader: User) -> dict[str, list[KnownRow]]:
    """Return the rows each sheet begins with."""
    known = {kind: _on_record(visit, kind, reader) for kind in PREFILLED}
    people = {search_key(row.fields["full_name"]) for row in known["attendance"]}
    if visit.trip:
        known["attendance"] += [row for row in _team(visit, visit.trip) if _name(row) not in people]
    return known


def _name(row: KnownRow) -> str:
    return search_key(row.fields["full_name"])


def _on_record(visit: Visit, kind: str, reader: User) -> list[KnownRow]:
    rows = KINDS[kind].open_rows(reader=reader).filter(visit=visit)
    stands = [(row.device_id, standing_of(row, KINDS[kind])) for row in rows]
    return [KnownRow(record_id, each.revision, each.fields) for record_id, each in stands]


def _team(visit: Visit, trip: Trip) -> Iterator[KnownRow]:
    """Yield who travels with the team on that day; whether they came is for the file to say."""
    on = local_date(visit.planned_start)
    for member in trip.team.members.filter(valid_on(on)).order_by("-is_head", "full_name", "pk"):
        fields = {
            "full_name": member.full_name,
            "position": member.position,
            "side": str(Side.ORGANISATION),
        }
        yield KnownRow(uuid5(SPACE, f"visit-{visit.pk}-member-{member.pk}"), 0, fields)
