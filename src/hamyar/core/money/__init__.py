"""Money: whole rials with their unit; toman and millions are ways of showing it."""

from hamyar.core.money.amounts import (
    CURRENT_RIALS_IN_A_NEW_ONE,
    Money,
    MoneyUnit,
    UnableToCalculateMoneyError,
)
from hamyar.core.money.display import Display, format_money, format_readable, unit_name
from hamyar.core.money.guard import Jump, suspicious_jump
from hamyar.core.money.parsing import UnableToReadMoneyError, parse_money

__all__ = [
    "CURRENT_RIALS_IN_A_NEW_ONE",
    "Display",
    "Jump",
    "Money",
    "MoneyUnit",
    "UnableToCalculateMoneyError",
    "UnableToReadMoneyError",
    "format_money",
    "format_readable",
    "parse_money",
    "suspicious_jump",
    "unit_name",
]
