"""What must happen and does not is told within its period and grace, past the worker and past the queue for mail."""

import errno
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from network import alarms, keeping, mail
from network.jobs import every_ten_minutes
from network.models import Person, ScheduledRun
from tests.cast import Cast
from tests.figures_table import Figure
from tests.network.test_metrics import TOKEN, figures
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 20, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))  # right after the reminders of seven o'clock
Disk = SimpleNamespace


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    usage = SimpleNamespace(total=1000 * 1024**3, free=500 * 1024**3)
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    return usage


@pytest.fixture(autouse=True)
def all_is_well(settings: Settings, tmp_path: Path, disk: Disk, cast: Cast, smtp_sink: SmtpSink) -> None:
    """At START everything has just been done."""
    shared = {**settings.CACHES["shared"], "LOCATION": tmp_path / "cache"}
    settings.CACHES = {**settings.CACHES, "shared": shared}
    settings.ALARM_EMAIL, settings.ALARM_URL = ["beheer@voorbeeld.example"], ""
    settings.ALARM_CERTIFICATE = str(certificate_until(tmp_path, START + timedelta(days=90)))
    for name in ("backup", "restore_drill", "reminders", "verify_history"):
        ScheduledRun.objects.update_or_create(name=name, defaults={"reached": START, "finished_at": START})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    worker_lives(START)


def certificate_until(folder: Path, ends: datetime) -> Path:
    key, name = generate_private_key(SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proef")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(ends - timedelta(days=365)).not_valid_after(ends)
    path = folder / "certificate.pem"
    path.write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return path


def worker_lives(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


def keys_at(moment: datetime) -> set[str]:
    with time_machine.travel(moment, tick=False):
        return {alarm.key for alarm in alarms.ringing(timezone.now())}


def work_waits(cast: Cast) -> None:
    every_ten_minutes.configure(schedule_at=START).defer(timestamp=0)


def mail_waits(cast: Cast) -> None:
    with time_machine.travel(START, tick=False):
        mail.send_soon(cast.reader, next(iter(mail.KINDS)))


def nothing(cast: Cast) -> None:
    """What stops is the doing: nobody has to do anything for that."""


HOURS, MINUTES = timedelta(hours=1), timedelta(minutes=1)
# What stops → how it does, and how long after START nothing is wrong yet, and how long it may go unnoticed at most.
STOPS: dict[str, tuple[Callable[[Cast], None], timedelta, timedelta]] = {
    "backup": (nothing, 26 * HOURS, 26 * HOURS),
    "restore_drill": (nothing, timedelta(days=35), timedelta(days=35)),
    "reminders": (nothing, 24 * HOURS, 25 * HOURS),  # which are due at seven
    "queue": (work_waits, 15 * MINUTES, 15 * MINUTES),
    "verify_history": (nothing, 21 * HOURS, 25 * HOURS),  # at four
    "certificate": (nothing, timedelta(days=90 - 21), timedelta(days=90 - 21)),
    "worker": (nothing, 15 * MINUTES, 15 * MINUTES),
    "mail": (mail_waits, 15 * MINUTES, 15 * MINUTES),
}


def rung_in_time(cast: Cast, disk: Disk) -> list[str]:
    """What rings as soon as it must, and did not before."""
    rung = []
    for key, (stop, not_before, at_most) in STOPS.items():
        stop(cast)
        if key not in keys_at(START + not_before - MINUTES) and key in keys_at(START + at_most + MINUTES):
            rung.append(key)
    disk.free = 0.16 * disk.total
    rings_too_soon = "disk" in keys_at(START)
    disk.free = 0.14 * disk.total
    if "disk" in keys_at(START) and not rings_too_soon:
        rung.append("disk")
    return rung


def test_whatever_stops_is_told_within_its_period_and_grace_and_not_before(
    cast: Cast, disk: Disk, figure: Figure
) -> None:
    figure("G-17", "meldingen terwijl alles goed gaat", len(keys_at(START + MINUTES)), goal="0")

    rung = rung_in_time(cast, disk)

    wanted = {"backup", "restore_drill", "reminders", "queue", "verify_history", "certificate", "disk"}
    figure("G-17", "wat stilvalt en op tijd gemeld is", f"{len(wanted & set(rung))} van 7", goal="7 van 7")
    figure("G-17", "de worker en de mail daarbij", len({"worker", "mail"} & set(rung)), goal="2")


@pytest.mark.control_of("test_whatever_stops_is_told_within_its_period_and_grace_and_not_before")
def test_an_alarm_with_too_much_patience_would_be_noticed(
    cast: Cast, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alarms, "BACKUP_GRACE", timedelta(days=7))
    monkeypatch.setattr(alarms, "QUEUE_GRACE", timedelta(hours=4))

    assert set(rung_in_time(cast, disk)) == {*STOPS, "disk"} - {"backup", "queue", "worker", "mail"}


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2026, 3, 29)])
def test_a_day_of_25_or_23_hours_rings_for_nothing(day: date) -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    done = datetime.combine(day - timedelta(days=1), time(7), amsterdam).astimezone(UTC)
    ScheduledRun.objects.filter(name="reminders").update(reached=done + 9 * MINUTES, finished_at=done + 9 * MINUTES)

    assert "reminders" not in keys_at(datetime.combine(day, time(7, 50), amsterdam))
    assert "reminders" in keys_at(datetime.combine(day, time(8, 10), amsterdam))


def test_tampering_with_the_history_that_was_found_rings(cast: Cast) -> None:
    caches["shared"].set(keeping.FOUND, {"at": START, "rows": ["x"], "total": 3})

    assert "history" in keys_at(START)


def test_a_disk_that_fails_rings_and_silences_nothing_else(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    def fails(*arguments: object, **named: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("shutil.disk_usage", fails)
    monkeypatch.setattr("django.core.cache.backends.filebased.FileBasedCache.set", fails)
    monkeypatch.setattr("django.core.cache.backends.filebased.FileBasedCache.get", fails)
    settings.ALARM_CERTIFICATE = str(certificate_until(tmp_path, START + timedelta(days=2)))

    assert keys_at(START) == {"disk", "certificate"}
    assert ask_at(START) == 1
    assert "De bewaking kan niet alles zien" in smtp_sink.texts()[0]


def ask_at(moment: datetime) -> int:
    """As the timer does; with what it answered."""
    with time_machine.travel(moment, tick=False):
        try:
            call_command("alarms")
        except SystemExit as ended:
            return int(ended.code or 0)
    return 0


def test_it_mails_once_a_day_what_goes_on_ringing_and_once_that_all_is_well(smtp_sink: SmtpSink) -> None:
    answers = [ask_at(START), *(ask_at(START + 20 * MINUTES + n * 10 * MINUTES) for n in range(5))]
    ScheduledRun.objects.update(reached=START + 25 * HOURS, finished_at=START + 25 * HOURS)
    ask_at(START + 25 * HOURS)
    worker_lives(START + 25 * HOURS)
    answers.append(ask_at(START + 25 * HOURS + 5 * MINUTES))

    assert answers == [0, 1, 1, 1, 1, 1, 0]
    subjects = [str(message["Subject"]) for message in smtp_sink.messages]
    assert subjects == [
        "Portaal localhost: 1 melding van de bewaking",
        "Portaal localhost: 1 melding van de bewaking",
        "Portaal localhost: alles is weer in orde",
    ]
    assert "Start portal-worker opnieuw" in smtp_sink.texts()[0]


def test_the_switch_of_the_operator_is_asked_for_only_while_all_is_well(settings: Settings) -> None:
    asked: list[str] = []

    class Switch(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Switch) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.ALARM_URL = f"http://127.0.0.1:{server.server_port}/ping"
        ask_at(START + MINUTES)
        ask_at(START + HOURS)
        server.shutdown()

    assert asked == ["/ping"]


def test_a_mail_server_that_lets_nobody_in_rings_though_nobody_can_be_mailed(settings: Settings) -> None:
    settings.EMAIL_PORT = 1

    assert keys_at(START) == {"way_out"}
    assert ask_at(START) == 1


def test_administrators_see_it_on_their_overview_and_monitoring_as_a_figure(
    cast: Cast, client_of: Callable[[Person], Client], settings: Settings
) -> None:
    settings.METRICS_TOKEN = TOKEN
    ask_at(START + HOURS)
    sentence = "Het werk op de achtergrond staat stil"

    administrator = client_of(cast.administrator)
    overview = administrator.get("/").content.decode()
    assert sentence in overview
    chapter = "/handleiding/meldingen-voor-beheerders/"
    assert f'href="{chapter}"' in overview
    assert "achtergrond staat stil" in administrator.get(chapter).content.decode()
    assert sentence not in client_of(cast.coordinator).get("/").content.decode()
    figure = figures(Client(), f"Bearer {TOKEN}")
    assert (figure["portal_alarm", "worker"], figure["portal_alarm", "backup"]) == (1, 0)
    assert figure["portal_alarms_asked_timestamp_seconds", ""] == (START + HOURS).timestamp()


def test_no_alarm_holds_a_name_or_an_address(cast: Cast, disk: Disk) -> None:
    disk.free = 0
    for stop, *_ in STOPS.values():
        stop(cast)
    with time_machine.travel(START + timedelta(days=100), tick=False):
        found = alarms.ringing(timezone.now())

    assert len(found) >= 10
    for alarm in found:
        for person in cast.people.values():
            assert person.name not in alarm.wrong + alarm.todo
            assert person.email not in alarm.wrong + alarm.todo
