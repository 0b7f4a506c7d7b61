"""What the commands that read and write files share: bytes in, files out, refusals in one line."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from hamyar.core.errors import UnableToError, as_exit

READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@contextmanager
def refusals_in_one_line() -> Iterator[None]:
    """Turn an anticipated refusal into one line on stderr and exit status 2."""
    try:
        yield
    except UnableToError as error:
        status, line = as_exit(error)
        click.echo(line, err=True)
        raise SystemExit(status) from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(folder / name)
