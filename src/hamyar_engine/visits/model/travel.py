"""How far it is between any two locations."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hamyar_engine.errors import InvalidInputError
from hamyar_engine.visits.model.checks import require, require_unique


@dataclass(frozen=True, eq=False)
class Travel:
    """Kilometres and minutes of driving between locations.

    Parameters
    ----------
    codes
        Codes of the locations, in the order of rows and columns.
    km, minutes
        Square arrays with a zero diagonal, ``[from, to]``; they need not be symmetric.
    """

    codes: tuple[str, ...]
    km: NDArray[np.float64]
    minutes: NDArray[np.float64]
    _rows: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        require_unique("travel matrix", self.codes)
        for name in ("km", "minutes"):
            object.__setattr__(self, name, self._checked(name, getattr(self, name)))
        object.__setattr__(self, "_rows", {code: row for row, code in enumerate(self.codes)})

    def _checked(self, name: str, given: NDArray[np.float64]) -> NDArray[np.float64]:
        size = len(self.codes)
        matrix = np.array(given, dtype=np.float64)
        require(matrix.shape == (size, size), f"travel {name}: shape {matrix.shape} for {size} locations")
        wrong = ~(np.isfinite(matrix) & (matrix >= 0))
        if wrong.any():
            row, column = (int(x) for x in np.argwhere(wrong)[0])
            between = f"{self.codes[row]} to {self.codes[column]}"
            raise InvalidInputError(f"travel {name} from {between}: {matrix[row, column]} is not a distance")
        require(not np.diagonal(matrix).any(), f"travel {name}: the diagonal must be zero")
        matrix.flags.writeable = False
        return matrix

    def row(self, code: str) -> int:
        """Return the row of a location."""
        return self._rows[code]

    def __contains__(self, code: object) -> bool:
        return code in self._rows
