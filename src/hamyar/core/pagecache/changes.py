"""What a page was made from, and whether any of it has changed since."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from hamyar.core.models import ContentChange

WRITTEN = re.compile(
    r"\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r'\s+"?(\w+)',
    re.IGNORECASE,
)
READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)
NOTES = ContentChange._meta.db_table
KEPT_NOTES = 256
NOTE = f'INSERT INTO {NOTES} ("table") VALUES (%s) RETURNING id'  # noqa: S608 - a name of our own
PRUNE = f"DELETE FROM {NOTES} WHERE id <= %s"  # noqa: S608 - our own table
EXTENT = f"SELECT COUNT(*), COALESCE(MAX(id), 0), COALESCE(MIN(id), 0) FROM {NOTES}"  # noqa: S608 - our own table
BY_TABLE = f'SELECT "table", COUNT(*), MAX(id) FROM {NOTES} GROUP BY "table"'  # noqa: S608 - our own table

_tables_read: ContextVar[set[str] | None] = ContextVar("tables_read", default=None)


@dataclass(frozen=True)
class Version:
    """What had been noted at a moment: how many notes, the last and the first of them; how many and which last by table."""

    extent: tuple[int, int, int]
    by_table: Mapping[str, tuple[int, int]]

    def of(self, tables: frozenset[str]) -> tuple[Any, ...]:
        """Return what stays equal as long as none of the tables has changed."""
        return (
            self.extent[2],
            *((table, self.by_table[table]) for table in sorted(tables & self.by_table.keys())),
        )


class ChangeNotes:
    """Sees every statement of one connection: notes what is written, tells the page being made what it reads."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.has_table = False

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 - the signature is Django's
        context: dict[str, Any],
    ) -> Any:
        """Run a statement (the signature is Django's)."""
        tables = _tables_read.get()
        if tables is not None:
            tables.update(READ.findall(sql))
        result = execute(sql, params, many, context)
        written = WRITTEN.match(sql)
        if written and (settings.PAGE_CACHE_SECONDS or settings.PART_CACHE_SECONDS):
            _of_request.version = None
            if self._is_new(written[1]):
                self._note(written[1])
        return result

    def _is_new(self, table: str) -> bool:
        """Tell whether a table is watched and this transaction has not noted it yet.

        Django drops what is to run on commit together with the savepoint it was asked in, as the database drops
        the note: one is there exactly as long as the other.
        """
        if table == NOTES or table in settings.PAGE_CACHE_UNWATCHED or not self._can_note():
            return False
        return not any(
            isinstance(hook[1], _Noted) and hook[1].table == table for hook in self.connection.run_on_commit
        )

    def _can_note(self) -> bool:
        """Before its migration has run there is no table to note in, and no page to keep either."""
        self.has_table = self.has_table or NOTES in self.connection.introspection.table_names()
        return self.has_table

    def _note(self, table: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(NOTE, [table])
            number = cursor.fetchall()[0][0]
            if number % KEPT_NOTES == 0:
                cursor.execute(PRUNE, [number - KEPT_NOTES])
        if self.connection.in_atomic_block:
            self.connection.on_commit(_Noted(table))


@dataclass(frozen=True)
class _Noted:
    """Stands among what is to run on commit; it does nothing but be there."""

    table: str

    def __call__(self) -> None:
        """Do nothing."""


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """Collect the tables that are read meanwhile."""
    tables: set[str] = set()
    token = _tables_read.set(tables)
    try:
        yield tables
    finally:
        _tables_read.reset(token)


def note_tables_read(tables: frozenset[str]) -> None:
    """Add tables to those that are collected: something made from them earlier is used."""
    collected = _tables_read.get()
    if collected is not None:
        collected.update(tables)


class VersionReader:
    """Reads the notes; as long as their extent is the same it remembers what it read."""

    def __init__(self) -> None:
        self._known: tuple[tuple[int, int, int], Version] | None = None

    def now(self) -> Version:
        """Return what has been noted up to now."""
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(EXTENT)
            extent = cursor.fetchone()
            known = self._known
            if known is not None and known[0] == extent:
                return known[1]
            cursor.execute(BY_TABLE)
            version = Version(extent, {table: (count, last) for table, count, last in cursor.fetchall()})
        self._known = (extent, version)
        return version


class _OfRequest(threading.local):
    """What the request of this thread was told had been noted; forgotten with its first own write."""

    is_open = False
    version: Version | None = None


_of_request = _OfRequest()
_reader = VersionReader()


def version_of_request() -> Version:
    """Return what had been noted when this request first asked; outside of requests what has been noted now.

    A part that is made afterwards may know more than this version says; it is then made once too often, never too
    seldom.
    """
    version = _of_request.version or _reader.now()
    if _of_request.is_open:
        _of_request.version = version
    return version


def _open_request(**_extra: Any) -> None:
    _of_request.is_open, _of_request.version = True, None


def _close_request(**_extra: Any) -> None:
    _of_request.is_open, _of_request.version = False, None


def extent_now() -> tuple[int, int, int] | None:
    """Return the extent of the notes by the shortest way there is; nothing where the database does not answer."""
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        connection.close_if_unusable_or_obsolete()
        connection.ensure_connection()
        with connection.wrap_database_errors:
            extent: tuple[int, int, int] = connection.connection.execute(EXTENT).fetchall()[0]
    except Error:
        return None
    return extent


def watch_connections() -> None:
    """Watch each connection from the moment it is made."""
    connection_created.connect(_watch, dispatch_uid="hamyar.core.pagecache")
    request_started.connect(_open_request, dispatch_uid="hamyar.core.pagecache")
    request_finished.connect(_close_request, dispatch_uid="hamyar.core.pagecache")


def _watch(connection: BaseDatabaseWrapper, **_extra: Any) -> None:
    if not any(isinstance(wrapper, ChangeNotes) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(ChangeNotes(connection))
