"""``hamyar setup``: tables, roles, the province's facts and the first ranking, as often as wanted."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import click

from hamyar.cli.language import translate as _
from hamyar.config.env import SECRET_KEY_FILE, choose_settings
from hamyar_engine import __version__


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
        Step(_("Roles"), load_roles),
        Step(_("Working calendar"), load_calendar),
        Step(_("Municipalities and counties"), load_places),
        Step(_("Indicators and their values"), load_indicators),
        Step(_("First ranking"), rank_first),
        Step(_("Companies, brands and the newsroom"), open_newsroom),
        Step(_("Search"), fill_search),
        Step(_("Pages' files"), collect_static),
    ]


def migrate() -> None:
    """Bring the tables up to date."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def load_roles() -> None:
    """Bring the shipped roles into the database."""
    from hamyar.accounts.services.roles import load_roles

    load_roles(at=now())


def load_calendar() -> None:
    """Store the shipped tables of lunar holidays for years that have none."""
    from django.utils import timezone

    from hamyar.core.calendar import services

    services.load_shipped_lunar_holidays(at=timezone.now())


def load_places() -> None:
    """Bring the province's places into the database, unless these very files are there already."""
    from hamyar.places.models import Municipality
    from hamyar.places.services.loading import load_places

    once("places", lambda: load_places(at=now()), is_there=Municipality.objects.exists)


def load_indicators() -> None:
    """Bring definitions and the province's facts into the database, unless these very files are there."""
    from django.conf import settings

    from hamyar.indicators.models import Value
    from hamyar.indicators.services.loading import load_definitions, load_facts

    def load() -> None:
        load_definitions()
        load_facts(folder=settings.FACTS_FOLDER, at=now())

    once("indicators", load, is_there=Value.objects.exists)


def rank_first() -> None:
    """Bring the shipped methods into the database; compute and publish a ranking when there is none."""
    from hamyar.priorities.services.methods import load_methods
    from hamyar.priorities.services.runs import first_ranking

    load_methods(at=now())
    first_ranking(at=now())


def open_newsroom() -> None:
    """Bring in companies and brands, make the news index with its groups and rights, and the first item."""
    from hamyar.group.services import load_group
    from hamyar.newsroom.services.access import sync_all_groups
    from hamyar.newsroom.services.items import load_first_item
    from hamyar.newsroom.services.tree import ensure_newsroom

    load_group(at=now())
    ensure_newsroom(at=now())
    sync_all_groups()
    load_first_item(at=now())


def fill_search() -> None:
    """Make the documents of the search anew."""
    from hamyar.web.search.sources import rebuild_search

    rebuild_search()


def once(name: str, work: Callable[[], object], *, is_there: Callable[[], bool]) -> None:
    """Do the work unless it was done with the same version and files, and the database still holds what it brought."""
    from django.conf import settings
    from django.db import connection

    digest = facts_digest(name, str(connection.settings_dict["NAME"]))
    stamp = settings.DATA_FOLDER / f".{name}.stamp"
    if is_there() and stamp.is_file() and stamp.read_text(encoding="ascii") == digest:
        return
    work()
    stamp.write_text(digest, encoding="ascii")


def facts_digest(*salt: str) -> str:
    """Return a digest of the facts, the definitions and ``salt``."""
    from django.conf import settings

    folders = [settings.FACTS_FOLDER, settings.ROOT / "src/hamyar/indicators/definitions"]
    total = hashlib.sha256("\n".join((__version__, *salt)).encode())
    for file in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        total.update(file.read_bytes())
    return total.hexdigest()


def now() -> datetime:
    """Return the instant that the edge gives to the services."""
    from django.utils import timezone

    return timezone.now()


def collect_static() -> None:
    """Gather hashed static files where the server reads them."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=["*.map"])


def introduce_administrator() -> None:
    """Make the first administrator if there is none and show the password, this once."""
    from hamyar.accounts.services.people import ensure_first_administrator

    first = ensure_first_administrator(at=now())
    if first is not None:
        click.echo(
            _("\nSign in as {email} with the password {password}").format(
                email=first.email, password=first.password
            )
        )
        click.echo(_("This password is shown once; keep it, or change it after you have signed in."))
