"""Plain reading of values."""

from django.db.models import Max, QuerySet

from hamyar.indicators.enums import Status
from hamyar.indicators.models import Indicator, Value


def public_values() -> QuerySet[Value]:
    """Return the values everyone may see: all that are not embargoed."""
    return Value.objects.exclude(status=Status.EMBARGOED)


def years_of(*, indicator: Indicator, among: QuerySet[Value] | None = None) -> list[int]:
    """Return the years an indicator has values for, the newest first."""
    values = public_values() if among is None else among
    return list(
        values.filter(indicator=indicator).order_by("-year").values_list("year", flat=True).distinct()
    )


def latest_year(*, indicator: Indicator, among: QuerySet[Value] | None = None) -> int | None:
    """Return the newest year an indicator has a value for."""
    values = public_values() if among is None else among
    newest: int | None = values.filter(indicator=indicator).aggregate(newest=Max("year"))["newest"]
    return newest
