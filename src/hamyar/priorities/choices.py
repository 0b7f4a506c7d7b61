"""The words of a method's steps for people; the codes are the engine's."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamyar.priorities.services.steps import Aggregation, Missing, Normalisation

NORMALISATION_WORDS: dict[Normalisation, str | Promise] = {
    Normalisation.MIN_MAX: _("between the smallest and the largest value"),
    Normalisation.Z_SCORE: _("distance from the mean in standard deviations"),
    Normalisation.RANK: _("rank among the towns"),
    Normalisation.PERCENTILE: _("share of towns below"),
}
AGGREGATION_WORDS: dict[Aggregation, str | Promise] = {
    Aggregation.ARITHMETIC: _("mean (a weakness can be made good)"),
    Aggregation.GEOMETRIC: _("geometric mean (a weakness weighs more)"),
    Aggregation.TOPSIS: _("distance from the best and the worst (TOPSIS)"),
}
MISSING_WORDS: dict[Missing, str | Promise] = {
    Missing.GROUP_MEDIAN: _("median of the towns of the county"),
    Missing.MEDIAN: _("median of all towns"),
    Missing.MEAN: _("mean of all towns"),
}
