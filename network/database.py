"""Who may touch which table: rights of the database roles, and switching between them.

portal_owner owns everything and migrates. portal_web serves: no DDL, and of the history it only reads. portal_public
answers visitors who are not signed in and sees published things. portal_steward also reaches the raw figures.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

WEB, PUBLIC, STEWARD = "portal_web", "portal_public", "portal_steward"


@dataclass(frozen=True)
class DatabaseRights:
    """What an app's tables need beyond the ordinary, as attribute `database_rights` of its AppConfig."""

    public: tuple[str, ...] = ()  # tables that visitors may read, through row-level policies
    steward_only: tuple[str, ...] = ()  # raw figures, which portal_web may not even read
    read_only: tuple[str, ...] = ()  # tables that the portal may not write


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Do what stands inside this block as another database role, in one transaction."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            before = cursor.fetchone()[0]
            cursor.execute(f'SET LOCAL ROLE "{role}"')
        yield
        if connection.needs_rollback:
            return  # rolling back restores the role, as it does when the block raises
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE" if before == WEB else f'SET LOCAL ROLE "{before}"')


def as_steward() -> AbstractContextManager[None]:
    """Reach the raw figures: the delivery pages, the import pages and the job that builds editions, nobody else."""
    return acting_as(STEWARD)


def apply_rights(owner: BaseDatabaseWrapper) -> None:
    """Set the rights anew on every table. Runs as the owner after each migrate, so a new table can't be forgotten."""
    rights = [config.database_rights for config in apps.get_app_configs() if hasattr(config, "database_rights")]
    public = {table for right in rights for table in right.public}
    steward_only = {table for right in rights for table in right.steward_only}
    read_only = {table for right in rights for table in right.read_only} | {"django_migrations", "pghistory_context"}

    with owner.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB}, {PUBLIC}, {STEWARD}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {WEB}, {STEWARD}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        for table in owner.introspection.table_names(cursor):
            name = owner.ops.quote_name(table)
            is_history = table in _history_tables()
            what = "SELECT" if is_history or table in read_only else "SELECT, INSERT, UPDATE, DELETE"
            raw = table in steward_only or (is_history and _tracked_table(table) in steward_only)
            cursor.execute(f"GRANT {what} ON {name} TO {STEWARD if raw else f'{WEB}, {STEWARD}'}")
            if table in public:
                cursor.execute(f"GRANT SELECT ON {name} TO {PUBLIC}")
        _guard_trigger_functions(cursor)


def _history_tables() -> dict[str, str]:
    """Table of the events → table whose changes it records."""
    return {
        model.pgh_event_model._meta.db_table: model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
    }


def _tracked_table(event_table: str) -> str:
    return _history_tables()[event_table]


TRIGGER_FUNCTIONS = """
    SELECT p.oid::regprocedure::text,
           p.prosecdef AND coalesce(p.proconfig, '{}') @> ARRAY['search_path=public, pg_temp']
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.proname LIKE 'pgtrigger!_%%' ESCAPE '!'
"""


def _guard_trigger_functions(cursor: CursorWrapper) -> None:
    """Let the triggers write as the owner, so that the web role needs no right on the history."""
    cursor.execute(TRIGGER_FUNCTIONS)
    for function, _ in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_temp")


def unguarded_trigger_functions() -> list[str]:
    """Trigger functions that would fail, or could be led astray, when the web role writes."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGER_FUNCTIONS)
        return [function for function, is_guarded in cursor.fetchall() if not is_guarded]
