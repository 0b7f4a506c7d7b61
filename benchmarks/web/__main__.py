"""``python -m benchmarks.web``: pages a second and the 95th percentile, ours and others' in turn.

Needs the product's environment, and ``wrk`` and ``nginx-light`` from Debian; what is missing is said and left out.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import Row, report, row
from benchmarks.web.load import CONNECTIONS, Load, load
from benchmarks.web.servers import Servers
from benchmarks.web.sites import (
    ANEW,
    BARE_VIEW,
    FILE,
    FROM_NOTHING,
    KEPT,
    PAGES,
    PLAIN_PAGE,
    PROXIED,
    start_sites,
)

WARM_SECONDS = 2


@dataclass(frozen=True)
class Effort:
    """How much is made and measured."""

    items: int
    rounds: int
    seconds: int


def comparisons(addresses: Sequence[str]) -> list[tuple[str, str]]:
    """Return what is compared with what, as far as it is there."""
    item = KEPT.format("news item")
    found = [(KEPT.format(page), BARE_VIEW) for page in PAGES]
    found += [(each.format(page), PLAIN_PAGE) for each in (ANEW, FROM_NOTHING) for page in PAGES]
    found += [(item, PLAIN_PAGE), (item, FILE), (PROXIED, FILE)]
    return [pair for pair in found if set(pair) <= set(addresses)]


def measured(addresses: dict[str, str], *, effort: Effort, folder: Path) -> dict[str, list[Load]]:
    """Ask every address once in each round, after each was asked for a while without counting."""
    for address in addresses.values():
        load(address, seconds=WARM_SECONDS, folder=folder)
    found: dict[str, list[Load]] = {name: [] for name in addresses}
    for _ in range(effort.rounds):
        for name, address in addresses.items():
            found[name].append(load(address, seconds=effort.seconds, folder=folder))
    return found


def rows(found: dict[str, list[Load]]) -> Iterator[Row]:
    """Compare the milliseconds of an answer (8 readers at once, so 1000 / answers a second), then the slowest 5 %."""
    for ours, theirs in comparisons(list(found)):
        for unit, of in (("ms each", _milliseconds), ("ms p95", _p95)):
            yield row(ours, theirs, of(found[ours]), of(found[theirs]), unit)


def _milliseconds(loads: Sequence[Load]) -> list[float]:
    return [1000 / each.per_second for each in loads]


def _p95(loads: Sequence[Load]) -> list[float]:
    return [each.p95_ms for each in loads]


def say_speeds(found: dict[str, list[Load]]) -> None:
    """Print what each address answered a second, medians of the rounds."""
    print(f"{'address':<58} {'answers/s':>10} {'ms p95':>10}")
    for name, loads in found.items():
        speed = sorted(each.per_second for each in loads)[len(loads) // 2]
        print(f"{name:<58} {speed:>10.0f} {sorted(_p95(loads))[len(loads) // 2]:>10.1f}")


def run(options: argparse.Namespace) -> None:
    """Start what is compared, measure, print, and end what was started."""
    quick = Effort(items=6, rounds=2, seconds=options.seconds or 1)
    effort = quick if options.quick else Effort(items=100, rounds=3, seconds=options.seconds or 4)
    print(f"{CONNECTIONS} connections over loopback, {effort.rounds} rounds of {effort.seconds} s in turn")
    servers = Servers()
    with tempfile.TemporaryDirectory(prefix="hamyar-web-") as name:
        try:
            addresses = start_sites(Path(name), servers, items=effort.items)
            found = measured(addresses, effort=effort, folder=Path(name))
        finally:
            servers.end()
    say_speeds(found)
    print()
    report(rows(found), json_file=options.json, packages=["django", "wagtail", "granian"])


def main() -> int:
    """Read the options and run, or say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="little content and few rounds, to see that it runs"
    )
    parser.add_argument("--seconds", type=int, help="how long each address is asked in each round")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print(
            "benchmarks.web is left out: wrk is not here (apt-get install wrk nginx-light)", file=sys.stderr
        )
        return 0
    if shutil.which("nginx") is None:
        print("nginx is not here: its rows are left out (apt-get install nginx-light)", file=sys.stderr)
    run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
