"""The town file as a telephone keeps it: sections of lines, already in words and in the digits of the page."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from hamyar.core.jalali import format_jalali
from hamyar.core.money import Display, format_money
from hamyar.core.persian import format_number, to_persian_digits
from hamyar.core.translation import active_language
from hamyar.places.models import Municipality
from hamyar.web.field.briefing import Briefs
from hamyar.web.field.sections import Line, Section
from hamyar.web.municipality.standing import Standings
from hamyar.web.municipality.town import TownFile, town_file


def town_sections(
    *, municipality: Municipality, standings: Standings, briefs: Briefs
) -> list[dict[str, Any]]:
    """Return the town file of a municipality: what to speak about first, then the facts."""
    file = town_file(municipality=municipality, on=briefs.on)
    found = [
        *briefs.sections(town=municipality, known={each.indicator.code for each in file.histories}),
        Section(_("Facts"), tuple(_facts(municipality, file))),
        Section(_("Where the town stands"), tuple(_standing(municipality, standings))),
        Section(_("City council"), tuple(_council(file))),
        Section(_("Indicators"), tuple(_indicators(file))),
    ]
    return [asdict(section) for section in found if section.is_shown]


def _number(value: float, decimals: int | None = None) -> str:
    return format_number(value, decimals=decimals, language=active_language())


def _year(year: int) -> str:
    return to_persian_digits(str(year)) if active_language() == "fa" else str(year)


def _facts(municipality: Municipality, file: TownFile) -> Iterator[Line]:
    yield Line(_("County"), municipality.county.name)
    if file.population:
        counted = _("Census of %(year)s") % {"year": _year(file.population.year)}
        yield Line(_("Population"), _number(file.population.amount, 0), counted)
    if file.official:
        kind = file.official.get_kind_display()
        yield Line(_("Mayor"), file.official.full_name, kind)
    if file.grade:
        yield Line(_("Grade"), _number(file.grade.grade))
    if file.share:
        money = format_money(file.share.money, display=Display.RIAL, language=active_language())
        yield Line(_("Share in the organisation"), money)


def _standing(municipality: Municipality, standings: Standings) -> Iterator[Line]:
    standing = standings.by_town.get(municipality.pk)
    if standing is None or standings.publication is None:
        return
    result = standing.result
    published = format_jalali(standings.publication.published_at, "long", language=active_language())
    yield Line(_("Tier"), standing.words, published)
    yield Line(
        _("Median rank"),
        _("%(rank)s of %(units)s") % {"rank": _number(result.rank_p50, 0), "units": _number(standing.units)},
        _("in nine of ten draws between %(low)s and %(high)s")
        % {"low": _number(result.rank_p05, 0), "high": _number(result.rank_p95, 0)},
    )


def _council(file: TownFile) -> Iterator[Line]:
    for member in file.council.people if file.council else ():
        role = _("alternate member") if member.is_alternate else member.get_role_display()
        yield Line(member.full_name, role)


def _indicators(file: TownFile) -> Iterator[Line]:
    for history in file.histories:
        figure = history.latest
        amount = _number(figure.amount, history.indicator.decimals)
        inherited = _("inherited from the county") if figure.is_inherited else ""
        remark = " · ".join(part for part in (_year(figure.year), inherited) if part)
        yield Line(history.indicator.name, f"{amount} {history.indicator.unit}".strip(), remark)
