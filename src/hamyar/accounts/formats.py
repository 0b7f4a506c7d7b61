"""Hours of the clock and counts in sentences, in the language of the page."""

from datetime import datetime

from django.utils import timezone

from hamyar.core.persian import to_persian_digits
from hamyar.core.translation import active_language


def clock(moment: datetime) -> str:
    """Return the hour and minute in Tehran: «۱۴:۳۵»."""
    return whole(timezone.localtime(moment).strftime("%H:%M"))


def whole(value: int | str) -> str:
    """Return digits as they are written in the language of the page."""
    text = str(value)
    return to_persian_digits(text) if active_language() == "fa" else text
