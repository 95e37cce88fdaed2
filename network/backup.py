"""`manage.py backup`: everything the portal keeps in one dated file, which is read back before it counts.

What is in it is one moment: the database as it was then, and every private file that it refers to. What is not: who is
signed in, what can be worked out again, and the settings. Without SECRET_KEY and MFA_KEY nobody's second step works, so
keep those elsewhere; the archive says by a fingerprint which ones belong to it.
"""

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.crypto import salted_hmac

from network import backup_archive, stored_files
from network.backup_archive import ArchiveError, Member, Packing
from network.backup_database import Moment, check_dump, dump, moment_of, owner_of, programs_for, session, tables_of
from network.models import ScheduledRun

FORM = 1  # of the archive; a portal reads its own form and older ones
DONE = "backup"  # what the alarms know it by
FILES, DATABASE = "files/", "database/"
NAME = re.compile(r"portaal-\d{8}-\d{6}\.tar(\.age)?")
UNFINISHED = ".onaf"


@dataclass
class Made:
    """An archive that was read back whole."""

    path: Path
    files: int = 0
    tables: dict[str, Any] = field(default_factory=dict)
    # What the database says of a file and the storage doesn't: a sentence each. The backup is as good as it can be.
    problems: list[str] = field(default_factory=list)


def make_backup(folder: Path) -> Made:
    """One more archive in the folder, verified; what is older than BACKUP_KEEP days goes after that."""
    identity, recipients = keys()
    with _only_one_in(folder), session(owner_of()) as owner:
        for left in folder.glob(f"*{UNFINISHED}"):  # of a backup that was killed
            left.unlink()
        now = timezone.localtime()
        made = Made(folder / f"portaal-{now:%Y%m%d-%H%M%S}.tar{'.age' if recipients else ''}")
        unfinished = made.path.with_name(made.path.name + UNFINISHED)
        try:
            stored_files.hold_all(owner)
            with moment_of(owner) as moment:
                written = backup_archive.write(unfinished, _everything(moment, made, now), recipients)
            _verify(unfinished, written, identity, programs_for(owner))
            if made.path.exists():
                raise ArchiveError(f"{made.path} is er al. Probeer het over een tel opnieuw.")
            unfinished.rename(made.path)
            _settle_on_disk(folder)
        except OSError as error:
            raise ArchiveError(f"De back-up kon niet worden gemaakt in {folder}: {error.strerror or error}.") from error
        finally:
            unfinished.unlink(missing_ok=True)
    ScheduledRun.objects.update_or_create(name=DONE, defaults={"reached": now, "finished_at": timezone.now()})
    try:
        remove_old(folder, keep=made.path)
    except OSError as error:
        made.problems.append(f"Een oude back-up kon niet weg uit {folder}: {error.strerror or error}.")
    return made


def keys() -> tuple[Any | None, list[Any]]:
    """What opens a backup, if that is on this machine, and for whom one is locked."""
    if not (settings.BACKUP_KEY or settings.BACKUP_RECIPIENT):
        return None, []
    import pyrage

    try:
        identity = pyrage.x25519.Identity.from_str(settings.BACKUP_KEY) if settings.BACKUP_KEY else None
        named = settings.BACKUP_RECIPIENT
        recipients = [pyrage.x25519.Recipient.from_str(named)] if named else []
    except (pyrage.IdentityError, pyrage.RecipientError):
        raise ArchiveError(
            "BACKUP_KEY of BACKUP_RECIPIENT is geen sleutel van age. Maak er een met «manage.py backup --new-key»."
        ) from None
    if identity and str(identity.to_public()) not in map(str, recipients):
        recipients.append(identity.to_public())
    return identity, recipients


def archives_in(folder: Path) -> list[Path]:
    """The finished ones, oldest first. What only looks like one, such as of a day that there is not, is left alone."""
    return sorted(path for path in folder.glob("portaal-*") if NAME.fullmatch(path.name) and _has_a_moment(path))


def remove_old(folder: Path, *, keep: Path) -> list[Path]:
    """Take away what is over BACKUP_KEEP days old by its name; never the one that was just found good."""
    oldest = timezone.localtime() - timedelta(days=settings.BACKUP_KEEP)
    gone = [path for path in archives_in(folder) if path != keep and moment_in(path) < oldest]
    for path in gone:
        path.unlink()
    return gone


def moment_in(path: Path) -> datetime:
    """When an archive was made, by its name."""
    _, day, time = path.name.removesuffix(".age").removesuffix(".tar").split("-")
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{time}"))


def _has_a_moment(path: Path) -> bool:
    try:
        return bool(moment_in(path))
    except ValueError:
        return False


# --- what goes in ----------------------------------------------------------------------------------------------------


def _everything(moment: Moment, made: Made, now: datetime) -> Iterator[bytes]:
    """Every byte of the archive, in order."""
    packing = Packing()
    for name, sha256 in dict(stored_files.referred_to(moment.connection)).items():
        yield from _file(packing, name, sha256, made)
    conninfo, programs = owner_of(moment.connection.info.dbname), programs_for(moment.connection)
    for number, part in enumerate(dump(conninfo, moment, programs)):
        yield from packing.member(f"{DATABASE}{number:05}", len(part), [part])
    made.tables = tables_of(moment.connection)
    manifest = _manifest(moment, made, now)
    yield from packing.end({**manifest, "mark": mark_of({**manifest, "members": packing.members})})


def _file(packing: Packing, name: str, sha256: str, made: Made) -> Iterator[bytes]:
    member = FILES + name
    try:
        stored = default_storage.open(name)
    except FileNotFoundError:
        made.problems.append(f"Het bestand {name} staat in de database, maar is er niet.")
        return
    with stored:
        yield from packing.member(member, stored.size, stored.chunks(backup_archive.PIECE))
    made.files += 1
    if packing.members[member]["sha256"] != sha256:
        made.problems.append(f"Het bestand {name} is niet meer wat er werd geplaatst.")


def _manifest(moment: Moment, made: Made, now: datetime) -> dict[str, Any]:
    migrations = moment.connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    return {
        "form": FORM,
        "made_at": now.isoformat(),
        "version": settings.VERSION,
        "postgres": moment.connection.info.server_version // 10000,
        "migrations": [name for (name,) in migrations],
        "tables": made.tables,
        "keys": fingerprints_of_keys(),
        "problems": made.problems,
    }


def fingerprints_of_keys() -> dict[str, str]:
    """Which settings the sealed things in the database need, without telling them."""
    needed = {"SECRET_KEY": settings.SECRET_KEY, "MFA_KEY": settings.MFA_KEYS[0]}
    return {name: salted_hmac("network.backup", name, secret=key).hexdigest()[:16] for name, key in needed.items()}


def mark_of(manifest: dict[str, Any]) -> str:
    """What only this portal can put under a manifest, and so under every byte of the archive that it tells of.

    Locked for a key of age says nothing of who made it: anybody can who knows the public half.
    """
    told = json.dumps({name: manifest[name] for name in manifest if name != "mark"}, sort_keys=True)
    return salted_hmac("network.backup.mark", told, algorithm="sha256").hexdigest()


# --- is it good? -----------------------------------------------------------------------------------------------------


def _verify(path: Path, written: str, identity: Any | None, programs: Path) -> None:
    """Read it back from the disk: every byte, and what is inside where the key is on this machine."""
    if _digest_on_disk(path) != written:
        raise ArchiveError(backup_archive.DAMAGED.format("op de schijf staat iets anders dan er werd geschreven"))
    if identity is not None or not backup_archive.is_encrypted(path):
        check_dump(parts_of_database(backup_archive.read(path, identity)), programs)


def _digest_on_disk(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        with suppress(OSError):  # of the disk, not of what the system still had in memory; where it can
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(backup_archive.PIECE):
            digest.update(piece)
    return digest.hexdigest()


def parts_of_database(members: Iterable[Member]) -> Iterator[bytes]:
    """The dump, in order; what else there is is read past."""
    for member in members:
        if member.name.startswith(DATABASE):
            yield b"".join(member.pieces)


# --- the folder ------------------------------------------------------------------------------------------------------


@contextmanager
def _only_one_in(folder: Path) -> Iterator[None]:
    """Hold the folder; the kernel lets go of it when the holder dies."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / ".bezig").open("w")
    except OSError as error:
        raise ArchiveError(f"De map {folder} is niet beschrijfbaar voor back-ups: {error.strerror}.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ArchiveError(f"Er wordt al een back-up gemaakt in {folder}. Wacht tot die klaar is.") from None
        yield


def _settle_on_disk(folder: Path) -> None:
    """The new name too survives a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
