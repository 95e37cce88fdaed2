"""G-16: what a released version kept is there after every migration since, and its code runs beside the new one."""

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, migrations, models
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Now
from psycopg.sql import SQL, Identifier
from pytest_django import DjangoDbBlocker

from network.backup_database import owner_of, programs_for, session, sum_of
from network.migrating import Together
from tests.figures_table import Figure
from tests.migrated_database import drop_database
from tests.versions import LARGEST, VERSIONS, load, migrations_of, released

# What Django, the queue and the migrations themselves keep for their own use.
OWN_USE = ("django_", "auth_permission", "procrastinate_")
OURS = ("network", "partners", "actionplan", "monitor")
LOCK_SECONDS = 5
Sums = dict[str, dict[str, Any]]


@contextmanager
def database_of(version: str) -> Iterator[str]:
    """The database as that version left it."""
    name = f"version_{os.getpid()}"
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        drop_database(owner, name)
        owner.execute(SQL("CREATE DATABASE {} ENCODING UTF8 TEMPLATE template0").format(Identifier(name)))
        try:
            load(version, owner_of(name), programs_for(owner))
            yield name
        finally:
            drop_database(owner, name)


@contextmanager
def portal_in(name: str) -> Iterator[None]:
    """Migrate works there, inside this block."""
    kept = connections["default"].settings_dict["NAME"]
    try:
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        yield
    finally:
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = kept


def columns_in(owner: psycopg.Connection) -> dict[str, list[str]]:
    rows = owner.execute(
        "SELECT c.relname, array_agg(a.attname::text ORDER BY a.attname) FROM pg_class c JOIN pg_attribute a"
        " ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY 1"
    ).fetchall()
    return {table: names for table, names in rows if not table.startswith(OWN_USE)}


def kept_in(name: str, columns: dict[str, list[str]] | None = None) -> tuple[dict[str, list[str]], Sums]:
    """Rows and a sum of each table, over the columns that are named or else over all."""
    with session(owner_of(name)) as owner:
        there = columns_in(owner)
        asked = columns or there
        usable = {table: names for table, names in asked.items() if set(names) <= set(there.get(table, []))}
        return asked, {table: sum_of(owner, table, names) for table, names in usable.items()}


def lost(before: Sums, after: Sums) -> list[str]:
    """Tables that hold less or other things in the columns that the version knew. History may have grown."""
    grown = {t for t in before if t.endswith("event") and t in after and after[t]["rows"] > before[t]["rows"]}
    return sorted(table for table in before if table not in grown and before[table] != after.get(table))


@pytest.fixture(scope="module")
def unblocked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module", params=released())
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def database(unblocked: None, version: str) -> Iterator[str]:
    with database_of(version) as name:
        yield name


def test_what_a_released_version_kept_is_there_after_all_migrations(
    database: str, version: str, figure: Figure
) -> None:
    columns, before = kept_in(database)
    with portal_in(database):
        call_command("migrate", verbosity=0)
    _, after = kept_in(database, columns)

    rows, size = sum(table["rows"] for table in before.values()), (VERSIONS / f"{version}.sql.xz").stat().st_size
    figure("G-16", f"rijen van {version} die zijn nagegaan", rows, goal="≥ 150")
    figure("G-16", f"tabellen van {version} waarvan iets verloren ging", len(lost(before, after)), goal="0")
    figure("G-16", f"bytes van het bestand van {version}", size, goal=f"≤ {LARGEST}")


@pytest.mark.control_of("test_what_a_released_version_kept_is_there_after_all_migrations")
def test_a_migration_that_changes_or_drops_what_was_kept_would_be_noticed(database: str) -> None:
    columns, before = kept_in(database)
    with session(owner_of(database)) as owner:
        owner.execute("ALTER TABLE network_term DROP COLUMN source CASCADE")
        owner.execute("UPDATE network_municipality SET name = upper(name)")
    _, after = kept_in(database, columns)

    assert lost(before, after) == ["network_municipality", "network_term"]


# --- the code of one release back ------------------------------------------------------------------------------------


def newer_migrations() -> list[migrations.Migration]:
    """Of ours, that the newest released version did not have."""
    known = migrations_of(released()[-1])
    loader = MigrationLoader(connection)
    return [each for key, each in loader.disk_migrations.items() if key[0] in OURS and key not in known]


def hurts_older_code(operation: Any) -> Iterator[str]:
    """What a process of the version before would stumble over while the new schema is there already."""
    if isinstance(operation, Together):
        for part in operation.operations:
            yield from hurts_older_code(part)
    elif isinstance(operation, migrations.SeparateDatabaseAndState):
        for part in operation.database_operations:
            yield from hurts_older_code(part)
    elif isinstance(operation, migrations.AddField):
        field = operation.field
        fills_itself = field.null or field.has_db_default() or field.many_to_many or getattr(field, "generated", False)
        if not fills_itself:
            yield f"{operation.name} is verplicht en heeft geen standaardwaarde in de database (db_default)"
    elif isinstance(operation, migrations.RemoveField | migrations.RenameField):
        yield f"een kolom van {operation.model_name} gaat weg of heet anders; doe dat een versie later"
    elif isinstance(operation, migrations.DeleteModel | migrations.RenameModel | migrations.AlterModelTable):
        yield "een tabel gaat weg of heet anders; doe dat een versie later"


def test_the_code_of_the_release_before_can_go_on_beside_the_new_schema(unblocked: None, figure: Figure) -> None:
    newer = newer_migrations()
    operations = [(each, operation) for each in newer for operation in each.operations]
    stumbles = [f"{each}: {why}" for each, operation in operations for why in hurts_older_code(operation)]

    assert stumbles == []
    figure("G-16", "bewerkingen waar de vorige versie over struikelt", len(stumbles), goal="0")


@pytest.mark.control_of("test_the_code_of_the_release_before_can_go_on_beside_the_new_schema")
@pytest.mark.parametrize(
    ("operation", "hurts"),
    [
        (migrations.AddField("term", "short", models.CharField(max_length=9, default="")), True),
        (migrations.AddField("term", "short", models.CharField(max_length=9, db_default="")), False),
        (migrations.AddField("term", "since", models.DateTimeField(db_default=Now())), False),
        (migrations.AddField("term", "until", models.DateField(null=True)), False),
        (migrations.RemoveField("term", "word"), True),
        (migrations.RenameField("term", "word", "name"), True),
        (migrations.DeleteModel("Term"), True),
        (Together([migrations.RemoveField("term", "word")]), True),
        (migrations.AddIndex("term", models.Index(fields=["word"], name="by_word")), False),
    ],
)
def test_a_column_that_older_code_does_not_fill_or_still_asks_for_would_be_noticed(operation: Any, hurts: bool) -> None:
    assert bool(list(hurts_older_code(operation))) == hurts


# --- how long others wait --------------------------------------------------------------------------------------------

# Of these a region has very many: each row of the history that there is, so often that there are 100,000.
MANY = ("partners_careserviceevent", "actionplan_actionevent", "network_personevent")
ROWS = 100_000


@pytest.mark.full
def test_no_migration_holds_a_table_of_100000_rows_for_five_seconds(unblocked: None, figure: Figure) -> None:
    """It is one transaction, which lets go of its locks at the end: so all that it asks may take no longer itself."""
    with database_of(released()[-1]) as name:
        with session(owner_of(name)) as owner:
            rows = [_copy_rows(owner, table) for table in MANY]
        with portal_in(name):
            seconds = _seconds_per_migration()

    figure("G-16", "rijen in elke volle tabel bij het meten", min(rows), goal=f"≥ {ROWS}")
    figure("G-16", "seconden dat een migratie sloten vasthoudt", round(max(seconds.values(), default=0), 2), goal="≤ 5")


@pytest.mark.full
@pytest.mark.control_of("test_no_migration_holds_a_table_of_100000_rows_for_five_seconds")
def test_a_migration_that_waits_while_it_holds_a_table_would_be_noticed(unblocked: None) -> None:
    slow: Any = Migration("slow", "network")
    slow.operations = [migrations.RunSQL("LOCK TABLE network_term; SELECT pg_sleep(6)")]
    load_those_on_disk = MigrationLoader.load_disk

    def load_one_more(loader: MigrationLoader) -> None:
        load_those_on_disk(loader)
        slow.dependencies = [max(key for key in loader.disk_migrations if key[0] == "network")]
        loader.disk_migrations["network", "slow"] = slow

    one_more = patch.object(MigrationLoader, "load_disk", load_one_more)
    with database_of(released()[-1]) as name, portal_in(name), one_more:
        assert max(_seconds_per_migration().values()) > LOCK_SECONDS


def _copy_rows(owner: psycopg.Connection, table: str) -> int:
    columns = SQL(", ").join(Identifier(name) for name in columns_in(owner)[table] if name != "pgh_id")
    question = SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM {table}, generate_series(1, %s)")
    owner.execute(question.format(table=Identifier("public", table), columns=columns), [ROWS])
    [(number,)] = owner.execute(SQL("SELECT count(*) FROM {}").format(Identifier("public", table))).fetchall()
    return int(number)


def _seconds_per_migration() -> dict[str, float]:
    """How long the database is at work for each."""
    seconds: dict[str, float] = defaultdict(float)
    under_way = ""

    def told(what: Any, migration: Any = None, fake: bool = False, /) -> None:
        nonlocal under_way
        under_way = str(migration) if what == "apply_start" else ""

    def timed(execute: Any, *arguments: Any) -> Any:
        start = time.monotonic()
        try:
            return execute(*arguments)
        finally:
            seconds[under_way] += time.monotonic() - start

    owner = connections["owner"]
    with owner.execute_wrapper(timed):
        executor = MigrationExecutor(owner, told)
        executor.migrate(executor.loader.graph.leaf_nodes())
    return {name: spent for name, spent in seconds.items() if name}
