"""A backup is made while people write, put back in an empty cluster, and compared: every table, every file, pages too.

The source is the example region of the drills, with documents, an adopted PDF and mails that wait. Two processes of
their own do the work, each with its own data folder: one makes the backups, the other is the portal that was empty.

    python -m tests.drills.backup_restore source|copy DATA-OF-BOTH LONG WITHOUT       (what this drill starts)
"""

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import django

from network import postgres
from tests.drills.portal import ROOT, _environment, _remove, data_folder, until
from tests.figures_table import Line

PROTECTIONS = ("verification", "moment", "no_mail")
PAGES = (
    *("/", "/plan/", "/plan/acties/", "/partners/", "/overeenkomsten/", "/sociale-kaart/", "/overleg/"),
    *("/begrippen/", "/regio/", "/wie-mag-wat/", "/plan/pijlers/", "/plan/financien/", "/plan/successen/"),
    *("/hulp/naasten/", "/partners/keten/", "/partners/dekking/", "/partners/taken/", "/besluiten/"),
    *("/knelpunten/", "/verbeterpunten/", "/overleg/groepen/", "/hulp/", "/hulp/acuut/", "/hulp/veilig/"),
)
ACCOUNTS = ("", "coordinator", "partner", "lezer", "beheer")
FEW_PAGES, FEW_ACCOUNTS = PAGES[:10], ACCOUNTS[:3]
NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
MASKED = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|X-CSRFToken[^}]*')
FLIPS = 40


def drill(*, long: bool, without: str = "") -> list[Line]:
    with TemporaryDirectory(prefix="drill-backup-") as shared, data_folder() as source, TemporaryDirectory() as empty:
        copy = Path(empty) / "data"
        try:
            before = _process("source", source, shared, long, without)
            if without == "moment":
                return _lines_under_load(before)
            after = _process("copy", copy, shared, long, without, SECRET_KEY=before["secret_key"])
        finally:
            for folder in (source, copy):
                if cluster := postgres.find(folder):
                    cluster.stop()
            _remove(copy)
    pages = len(before["pages"])
    different = [page for page, digest in before["pages"].items() if after["pages"].get(page) != digest]
    return [
        *_lines_under_load(before),
        Line("G-13", "tabellen die na terugzetten anders zijn", _unequal(before["tables"], after["tables"]), "0"),
        Line("G-13", "tabellen met hun rijen en hun md5 vergeleken", len(before["tables"]), "≥ 200"),
        Line("G-13", "bestanden die na terugzetten anders zijn", _unequal(before["files"], after["files"]), "0"),
        Line("G-13", "vastgestelde PDF’s die dezelfde zijn", after["adopted"], str(before["adopted"])),
        Line("G-13", "bladzijden die byte voor byte vergeleken zijn", pages, "≥ 100" if long else "≥ 15"),
        Line("G-13", "bladzijden die anders zijn", len(different), "0"),
        Line("G-13", "omgevallen bytes die zijn opgemerkt", f"{before['noticed']} van {FLIPS}", f"{FLIPS} van {FLIPS}"),
        Line("G-13", "mails die wachtten in de kopie", after["waiting"], "≥ 3"),
        Line("G-13", "mails die de kopie verstuurde", after["mails"], "0"),
        Line("G-13", "minuten om terug te zetten", round(after["seconds"] / 60, 2), "≤ 30"),
    ]


def _lines_under_load(told: dict[str, Any]) -> list[Line]:
    return [
        Line("G-13", "documenten gemeld vóór de back-up, terwijl geschreven werd", told["acknowledged"], "≥ 5"),
        Line("G-13", "daarvan niet in de back-up", told["lost"], "0"),
        Line("G-13", "documenten verwijderd terwijl de back-up las", told["removed_meanwhile"], "≥ 1"),
        Line("G-13", "rijen in de back-up zonder hun bestand", told["without_file"], "0"),
    ]


def _unequal(before: dict[str, Any], after: dict[str, Any]) -> int:
    return sum(before.get(name) != after.get(name) for name in {*before, *after})


def _process(part: str, data_dir: Path, shared: str, long: bool, without: str, **settings: str) -> dict[str, Any]:
    postgres.ensure(data_dir, durable=False)
    environment = _environment(data_dir, PYTHONPATH=str(ROOT), BACKUP_DIR=f"{shared}/backups", **settings)
    command = [sys.executable, "-m", "tests.drills.backup_restore", part, shared, str(int(long)), without]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800)
    if done.returncode:
        raise AssertionError(f"{part}: {done.stderr[-4000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


# --- the portal that is kept -----------------------------------------------------------------------------------------


def source(shared: Path, *, long: bool, without: str) -> dict[str, Any]:
    from django.conf import settings

    from network import mail
    from network.backup import make_backup
    from network.models import Person

    version = _fill(long=long)
    mail.note_home()
    for person in Person.objects.filter(email__endswith="@demo.example")[:3]:
        mail.send_soon(person, "invitation" if "invitation" in mail.KINDS else next(iter(mail.KINDS)))
    with careless(without):
        under_load = _backup_under_load(shared, version)
        if without == "moment":
            return under_load
        archive = make_backup(settings.BACKUP_DIR).path
        told = {**under_load, **_everything(), "noticed": flips_noticed(archive)}
    (shared / "archive").write_text(str(archive))
    return {**told, "pages": _pages(long=long), "secret_key": settings.SECRET_KEY}


def _fill(*, long: bool) -> int:
    """Documents, and an adopted report with its PDF; the number of a version that documents can be added to."""
    from django.core.files.base import ContentFile

    from monitor.models import EditionStage, JobStatus, Report, ReportEdition
    from network.models import Person
    from partners.document_flows import add_document
    from partners.models import AgreementVersion, Organisation

    version = AgreementVersion.objects.order_by("pk")[0]
    by = Person.objects.get(email="coordinator@demo.example")
    for number in range(12):
        content = b"%PDF-1.7 " + os.urandom(20_000 + 5_000 * number) + b"%%EOF"
        add_document(version, title=f"Stuk {number}", access="members", file_name="stuk.pdf", content=content, by=by)
    content = b"%PDF-1.7 vastgesteld" + os.urandom(200_000)
    edition = ReportEdition(report=Report.objects.all()[0], version=1, stage=EditionStage.ADOPTED, is_adopted=True)
    edition.adopted_on, edition.job_status = date(2026, 7, 15), JobStatus.DONE
    edition.sha256, edition.size = hashlib.sha256(content).hexdigest(), len(content)
    edition.file.save("proef.pdf", ContentFile(content), save=False)
    edition.save()
    if long:
        from partners.models import CareService
        from tests.bench.directory_rows import fill_directory

        fill_directory(5_000, list(Organisation.objects.all()[:20]))
        for _ in range(20):  # 100,000 rows of history
            CareService.objects.update(internal_note=os.urandom(4).hex())
    return version.pk


def _backup_under_load(shared: Path, version: int) -> dict[str, Any]:
    """One backup while two others write: one adds documents, the other adds and removes its own."""
    from django.db import connections

    from network import backup
    from network.backup_archive import read

    notes = {what: shared / what for what in ("kept", "removed")}
    for note in notes.values():
        note.touch()
    connections.close_all()  # no child may share a connection
    writers = [os.fork() or _write(version, notes, removes=removes) for removes in (False, True)]
    try:
        until(lambda: len(_lines(notes["kept"])) >= 5, seconds=120, what="er is iets toegevoegd")
        until(lambda: _lines(notes["removed"]), seconds=120, what="er is iets verwijderd")
        acknowledged = _lines(notes["kept"])
        already = len(_lines(notes["removed"]))
        read_first, seen = backup._file, list[int]()

        def after_somebody_removed(*arguments: Any) -> Iterator[bytes]:
            """The worst moment: after the moment was taken, and before any file is read."""
            seen.append(len(_lines(notes["removed"])))
            until(lambda: len(_lines(notes["removed"])) >= seen[0] + 4, seconds=120, what="er is iets verwijderd")
            return read_first(*arguments)

        with patch.object(backup, "_file", after_somebody_removed):
            made = backup.make_backup(shared / "under-load")
        removed = len(_lines(notes["removed"])) - already
    finally:
        for pid in writers:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    there = {member.name.removeprefix(backup.FILES) for member in read(made.path, None)}
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - there),
        "removed_meanwhile": removed,
        "without_file": len(made.problems),
    }


def _lines(note: Path) -> list[str]:
    return [line for line in note.read_text().split("\n")[:-1] if line]


def _write(version_id: int, notes: dict[str, Path], *, removes: bool) -> int:
    """A writer notes what was really saved, once that is so."""
    from network.models import Person
    from partners.document_flows import add_document, remove_with_its_file
    from partners.models import AgreementVersion

    try:
        by, version = Person.objects.get(email="coordinator@demo.example"), AgreementVersion.objects.get(pk=version_id)
        mine: list[Any] = []
        while True:
            content = b"%PDF-1.7 " + os.urandom(3_000) + b"%%EOF"
            document = add_document(
                version, title="Tussendoor", access="members", file_name="stuk.pdf", content=content, by=by
            )
            name = str(document.file.name)
            time.sleep(0.05)  # so that a moment of the database can have it, and nobody fills the disk
            mine.append(document)
            if removes and len(mine) < 4:  # there are always some that a moment of the database has
                continue
            if removes:
                name = str(mine[0].file.name)
                remove_with_its_file(mine.pop(0), reason="Proef", by=by)
            with notes["removed" if removes else "kept"].open("a") as note:
                note.write(f"{name}\n")
    finally:
        os._exit(1)


def flips_noticed(archive: Path) -> int:
    """How often one bit of the archive that fell over was noticed, all through it."""
    from network import backup_archive

    whole = archive.read_bytes()
    chance = random.Random(1)  # noqa: S311  (places to look, no secret)
    places = [0, 100, 300, len(whole) // 2, len(whole) - 1, len(whole) - 1200]
    places += [chance.randrange(len(whole)) for _ in range(FLIPS - len(places))]
    damaged, noticed = archive.with_name("damaged"), 0
    for place in places:
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        try:
            backup_archive.manifest_of(damaged, None)
        except backup_archive.ArchiveError:
            noticed += 1
        except (ValueError, tarfile.TarError):  # to fall over it is not to say what is wrong
            continue
    damaged.unlink()
    return noticed


# --- the portal that was empty ---------------------------------------------------------------------------------------


def copy(shared: Path, *, long: bool, without: str) -> dict[str, Any]:
    from aiosmtpd.controller import Controller
    from django.conf import settings
    from procrastinate.contrib.django import app

    from network import jobs, mail
    from network.backup_restore import restore
    from network.models import Mailing
    from tests.journeys.portal import free_port
    from tests.smtp_sink import SmtpSink

    archive = Path((shared / "archive").read_text())
    with careless(without):
        started = time.monotonic()
        restore(archive)
        seconds = time.monotonic() - started
    told = _everything()
    sink, port = SmtpSink(), free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    waiting = Mailing.objects.filter(state="waiting").count()
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    jobs.every_ten_minutes(0)
    controller.stop()
    mails = len(sink.messages)
    mail.note_home(moved=True)
    return {**told, "waiting": waiting, "mails": mails, "seconds": seconds, "pages": _pages(long=long)}


# --- what is compared ------------------------------------------------------------------------------------------------


def _everything() -> dict[str, Any]:
    """Rows and ordered md5 of every table, and the SHA-256 of every file: in another way than the backup does it."""
    import psycopg
    from django.conf import settings
    from psycopg.sql import SQL, Identifier

    from monitor.models import ReportEdition
    from network import stored_files
    from network.backup_database import NOT_KEPT

    mine = {*NOT_KEPT, "network_shared_value", "network_homeaddress", "network_scheduledrun"}
    tables: dict[str, Any] = {}
    with psycopg.connect(settings.DATABASE_OWNER_URL, options="-c timezone=UTC") as owner:
        names = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        for (name,) in names:
            if name not in mine:
                words = SQL("SELECT t::text AS words FROM {} t").format(Identifier("public", name))
                ordered = SQL("SELECT count(*), md5(string_agg(words, '' ORDER BY words COLLATE \"C\")) FROM ({}) rows")
                tables[name] = list(owner.execute(ordered.format(words)).fetchall()[0])
        # A file that was taken away while the backup read lies there until its job comes; no row names it.
        named = [name for name, _ in stored_files.referred_to(owner)]
    files = {name: hashlib.sha256((Path(settings.PRIVATE_ROOT) / name).read_bytes()).hexdigest() for name in named}
    adopted = sum(bool(edition.read()) for edition in ReportEdition.objects.filter(is_adopted=True))
    return {"tables": tables, "files": files, "adopted": adopted}


def _pages(*, long: bool) -> dict[str, str]:
    """What several people see, at one moment that stands still."""
    import time_machine
    from django.test import Client
    from django.test.utils import setup_test_environment

    from actionplan.models import Action
    from network.models import Person

    details = [action.get_absolute_url() for action in Action.objects.order_by("pk")[:20]]
    setup_test_environment(debug=False)
    found: dict[str, str] = {}
    with time_machine.travel(NOW, tick=False):
        for account in ACCOUNTS if long else FEW_ACCOUNTS:
            client = Client(SERVER_NAME="localhost")
            if account:
                person = Person.objects.get(email=f"{account}@demo.example")
                client.force_login(person, backend="network.accounts.SignInBackend")
            for page in [*PAGES, *details] if long else FEW_PAGES:
                answer = client.get(page)
                if answer.status_code == 200:
                    body = MASKED.sub(b"", b"".join(answer))
                    found[f"{account} {page}"] = hashlib.sha256(body).hexdigest()
    return found


# --- without a protection --------------------------------------------------------------------------------------------


def careless(without: str) -> ExitStack:
    """Takes one protection out, for as long as this is open."""
    from network import backup_archive, backup_restore, stored_files

    taken_out = ExitStack()
    if without == "verification":
        taken_out.enter_context(patch.object(backup_archive, "_members", _members_as_they_come))
    elif without == "moment":
        taken_out.enter_context(patch.object(stored_files, "hold_all", lambda owner: None))
    elif without == "no_mail":
        taken_out.enter_context(patch.object(backup_restore, "THIS_IS_A_COPY", ""))
    return taken_out


def _members_as_they_come(file: Any) -> Iterator[Any]:
    """A tar, read by who believes it."""
    from network.backup_archive import Member

    with tarfile.open(fileobj=file, mode="r|", ignore_zeros=True) as archive:
        for member in archive:
            content = archive.extractfile(member)
            yield Member(member.name, member.size, iter([content.read() if content else b""]))


def main() -> None:
    django.setup()
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # needs no collected files
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    part, shared, is_long, *without = sys.argv[1:]
    done = {"source": source, "copy": copy}[part](Path(shared), long=is_long == "1", without="".join(without))
    print(json.dumps(done))


if __name__ == "__main__":
    main()
