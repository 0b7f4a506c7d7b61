"""From an uploaded file to a preview, without touching the database.

``read_grid`` turns bytes into rows or refuses the file; ``find_entries`` reads the layout; ``check_entries``
compares with what stands and gives a :class:`Preview`.
"""

from hamyar.indicators.importing.checking import check_entries
from hamyar.indicators.importing.layout import find_entries
from hamyar.indicators.importing.preview import CellKind, Preview, PreviewCell, Reason
from hamyar.indicators.importing.reading import UnableToReadFileError, read_grid
from hamyar.indicators.importing.reference import (
    Defaults,
    IndicatorReference,
    PlaceReference,
    Reference,
    Standing,
)

__all__ = [
    "CellKind",
    "Defaults",
    "IndicatorReference",
    "PlaceReference",
    "Preview",
    "PreviewCell",
    "Reason",
    "Reference",
    "Standing",
    "UnableToReadFileError",
    "check_entries",
    "find_entries",
    "read_grid",
]
