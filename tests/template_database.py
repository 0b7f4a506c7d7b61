"""A migrated SQLite database kept between test runs, for those who run one file again and again.

Migrating takes some twenty seconds, most of them the CMS's. ``HAMYAR_TEST_TEMPLATES=/dev/shm pytest …`` keeps the
result in that folder, named after all that went into it, and copies it next time. ``make test`` never does.
"""

import hashlib
import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).resolve().parents[1]
FOLDER = os.environ.get("HAMYAR_TEST_TEMPLATES")
MADE_FROM = [
    "src/hamyar/*/migrations/*.py",
    "src/hamyar/*/definitions/**/*",
    "src/hamyar/*/apps.py",
    "src/hamyar/*/receivers.py",
    "src/hamyar/config/settings.py",
    "requirements/base.txt",
]


@cache
def _template() -> Path:
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes() if path.is_file() else b"")
    return Path(FOLDER or "") / f"hamyar-{digest.hexdigest()[:16]}.sqlite3"


def _create_test_db(creation: DatabaseCreation, *args: Any, **options: Any) -> str:
    if _template().exists():
        return _copy(creation)
    name = BaseDatabaseCreation.create_test_db(creation, *args, **options)
    _keep(creation)
    return name


def _keep(creation: DatabaseCreation) -> None:
    unfinished = _template().with_suffix(f".{os.getpid()}")
    with sqlite3.connect(unfinished) as there:
        creation.connection.connection.backup(there)
    there.close()
    unfinished.rename(_template())


def _copy(creation: DatabaseCreation) -> str:
    name = creation._get_test_db_name()
    creation.connection.close()
    creation.connection.settings_dict["NAME"] = name
    creation.connection.ensure_connection()
    there = sqlite3.connect(_template())
    there.backup(creation.connection.connection)
    there.close()
    return name


if FOLDER:
    DatabaseCreation.create_test_db = _create_test_db
