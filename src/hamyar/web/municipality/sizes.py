"""Classes of towns by population."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SizeClass(models.TextChoices):
    """Classes by population at the last census."""

    UNDER_5 = "under-5", _("under 5,000 people")
    FROM_5 = "5-10", _("5,000 to 10,000 people")
    FROM_10 = "10-50", _("10,000 to 50,000 people")
    FROM_50 = "50-200", _("50,000 to 200,000 people")
    FROM_200 = "200-up", _("200,000 people and more")
    UNKNOWN = "unknown", _("population not known")


LEAST = (
    (200_000, SizeClass.FROM_200),
    (50_000, SizeClass.FROM_50),
    (10_000, SizeClass.FROM_10),
    (5_000, SizeClass.FROM_5),
)


def size_class(population: float | None) -> SizeClass:
    """Return the class of a population; the lower limit belongs to the class."""
    if population is None:
        return SizeClass.UNKNOWN
    return next((size for least, size in LEAST if population >= least), SizeClass.UNDER_5)
