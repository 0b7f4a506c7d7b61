"""Tables whose rows the database itself refuses to change: audit entries, runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

_MARK = "append_only"
_ACTIONS = ("update", "delete")
_FUNCTION = f"hamyar_{_MARK}"
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _trigger(table: str, action: str) -> str:
    return f"{table}_{_MARK}_{action}"


def _create_statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            _POSTGRES_FUNCTION,
            *(
                f'CREATE TRIGGER {_trigger(table, action)} BEFORE {action} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
                for action in _ACTIONS
            ),
        ]
    return [
        f'CREATE TRIGGER {_trigger(table, action)} BEFORE {action} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for action in _ACTIONS
    ]


def _drop_statements(vendor: str, table: str) -> list[str]:
    on = f' ON "{table}"' if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {_trigger(table, action)}{on}" for action in _ACTIONS]


class AppendOnly(Operation):
    """Migration operation: from now on rows of a model can be added, never changed or deleted.

    A change fails with ``django.db.IntegrityError``. On SQLite a later migration that alters the table
    rebuilds it without triggers: add the operation again after it.
    """

    reduces_to_sql = True
    reversible = True
    elidable = False

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the state of the models as it is."""

    def _run(
        self,
        statements: list[str],
        schema_editor: BaseDatabaseSchemaEditor,
        app_label: str,
        state: ProjectState,
    ) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            for statement in statements:
                schema_editor.execute(statement, params=None)

    def _table(self, app_label: str, state: ProjectState) -> str:
        return str(state.apps.get_model(app_label, self.model_name)._meta.db_table)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the triggers."""
        statements = _create_statements(schema_editor.connection.vendor, self._table(app_label, to_state))
        self._run(statements, schema_editor, app_label, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the triggers."""
        statements = _drop_statements(schema_editor.connection.vendor, self._table(app_label, from_state))
        self._run(statements, schema_editor, app_label, from_state)

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Refuse changes to rows of {self.model_name}"


def append_only_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the tables that carry the triggers."""
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    ending = f"_{_MARK}_{_ACTIONS[0]}"
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return sorted(name.removesuffix(ending) for (name,) in cursor.fetchall() if name.endswith(ending))


@contextmanager
def unlocked(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift the triggers for the length of the block; only for emptying a test database."""
    tables = append_only_tables(connection)
    with connection.cursor() as cursor:
        for statement in (s for table in tables for s in _drop_statements(connection.vendor, table)):
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        for statement in (s for table in tables for s in _create_statements(connection.vendor, table)):
            cursor.execute(statement)
