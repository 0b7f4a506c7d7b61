"""What a fresh installation holds: the shipped definitions and the facts of the province."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from hamyar.core.errors import UnableToError
from hamyar.core.translation import gettext_noop as _
from hamyar.indicators.enums import Level
from hamyar.indicators.facts import Fact, read_facts
from hamyar.indicators.models import Indicator, Value
from hamyar.indicators.registry import FOLDER, Definition, definitions
from hamyar.places.models import County, Municipality

TOLD = ("name", "unit", "why", "how", "source", "author")


class UnableToLoadFactsError(UnableToError):
    """The facts name a place or an indicator that is not there."""

    default_code = "facts_without_place"


@dataclass(frozen=True)
class LoadedFacts:
    """How many values were stored and how many stood already."""

    new: int
    present: int


@transaction.atomic
def load_definitions(*, folder: Path = FOLDER) -> int:
    """Store every shipped definition and retire those without a file; return how many there are.

    Loading twice changes nothing. The files are the record of who wrote and checked a definition, so no
    audit entry is made.
    """
    shipped = definitions(folder)
    for definition in shipped:
        Indicator.objects.update_or_create(code=definition.code, defaults=_fields(definition))
    Indicator.objects.exclude(code__in=[each.code for each in shipped]).update(is_active=False)
    return len(shipped)


@transaction.atomic
def load_facts(*, folder: Path, at: dt.datetime) -> LoadedFacts:
    """Store the values of the project's table of facts that have no value yet.

    A value that stands, whoever entered it, is left as it is; so loading twice changes nothing.

    Raises
    ------
    UnableToLoadFactsError
        When a fact belongs to an indicator or a place that is not stored.
    """
    facts = read_facts(folder)
    indicators = Indicator.objects.in_bulk(field_name="code")
    towns, counties = _ids(Municipality), _ids(County)
    standing = set(Value.objects.values_list("indicator_id", "municipality_id", "county_id", "year"))
    values = [_value(fact, indicators=indicators, towns=towns, counties=counties, at=at) for fact in facts]
    new = [each for each in values if _key(each) not in standing]
    Value.objects.bulk_create(new, batch_size=500)
    return LoadedFacts(new=len(new), present=len(values) - len(new))


def _fields(definition: Definition) -> dict[str, Any]:
    told = {field: getattr(definition, field) for field in TOLD}
    checker = definition.checker
    return {
        "position": definition.position,
        "theme": definition.theme,
        "decimals": definition.decimals,
        "direction": definition.direction,
        "level": definition.level,
        "least": definition.least,
        "most": definition.most,
        "written_on": definition.written_on,
        "review_due_on": definition.review_due_on,
        "checked_on": definition.checked_on,
        "checker_fa": checker.fa if checker else "",
        "checker_en": checker.en if checker else "",
        "is_active": True,
        **{f"{field}_fa": text.fa for field, text in told.items()},
        **{f"{field}_en": text.en for field, text in told.items()},
    }


def _ids(model: type[Municipality] | type[County]) -> dict[str, int]:
    return dict(model.objects.values_list("code", "pk"))


def _value(
    fact: Fact,
    *,
    indicators: dict[str, Indicator],
    towns: dict[str, int],
    counties: dict[str, int],
    at: dt.datetime,
) -> Value:
    places = counties if fact.level == Level.COUNTY else towns
    indicator, place = indicators.get(fact.indicator), places.get(fact.place)
    if indicator is None:
        raise UnableToLoadFactsError(_("There is no indicator {code}."), code=fact.indicator)
    if place is None:
        raise UnableToLoadFactsError(_("There is no place with the code {code}."), code=fact.place)
    return Value(
        indicator=indicator,
        municipality_id=place if fact.level == Level.MUNICIPALITY else None,
        county_id=place if fact.level == Level.COUNTY else None,
        year=fact.year,
        boundary=fact.boundary,
        amount=fact.amount,
        caveat=fact.caveat,
        source=fact.source,
        recorded_at=at,
    )


def _key(value: Value) -> tuple[int, int | None, int | None, int]:
    return (value.indicator_id, value.municipality_id, value.county_id, value.year)
