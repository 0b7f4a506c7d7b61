"""The fixed choices of the stage."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CensusStatus(models.TextChoices):
    """What a town of today was in the census of 1395."""

    CITY = "city", _("city in the census of 1395")
    VILLAGE = "village", _("village in the census of 1395")
    UNKNOWN = "unknown", _("not known")


class OfficialKind(models.TextChoices):
    """Who heads a municipality."""

    MAYOR = "mayor", _("mayor")
    CARETAKER = "caretaker", _("caretaker")


class CouncilRole(models.TextChoices):
    """What a member does in the presiding board of a city council."""

    CHAIR = "chair", _("council chair")
    DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
    SECRETARY = "secretary", _("council secretary")
    TREASURER = "treasurer", _("treasurer")
    SPOKESPERSON = "spokesperson", _("spokesperson")
    MEMBER = "member", _("member")


class MoneyUnit(models.TextChoices):
    """The rial of an amount: today's, or the one after the redenomination law of 1404."""

    IRR_CURRENT = "IRR_CURRENT", _("current rial")
    IRR_NEW = "IRR_NEW", _("new rial")


class DistanceKind(models.TextChoices):
    """Where a distance comes from."""

    IMPORTED = "imported", _("imported table")
    ROUTED = "routed", _("routing service")
    STRAIGHT = "straight", _("straight line with the detour factor")


class ImportKind(models.TextChoices):
    """What an uploaded file holds."""

    PLACES = "places", _("municipalities")
    BOUNDARIES = "boundaries", _("boundaries")
    DISTANCES = "distances", _("distances")
    SHAREHOLDERS = "shareholders", _("shareholders")


class SizeClass(models.TextChoices):
    """Population classes; the limits are those of the council-size rule and of small towns below it."""

    UNDER_5 = "under_5", _("under 5,000 people")
    FROM_5 = "from_5", _("5,000 to 10,000 people")
    FROM_10 = "from_10", _("10,000 to 50,000 people")
    FROM_50 = "from_50", _("50,000 to 200,000 people")
    FROM_200 = "from_200", _("200,000 people and more")
    UNKNOWN = "unknown", _("population not known")


POINT_SOURCES = {
    "sci_list": _("list of the Statistical Centre of 1399, geocoded on OpenStreetMap"),
    "iran_post": _("place register of Iran Post"),
    "iran_post_names": _("place register of Iran Post, found by name"),
}
"""Codes of the facts table for where a point comes from."""
