"""The package of a ranking: what anyone needs to recompute it, in a folder or a ZIP file.

``values.csv`` and ``method.yaml`` are the inputs, ``ranking.csv`` the results, ``run.json`` says how they were made, with
digests of all three. ``reproduce`` computes again and names the first difference.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from hamyar.core.translation import gettext_noop
from hamyar.priorities.errors import UnableToReadPackageError
from hamyar.priorities.services.compute import Progress, Ranking, RankingRow, compute_ranking
from hamyar.priorities.services.method_file import read_method
from hamyar.priorities.services.values_file import read_values, write_values
from hamyar_engine import __version__

FORMAT = "hamyar-ranking/1"
VALUES, METHOD, RANKING, RUN = "values.csv", "method.yaml", "ranking.csv", "run.json"
COLUMNS = tuple(field.name for field in fields(RankingRow))
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Difference:
    """The first place where a recomputed ranking differs from the package."""

    row: int
    column: str
    code: str
    published: str
    recomputed: str


def digest(content: bytes) -> str:
    """Return the SHA-256 of ``content`` as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def write_ranking(rows: tuple[RankingRow, ...]) -> bytes:
    """Write ``ranking.csv``: one row a unit in the order of the values, numbers in plain notation."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_written(value) for value in asdict(row).values()])
    return buffer.getvalue().encode("utf-8")


def _written(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def package_files(ranking: Ranking, *, about: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files of a package by name; ``about`` is added to ``run.json`` (title, dates, origin)."""
    values, method = write_values(ranking.values), ranking.method.text.encode("utf-8")
    table = write_ranking(ranking.rows())
    run = {
        "format": FORMAT,
        "method": {"code": ranking.method.code, "file": METHOD, "digest": digest(method)},
        "values": {"file": VALUES, "digest": digest(values), "units": len(ranking.values.codes)},
        "results": {"file": RANKING, "digest": digest(table)},
        "draws": ranking.draws,
        "seed": ranking.seed,
        "engine_version": __version__,
        "exact_ranks": ranking.exact.status,
        "filled_cells": [
            {"unit": cell.unit, "indicator": cell.indicator, "value": cell.value}
            for cell in ranking.result.filled
        ],
        **about,
    }
    text = json.dumps(run, ensure_ascii=False, indent=2) + "\n"
    return {VALUES: values, METHOD: method, RANKING: table, RUN: text.encode("utf-8")}


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a ZIP whose bytes depend on the contents only."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def read_package(path: Path) -> dict[str, bytes]:
    """Read the four files of a package from a folder, its ``run.json`` or a ZIP file.

    Raises
    ------
    UnableToReadPackageError
        When a file is missing, is not what its digest says, or the ZIP is broken.
    """
    files = _from_zip(path) if path.is_file() and path.suffix != ".json" else _from_folder(path)
    run = read_run(files[RUN], path=path)
    for part, name in (("values", VALUES), ("method", METHOD), ("results", RANKING)):
        if run[part]["digest"] != digest(files[name]):
            message = gettext_noop(
                "{file}: {name} was changed: it does not have the digest that run.json states."
            )
            raise UnableToReadPackageError(message, "digest", file=path, name=name)
    return files


def read_run(content: bytes, *, path: Path) -> dict[str, Any]:
    """Parse ``run.json`` and check that it is one of ours."""
    try:
        run: dict[str, Any] = json.loads(content)
        known = run["format"] == FORMAT and all(
            run[part]["digest"] for part in ("values", "method", "results")
        )
        known = known and isinstance(run["draws"], int) and isinstance(run["seed"], int)
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        message = gettext_noop("{file}: run.json is not the record of a ranking that this version knows.")
        raise UnableToReadPackageError(message, "format", file=path)
    return run


def _from_folder(path: Path) -> dict[str, bytes]:
    folder = path.parent if path.suffix == ".json" else path
    files = {}
    for name in (VALUES, METHOD, RANKING, RUN):
        if not (folder / name).is_file():
            message = gettext_noop("{file}: {name} is missing.")
            raise UnableToReadPackageError(message, "missing_file", file=folder, name=name)
        files[name] = (folder / name).read_bytes()
    return files


def _from_zip(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename: info for info in archive.infolist()}
            missing = [name for name in (VALUES, METHOD, RANKING, RUN) if name not in names]
            if missing:
                message = gettext_noop("{file}: {name} is missing.")
                raise UnableToReadPackageError(message, "missing_file", file=path, name=missing[0])
            if sum(info.file_size for info in names.values()) > MOST_BYTES:
                raise UnableToReadPackageError(
                    gettext_noop("{file}: the package is too large."), "too_large", file=path
                )
            return {name: archive.read(name) for name in (VALUES, METHOD, RANKING, RUN)}
    except (zipfile.BadZipFile, OSError) as error:
        message = gettext_noop("{file}: this is not a package of a ranking (ZIP file or folder).")
        raise UnableToReadPackageError(message, "not_a_package", file=path) from error


def reproduce(
    files: Mapping[str, bytes], *, path: Path, progress: Progress | None = None
) -> Difference | None:
    """Recompute a package; return the first difference, or nothing when all is equal."""
    run = read_run(files[RUN], path=path)
    method = read_method(files[METHOD], file=METHOD)
    codes = [indicator.code for indicator in method.indicators]
    values = read_values(files[VALUES], file=VALUES, indicators=codes)
    ranking = compute_ranking(
        method, values, file=VALUES, draws=run["draws"], seed=run["seed"], progress=progress
    )
    return first_difference(files[RANKING], write_ranking(ranking.rows()))


def first_difference(published: bytes, recomputed: bytes) -> Difference | None:
    """Compare two ``ranking.csv`` cell by cell."""
    if published == recomputed:
        return None
    left, right = (list(csv.reader(io.StringIO(each.decode("utf-8")))) for each in (published, recomputed))
    for number, (old, new) in enumerate(zip(left, right, strict=False), start=1):
        for column, was, now in zip(COLUMNS, old, new, strict=False):
            if was != now:
                return Difference(number, column, new[0], was, now)
    return Difference(min(len(left), len(right)) + 1, COLUMNS[0], "", str(len(left)), str(len(right)))
