"""What runs against one database (``DATABASE_URL``), as a process of its own: fill, ask, write figures as JSON."""

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

SEED = 1399
LEAST_ASKED = 10
"""So many questions even the slowest engine is asked."""


def main() -> int:
    """Fill the database, ask every question with every engine, write what came out."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument("--peer-seconds", type=float, default=0.0)
    parser.add_argument("--ours-only", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.search.settings"
    import django

    django.setup()
    options.out.write_text(json.dumps(measured(options), ensure_ascii=False), encoding="utf-8")
    return 0


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """Return the answers and the milliseconds of each question by engine, and how long filling took."""
    from benchmarks.search.collection import items, source
    from benchmarks.search.engines import contains, keys_of, ours, wagtail
    from benchmarks.search.judged import questions
    from hamyar.core.search import rebuild
    from hamyar.newsroom.search import NEWS
    from hamyar.places.models import Municipality
    from hamyar.web.search.sources import SOURCES

    load_records()
    towns = list(Municipality.objects.filter(closed_on=None).order_by("code"))
    made = list(items(options.items, towns=towns, seed=SEED))
    sources = [source(made, like=NEWS) if each is NEWS else each for each in SOURCES]
    started = time.perf_counter()
    count = rebuild(sources=sources)
    result: dict[str, Any] = {"documents": count, "fill_s": time.perf_counter() - started, "engines": {}}
    engines = {"ours": ours(sources)}
    if not options.ours_only:
        result["peer_fill_s"] = fill_peer(sources)
        engines |= {"wagtail": wagtail, "icontains": contains}
    asked = questions(made)
    for name, engine in engines.items():
        budget = options.peer_seconds if name != "ours" else 0.0
        answers, taken = ask(engine, [each.text for each in asked], seconds=budget)
        if name == "ours":
            answers = {text: keys_of(found) for text, found in answers.items()}
        result["engines"][name] = {"answers": answers, "ms": taken}
        print(f"  {name}: {len(answers)} questions asked", file=sys.stderr, flush=True)
    result["questions"] = [[each.text, each.group, sorted(each.answers)] for each in asked]
    if options.ours_only:
        result["suggest_ms"] = typed(sources, [town.name_fa for town in towns])
    else:
        result["slips"] = misspelt(engines["ours"])
    return result


def typed(sources: Any, names: list[str]) -> list[float]:
    """Return the milliseconds of the suggestions after each letter of some names, from the second on."""
    from benchmarks.search.engines import suggestions

    suggest = suggestions(sources)
    beginnings = [name[:length] for name in names[::4] for length in range(2, len(name) + 1)]
    _answers, taken = ask(suggest, list(dict.fromkeys(beginnings)))
    return list(taken.values())


def misspelt(engine: Any) -> list[tuple[str, str, bool]]:
    """Return group and kind of each slip in a name, and whether its document was among the first five."""
    from benchmarks.search.engines import keys_of
    from benchmarks.search.slips import slips
    from hamyar.core.models import SearchDocument

    rows = SearchDocument.objects.filter(kind__in=("town", "company", "brand")).order_by("kind", "key")
    names = [
        ("towns" if row.kind == "town" else "companies and brands", f"{row.kind}:{row.key}", row.name_fa)
        for row in rows
    ]
    return [
        (slip.group, slip.way, slip.key in keys_of(engine(slip.text)[:5])) for slip in slips(names, seed=SEED)
    ]


def ask(
    engine: Any, texts: list[str], *, seconds: float = 0.0
) -> tuple[dict[str, list[str]], dict[str, float]]:
    """Ask every question once and return answers and milliseconds; a slow engine only as many as fit the seconds.

    Two questions go first that are not counted, so that nobody is charged for opening files. The order is
    shuffled by the seed, so that what a slow engine gets to hear is a fair sample.
    """
    order = random.Random(SEED).sample(texts, len(texts))
    for text in order[-2:]:
        engine(text)
    answers, taken = {}, {}
    began = time.perf_counter()
    for text in order:
        started = time.perf_counter()
        answers[text] = engine(text)
        taken[text] = (time.perf_counter() - started) * 1000
        if seconds and time.perf_counter() - began > seconds and len(taken) >= LEAST_ASKED:
            break
    return answers, taken


def load_records() -> None:
    """Make the tables and bring in the real places, indicators and companies."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from hamyar.group.services import load_group
    from hamyar.indicators.services.loading import load_definitions
    from hamyar.places.services.loading import load_places

    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    load_places(at=timezone.now())
    load_definitions()
    load_group(at=timezone.now())
    assert settings.FACTS_FOLDER.is_dir()


def fill_peer(sources: Any) -> float:
    """Give the peers the same documents; return the seconds of storing and indexing."""
    from wagtail.search.backends import get_search_backend

    from benchmarks.search.peer.models import PeerDocument

    PeerDocument.objects.all().delete()
    get_search_backend().reset_indexes()
    started = time.perf_counter()
    rows = [
        PeerDocument(
            key=f"{each.kind}:{entry.key}",
            name=" ".join(part for part in (entry.name_fa, entry.name_en, *entry.also) if part),
            text="\n".join((entry.note_fa, entry.note_en, entry.keywords, entry.text_fa, entry.text_en)),
            dated=entry.dated,
        )
        for each in sources
        for entry in each.entries(None)
    ]
    index = get_search_backend().get_index_for_model(PeerDocument)
    for start in range(0, len(rows), 500):
        stored = PeerDocument.objects.bulk_create(rows[start : start + 500])
        index.add_items(PeerDocument, stored)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
