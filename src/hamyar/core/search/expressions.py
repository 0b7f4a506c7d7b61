"""What must stand in a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lexeme:
    """A lexeme, or all that begin with it."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[Expression, ...]


Expression = Lexeme | AllOf | AnyOf


def lexemes_of(expression: Expression) -> list[Lexeme]:
    """Return the lexemes of an expression."""
    if isinstance(expression, Lexeme):
        return [expression]
    return [lexeme for part in expression.parts for lexeme in lexemes_of(part)]
