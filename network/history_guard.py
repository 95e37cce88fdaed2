"""Is the history still guarded? Asked at every start, of the database itself.

Compared with what the models and `sql/history.sql` ask for: each trigger there, switched on and with its own words;
each function that runs as the owner with a fixed search path; and no right on the history for the portal's roles.
"""

import re
from collections.abc import Iterator

import pghistory
import pgtrigger.registry
from django.apps import apps
from django.db import connection

from network.database import HISTORY_SQL, PUBLIC, STEWARD, WEB

KEPT_BY_THE_OWNER = ("pghistory_context", "network_historyseal", "network_historyremoval")
_BODY = re.compile(r"RETURNS TRIGGER AS \$\$(.*?)\$\$", re.DOTALL)
_FUNCTION = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(.*?\$\$(.*?)\$\$", re.DOTALL)


def holes_in_the_guard() -> list[str]:
    """What is not as it should be, one Dutch line each; none when the history can't be bypassed."""
    return [*_triggers(), *_functions(), *_rights()]


def event_tables() -> list[str]:
    """The tables that hold the history."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and model._meta.managed
    )


def _triggers() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname, t.tgrelid::regclass::text, t.tgenabled IN ('O', 'A'),"
            " obj_description(t.oid, 'pg_trigger'), p.prosrc, p.prosecdef AND p.proowner = c.relowner"
            " AND coalesce(p.proconfig, '{}') @> ARRAY['search_path=public, pg_temp']"
            " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal"
        )
        found = {(table, name): rest for name, table, *rest in cursor.fetchall()}
    for model, trigger in pgtrigger.registry.registered():
        wanted = trigger.compile(model)
        table = model._meta.db_table
        if (there := found.get((table, wanted.sql.pgid))) is None:
            yield f"de trigger «{trigger.name}» van {table} is er niet"
            continue
        enabled, comment, source, runs_as_owner = there
        if not enabled:
            yield f"de trigger «{trigger.name}» van {table} staat uit"
        if not runs_as_owner:
            yield f"de trigger «{trigger.name}» van {table} draait niet als de eigenaar"
        if comment != wanted.hash or source.split() != _body_of(wanted.install_sql):
            yield f"de trigger «{trigger.name}» van {table} is veranderd"


def _body_of(sql: str) -> list[str]:
    match = _BODY.search(sql)
    return match[1].split() if match else []


def _functions() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc, coalesce(proconfig::text, '') LIKE %s,"
            " has_function_privilege('public', oid, 'EXECUTE') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace",
            ["%search_path=public, pg_temp%"],
        )
        found = {name: rest for name, *rest in cursor.fetchall()}
    for name, body in _FUNCTION.findall(HISTORY_SQL.read_text(encoding="utf-8")):
        source, has_path, for_everybody = found.get(name, ("", True, False))
        if source.split() != body.split() or not has_path:
            yield f"de functie {name} is er niet of is veranderd"
        if for_everybody:
            yield f"iedereen mag de functie {name} aanroepen"


def _rights() -> Iterator[str]:
    tables = [*event_tables(), *KEPT_BY_THE_OWNER]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT role, c.relname FROM unnest(%s::text[]) name, unnest(%s::text[]) role, pg_class c"
            " WHERE c.oid = format('public.%%I', name)::regclass AND (pg_has_role(role, c.relowner, 'MEMBER')"
            " OR has_table_privilege(role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER'))",
            [tables, [WEB, PUBLIC, STEWARD]],
        )
        for role, name in cursor.fetchall():
            yield f"{role} mag schrijven in {name}"
        cursor.execute("SELECT has_database_privilege(%s, current_database(), 'TEMPORARY')", [WEB])
        if cursor.fetchone()[0]:
            yield f"{WEB} mag tijdelijke tabellen maken"
