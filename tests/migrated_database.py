"""A database for one process of tests, copied from one in which all migrations ran before.

Running them takes a quarter of a minute, and looking whether any is left to run nearly as long. So the first process
keeps what they made as a template, named after the files that they are: change one, and the next process makes it anew.
"""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg.errors import ObjectInUse
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "migrated_for_tests_"


def make_database(
    owner: psycopg.Connection, name: str, *, migrate: Callable[[], None], set_rights: Callable[[], None] | None = None
) -> None:
    """Make a database and migrate it the first time; later a copy gets only what no migration does: the rights. Who
    doesn't say how to set those alone has it migrated again, which sets them too.
    """
    template = PREFIX + _digest_of_migrations()
    # Who comes second waits for the template of the first.
    owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [template])
    is_known = owner.execute("SELECT FROM pg_database WHERE datname = %s", [template]).fetchone() is not None
    owner.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
    _copy(owner, template if is_known else "template0", name)
    if not is_known:
        migrate()
        former = owner.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
        for (database,) in former:
            owner.execute(SQL("DROP DATABASE {}").format(Identifier(database)))
        _copy(owner, name, template)
    owner.execute("SELECT pg_advisory_unlock(hashtext(%s))", [template])
    if is_known:
        (set_rights or migrate)()


def drop_database(owner: psycopg.Connection, name: str) -> None:
    """Without FORCE, which may not end an autovacuum worker: a plain drop asks that one to leave and waits for it.

    On a busy machine five seconds are too few. Whoever else is still there after four tries is named.
    """
    statement = SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name))
    for _ in range(3):
        with suppress(ObjectInUse):
            owner.execute(statement)
            return
    try:
        owner.execute(statement)
    except ObjectInUse as in_use:
        there = "SELECT backend_type, application_name, state, query FROM pg_stat_activity WHERE datname = %s"
        in_use.add_note(str(owner.execute(there, [name]).fetchall()))
        raise


def _digest_of_migrations() -> str:
    """Ours, and the lock for those of packages."""
    files = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements-dev.lock"]
    return sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()[:16]


def _copy(owner: psycopg.Connection, source: str, target: str) -> None:
    owner.execute(SQL("CREATE DATABASE {} ENCODING UTF8 TEMPLATE {}").format(Identifier(target), Identifier(source)))
