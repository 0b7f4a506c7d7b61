"""``hamyar setup``: tables, roles, the province's facts and the first ranking, as often as wanted."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

import click

from hamyar.cli.language import translate as _
from hamyar.config.env import SECRET_KEY_FILE, choose_settings


@dataclass(frozen=True)
class Step:
    """One preparing step: what it says and what it does; it may be repeated without harm."""

    label: str
    work: Callable[[], None]


@click.command(help=_("Prepare the database: tables, roles, the province's facts and the first ranking."))
def setup() -> None:
    """Run every preparing step."""
    start_django()
    prepare()


def start_django() -> None:
    """Load the settings and the stages, once a command needs them."""
    import django

    choose_settings()
    django.setup()


def prepare() -> None:
    """Run all steps, each with a line, then say how to sign in when the first person was made."""
    from django.utils.translation import override

    from hamyar.cli.language import language

    make_secret_key()
    with override(language()):
        for step in steps():
            started = time.monotonic()
            click.echo(f"  {step.label} …", nl=False)
            step.work()
            click.echo(f" {time.monotonic() - started:.1f} s")
        introduce_administrator()


def make_secret_key() -> None:
    """Write a random key beside the data, readable by its owner only, unless there is one."""
    from django.conf import settings

    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True)
    key_file = settings.DATA_FOLDER / SECRET_KEY_FILE
    if key_file.exists():
        return
    key_file.touch(mode=0o600)
    key_file.write_text(secrets.token_urlsafe(50), encoding="ascii")
    settings.SECRET_KEY = key_file.read_text(encoding="ascii")


def steps() -> list[Step]:
    """Return the preparing steps in the order of the chain."""
    return [
        Step(_("Tables"), migrate),
        Step(_("Municipalities, counties and rules"), load_places),
        Step(_("Pages' files"), collect_static),
    ]


def migrate() -> None:
    """Bring the tables up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def load_places() -> None:
    """Bring places up to the folder of facts."""
    from django.utils import timezone

    from hamyar.places import services

    services.load_places(at=timezone.now())


def collect_static() -> None:
    """Gather hashed static files where the server reads them."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def introduce_administrator() -> None:
    """Make the first administrator if there is none and show the password, this once."""
