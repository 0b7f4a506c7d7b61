"""Hamyar's commands. Each command lives in a module of its own and is loaded when it is called."""

import click

from hamyar.cli.language import LANGUAGES
from hamyar.cli.language import translate as _
from hamyar.cli.lazy import LazyGroup

COMMANDS: dict[str, str] = {
    "import": "hamyar.cli.import_:import_",
    "plan-visits": "hamyar.cli.plan_visits.command:plan_visits",
    "rank": "hamyar.cli.rank:rank",
    "reproduce": "hamyar.cli.reproduce:reproduce",
    "search": "hamyar.cli.search:search",
    "serve": "hamyar.cli.serve:serve",
    "setup": "hamyar.cli.setup:setup",
}


@click.group(
    cls=LazyGroup,
    targets=COMMANDS,
    help=_("Hamyar: who needs support first, when we visit, what was promised and whether it arrived."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages: fa or en."))
@click.version_option(package_name="hamyar", prog_name="hamyar")
def main(lang: str | None) -> None:
    """Choose the command; the language was read before the commands were."""


__all__ = ["main"]
