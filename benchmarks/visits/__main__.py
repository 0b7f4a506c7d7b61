"""Measure the visits engine: ``python -m benchmarks.visits --instances DIR --seconds 60``."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import versions
from benchmarks.visits import cordeau, ours, peers, real
from benchmarks.visits.rows import Row, show, show_heading, show_summary, write_json

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
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows as JSON")
    return parser.parse_args()


def rows(options: argparse.Namespace) -> Iterator[Row]:
    """Yield the rows as they are measured, ours first on each instance."""
    for name in cordeau.names_in(options.instances, options.only):
        instance = cordeau.read_instance(options.instances, name)
        yield ours.solve(instance, seconds=options.seconds, seed=options.seed, workers=options.workers)
        if not options.ours_only:
            yield from peers.rows(instance, seconds=options.seconds, seed=options.seed)
    wanted = None if options.only is None else {name.strip() for name in options.only.split(",")}
    if wanted is None or real.PROVINCE in wanted:
        yield from real.province(min(20.0, options.seconds), seed=options.seed)
    if wanted is None or real.COUNTRY in wanted:
        yield from real.country(min(20.0, options.seconds), seed=options.seed, workers=options.workers)


def main() -> None:
    """Run, print and write."""
    options = arguments()
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
