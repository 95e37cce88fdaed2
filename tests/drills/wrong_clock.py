"""The clock is a day ahead and back again, and the mail server is away: daily work is done once a day, and each mail
arrives once.

Web and worker start with that other clock (libfaketime, of Debian's package faketime), as on a machine that woke up
with a wrong one; Postgres keeps the right time. The mail server is a real one on loopback, stopped and started again.
"""

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.drills.portal import NoPageError, Portal, Visitor, running_portal, until
from tests.figures_table import Line
from tests.journeys.portal import free_port
from tests.smtp_sink import SmtpSink

ACCOUNTS = ("beheer", "gemeente", "partner", "stuurgroep", "data", "lezer")
DONE = "a daily job is done"
SUBJECT = "Kies een nieuw wachtwoord"
WAITS = "waiting: geen verbinding"


def _a_job_does_not_know_that_it_ran() -> None:
    from datetime import datetime

    from network import schedule
    from network.history import PORTAL, told

    def run(job: schedule.DailyJob, now: datetime) -> None:
        with schedule.transaction.atomic(), told(actor=PORTAL, reason="dagelijkse taak"):
            job.run(now, now)
        schedule.logger.info(DONE, extra={"job": job.name})

    schedule._run_when_due = run


def _a_mail_is_tried_once() -> None:
    from network import mail
    from network.models import MailingState

    mail._wait = lambda mailing, *, problem: mail._end(mailing, MailingState.GIVEN_UP, problem=problem)


def _a_mail_that_went_still_waits() -> None:
    from network import mail
    from network.models import MailingState

    end = mail._end
    mail._end = lambda mailing, state, *, problem="": end(
        mailing, MailingState.WAITING if state == MailingState.SENT else state, problem=problem
    )


PROTECTIONS = {
    "once a day": _a_job_does_not_know_that_it_ran,
    "mail waits": _a_mail_is_tried_once,
    "mail is noted": _a_mail_that_went_still_waits,
}


def library() -> Path | None:
    return next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)


@dataclass
class Surroundings:
    """A portal, its clock and its mail server."""

    portal: Portal
    port: int
    sink: SmtpSink
    server: Controller | None = None

    def start_at(self, ahead: str) -> None:
        """Web and worker stop, and start with a clock that is so far ahead: «+1d», or with the right one."""
        portal = self.portal
        for name in ("LD_PRELOAD", "FAKETIME"):
            portal.environment.pop(name, None)
        if ahead:
            portal.environment |= {"LD_PRELOAD": str(library()), "FAKETIME": ahead}
        former = portal.number("SELECT coalesce(max(id), 0) FROM procrastinate_workers")
        portal.stop_web_and_worker()
        portal.revive()
        portal.wait_until_it_answers()
        new = "SELECT count(*) FROM procrastinate_workers WHERE id > %s"
        until(lambda: portal.number(new, former) > 0, seconds=180, what="de worker is er weer")

    def start_mail(self) -> None:
        self.server = Controller(self.sink, hostname="127.0.0.1", port=self.port)
        self.server.start()

    def stop_mail(self) -> None:
        if self.server:
            self.server.stop()
        self.server = None

    def tick(self) -> None:
        """What happens each ten minutes: wait until that is done."""
        self.portal.tick()
        waiting = (
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name IN ('network.every_ten_minutes',"
            " 'network.deliver_mail') AND status IN ('todo', 'doing') AND coalesce(scheduled_at, now()) <= now()"
        )
        until(lambda: self.portal.number(waiting) == 0, seconds=180, what="de dagelijkse taken zijn bekeken")


def mail_that_goes_away() -> dict[str, str]:
    """The setting of a portal whose mail server is the drill's."""
    return {"EMAIL_URL": f"smtp://127.0.0.1:{free_port()}"}


@contextlib.contextmanager
def surroundings(portal: Portal) -> Iterator[Surroundings]:
    """Of a portal that was started with that setting."""
    around = Surroundings(portal, int(portal.environment["EMAIL_URL"].rpartition(":")[2]), SmtpSink())
    try:
        yield around
    finally:
        around.stop_mail()


def drill(*, long: bool, without: str = "") -> list[Line]:
    named = f"wrong_clock.{without}" if without else ""
    with running_portal(without=named, **mail_that_goes_away()) as portal:
        return on(portal, long=long)


def on(portal: Portal, *, long: bool, least: bool = False) -> list[Line]:
    """`least` is only what is seen at once: the mail, with the right clock."""
    with surroundings(portal) as around:
        asked = _ask_for_mail_while_its_server_is_away(around)
        around.start_mail()
        if least:
            portal.ask("UPDATE network_mailing SET try_again_at = now() WHERE state = 'waiting'")
            around.tick()
        clock = [] if least else _days(around, 5 if long else 1)
        return [*asked, *_of_mail(around), *clock]


def _ask_for_mail_while_its_server_is_away(around: Surroundings) -> list[Line]:
    portal = around.portal
    visitor = Visitor(portal)
    for account in ACCOUNTS:
        visitor.fill_in("/account/password/reset/", {"email": f"{account}@demo.example"}, with_field="email")
    tried = "SELECT count(*) FROM network_mailing WHERE kind = 'password_reset' AND attempts > 0"
    until(lambda: portal.number(tried) == len(ACCOUNTS), seconds=180, what="elke mail is geprobeerd")
    said = portal.ask("SELECT DISTINCT state, problem FROM network_mailing WHERE kind = 'password_reset'")
    page = portal.signed_in("beheer").get("/mails/").text
    return [
        Line("G-18", "wat de mails zeggen terwijl de mailserver weg is", " ".join(f"{s}: {p}" for s, p in said), WAITS),
        Line("G-18", "en de bladzijde over mail", str("geen verbinding" in page), "True"),
    ]


def _of_mail(around: Surroundings) -> list[Line]:
    """Of what was asked for each address once, of all else each mail once: reminders go out meanwhile as well."""
    addresses = {f"{account}@demo.example" for account in ACCOUNTS}
    arrived = Counter(
        str(message["To"] if message["Subject"] == SUBJECT else message["Message-ID"])
        for message in around.sink.messages
    )
    there = len(addresses & arrived.keys())
    return [
        Line("G-18", "mails gevraagd terwijl de mailserver weg was, later aangekomen", there, str(len(ACCOUNTS))),
        Line("G-18", "mails die twee keer aankwamen", sum(times > 1 for times in arrived.values()), "0"),
    ]


def _days(around: Surroundings, days: int) -> list[Line]:
    """A day ahead and back, again and again, and each time one more day: every job once for each new day."""
    portal = around.portal
    around.tick()
    before, saved = _done(portal), 0
    for day in range(1, days + 1):
        around.start_at(f"+{day}d")
        saved += _saves(portal, f"Op dag {day}")
        for _ in range(2):
            around.tick()
        around.start_at("")
        saved += _saves(portal, f"Terug van dag {day}")
        around.tick()
    runs = _done(portal) - before
    held = {title for (title,) in portal.ask("SELECT title FROM actionplan_actionevent WHERE pgh_obj_id = 10")}
    lost = sum(f"{what} {day}" not in held for day in range(1, days + 1) for what in ("Op dag", "Terug van dag"))
    return [
        Line("G-18", "dagelijkse taken bij een klok die voor liep en terugging", len(runs), "≥ 10"),
        Line("G-18", "daarvan niet één keer per dag gedaan", sum(times != days for times in runs.values()), "0"),
        Line("G-18", "wijzigingen bewaard met de verkeerde klok en daarna", saved, str(2 * days)),
        Line("G-18", "daarvan niet teruggevonden", lost, "0"),
    ]


def _saves(portal: Portal, title: str) -> int:
    """By somebody whose session may have ended by that jump: who was sent away signs in, and sends it again."""
    for _ in range(3):
        try:
            answer = portal.signed_in("coordinator").fill_in(
                "/plan/acties/10/wijzigen/", {"title": title}, with_field="title"
            )
        except NoPageError:
            portal.forget_sessions()
            continue
        if answer.is_saved and "login" not in answer.location:
            return 1
    return 0


def _done(portal: Portal) -> Counter[str]:
    """How often each daily job says that it is done."""
    said = Counter[str]()
    for line in portal.log.read_text(errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict) and told.get("event", told.get("message")) in {DONE, DONE.replace(" ", "_")}:
                said[str(told.get("job"))] += 1
    return said
