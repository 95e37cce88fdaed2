"""`manage.py restore`: put a backup back in an empty portal, or try in a database beside it whether that works.

Nothing is written before the whole archive was read and found good. Then come the files, and then the database in one
transaction, which ends by saying that this is a copy: it sends no mail until somebody says «manage.py settle». Nobody
but the owner can touch the tables until that is done, for the rights come after it.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from psycopg.sql import SQL, Identifier

from network import backup_archive
from network.backup import DATABASE, FILES, FORM, fingerprints_of_keys, keys, mark_of
from network.backup_archive import DAMAGED, ArchiveError, Member
from network.backup_database import is_empty, load, owner_of, programs_for, session, tables_of
from network.history_guard import holes_in_the_guard
from network.keeping import verify_history
from network.management.commands.migrate import OWNER, use_owner
from network.models import ScheduledRun

TRIED = "restore_drill"  # what the alarms know it by
ROLES = ("portal_owner", "portal_web", "portal_public", "portal_steward")
# No address of a portal is like this, so the database belongs to a portal elsewhere, wherever it runs.
THIS_IS_A_COPY = """
DELETE FROM public.network_homeaddress;
INSERT INTO public.network_homeaddress (id, host, noted_at) VALUES (1, 'teruggezette kopie', now());
"""


@dataclass(frozen=True)
class PutBack:
    """What came out of an archive, compared with what it says of itself."""

    manifest: dict[str, Any]
    files: int
    rows: int
    warnings: list[str]


def look_at(path: Path, *, from_elsewhere: bool) -> dict[str, Any]:
    """Read the archive from end to end, and see that this portal can use it. Writes nothing.

    What is in the dump is done by Postgres as the owner of all tables, so whoever made the archive must be trusted:
    this portal, or whoever the operator says.
    """
    if not path.is_file():
        raise ArchiveError(f"Het bestand {path} is er niet.")
    try:
        manifest = backup_archive.manifest_of(path, keys()[0])
    except OSError as error:
        raise ArchiveError(f"Het bestand {path} is niet te lezen: {error.strerror}.") from error
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for each in loader.disk_migrations.values() for app, name in each.replaces}
    if manifest["form"] > FORM or set(manifest["migrations"]) - known:
        raise ArchiveError(
            f"Deze back-up is van een nieuwere versie van het portaal ({manifest['version']}; dit is"
            f" {settings.VERSION}). Installeer die versie eerst."
        )
    if not from_elsewhere and not constant_time_compare(mark_of(manifest), manifest.get("mark", "")):
        raise ArchiveError(
            "Deze back-up is niet gemaakt met de SECRET_KEY van dit portaal, en kan dus vervalst zijn. Weet u zeker wie"
            " hem maakte, bijvoorbeeld uzelf met een vorige SECRET_KEY? Geef dan ook --from-elsewhere."
        )
    return manifest


def restore(path: Path, *, from_elsewhere: bool = False) -> PutBack:
    """Fill the empty database of this portal, and its storage of files."""
    manifest = look_at(path, from_elsewhere=from_elsewhere)
    with session(owner_of()) as owner:
        _refuse_what_does_not_fit(owner, manifest)
        if not is_empty(owner):
            raise ArchiveError(
                "In deze database staan al gegevens; een back-up gaat alleen in een lege. Maak een lege met «createdb"
                " --owner portal_owner --encoding UTF8», of wijs met PORTAL_DATA_DIR een lege map aan."
            )
        _put_back(path, manifest, owner, keep_files=True)
        return _finished(owner, manifest)


def try_restore(path: Path, *, from_elsewhere: bool = False) -> PutBack:
    """The restore drill: the same in a database beside the portal's, which goes again. Files are read and compared."""
    manifest = look_at(path, from_elsewhere=from_elsewhere)
    with session(owner_of()) as beside:
        _refuse_what_does_not_fit(beside, manifest)
        if not beside.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [TRIED]).fetchall()[0][0]:
            raise ArchiveError("Er wordt al een back-up op proef teruggezet. Wacht tot dat klaar is.")
        name = f"{beside.info.dbname}_proef"
        _drop(beside, name)  # of a try that was killed
        try:
            beside.execute(SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            raise ArchiveError("portal_owner mag geen database maken. Draai network/sql/roles.sql opnieuw.") from None
        try:
            with session(owner_of(name)) as owner:
                _put_back(path, manifest, owner, keep_files=False)
                with _portal_in(name):
                    done = _finished(owner, manifest)
        finally:
            _drop(beside, name)
    now = timezone.now()
    ScheduledRun.objects.update_or_create(name=TRIED, defaults={"reached": now, "finished_at": now})
    return done


def _drop(beside: psycopg.Connection, name: str) -> None:
    """Without FORCE, which may not end an autovacuum worker: a plain drop asks that one to leave, and waits for it."""
    statement = SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name))
    for _ in range(3):
        with suppress(psycopg.errors.ObjectInUse):
            beside.execute(statement)
            return
    beside.execute(statement)


def _refuse_what_does_not_fit(owner: psycopg.Connection, manifest: dict[str, Any]) -> None:
    there = owner.execute("SELECT rolname::text FROM pg_roles WHERE rolname = ANY(%s)", [list(ROLES)]).fetchall()
    if missing := set(ROLES) - {name for (name,) in there}:
        raise ArchiveError(
            f"De databaseserver kent de rol {min(missing)} niet. Draai daar eerst network/sql/roles.sql als beheerder."
        )
    version = owner.info.server_version // 10000
    if version < manifest["postgres"]:
        raise ArchiveError(
            f"Deze back-up komt uit Postgres {manifest['postgres']}, en dit is Postgres {version}. Zet hem terug op"
            f" een server met Postgres {manifest['postgres']} of nieuwer."
        )


def _put_back(path: Path, manifest: dict[str, Any], owner: psycopg.Connection, *, keep_files: bool) -> None:
    """Files first: they may be there without their rows, and rows never without their files."""
    conninfo = owner_of(owner.info.dbname)
    parts = _parts(path, manifest["members"], keep_files=keep_files)
    load(conninfo, parts, programs_for(owner), lastly=THIS_IS_A_COPY)


def _parts(path: Path, seen: dict[str, Any], *, keep_files: bool) -> Iterator[bytes]:
    """The dump. The files stand before it in the archive, and are put in their place on the way."""
    for member in backup_archive.read(path, keys()[0]):
        if member.name.startswith(DATABASE):
            yield _as_it_was_seen(member, seen)
        elif keep_files and member.name.startswith(FILES):
            _keep(member.name.removeprefix(FILES), _as_it_was_seen(member, seen))


def _as_it_was_seen(member: Member, seen: dict[str, Any]) -> bytes:
    """One at a time is in memory: a part of the dump is of 8 MB, and the portal takes no file of more than tens of MB.

    Between looking and putting back somebody may have put another archive in its place.
    """
    told = seen.get(member.name, {"size": -1})
    content = b"".join(member.pieces) if member.size == told["size"] else b""
    if hashlib.sha256(content).hexdigest() != told.get("sha256"):
        raise ArchiveError(DAMAGED.format("hij veranderde terwijl hij werd gelezen"))
    return content


def _keep(name: str, content: bytes) -> None:
    if not default_storage.exists(name):
        default_storage.keep_once(name, content)  # type: ignore[attr-defined]  # of both our storages
        return
    with default_storage.open(name) as there:  # of a restore that broke off; another one is not ours to replace
        if there.read() != content:
            raise ArchiveError(f"Er staat al een ander bestand {name}. Zet de back-up terug in een lege opslag.")


def _finished(owner: psycopg.Connection, manifest: dict[str, Any]) -> PutBack:
    """Compare with what the archive says; take it to this version, rights and guard included; and see that it holds."""
    found = tables_of(owner)
    expected = {**manifest["tables"], "network_homeaddress": found.get("network_homeaddress")}
    if different := sorted(table for table in {*found, *expected} if found.get(table) != expected.get(table)):
        raise ArchiveError(f"Na het terugzetten is {different[0]} niet wat de back-up noemt. Gebruik deze kopie niet.")
    call_command("migrate", interactive=False, verbosity=0)
    if problems := [*verify_history(), *holes_in_the_guard()]:
        raise ArchiveError(f"De geschiedenis in deze back-up is niet ongeschonden: {problems[0]}.")
    files = [name for name in manifest["members"] if name.startswith(FILES)]
    ours = fingerprints_of_keys()
    warnings = [f"{key} is een andere dan toen." for key, mark in manifest["keys"].items() if ours[key] != mark]
    return PutBack(manifest, len(files), sum(each["rows"] for each in found.values()), warnings + manifest["problems"])


@contextmanager
def _portal_in(database: str) -> Iterator[None]:
    """What stands inside this block works in another database of the same server."""
    use_owner()
    aliases = ("default", OWNER)
    kept = {alias: connections[alias].settings_dict["NAME"] for alias in aliases}
    try:
        for alias in aliases:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = database
        yield
    finally:
        for alias in aliases:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = kept[alias]
