"""Reading what was written into a finding: from a form, a device or a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from hamyar.core.persian import UnableToReadNumberError, normalise, normalise_line, parse_number, search_key
from hamyar.findings.enums import FindingKind, Urgency, Visibility
from hamyar.findings.errors import UnableToSaveFindingError
from hamyar.findings.models import Finding
from hamyar.findings.sectors import all_sectors
from hamyar.places.models import County, Municipality

LARGEST_SIZE = Decimal(10) ** 12
LARGEST_COUNT = 100_000_000
LONGEST_TEXT = 5000


@dataclass(frozen=True)
class FindingFacts:
    """What a finding says; a finding without a municipality is of its whole county."""

    kind: str
    sector: str
    title: str
    county: County
    municipality: Municipality | None = None
    text: str = ""
    size: Decimal | None = None
    unit: str = ""
    people_affected: int | None = None
    urgency: str = Urgency.MEDIUM
    visibility: str = Visibility.CONFIDENTIAL


FACTS = tuple(field.name for field in fields_of(FindingFacts))
KEY_LENGTH = 400


def write_facts(finding: Finding, facts: FindingFacts) -> None:
    """Put the facts into a finding, with the keys by which it is found; nothing is stored."""
    for name in FACTS:
        setattr(finding, name, getattr(facts, name))
    finding.title_key = search_key(facts.title)[:KEY_LENGTH]
    finding.search_key = search_key(f"{facts.title} {facts.text}")


def read_facts(fields: Mapping[str, Any], *, on: date, old_sector: str = "") -> FindingFacts:
    """Read the fields of a finding; texts are normalised, towns and counties may be given by their code.

    Raises
    ------
    UnableToSaveFindingError
        When a field is missing or makes no sense; it is named.
    """
    municipality = _municipality(fields.get("municipality"))
    size = _size(fields.get("size"))
    return FindingFacts(
        kind=_choice(fields, "kind", FindingKind.values),
        sector=_sector(fields, on, old_sector),
        title=_title(fields.get("title")),
        county=_county(fields.get("county"), municipality),
        municipality=municipality,
        text=_text(fields.get("text")),
        size=size,
        unit=_unit(fields.get("unit"), size),
        people_affected=_people(fields.get("people_affected")),
        urgency=_choice({"urgency": fields.get("urgency") or Urgency.MEDIUM}, "urgency", Urgency.values),
        visibility=_choice(
            {"visibility": fields.get("visibility") or Visibility.CONFIDENTIAL},
            "visibility",
            Visibility.values,
        ),
    )


def _refuse(message: str, code: str, field: str) -> UnableToSaveFindingError:
    return UnableToSaveFindingError(message, code, field=field)


def _choice(fields: Mapping[str, Any], name: str, values: list[str]) -> str:
    value = str(fields.get(name) or "")
    if value not in values:
        raise _refuse(_("Choose one of the list."), f"{name}_unknown", name)
    return value


def _sector(fields: Mapping[str, Any], on: date, old_sector: str) -> str:
    code = str(fields.get("sector") or "")
    sector = all_sectors().get(code)
    if sector is None or not (sector.holds_on(on) or code == old_sector):
        raise _refuse(_("Choose one of the list."), "sector_unknown", "sector")
    return code


def _title(value: object) -> str:
    title = normalise_line(str(value or ""))
    if not title:
        raise _refuse(_("Write in one line what was found."), "title_missing", "title")
    if len(title) > 160:
        raise _refuse(_("Shorten this to at most 160 letters."), "title_long", "title")
    return title


def _text(value: object) -> str:
    text = normalise(str(value or "")).strip()
    if len(text) > LONGEST_TEXT:
        raise _refuse(_("Shorten this to at most 5000 letters."), "text_long", "text")
    return text


def _number(value: object, field: str) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        number = Decimal(str(value)) if isinstance(value, int | float | Decimal) else parse_number(str(value))
    except (UnableToReadNumberError, ArithmeticError) as error:
        raise _refuse(_("Write a number, such as 12.5."), f"{field}_no_number", field) from error
    number = Decimal(str(number))
    if not number.is_finite() or number < 0:
        raise _refuse(_("Write a number that is not below zero."), f"{field}_negative", field)
    return number


def _size(value: object) -> Decimal | None:
    number = _number(value, "size")
    if number is not None and number > LARGEST_SIZE:
        raise _refuse(_("This number is too large; choose a larger unit."), "size_large", "size")
    return None if number is None else number.quantize(Decimal("0.001"))


def _unit(value: object, size: Decimal | None) -> str:
    unit = normalise_line(str(value or ""))[:40]
    if size is not None and not unit:
        raise _refuse(
            _("Say the unit of the size, such as metres or cubic metres a day."), "unit_missing", "unit"
        )
    return unit


def _people(value: object) -> int | None:
    number = _number(value, "people_affected")
    if number is None:
        return None
    if number != number.to_integral_value() or number > LARGEST_COUNT:
        raise _refuse(_("Write a whole number of people."), "people_not_whole", "people_affected")
    return int(number)


def _municipality(value: object) -> Municipality | None:
    if value in (None, ""):
        return None
    if isinstance(value, Municipality):
        return value
    found = Municipality.objects.select_related("county").filter(code=str(value)).first()
    if found is None:
        raise _refuse(_("There is no municipality with this code."), "municipality_unknown", "municipality")
    return found


def _county(value: object, municipality: Municipality | None) -> County:
    if municipality is not None:
        return municipality.county
    if isinstance(value, County):
        return value
    found = County.objects.filter(code=str(value)).first() if value else None
    if found is None:
        raise _refuse(
            _("Choose the municipality, or the county for a finding of the whole county."),
            "place_missing",
            "municipality",
        )
    return found
