"""Hamyar's commands. Each command lives in a module of its own and is loaded when it is called."""

from importlib import import_module

import click

from hamyar.cli.language import LANGUAGES
from hamyar.cli.language import translate as _

COMMANDS: dict[str, str] = {
    "serve": "hamyar.cli.serve:serve",
    "setup": "hamyar.cli.setup:setup",
}


class LazyGroup(click.Group):
    """A group that imports a command only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted([*COMMANDS, *super().list_commands(ctx)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or nothing when there is none of that name."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.group(
    cls=LazyGroup,
    help=_("Hamyar: who needs support first, when we visit, what was promised and whether it arrived."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages: fa or en."))
@click.version_option(package_name="hamyar", prog_name="hamyar")
def main(lang: str | None) -> None:
    """Choose the command; the language was read before the commands were."""


__all__ = ["main"]
