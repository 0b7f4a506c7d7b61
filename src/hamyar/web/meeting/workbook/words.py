"""The words of the drop-down lists, and what they stand for."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import override

from hamyar.core.persian import search_key
from hamyar.visits.minutes_text import LANGUAGE
from hamyar.web.field.choices import Choices, field_choices
from hamyar.web.meeting.workbook.layout import NO, YES

TRUTH: Choices = [("1", YES), ("0", NO)]


def lists_of(*, on: date) -> dict[str, Choices]:
    """Return each list with its codes and Persian words."""
    with override(LANGUAGE):
        return {**field_choices(on=on), "truth": TRUTH}


def codes_of(*, on: date) -> dict[str, Mapping[str, str]]:
    """Return for each list the code of each word, however it is spelt, in both languages."""
    found: dict[str, dict[str, str]] = {}
    for language in ("en", LANGUAGE):
        with override(language):
            for name, choices in field_choices(on=on).items():
                words = {search_key(word): code for code, label in choices for word in (code, label)}
                found[name] = found.get(name, {}) | words
    return dict(found)
