"""The limits a value was counted in: ``county95`` is the counties as they were in 1395."""

import re

from django.utils.translation import gettext as _

from hamyar.indicators.enums import Level

_CODE = re.compile(r"^(?P<kind>city|county)(?P<year>\d{2})$")
_WORDS = {Level.MUNICIPALITY: "city", Level.COUNTY: "county"}
_FIRST_OF_CENTURY = 30
CENSUS_YEAR = 1395


def boundary_code(*, level: str, year: int) -> str:
    """Return the code of the limits of a Jalali year, such as ``county95``."""
    return f"{_WORDS[Level(level)]}{year % 100:02d}"


def boundary_year(code: str) -> int | None:
    """Return the Jalali year of a boundary code, or nothing when it names none."""
    found = _CODE.match(code)
    if not found:
        return None
    year = int(found["year"])
    return year + (1300 if year >= _FIRST_OF_CENTURY else 1400)


def boundary_label(code: str) -> str:
    """Return the boundary in words, in the language of the page."""
    found = _CODE.match(code)
    if not found:
        return code
    year = str(boundary_year(code))
    if found["kind"] == "county":
        return _("Counties as they were in %(year)s") % {"year": year}
    return _("City limits of %(year)s") % {"year": year}
