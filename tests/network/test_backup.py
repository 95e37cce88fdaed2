"""What a backup is made of, which ones stay, and which are not put back. That it comes back whole is a drill (G-13)."""

import io
import tarfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pyrage
import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from network import backup, backup_archive, stored_files
from network.backup_archive import ArchiveError, Packing
from network.backup_database import NOT_KEPT, owner_of
from network.backup_restore import _keep, _parts, look_at

pytestmark = pytest.mark.django_db


def archive(path: Path, recipients: Any = (), *, dump: bytes = b"PGDM", **manifest: Any) -> Path:
    """As a backup is, with hardly anything in it."""

    def everything() -> Iterator[bytes]:
        packing = Packing()
        yield from packing.member("files/stuk.pdf", 9, [b"%PDF-1.7 "])
        yield from packing.member("database/00000", len(dump), [dump])
        told = {"form": 1, "version": "0.1.0", "postgres": 15, "migrations": [], "tables": {}, "keys": {}}
        ours = {**told, **manifest}
        yield from packing.end({"mark": backup.mark_of({**ours, "members": packing.members}), **ours})

    path.unlink(missing_ok=True)
    backup_archive.write(path, everything(), list(recipients))
    return path


def why_not_put_back(path: Path, *options: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(path), *options)
    return str(refused.value)


def test_an_archive_of_a_newer_version_or_another_key_is_refused_in_dutch(tmp_path: Path, settings: Settings) -> None:
    key, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    locked = archive(tmp_path / "portaal.tar.age", [key.to_public()])
    newer = archive(tmp_path / "portaal.tar", migrations=["network.0099_later"], version="9.0.0")

    assert why_not_put_back(locked) == "Deze back-up is versleuteld. Zet de sleutel die erbij hoort in BACKUP_KEY."
    settings.BACKUP_KEY = str(other)
    assert why_not_put_back(locked) == "Deze back-up is met een andere sleutel gemaakt dan die in BACKUP_KEY staat."
    assert "nieuwere versie van het portaal (9.0.0; dit is" in why_not_put_back(newer)
    assert why_not_put_back(tmp_path / "weg.tar") == f"Het bestand {tmp_path}/weg.tar is er niet."


def test_a_database_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    assert why_not_put_back(archive(tmp_path / "portaal.tar")).startswith("In deze database staan al gegevens")


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_byte_that_fell_over_or_an_end_that_is_missing_is_noticed(tmp_path: Path, encrypted: bool) -> None:
    key = pyrage.x25519.Identity.generate()
    path = archive(tmp_path / "portaal.tar", [key.to_public()] if encrypted else [])
    whole = path.read_bytes()
    assert backup_archive.manifest_of(path, key)["members"]["files/stuk.pdf"]["size"] == 9
    noticed = 0

    for damaged in [
        *(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(0, len(whole), 97)),
        *(whole[:length] for length in (0, 10, len(whole) // 2, len(whole) - 1)),
        whole + b"x",
    ]:
        path.write_bytes(damaged)
        with pytest.raises(ArchiveError):
            backup_archive.manifest_of(path, key)
        noticed += 1

    assert noticed > 9


def test_an_archive_that_somebody_else_made_is_put_back_only_when_the_operator_says_so(
    tmp_path: Path, settings: Settings
) -> None:
    """Its dump is done as the owner of all tables, and anybody can lock one with a public key."""
    key = pyrage.x25519.Identity.generate()
    settings.BACKUP_KEY = str(key)
    forged = archive(tmp_path / "portaal-20990101-000000.tar.age", [key.to_public()], mark="0" * 64)

    for options in ([], ["--try"]):
        assert "kan dus vervalst zijn" in why_not_put_back(forged, *options)
    assert why_not_put_back(forged, "--from-elsewhere").startswith("In deze database staan al gegevens")


def test_what_took_the_place_of_an_archive_after_it_was_looked_at_is_not_used(tmp_path: Path) -> None:
    path = archive(tmp_path / "portaal.tar")
    seen = look_at(path, from_elsewhere=False)["members"]
    assert list(_parts(path, seen, keep_files=True)) == [b"PGDM"]
    assert default_storage.exists("stuk.pdf")

    for part in (b"PGDX", b"PGDMx"):
        archive(path, dump=part)
        with pytest.raises(ArchiveError, match="veranderde"):
            list(_parts(path, seen, keep_files=False))


@pytest.mark.parametrize("name", ["../buiten.pdf", "/srv/buiten.pdf", "acties/../../buiten.pdf"])
def test_no_name_in_an_archive_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(SuspiciousFileOperation):
        _keep(name, b"%PDF")
    assert not list(tmp_path.rglob("buiten.pdf"))


class Counted(io.BytesIO):
    """How much was asked for at once, at most."""

    most = 0

    def read(self, size: int | None = -1) -> bytes:
        self.most = max(self.most, len(self.getvalue()) if size is None or size < 0 else size)
        return super().read(size)


def test_an_archive_that_is_made_to_fill_the_memory_is_refused_before_it_does() -> None:
    minus_one = bytearray(tarfile.TarInfo("files/stuk.pdf").tobuf())
    minus_one[124:136] = b"\xff" * 12
    minus_one[148:156] = b"%06o\0 " % (sum(minus_one[:148]) + 8 * 32 + sum(minus_one[156:512]))
    rubbish = b"x" * 10 * backup_archive.PIECE

    for start in (bytes(minus_one), backup_archive._header(backup_archive.SEAL, 64)):
        file = Counted(start + rubbish)
        with pytest.raises(ArchiveError):
            list(backup_archive._members(file))
        assert file.most <= backup_archive.PIECE


@pytest.mark.parametrize("text", [b"[", b"[]", b"{}", b'"members"'])
def test_a_manifest_that_says_nothing_is_refused_in_dutch(tmp_path: Path, text: bytes) -> None:
    packing, path = Packing(), tmp_path / "portaal.tar"
    whole = b"".join(packing.member(backup_archive.MANIFEST, len(text), [text]))
    path.write_bytes(whole + backup_archive._seal(packing._whole.hexdigest()))

    assert "de inhoud is niet wat de inhoudsopgave noemt" in why_not_put_back(path)


def test_old_backups_go_and_the_one_that_was_just_found_good_never(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_KEEP = 30
    names = ["portaal-20260101-024000.tar", "portaal-20260201-024000.tar.age", "portaal-20260220-024000.tar.age"]
    for name in [*names, "portaal-20260101-024000.tar.onaf", "portaal-99999999-000000.tar", "van-een-ander.tar"]:
        (tmp_path / name).touch()

    with time_machine.travel("2026-03-10T12:00:00+01:00"):
        gone = backup.remove_old(tmp_path, keep=tmp_path / names[2])
    with time_machine.travel(timezone.now() + timedelta(days=4000)):  # a clock that is years ahead
        backup.remove_old(tmp_path, keep=tmp_path / names[2])

    assert [path.name for path in gone] == names[:2]
    assert [path.name for path in backup.archives_in(tmp_path)] == names[2:]
    assert (tmp_path / "van-een-ander.tar").exists()


def test_a_file_that_somebody_takes_away_during_a_backup_goes_after_it() -> None:
    name = default_storage.save("acties/proef.pdf", ContentFile(b"%PDF"))

    with psycopg.connect(owner_of(), autocommit=True) as reader:
        stored_files.hold_all(reader)
        stored_files.forget(name)
        assert default_storage.exists(name)
        reader.execute("SELECT pg_advisory_unlock_all()")  # as its end does, but when it says so
    job = ProcrastinateJob.objects.get(task_name="network.forget_file")
    assert job.scheduled_at > timezone.now()
    stored_files.forget_later(**job.args)

    assert not default_storage.exists(name)


def test_each_row_with_a_file_knows_what_the_file_must_be() -> None:
    fields = list(stored_files.fields_with_files())

    assert len(fields) >= 4
    for model, _ in fields:
        assert model._meta.get_field("sha256")


def test_a_backup_keeps_no_key_and_nobody_signed_in(tmp_path: Path) -> None:
    marks = backup.fingerprints_of_keys()

    assert set(marks) == {"SECRET_KEY", "MFA_KEY"}
    assert django_settings.SECRET_KEY not in str(marks)
    assert {"django_session", "usersessions_usersession"} <= set(NOT_KEPT)
