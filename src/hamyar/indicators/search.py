"""What the search finds of indicators: the definitions in use, never a value."""

from collections.abc import Collection, Iterator
from functools import partial

from django.utils.translation import gettext_lazy

from hamyar.core.search import Entry, Source, in_both
from hamyar.indicators.enums import Theme
from hamyar.indicators.models import Indicator


def _indicators(keys: Collection[str] | None) -> Iterator[Entry]:
    found = Indicator.objects.filter(is_active=True)
    for indicator in found if keys is None else found.filter(code__in=keys):
        theme = in_both(partial(str, Theme(indicator.theme).label))
        yield Entry(
            key=indicator.code,
            address=indicator.get_absolute_url(),
            name_fa=indicator.name_fa,
            name_en=indicator.name_en,
            note_fa=theme.fa,
            note_en=theme.en,
            keywords=f"شاخص indicator {indicator.unit_fa} {indicator.unit_en}",
            text_fa=f"{indicator.why_fa}\n{indicator.how_fa}",
            text_en=f"{indicator.why_en}\n{indicator.how_en}",
        )


INDICATORS = Source(
    "indicator", gettext_lazy("Indicators"), "chart-bar", _indicators, is_proper=True, weight=1.15
)
