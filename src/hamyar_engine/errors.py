"""What the engine refuses, and where in the input the reason lies.

The engine raises; it never returns quietly with half an answer. Messages are plain English for
logs and developers. A caller that speaks to people translates by ``code`` and uses the fields.
"""


class EngineError(Exception):
    """Base of everything the engine raises on purpose."""


class InvalidInputError(EngineError, ValueError):
    """An input that cannot be worked with.

    Parameters
    ----------
    message
        One plain sentence that names the place and the reason.
    code
        A stable name of the reason, for translation.
    unit
        Code of the offending unit (the row), where there is one.
    indicator
        Code of the offending indicator (the column), where there is one.
    key
        Path of the offending setting, such as ``indicators.income.goalposts``.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str = "invalid_input",
        unit: str | None = None,
        indicator: str | None = None,
        key: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.unit = unit
        self.indicator = indicator
        self.key = key


class MissingValueError(InvalidInputError):
    """A cell is empty and the method says that an empty cell is refused."""


class UnsuitableValueError(InvalidInputError):
    """A value lies outside what a step can work with, such as the logarithm of zero."""


class InvalidMethodError(InvalidInputError):
    """A method that contradicts itself, or names something unknown."""
