"""What must happen and does not: each thing has a period and a grace, and rings when both are over.

Asked by `manage.py alarms`, which a timer of the machine runs: apart from the worker and from the queue for mail, which
may be what stands still. It mails ALARM_EMAIL straight away, and asks for ALARM_URL as long as all is well; the service
behind that address rings when the asking stops, also when this machine is gone.

What it found is kept in the shared cache, for /metrieken/ and for the administrators' «Mijn overzicht».
"""

import shutil
import socket
import ssl
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection, transaction
from django.db.models import Max, Min, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from network import schedule
from network.backup import DONE
from network.backup_restore import TRIED
from network.keeping import FOUND
from network.mail import is_a_copy, own_host
from network.models import Mailing, MailingState, Person, ScheduledRun
from network.overview import Todo, source
from network.policy import Permission, may

KEPT = "alarms"  # in the shared cache: what was found last
AGAIN_AFTER = timedelta(days=1)  # what goes on ringing is mailed about once a day
SECONDS = 10  # for anything that answers over a network

BACKUP_EVERY, BACKUP_GRACE = timedelta(days=1), timedelta(hours=2)
DRILL_EVERY, DRILL_GRACE = timedelta(days=28), timedelta(days=7)
DAILY_GRACE = timedelta(hours=1)
QUEUE_GRACE = timedelta(minutes=15)
CERTIFICATE_LEFT = timedelta(days=21)
DISK_LEFT = 0.15


@dataclass(frozen=True)
class Alarm:
    """Something that rings: what is wrong, and what to do. Never a name, an address or a word of a record."""

    key: str
    wrong: str
    todo: str


Watch = Callable[[datetime], Iterator[Alarm]]


# --- what is watched -------------------------------------------------------------------------------------------------


def backup(now: datetime) -> Iterator[Alarm]:
    last = _last(DONE)
    if last is None or now - last > BACKUP_EVERY + BACKUP_GRACE:
        yield Alarm(
            "backup",
            f"Laatste back-up: {_ago(last, now)}.",
            "Draai «manage.py backup», lees wat het zegt, en kijk of de timer nog loopt.",
        )


def restore_drill(now: datetime) -> Iterator[Alarm]:
    last = _last(TRIED)
    if last is None or now - last > DRILL_EVERY + DRILL_GRACE:
        yield Alarm(
            "restore_drill",
            f"Laatste proef met terugzetten van een back-up: {_ago(last, now)}.",
            "Draai «manage.py restore --try» met de nieuwste back-up.",
        )


def daily_job(name: str, what: str, todo: str) -> Watch:
    """By the clock of the region, so that a day of 25 hours rings for nothing."""

    def watch(now: datetime) -> Iterator[Alarm]:
        due = schedule.JOBS[name].last_due(now)
        reached = ScheduledRun.objects.filter(name=name).values_list("reached", flat=True).first()
        if reached is None or (reached < due and now - due > DAILY_GRACE):
            yield Alarm(name, f"{what}, voor het laatst: {_ago(reached, now)}.", todo)

    return watch


def history(now: datetime) -> Iterator[Alarm]:
    found = caches["shared"].get(FOUND)
    if found and found["total"]:
        yield Alarm(
            "history",
            f"De verzegelde geschiedenis is veranderd: {found['total']} regels.",
            "Draai «manage.py verify_history» en ga na wie dit deed. Bewaar de back-ups van deze week apart.",
        )


def queue(now: datetime) -> Iterator[Alarm]:
    """Imports and other work that waits longer than it may."""
    waiting = ProcrastinateJob.objects.filter(status="todo").filter(
        Q(scheduled_at__isnull=True) | Q(scheduled_at__lte=now)
    )
    deferred = waiting.annotate(
        since=Coalesce("scheduled_at", Min("procrastinateevent__at", filter=Q(procrastinateevent__type="deferred")))
    )
    oldest = deferred.aggregate(Min("since"))["since__min"]
    if oldest and now - oldest > QUEUE_GRACE:
        yield Alarm(
            "queue",
            f"Werk op de achtergrond wacht sinds {_moment(oldest)}: {waiting.count()} taken.",
            "Kijk in het logboek van portal-worker waar hij mee bezig is, en start hem zo nodig opnieuw.",
        )


def worker(now: datetime) -> Iterator[Alarm]:
    last = ProcrastinateWorker.objects.aggregate(Max("last_heartbeat"))["last_heartbeat__max"]
    if last is None or now - last > QUEUE_GRACE:
        yield Alarm(
            "worker",
            f"Het werk op de achtergrond staat stil. Laatste teken: {_ago(last, now)}.",
            "Start portal-worker opnieuw en lees zijn logboek.",
        )


def mail(now: datetime) -> Iterator[Alarm]:
    """A copy of a portal sends nothing, and that is how it should be."""
    stuck = Mailing.objects.filter(state=MailingState.WAITING, created_at__lt=now - QUEUE_GRACE)
    stuck = stuck.filter(Q(try_again_at__lt=now - QUEUE_GRACE) | Q(attempts__gt=2))
    if (number := stuck.count()) and not is_a_copy():
        yield Alarm(
            "mail",
            f"De mail gaat de deur niet uit: {number} mails wachten.",
            "Kijk of de mailserver van EMAIL_URL antwoordt. Wat wacht gaat daarna vanzelf.",
        )


def disk(now: datetime) -> Iterator[Alarm]:
    for key, folder in (("disk", settings.DATA_DIR), ("backup_disk", settings.BACKUP_DIR)):
        usage = shutil.disk_usage(_that_exists(folder))
        if usage.free < DISK_LEFT * usage.total:
            share = round(100 * usage.free / usage.total)
            yield Alarm(
                key,
                f"De schijf van {folder} is bijna vol: nog {share} procent vrij.",
                "Maak ruimte, of zet er een grotere schijf onder. Is hij vol, dan kan niemand meer iets bewaren.",
            )


def database_size(now: datetime) -> Iterator[Alarm]:
    """Where the database lies on this machine: the restore drill needs as much room again."""
    if not settings.USES_EMBEDDED_DATABASE:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    if size > shutil.disk_usage(_that_exists(settings.DATA_DIR)).free:
        yield Alarm(
            "database_size",
            "De database is groter dan de ruimte die nog vrij is.",
            "Zet een grotere schijf onder de database. Zonder ruimte lukt een back-up niet, en een proef evenmin.",
        )


def certificate(now: datetime) -> Iterator[Alarm]:
    todo = "Vernieuw het certificaat, en kijk waarom dat niet vanzelf ging."
    try:
        ends = _end_of_certificate()
    except (OSError, ValueError) as error:
        yield Alarm("certificate", f"Het certificaat is niet te lezen: {type(error).__name__}.", todo)
        return
    if ends and ends - now < CERTIFICATE_LEFT:
        left = f"geldt nog {max((ends - now).days, 0)} dagen" if ends > now else "is verlopen"
        yield Alarm("certificate", f"Het certificaat van {own_host()} {left}.", todo)


def way_out(now: datetime) -> Iterator[Alarm]:
    """Does the mail server let us in? Nobody is mailed for it."""
    if not settings.ALARM_EMAIL:
        return
    try:
        server = get_connection(fail_silently=False, timeout=SECONDS)
        server.open()
        server.close()
    except OSError as error:  # what smtplib raises too
        yield Alarm(
            "way_out",
            f"De mailserver laat de bewaking niet binnen: {type(error).__name__}.",
            "Kijk of EMAIL_URL klopt en of de mailserver antwoordt.",
        )


# In the database first: when it doesn't answer, that is one alarm, and the others are still asked.
OF_DATABASE: tuple[Watch, ...] = (
    backup,
    restore_drill,
    daily_job("reminders", "Herinneren aan wat er te doen is", "Kijk in het logboek van portal-worker wat er misgaat."),
    daily_job("verify_history", "Het nakijken van de geschiedenis", "Draai «manage.py verify_history»."),
    history,
    queue,
    worker,
    mail,
    database_size,
)
OF_MACHINE: tuple[Watch, ...] = (disk, certificate, way_out)


def ringing(now: datetime) -> list[Alarm]:
    """Everything that rings now."""
    try:
        with transaction.atomic():
            found = _each(OF_DATABASE, now)
    except DatabaseError:
        found = [Alarm("database", "De database antwoordt niet.", "Kijk of Postgres draait, en lees zijn logboek.")]
    return found + _each(OF_MACHINE, now)


def _each(watches: Iterable[Watch], now: datetime) -> list[Alarm]:
    """A disk that fails silences none of the others."""
    found: list[Alarm] = []
    for watch in watches:
        try:
            found += watch(now)
        except OSError as error:
            wrong = f"De bewaking kan niet alles zien: {type(error).__name__}."
            found.append(Alarm("disk", wrong, "Kijk of de schijf het doet en of het portaal bij zijn mappen mag."))
    return list(dict.fromkeys(found))


def _last(name: str) -> datetime | None:
    return ScheduledRun.objects.filter(name=name).values_list("finished_at", flat=True).first()


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H.%M} uur"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "nog nooit"
    hours = int((now - moment) / timedelta(hours=1))
    return f"{hours} uur geleden" if hours < 72 else f"{hours // 24} dagen geleden"


def _that_exists(folder: Path) -> Path:
    """A folder of backups is made by the first one; until then it is the disk that it would be on."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _end_of_certificate() -> datetime | None:
    """Of the file that was named, or of what PORTAL_URL answers with; None when that is not encrypted."""
    from cryptography import x509

    if settings.ALARM_CERTIFICATE:
        return x509.load_pem_x509_certificate(Path(settings.ALARM_CERTIFICATE).read_bytes()).not_valid_after_utc
    address = urlsplit(settings.PORTAL_URL)
    if address.scheme != "https":
        return None
    # Whether it is trusted is for browsers to say; here one that ended must be read too.
    anybody = ssl.create_default_context()
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((address.hostname or "", address.port or 443), timeout=SECONDS) as plain,
        anybody.wrap_socket(plain, server_hostname=address.hostname) as secure,
    ):
        given = secure.getpeercert(binary_form=True) or b""
    return x509.load_der_x509_certificate(given).not_valid_after_utc


# --- telling ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What was found last, since when each rings, and when that was mailed."""

    at: datetime
    alarms: tuple[Alarm, ...]
    since: dict[str, datetime]
    mailed_at: datetime | None


def tell(alarms: list[Alarm], now: datetime) -> list[str]:
    """Mail what is new or goes on for another day, and that all is well again; ask for ALARM_URL when it is.

    What could not be told, in Dutch: then the switch is not asked for either.
    """
    before = last_told()
    since = {alarm.key: (before.since if before else {}).get(alarm.key, now) for alarm in alarms}
    is_news = set(since) != set(before.since if before else {})
    is_due = bool(alarms) and not (before and before.mailed_at and now - before.mailed_at < AGAIN_AFTER)
    problems: list[str] = []
    mailed_at = before.mailed_at if before else None
    if settings.ALARM_EMAIL and (is_news or is_due):
        try:
            _mail(alarms)
            mailed_at = now
        except OSError as error:
            problems.append(f"De mail aan ALARM_EMAIL ging niet: {type(error).__name__}.")
    if settings.ALARM_URL and not alarms and not problems:
        try:
            with urllib.request.urlopen(settings.ALARM_URL, timeout=SECONDS):  # noqa: S310  (the operator's own address)
                pass
        except OSError as error:
            problems.append(f"ALARM_URL antwoordt niet: {type(error).__name__}.")
    _keep(Told(now, tuple(alarms), since, mailed_at))
    return problems


def last_told() -> Told | None:
    """None when nobody ever asked, or the cache is not there."""
    try:
        kept = caches["shared"].get(KEPT)
    except (OSError, DatabaseError):
        return None
    return Told(**{**kept, "alarms": tuple(Alarm(**each) for each in kept["alarms"])}) if kept else None


def _keep(told: Told) -> None:
    try:
        caches["shared"].set(KEPT, asdict(told), timeout=None)
    except (OSError, DatabaseError):  # a disk, or where machines share it; it rings because of that already
        return


def _mail(alarms: list[Alarm]) -> None:
    """Past the queue, in plain words."""
    host = own_host()
    if alarms:
        subject = f"Portaal {host}: {len(alarms)} {'melding' if len(alarms) == 1 else 'meldingen'} van de bewaking"
        text = "\n\n".join(f"{alarm.wrong}\n{alarm.todo}" for alarm in alarms)
    else:
        subject, text = f"Portaal {host}: alles is weer in orde", "De bewaking heeft niets meer te melden."
    headers = {"Auto-Submitted": "auto-generated"}
    server = get_connection(fail_silently=False, timeout=SECONDS)
    sender, to = settings.DEFAULT_FROM_EMAIL, settings.ALARM_EMAIL
    EmailMessage(subject, f"{text}\n", sender, to, connection=server, headers=headers).send()


# --- showing ---------------------------------------------------------------------------------------------------------


@source
def what_rings(person: Person, on: date) -> Iterable[Todo]:
    """For administrators, as the last round found it; without a question to the database."""
    if not may(person, Permission.TABLES_MANAGE) or not (told := last_told()):
        return
    for alarm in told.alarms:
        yield Todo(
            due=None,
            title=alarm.wrong,
            why=alarm.todo,
            url=reverse("network:manual-chapter", args=["meldingen-voor-beheerders"]),
            action="Handleiding openen",
            late=True,
            key=f"alarm:{alarm.key}:{told.since[alarm.key]:%Y-%m-%d}",
        )


# Every alarm that there can be, so that a figure of one is never absent.
KEYS = (
    *("backup", "restore_drill", "reminders", "verify_history", "history", "queue", "worker", "mail"),
    *("database", "database_size", "disk", "backup_disk", "certificate", "way_out"),
)
