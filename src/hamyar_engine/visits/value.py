"""What a visit is worth, with every term visible."""

from dataclasses import dataclass

from hamyar_engine.errors import InvalidInputError


@dataclass(frozen=True)
class ValueTerm:
    """One reason to visit: ``share`` in 0–1 of the ``weight`` it can reach at most."""

    name: str
    share: float
    weight: float

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise InvalidInputError(f"value term {self.name}: share {self.share} lies outside 0–1")
        if not self.weight >= 0:
            raise InvalidInputError(f"value term {self.name}: weight {self.weight} is negative")

    @property
    def points(self) -> float:
        """Points this term adds."""
        return self.share * self.weight


@dataclass(frozen=True)
class VisitValue:
    """The sum of its terms, in points."""

    terms: tuple[ValueTerm, ...] = ()

    @property
    def points(self) -> float:
        """Points of all terms together."""
        return sum(term.points for term in self.terms)


@dataclass(frozen=True)
class ValueWeights:
    """The most each term can add, and where the counted ones saturate."""

    need: float = 50.0
    since_last: float = 25.0
    overdue: float = 15.0
    data_gap: float = 10.0
    full_after_days: int = 365
    full_at_promises: int = 5

    def __post_init__(self) -> None:
        if self.full_after_days < 1 or self.full_at_promises < 1:
            raise InvalidInputError("value weights: a term must saturate at one or more")


def visit_value(
    *,
    last_tier_probability: float,
    days_since_last: int | None,
    overdue_promises: int,
    data_gap_share: float,
    weights: ValueWeights | None = None,
) -> VisitValue:
    r"""Value one more visit to a place.

    .. math:: v = w_n p + w_t \min(1, d/D) + w_o \min(1, o/O) + w_g g

    Parameters
    ----------
    last_tier_probability
        Probability :math:`p` that the place belongs to the last tier.
    days_since_last
        Days :math:`d` since its last visit; ``None`` (never visited) counts as the full term.
    overdue_promises
        Promises :math:`o` to it that are past their date.
    data_gap_share
        Share :math:`g` of its indicator values that are missing.
    weights
        Weights and saturation points; the defaults add up to 100 points.

    Returns
    -------
    VisitValue
        The four terms, in the order of the formula.

    Raises
    ------
    InvalidInputError
        When a share lies outside 0–1 or a count is negative.
    """
    chosen = weights or ValueWeights()
    if overdue_promises < 0 or (days_since_last is not None and days_since_last < 0):
        raise InvalidInputError("visit value: a count is negative")
    elapsed = 1.0 if days_since_last is None else min(1.0, days_since_last / chosen.full_after_days)
    overdue = min(1.0, overdue_promises / chosen.full_at_promises)
    return VisitValue(
        (
            ValueTerm("need", last_tier_probability, chosen.need),
            ValueTerm("since_last", elapsed, chosen.since_last),
            ValueTerm("overdue", overdue, chosen.overdue),
            ValueTerm("data_gap", data_gap_share, chosen.data_gap),
        )
    )
