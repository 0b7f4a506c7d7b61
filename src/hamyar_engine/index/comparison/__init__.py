"""Methods of local studies, for comparison with the published index.

All of them put rank 1 on the most developed unit. None of them fills a gap: they take values that
are complete.
"""

from hamyar_engine.index.comparison.borda import borda
from hamyar_engine.index.comparison.copeland import copeland
from hamyar_engine.index.comparison.morris import morris
from hamyar_engine.index.comparison.outcome import Outcome
from hamyar_engine.index.comparison.table import ComparisonTable, Refusal, compare
from hamyar_engine.index.comparison.taxonomy import TaxonomyOutcome, taxonomy
from hamyar_engine.index.comparison.topsis import topsis
from hamyar_engine.index.comparison.vikor import VikorOutcome, vikor
from hamyar_engine.index.comparison.waspas import waspas

__all__ = [
    "ComparisonTable",
    "Outcome",
    "Refusal",
    "TaxonomyOutcome",
    "VikorOutcome",
    "borda",
    "compare",
    "copeland",
    "morris",
    "taxonomy",
    "topsis",
    "vikor",
    "waspas",
]
