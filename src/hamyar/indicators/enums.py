"""The words of the stage that are fixed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way an indicator points to more development."""

    HIGHER = "higher", _("Higher means more endowed")
    LOWER = "lower", _("Lower means more endowed")
    CONTEXT = "context", _("Context only, not used in a ranking")


class Level(TextChoices):
    """The kind of place a value is measured for."""

    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY = "county", _("County")


class Theme(TextChoices):
    """The groups in which definitions are listed, in this order."""

    POPULATION = "population", _("Population")
    EDUCATION = "education", _("Education")
    WORK = "work", _("Work")
    ACCESS = "access", _("Access")
    CLIMATE = "climate", _("Climate and water")
    FINANCE = "finance", _("Municipal finance")
    DEPRIVATION = "deprivation", _("Official deprivation status")
    AMENITIES = "amenities", _("Amenities")


class Status(TextChoices):
    """How far a value may be trusted and shown."""

    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")
    EMBARGOED = "embargoed", _("Embargoed")


class Caveat(TextChoices):
    """What a reader must know about one value."""

    NONE = "", _("None")
    VILLAGE = "village", _("Figure of the village that the city was in that year")
    PERIOD = "period", _("Mean of several years; the year is the last of them")


class BatchState(TextChoices):
    """The life of an uploaded file."""

    PREVIEWED = "previewed", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")


FIRST_YEAR, LAST_YEAR = 1300, 1499
"""The Jalali years a value may have."""

BATCH_MOVES = {
    BatchState.PREVIEWED: {BatchState.CONFIRMED, BatchState.DISCARDED},
    BatchState.CONFIRMED: {BatchState.UNDONE},
    BatchState.UNDONE: set(),
    BatchState.DISCARDED: set(),
}
