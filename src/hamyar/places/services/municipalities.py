"""Municipalities and their districts."""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction

from hamyar.core.errors import UnableToError
from hamyar.core.persian import normalise_line
from hamyar.core.translation import gettext_noop as _
from hamyar.places.enums import CensusStatus
from hamyar.places.models import County, District, Municipality
from hamyar.places.permissions import Actor, require_can_edit
from hamyar.places.services.auditing import differences, write
from hamyar.places.services.keys import fill_keys

IRAN = ((24.0, 41.0), (43.0, 65.0))
"""Latitudes and longitudes between which a town of Iran lies; the database holds the same."""


class UnableToSaveMunicipalityError(UnableToError):
    """Facts that cannot be true."""

    default_code = "municipality_refused"


@dataclass(frozen=True)
class MunicipalityFacts:
    """All that is kept about a municipality itself; empty text and ``None`` mean unknown."""

    code: str
    name_fa: str
    county: County
    name_en: str = ""
    also_written_fa: str = ""
    census_county: County | None = None
    district: str = ""
    is_county_seat: bool = False
    census_status: CensusStatus = CensusStatus.UNKNOWN
    latitude: float | None = None
    longitude: float | None = None
    established_year: int | None = None
    closed_on: dt.date | None = None
    division_source: str = ""
    coordinate_source: str = ""
    established_source: str = ""

    def check(self) -> None:
        """Refuse what cannot be true.

        Raises
        ------
        UnableToSaveMunicipalityError
            When the code is no number, a point is half or outside Iran, or the year is impossible.
        """
        if not (self.code.isascii() and self.code.isdigit() and len(self.code) <= 8):
            raise UnableToSaveMunicipalityError(
                _("The code is the city code of the Statistical Centre, such as 1359.")
            )
        if not self.name_fa:
            raise UnableToSaveMunicipalityError(_("The Persian name is missing."))
        if (self.latitude is None) != (self.longitude is None):
            raise UnableToSaveMunicipalityError(_("Give both latitude and longitude, or neither."))
        for value, (least, most) in zip((self.latitude, self.longitude), IRAN, strict=True):
            if value is not None and not least <= value <= most:
                raise UnableToSaveMunicipalityError(
                    _("The point lies outside Iran; write degrees such as 34.975 and 59.624.")
                )
        if self.established_year is not None and not 1200 <= self.established_year <= 1600:
            raise UnableToSaveMunicipalityError(_("The year of foundation is a Jalali year such as 1337."))


def facts_of(municipality: Municipality) -> MunicipalityFacts:
    """Return what is kept about a municipality."""
    values: dict[str, Any] = {
        field.name: getattr(municipality, field.name) for field in fields(MunicipalityFacts)
    }
    values["district"] = municipality.district.name_fa if municipality.district else ""
    values["census_status"] = CensusStatus(municipality.census_status)
    return MunicipalityFacts(**values)


@transaction.atomic
def save_municipality(*, facts: MunicipalityFacts, by: Actor, at: dt.datetime) -> Municipality:
    """Create the municipality with this code, or bring it up to these facts.

    Side effects: the district is created when the county has none of that name; one audit entry where
    anything changed.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit municipalities.
    UnableToSaveMunicipalityError
        When the facts cannot be true.
    """
    require_can_edit(user=by)
    facts.check()
    return write_municipality(facts=facts, by=by, at=at)


@transaction.atomic
def create_municipality(*, facts: MunicipalityFacts, by: Actor, at: dt.datetime) -> Municipality:
    """Create a municipality whose code is not on record.

    Raises
    ------
    PermissionDenied
        When ``by`` may not edit municipalities.
    UnableToSaveMunicipalityError
        When the code is on record, or the facts cannot be true.
    """
    require_can_edit(user=by)
    if Municipality.objects.filter(code=facts.code).exists():
        raise UnableToSaveMunicipalityError(
            _("A municipality with the code {digits} is on record."), "code_taken", digits=facts.code
        )
    return save_municipality(facts=facts, by=by, at=at)


def write_municipality(*, facts: MunicipalityFacts, by: Actor, at: dt.datetime) -> Municipality:
    """Write checked facts; for the services of this stage."""
    municipality = Municipality.objects.select_related("district").filter(code=facts.code).first()
    before = _shown(facts_of(municipality)) if municipality else {}
    changes = differences(before, _shown(facts))
    if municipality and not changes:
        return municipality
    is_new = municipality is None
    municipality = municipality or Municipality(code=facts.code)
    for field in fields(MunicipalityFacts):
        if field.name not in {"code", "district"}:
            setattr(municipality, field.name, getattr(facts, field.name))
    municipality.district = _district(name_fa=facts.district, county=facts.county)
    fill_keys(municipality)
    municipality.save()
    action = "create_municipality" if is_new else "change_municipality"
    write(by=by, at=at, action=action, target=municipality, changes=changes)
    return municipality


def _shown(facts: MunicipalityFacts) -> dict[str, Any]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


def _district(*, name_fa: str, county: County) -> District | None:
    name_fa = normalise_line(name_fa)
    if not name_fa:
        return None
    district, is_new = District.objects.get_or_create(county=county, name_fa=name_fa)
    if is_new:
        fill_keys(district)
        district.save()
    return district
