"""A bar on stderr while something takes long, where a person is watching."""

import sys
from types import TracebackType
from typing import Self

import click


class Bar:
    """A context manager whose :meth:`update` takes what is done and what is wanted."""

    def __init__(self, label: str) -> None:
        self.bar = click.progressbar(range(1), length=1, label=label, file=sys.stderr)

    def __enter__(self) -> Self:
        self.bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.bar.__exit__(kind, error, trace)

    def update(self, done: int, wanted: int) -> None:
        """Move the bar to ``done`` of ``wanted``."""
        self.bar.length = wanted
        self.bar.update(max(0, done - self.bar.pos))
