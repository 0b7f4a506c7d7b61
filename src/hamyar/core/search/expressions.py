"""What must stand in a document, written for either database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lexeme:
    """A lexeme, or all that begin with it; it consists of word characters only."""

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


def for_fts5(expression: Expression) -> str:
    """Write the expression in the query language of SQLite's FTS5."""
    return _written(expression, " AND ", " OR ", quote='"', prefix="*")


def for_tsquery(expression: Expression) -> str:
    """Write the expression as PostgreSQL's ``tsquery``."""
    return _written(expression, " & ", " | ", quote="'", prefix=":*")


def _written(expression: Expression, both: str, either: str, *, quote: str, prefix: str) -> str:
    if isinstance(expression, Lexeme):
        return f"{quote}{expression.text}{quote}{prefix if expression.is_prefix else ''}"
    parts = [_written(part, both, either, quote=quote, prefix=prefix) for part in expression.parts]
    return f"({(both if isinstance(expression, AllOf) else either).join(parts)})"
