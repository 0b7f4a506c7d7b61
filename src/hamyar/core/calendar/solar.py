"""Official holidays of the solar year, by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hamyar.core.jalali import jalali_parts

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import Promise

SOLAR_HOLIDAYS: dict[tuple[int, int], Promise] = {
    (1, 1): _("Nowruz"),
    (1, 2): _("Nowruz holiday"),
    (1, 3): _("Nowruz holiday"),
    (1, 4): _("Nowruz holiday"),
    (1, 12): _("Islamic Republic Day"),
    (1, 13): _("Nature Day"),
    (3, 14): _("Passing of Imam Khomeini"),
    (3, 15): _("Uprising of 15 Khordad"),
    (11, 22): _("Victory of the Islamic Revolution"),
    (12, 29): _("Nationalisation of the oil industry"),
}
"""Month and day → name, as listed by the University of Tehran's calendar."""


def solar_holiday(day: date) -> Promise | None:
    """Return the name of the solar holiday on this day, if there is one."""
    _year, month, number = jalali_parts(day)
    return SOLAR_HOLIDAYS.get((month, number))
