"""Groups whose commands are imported when they are called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows where its commands live and imports one only when it is used."""

    def __init__(self, *args: Any, targets: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.targets = targets

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted([*self.targets, *super().list_commands(ctx)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or nothing when there is none of that name."""
        target = self.targets.get(cmd_name)
        if target is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
