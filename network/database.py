"""Who may touch which table: rights of the database roles, and switching between them.

portal_owner owns everything and migrates. portal_web serves: no DDL, and of the history it only reads. portal_public
answers visitors who are not signed in and sees published things. portal_steward also reaches the raw figures.
What the owner does with the history on behalf of the portal stands in sql/history.sql.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

WEB, PUBLIC, STEWARD = "portal_web", "portal_public", "portal_steward"
HISTORY_SQL = Path(__file__).parent / "sql" / "history.sql"


@dataclass(frozen=True)
class DatabaseRights:
    """What an app's tables need beyond the ordinary, as attribute `database_rights` of its AppConfig."""

    public: tuple[str, ...] = ()  # tables that visitors may read, through row-level policies
    # (public table, its only columns that visitors may read); of the other public tables they may read all.
    public_columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    steward_only: tuple[str, ...] = ()  # raw figures, which portal_web may not even read
    read_only: tuple[str, ...] = ()  # tables that the portal may not write
    # (table of events, column with the person, column with words about that person): what erasing somebody wipes.
    personal_history: tuple[tuple[str, str, str], ...] = ()


# In one question; and who it is now is kept before a row of that is asked for.
_BECOME = """
WITH before AS MATERIALIZED (SELECT current_user AS role) SELECT role, set_config('role', %s, true) FROM before
"""


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Do what stands inside this block as another database role, in one transaction."""
    ends_with_it = connection.get_autocommit()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_BECOME, [role])
            before = cursor.fetchone()[0]
        yield
        if ends_with_it or connection.needs_rollback:
            return  # the end of the transaction restores the role, as it does when the block raises
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE" if before == WEB else f'SET LOCAL ROLE "{before}"')


def as_steward() -> AbstractContextManager[None]:
    """Reach the raw figures: the delivery pages, the import pages and the job that builds editions, nobody else."""
    return acting_as(STEWARD)


def one_at_a_time(what: str) -> None:
    """Wait until nobody else does this; the transaction that asks has it until it ends. What others added meanwhile is
    there then, which a lock on the rows that there were does not promise.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def apply_rights(owner: BaseDatabaseWrapper) -> None:
    """Set the rights anew on every table. Runs as the owner after each migrate, so a new table can't be forgotten. All
    at once: a portal that goes on meanwhile never sees a table that it has lost and not yet got back.
    """
    rights = all_rights()
    public = {table for right in rights for table in right.public}
    public_columns = {table: columns for right in rights for table, columns in right.public_columns}
    steward_only = {table for right in rights for table in right.steward_only}
    read_only = {table for right in rights for table in right.read_only} | {"django_migrations", "pghistory_context"}

    database = owner.ops.quote_name(owner.settings_dict["NAME"])
    with transaction.atomic(using=owner.alias), owner.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}, {PUBLIC}, {STEWARD}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {WEB}, {STEWARD}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        # A table of one's own, temporary as it may be, could carry the triggers of the history.
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC")
        # Ours are long questions with short answers. Whenever Postgres thinks one dear enough to compile, compiling it
        # takes many times as long as answering it, and somebody waits for that.
        cursor.execute(f"ALTER DATABASE {database} SET jit = off")
        history = _history_tables()
        tables_by_right: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for table in owner.introspection.table_names(cursor):
            name = owner.ops.quote_name(table)
            what = "SELECT" if table in history or table in read_only else "SELECT, INSERT, UPDATE, DELETE"
            raw = history.get(table, table) in steward_only
            tables_by_right[what, STEWARD if raw else f"{WEB}, {STEWARD}"].append(name)
            if table in public:
                columns = ", ".join(owner.ops.quote_name(column) for column in public_columns.get(table, ()))
                cursor.execute(f"GRANT SELECT {f'({columns})' if columns else ''} ON {name} TO {PUBLIC}")
        for (what, roles), names in tables_by_right.items():
            cursor.execute(f"GRANT {what} ON {', '.join(names)} TO {roles}")
        _guard_history(cursor, [place for right in rights for place in right.personal_history])


def all_rights() -> list[DatabaseRights]:
    return [config.database_rights for config in apps.get_app_configs() if hasattr(config, "database_rights")]


def _history_tables() -> dict[str, str]:
    """Table of the events → table whose changes it records."""
    return {
        model.pgh_event_model._meta.db_table: model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
    }


def _guard_history(cursor: CursorWrapper, personal: list[tuple[str, str, str]]) -> None:
    """Put the owner's functions in place, and let the triggers write as the owner, so that nobody else needs to."""
    tables, people, words = (list(column) for column in zip(*personal, strict=True))
    cursor.execute(
        "CREATE OR REPLACE VIEW history_personal_columns AS SELECT * FROM"
        " unnest(%s::text[], %s::text[], %s::text[]) AS place(event_table, person_column, personal_column)",
        [tables, people, words],
    )
    cursor.execute(HISTORY_SQL.read_text(encoding="utf-8"))
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype AND proname ~ '^pgtrigger_'"
        " AND (prosecdef, proconfig) IS DISTINCT FROM (true, ARRAY['search_path=public, pg_temp'])"  # not so yet
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")
