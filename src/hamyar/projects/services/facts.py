"""Reading what was written into a project."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop as _

from hamyar.core.persian import normalise, normalise_line, search_key
from hamyar.findings.models import Finding
from hamyar.findings.sectors import all_sectors
from hamyar.group.models import Company
from hamyar.places.models import Municipality
from hamyar.projects.enums import ContractType
from hamyar.projects.errors import UnableToSaveProjectError
from hamyar.projects.kinds import Kind, all_kinds
from hamyar.projects.models import Project
from hamyar.projects.models.project import AMOUNT_RANGE

LARGEST_SIZE = Decimal(10) ** 12
LINE_LENGTHS = {"title_en": 160, "summary": 300, "contact_office": 160, "contact_phone": 40}
LONGEST_TEXT = 10_000
TEXTS = ("public_text", "offer", "internal_note")
KEY_LENGTH = 400


@dataclass(frozen=True)
class ProjectFacts:
    """What is written about a project; ``cost_as_of`` is the day both amounts hold for."""

    title_fa: str
    kind: str
    municipality: Municipality
    title_en: str = ""
    sector: str = ""
    contract: str = ""
    size: Decimal | None = None
    unit: str = ""
    cost_rial: int | None = None
    cost_as_of: date | None = None
    income_rial: int | None = None
    summary: str = ""
    public_text: str = ""
    offer: str = ""
    contact_office: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    internal_note: str = ""
    participants: tuple[Municipality, ...] = ()
    companies: tuple[Company, ...] = ()
    findings: tuple[Finding, ...] = ()


LISTS = ("participants", "companies", "findings")
FACTS = tuple(field.name for field in fields_of(ProjectFacts))
COLUMNS = tuple(name for name in FACTS if name not in LISTS)
OFFICE_ONLY = ("companies", "internal_note")
"""What a town does not write into its own proposal."""


def write_facts(project: Project, facts: ProjectFacts) -> None:
    """Put the facts into a project, with the keys by which it is found; nothing is stored."""
    for name in COLUMNS:
        setattr(project, name, getattr(facts, name))
    project.title_key = search_key(facts.title_fa)[:KEY_LENGTH]
    towns = " ".join(town.name_fa for town in (facts.municipality, *facts.participants))
    words = (project.code, facts.title_fa, facts.title_en, facts.summary, facts.public_text, towns)
    project.search_key = search_key(" ".join(words))


def write_lists(project: Project, facts: ProjectFacts) -> None:
    """Store towns, companies and findings of a stored project."""
    for name in LISTS:
        getattr(project, name).set(getattr(facts, name))


def read_facts(fields: Mapping[str, Any], *, on: date, old: Project | None = None) -> ProjectFacts:
    """Read the fields of a project; texts are normalised.

    Raises
    ------
    UnableToSaveProjectError
        When a field is missing or makes no sense; it is named.
    """
    kind = _kind(fields.get("kind"), on, old)
    size = _size(fields.get("size"))
    municipality = _municipality(fields.get("municipality"))
    cost, income = (_amount(fields.get(name), name) for name in ("cost_rial", "income_rial"))
    return ProjectFacts(
        title_fa=_title(fields.get("title_fa")),
        kind=kind.code,
        municipality=municipality,
        sector=_sector(fields.get("sector"), on, old),
        contract=_contract(fields.get("contract")),
        size=size,
        unit=_unit(fields.get("unit"), kind, size),
        cost_rial=cost,
        cost_as_of=_as_of(fields.get("cost_as_of"), on, is_needed=cost is not None or income is not None),
        income_rial=income,
        contact_email=_email(fields.get("contact_email")),
        participants=_others(fields.get("participants"), municipality),
        companies=_once(fields.get("companies")),
        findings=_once(fields.get("findings")),
        **{name: _line(fields.get(name), name) for name in LINE_LENGTHS},
        **{name: _text(fields.get(name), name) for name in TEXTS},
    )


def _refuse(message: str, code: str, field: str, **params: object) -> UnableToSaveProjectError:
    return UnableToSaveProjectError(message, code, field=field, **params)


def _kind(value: object, on: date, old: Project | None) -> Kind:
    kind = all_kinds().get(str(value or ""))
    if kind is None or not (kind.holds_on(on) or (old is not None and old.kind == kind.code)):
        raise _refuse(_("Choose one of the list."), "kind_unknown", "kind")
    return kind


def _title(value: object) -> str:
    title = normalise_line(str(value or ""))
    if not title:
        raise _refuse(_("Write the name of the project in one line."), "title_missing", "title_fa")
    if len(title) > 160:
        raise _refuse(_("Shorten this to at most 160 letters."), "title_long", "title_fa")
    return title


def _line(value: object, name: str) -> str:
    line = normalise_line(str(value or ""))
    if len(line) > LINE_LENGTHS[name]:
        raise _refuse(
            _("Shorten this to at most {most} letters."), "line_long", name, most=LINE_LENGTHS[name]
        )
    return line


def _text(value: object, name: str) -> str:
    text = normalise(str(value or "")).strip()
    if len(text) > LONGEST_TEXT:
        raise _refuse(_("Shorten this to at most {most} letters."), "text_long", name, most=LONGEST_TEXT)
    return text


def _email(value: object) -> str:
    address = normalise_line(str(value or ""))
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise _refuse(_("This is not an e-mail address."), "email_wrong", "contact_email") from error
    return address


def _municipality(value: object) -> Municipality:
    if not isinstance(value, Municipality):
        raise _refuse(_("Choose the municipality where it stands."), "municipality_missing", "municipality")
    return value


def _others(value: Iterable[Municipality] | None, host: Municipality) -> tuple[Municipality, ...]:
    return tuple(town for town in _once(value) if town != host)


def _once(value: Iterable[Any] | None) -> tuple[Any, ...]:
    return tuple(sorted(set(value or ()), key=lambda row: row.pk))


def _sector(value: object, on: date, old: Project | None) -> str:
    code = str(value or "")
    sector = all_sectors().get(code)
    is_kept = old is not None and old.sector == code
    if code and not is_kept and (sector is None or not sector.holds_on(on)):
        raise _refuse(_("Choose one of the list."), "sector_unknown", "sector")
    return code


def _contract(value: object) -> str:
    code = str(value or "")
    if code and code not in ContractType.values:
        raise _refuse(_("Choose one of the list."), "contract_unknown", "contract")
    return code


def _size(value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    size = Decimal(str(value))
    if not size.is_finite() or size <= 0 or size > LARGEST_SIZE:
        raise _refuse(_("Write a size above zero."), "size_wrong", "size")
    return size.quantize(Decimal("0.001"))


def _unit(value: object, kind: Kind, size: Decimal | None) -> str:
    """Return the unit, the usual one of the kind where none was chosen; without a size there is none."""
    if size is None:
        return ""
    unit = str(value or kind.units[0])
    if unit not in kind.units:
        raise _refuse(_("A project of this kind is not measured in this unit."), "unit_wrong", "unit")
    return unit


def _amount(value: object, name: str) -> int | None:
    if value is None:
        return None
    if (
        isinstance(value, bool)
        or not isinstance(value, int)
        or not AMOUNT_RANGE[0] <= value <= AMOUNT_RANGE[1]
    ):
        raise _refuse(_("Write an amount of at least one rial."), "amount_wrong", name)
    return value


def _as_of(value: date | None, on: date, *, is_needed: bool) -> date | None:
    if not is_needed:
        return None
    if value is None:
        raise _refuse(
            _("Say of which day the amounts are; without it they cannot be compared."),
            "amount_day_missing",
            "cost_as_of",
        )
    if value > on:
        raise _refuse(_("This day lies ahead."), "day_ahead", "cost_as_of")
    return value
