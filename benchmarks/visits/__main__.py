"""Measure the visits engine: ``python -m benchmarks.visits --instances DIR --seconds 60``."""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import versions
from benchmarks.visits import cordeau, ours, peers, real
from benchmarks.visits.apart import apart
from benchmarks.visits.rows import Row, beside, show, show_heading, show_summary, write_json
from hamyar_engine.visits import warm_up

PACKAGES = ("numpy", "numba", "highspy", "pyvrp", "ortools", "pyvroom")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visits", description=__doc__)
    parser.add_argument(
        "--instances", type=Path, required=True, help="folder with pNN, prNN and their .res files"
    )
    parser.add_argument(
        "--only", help="names separated by commas, e.g. p02,p20,khorasan_razavi,iran_31_bases"
    )
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="wall time of each method on each instance"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="cores")
    parser.add_argument("--ours-only", action="store_true", help="leave the peers out")
    parser.add_argument("--peers-on", help="run the peers on these instances only, e.g. p02,p13,pr04")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    return parser.parse_args()


def rows(options: argparse.Namespace) -> Iterator[Row]:
    """Yield the rows as they are measured, ours first on each instance."""
    limits = {"seconds": options.seconds, "seed": options.seed}
    for name in cordeau.names_in(options.instances, options.only):
        instance = cordeau.read_instance(options.instances, name)
        own = ours.solve(instance, workers=options.workers, **limits)
        yield own
        if not options.ours_only and _is_named(name, options.peers_on):
            yield from (beside(row, own) for row in peers.rows(instance, **limits))
    if _is_named(real.PROVINCE, options.only):
        yield from apart(real.province, real.PROVINCE_SECONDS, seed=options.seed)
    if _is_named(real.COUNTRY, options.only):
        yield from apart(real.country, real.BASE_SECONDS, seed=options.seed, workers=options.workers)


def _is_named(name: str, names: str | None) -> bool:
    """Tell whether a name is in a list, or there is no list."""
    return names is None or name in {item.strip() for item in names.split(",")}


def warmed_up() -> float:
    """Compile, or load what was compiled before, and return how long that took."""
    began = time.perf_counter()
    warm_up()
    return time.perf_counter() - began


def main() -> None:
    """Run, print and write."""
    options = arguments()
    print(
        f"{options.seconds:g} s of wall time for each method on each instance, {options.workers} cores, seed "
        f"{options.seed}. Our compiled loops were made ready in {warmed_up():.1f} s before the first stopwatch: "
        "23 s of processor time once on a machine, then 0.6 s in each process."
    )
    show_heading()
    done: list[Row] = []
    for row in rows(options):
        done.append(row)
        show(row)
    show_summary(done, set(cordeau.names_in(options.instances)))
    print(versions(PACKAGES))
    if options.json:
        write_json(done, options.json)


if __name__ == "__main__":
    main()
