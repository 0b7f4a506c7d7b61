"""Errors every engine topic raises."""


class InvalidInputError(ValueError):
    """An input that cannot mean anything; the message names the field or cell at fault."""
