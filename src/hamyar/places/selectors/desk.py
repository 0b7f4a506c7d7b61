"""What the desk of places shows."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet

from hamyar.accounts.models import User
from hamyar.core.money import Money
from hamyar.places.definitions import Calibration, detour
from hamyar.places.geometry import straight_line_km
from hamyar.places.models import (
    CityCouncil,
    CouncilMember,
    Municipality,
    MunicipalityGrade,
    Official,
    Representation,
    Shareholding,
)
from hamyar.places.selectors.dated import at_day
from hamyar.places.selectors.distances import point_of
from hamyar.places.selectors.representation import municipalities_represented_by
from hamyar.places.selectors.searching import municipalities_matching

ROWS_OF_A_PAGE = 50


@dataclass(frozen=True)
class DeskRow:
    """A municipality with who heads it and what it holds today."""

    municipality: Municipality
    grade: MunicipalityGrade | None
    official: Official | None
    share: Shareholding | None


@dataclass(frozen=True)
class CouncilView:
    """A council with its members and alternates."""

    council: CityCouncil
    members: tuple[CouncilMember, ...]
    alternates: tuple[CouncilMember, ...]
    is_in_office: bool

    @property
    def people(self) -> tuple[CouncilMember, ...]:
        """Return members first, then alternates."""
        return self.members + self.alternates


@dataclass(frozen=True)
class DeskFile:
    """All dated facts of a municipality, newest first."""

    grades: tuple[MunicipalityGrade, ...]
    officials: tuple[Official, ...]
    councils: tuple[CouncilView, ...]
    shares: tuple[Shareholding, ...]
    representations: tuple[Representation, ...]


@dataclass(frozen=True)
class ShareRow:
    """A share with its part of all current rials."""

    share: Shareholding
    money: Money
    part: Decimal | None


@dataclass(frozen=True)
class ShareRegister:
    """All shares of a day with their sums."""

    rows: tuple[ShareRow, ...]
    total: Money
    percent: Decimal
    votes: int
    without: tuple[Municipality, ...]


@dataclass(frozen=True)
class CalibrationRow:
    """A calibration point beside what our own points give."""

    origin: str
    destination: str
    point: Calibration
    straight_km: float | None


def page_of(rows: "QuerySet[Model]", number: str | None) -> "Page[Model]":
    """Return one page of a long list."""
    return Paginator(rows, ROWS_OF_A_PAGE).get_page(number)


def desk_municipalities(*, user: User, sees_all: bool, query: str = "") -> QuerySet[Municipality]:
    """Return the municipalities of the reader's desk with their dated facts at hand."""
    towns = Municipality.objects.all() if sees_all else municipalities_represented_by(user=user)
    found = municipalities_matching(query=query, among=towns)
    return found.select_related("county").prefetch_related("grades", "officials", "shareholdings")


def desk_row(municipality: Municipality, *, on: dt.date) -> DeskRow:
    """Return what the list shows about a municipality whose facts were prefetched."""
    return DeskRow(
        municipality,
        at_day(municipality.grades.all(), on=on),
        at_day(municipality.officials.all(), on=on),
        at_day(municipality.shareholdings.all(), on=on),
    )


def desk_file(*, municipality: Municipality, on: dt.date) -> DeskFile:
    """Return all dated facts of a municipality."""
    councils = municipality.councils.prefetch_related("members")
    return DeskFile(
        tuple(municipality.grades.all()),
        tuple(municipality.officials.all()),
        tuple(council_view(council, on=on) for council in councils),
        tuple(municipality.shareholdings.all()),
        tuple(municipality.representations.select_related("user")),
    )


def council_view(council: CityCouncil, *, on: dt.date) -> CouncilView:
    """Return a council with its members and alternates apart."""
    people = tuple(council.members.all())
    return CouncilView(
        council,
        tuple(member for member in people if not member.is_alternate),
        tuple(member for member in people if member.is_alternate),
        council.since <= on and (council.until is None or council.until > on),
    )


def share_register(*, on: dt.date) -> ShareRegister:
    """Return the shares that hold on a day, the largest first, and who holds none."""
    holding = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    shares = list(Shareholding.objects.filter(holding).select_related("municipality__county"))
    amounts = [share.money.in_current_rials() for share in shares]
    total = sum((money.amount for money in amounts), 0)
    rows = [
        ShareRow(share, money, Decimal(money.amount) / total if total else None)
        for share, money in zip(shares, amounts, strict=True)
    ]
    holders = [share.municipality_id for share in shares]
    return ShareRegister(
        tuple(sorted(rows, key=lambda row: (-row.money.amount, row.share.municipality.sort_key))),
        Money(total),
        sum((share.percent for share in shares if share.percent is not None), Decimal(0)),
        sum(share.has_voting_right for share in shares),
        tuple(Municipality.objects.filter(closed_on=None).exclude(pk__in=holders).select_related("county")),
    )


def calibration_points() -> tuple[CalibrationRow, ...]:
    """Return the roads of known length beside the straight line between our own points."""
    points = detour().calibration
    codes = {code for point in points for code in (point.origin, point.destination)}
    towns = {town.code: town for town in Municipality.objects.filter(code__in=codes)}
    return tuple(_calibration(point, towns) for point in points)


def _calibration(point: Calibration, towns: dict[str, Municipality]) -> CalibrationRow:
    ends = [towns.get(code) for code in (point.origin, point.destination)]
    places = [point_of(town) if town else None for town in ends]
    one, other = places
    straight = straight_line_km(one, other) if one and other else None
    origin, destination = (
        town.name if town else code
        for town, code in zip(ends, (point.origin, point.destination), strict=True)
    )
    return CalibrationRow(origin, destination, point, straight)
