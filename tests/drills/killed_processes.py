"""Web, worker and database are killed in turn, at a random moment, while people write, bring in lists, place files and
have reports made. Then everything is started again, and what was promised is counted.

In the short form the heartbeat of a worker that was killed is set back by SQL, so that nobody waits for half a minute.
"""

import io
import os
import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

import psycopg

from tests.drills import people_at_work
from tests.drills.people_at_work import Answers
from tests.drills.portal import NoPageError, Notes, Portal, Visitor, all_at_once, running_portal, until
from tests.figures_table import Line

WRITERS = 8
VICTIMS = ("worker", "web", "database")
ROWS = {True: 2_001, False: 300}  # above two thousand a list is saved by the worker
BUSY_LISTS = "SELECT count(*) FROM network_waitingimport WHERE state IN ('looking', 'saving')"
BUSY_REPORTS = "SELECT count(*) FROM monitor_reportedition WHERE job_status IN ('waiting', 'running')"
AT_WORK = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = ANY(%s)"
LONG_JOBS = ["network.work_at_list", "monitor.make_report_edition"]


def each_statement_on_its_own() -> None:
    """No transaction: what was written before the end stays."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    execute = CursorWrapper._execute

    def and_commit(self: CursorWrapper, sql: object, params: object, *ignored: object) -> object:
        found = execute(self, sql, params, *ignored)
        if str(sql).lstrip().upper().startswith(("INSERT", "UPDATE")):
            self.db.connection.commit()
            time.sleep(0.01)  # half-way lasts longer
        return found

    CursorWrapper._execute = and_commit
    for name in ("_savepoint", "_savepoint_commit", "_savepoint_rollback"):
        setattr(BaseDatabaseWrapper, name, lambda self, sid: None)


def _nobody_looks_for_what_broke_off() -> None:
    from network import stalled_jobs

    async def nothing() -> None:
        return None

    stalled_jobs.take_up = nothing


def _files_lie_about() -> None:
    from network import orphan_files

    orphan_files.remove_orphans = lambda **_: 0


PROTECTIONS = {
    "transaction": each_statement_on_its_own,
    "taking up": _nobody_looks_for_what_broke_off,
    "tidying": _files_lie_about,
}


@dataclass
class Work:
    """What people do, and what they were told."""

    portal: Portal
    rows: int
    lists: Notes
    files: Notes
    answers: Answers = field(default_factory=Answers)
    batches: list[str] = field(default_factory=list)
    editions: int = 0

    def bring_in_lists(self, enough: threading.Event) -> None:
        visitor, number = self.portal.signed_in("coordinator"), 0
        while not enough.is_set():
            number += 1
            batch = f"Oefening {number:03}"
            self.batches.append(batch)
            self.bring_in(visitor, batch, enough)

    def bring_in(self, visitor: Visitor, batch: str, enough: threading.Event) -> None:
        """One list, again and again until the portal says that it is saved."""
        where = ""
        while not enough.is_set() and not where:
            with suppress(NoPageError):
                where = visitor.send_file(
                    "/partners/importeren/", field="file", name=f"{batch}.csv", content=list_of(batch, self.rows)
                ).location
        while not enough.is_set():
            page = visitor.get(where)
            if page.status == 200 and f"{self.rows} partners nieuw" in page.text.replace(".", ""):
                self.lists.note(batch)
                return
            if page.status == 404:
                return
            with suppress(NoPageError):
                button = "opnieuw" if 'name="opnieuw"' in page.text else "gezien"
                if f'name="{button}"' in page.text:
                    answer = visitor.fill_in(where, {button: "1"} if button == "opnieuw" else {}, with_field=button)
                    if answer.is_saved and self.rows <= 2_000 and button == "gezien":
                        self.lists.note(batch)
                        return
            _a_moment(enough)

    def place_files(self, enough: threading.Event) -> None:
        visitor, number = self.portal.signed_in("coordinator"), 0
        while not enough.is_set():
            number += 1
            title = f"Stuk {number}"
            with suppress(NoPageError):
                answer = visitor.send_file(
                    "/plan/acties/8/bewijsstuk/", field="file", name="stuk.pdf", content=pdf(title), title=title
                )
                if answer.is_saved:
                    self.files.note(title)
            _a_moment(enough)

    def have_reports_made(self, enough: threading.Event) -> None:
        visitor = self.portal.signed_in("coordinator")
        while not enough.is_set():
            with suppress(psycopg.Error, NoPageError):
                if not self.portal.number(BUSY_REPORTS):
                    self.editions += visitor.post("/rapportages/1/concept/", token_of(visitor)).is_saved
            _a_moment(enough)


def drill(*, long: bool, without: str = "") -> list[Line]:
    with running_portal(without=f"killed_processes.{without}" if without else "") as portal:
        return on(portal, long=long)


def on(portal: Portal, *, long: bool, least: bool = False) -> list[Line]:
    """`least` is only what is seen at once: the worker is killed once."""
    plan = [(what, victim) for what, times in TIMES[long].items() for victim in _in_turn(times)][: 0 if least else None]
    notes = people_at_work.notes_of(portal, "gedood")
    work = Work(portal, ROWS[long], Notes(portal.data_dir / "lijsten.txt"), Notes(portal.data_dir / "stukken.txt"))
    portal.signed_in("coordinator")
    people = [people_at_work.writer(portal, number, notes, work.answers) for number in range(WRITERS)]
    valid, half = 0, 0
    with all_at_once(work.bring_in_lists):
        with all_at_once(*people, work.place_files, work.have_reports_made):
            for what, victim in plan:
                until(lambda what=what: _is_under_way(portal, what), seconds=300, what=f"{what} is bezig")
                time.sleep(random.random() * MOMENT[long])  # noqa: S311  (at a moment that nobody chose)
                _kill(portal, victim)
                half += _half_lists(portal, work)
                portal.revive()
                portal.wait_until_it_answers()
                valid += _history_is_whole(portal)
            if not least:
                _until_one_is_acknowledged(notes, work.files)
        if not least:
            _until_one_is_acknowledged(work.lists)
    noticed = _until_all_is_done(portal, long=long)
    killed = [victim for _, victim in plan]
    return [*_lines(portal, work, notes, killed, valid, half), *_of_jobs(portal, noticed, long=long)]


TIMES = {True: {"import": 30, "edit": 30, "report": 20}, False: {"import": 1, "edit": 2}}
MOMENT = {True: 4.0, False: 0.5}  # seconds


def _in_turn(times: int) -> list[str]:
    return [VICTIMS[number % len(VICTIMS)] for number in range(times)]


def _is_under_way(portal: Portal, what: str) -> bool:
    with suppress(psycopg.Error):
        match what:
            case "import":
                return portal.number(AT_WORK, ["network.work_at_list"]) > 0 or portal.number(BUSY_LISTS) == 0
            case "report":
                return portal.number(AT_WORK, ["monitor.make_report_edition"]) > 0
        return True
    return False


def _kill(portal: Portal, victim: str) -> None:
    if victim == "worker":
        portal.kill_worker()
    elif victim == "web":
        portal.kill_web()
    else:
        with suppress(psycopg.Error, IndexError):
            portal.kill(random.choice(portal.backend_pids()))  # noqa: S311  (no secret)
        until(lambda: _answers(portal), seconds=60, what="Postgres is hersteld")


def _answers(portal: Portal) -> bool:
    try:
        return portal.number("SELECT 1") == 1
    except psycopg.Error:
        return False


def _half_lists(portal: Portal, work: Work) -> int:
    sizes = dict(
        portal.ask(
            "SELECT left(name, 12), count(*) FROM partners_organisation WHERE name LIKE 'Oefening %%' GROUP BY 1"
        )
    )
    return sum(sizes.get(batch, 0) not in {0, work.rows} for batch in list(work.batches))


def _history_is_whole(portal: Portal) -> int:
    """Sealed, and the whole chain verified, as `manage.py verify_history` does."""
    portal.ask("SELECT history_seal(tablename::text) FROM pg_tables WHERE tablename = ANY(%s)", _sealed_tables(portal))
    return int(portal.number("SELECT count(*) FROM history_verify()") == 0)


def _sealed_tables(portal: Portal) -> list[str]:
    found = portal.ask("SELECT tablename::text FROM pg_tables WHERE tablename IN ('actionplan_actionevent', %s, %s)",
                       "partners_organisationevent", "network_waitingimportevent")  # fmt: skip
    return [name for (name,) in found]


def _until_one_is_acknowledged(*kinds: Notes) -> None:
    """One of each may take longer than a few kills. None in time is a line that misses."""
    with suppress(AssertionError):
        until(lambda: all(each.all() for each in kinds), seconds=60, what="van elk is er een bewaard")


def _until_all_is_done(portal: Portal, *, long: bool) -> float | None:
    """The worker is killed once more while it is busy. How long until that is taken up; None when nobody does."""
    with suppress(NoPageError):
        visitor = portal.signed_in("coordinator")
        visitor.post("/rapportages/1/concept/", token_of(visitor))
    with suppress(AssertionError):
        until(lambda: portal.number(AT_WORK, LONG_JOBS) > 0, seconds=30, what="de worker is bezig")
    portal.kill_worker()
    former = portal.number("SELECT coalesce(max(id), 0) FROM procrastinate_workers")
    if not long:
        portal.ask("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
    portal.revive()
    new = "SELECT count(*) FROM procrastinate_workers WHERE id > %s"
    started = until(lambda: portal.number(new, former) > 0, seconds=180, what="de worker is er weer")
    left = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND (worker_id IS NULL OR worker_id <= %s)"
    try:
        taken_up = until(lambda: portal.number(left, former) == 0, seconds=90 if long else 15, what="het is opgepakt")
    except AssertionError:
        return None
    waiting = [BUSY_LISTS, BUSY_REPORTS]
    until(
        lambda: sum(portal.number(each) for each in waiting) + portal.number(AT_WORK, LONG_JOBS) == 0,
        seconds=600,
        what="alles is klaar of opgegeven",
    )
    return started + taken_up


def _lines(portal: Portal, work: Work, notes: Notes, killed: list[str], valid: int, half: int) -> list[Line]:
    kills, whom = len(killed), ", ".join(dict.fromkeys(killed))
    acknowledged = notes.all()
    missing, doubled, overwritten = people_at_work.missing_or_doubled(portal, notes)
    sizes = "SELECT count(*) FROM partners_organisation WHERE name LIKE %s"
    lists, files = work.lists.all(), work.files.all()
    rows = dict(portal.ask("SELECT title, file FROM actionplan_actiondocument"))
    _tidy(portal)
    named = {name for (name,) in portal.ask(NAMED)}
    twice = portal.number("SELECT count(*) FROM (SELECT name FROM partners_organisation WHERE name LIKE 'Oefening %%'"
                          " GROUP BY name HAVING count(*) > 1) AS each_name")  # fmt: skip
    return [
        Line("G-10", f"keer gedood, om beurten: {whom}", kills, str(kills)),
        Line("G-10", "geschiedenis geldig na zo’n keer", valid, str(kills)),
        Line("G-10", "halve lijsten, na elke keer geteld", half + _half_lists(portal, work), "0"),
        Line("G-10", "lijsten waarvan gemeld is dat ze bewaard zijn", len(lists), "≥ 1"),
        Line(
            "G-10", "daarvan niet helemaal terug", sum(portal.number(sizes, f"{b}%") != work.rows for b in lists), "0"
        ),
        Line("G-10", "rijen dubbel na opnieuw beginnen", twice, "0"),
        Line("G-10", "wijzigingen waarvan gemeld is dat ze bewaard zijn", len(acknowledged), "≥ 1"),
        Line("G-10", "gemeld en niet teruggevonden", missing, "0"),
        Line("G-10", "dubbel bewaard", doubled, "0"),
        Line("G-10", "overschreven zonder dat iemand het zag", overwritten, "0"),
        Line("G-10", "stukken waarvan gemeld is dat ze geplaatst zijn", len(files), "≥ 1"),
        Line("G-10", "daarvan zonder bestand", sum(rows.get(title, "") not in portal.files() for title in files), "0"),
        Line("G-10", "bestanden zonder rij in de besloten map", len(portal.files() - named), "0"),
    ]


NAMED = (
    "SELECT file FROM actionplan_actiondocument UNION SELECT file FROM partners_agreementdocument UNION"
    " SELECT file FROM partners_meetingdocument UNION SELECT file FROM monitor_reportedition"
)


def _tidy(portal: Portal) -> None:
    """The daily job, a day later: the files say that they are two days old."""
    before = time.time() - 2 * 24 * 3600
    for name in portal.files():
        os.utime(portal.private / name, (before, before))
    portal.ask("UPDATE network_scheduledrun SET reached = now() - interval '2 days' WHERE name = 'remove_orphan_files'")
    portal.tick()
    until(lambda: portal.number("SELECT count(*) FROM network_scheduledrun WHERE name = 'remove_orphan_files'"
                                " AND reached > now() - interval '1 day'") > 0,
          seconds=120, what="er is opgeruimd")  # fmt: skip


def _of_jobs(portal: Portal, noticed: float | None, *, long: bool) -> list[Line]:
    most = portal.number("SELECT coalesce(max(attempts), 0) FROM procrastinate_jobs WHERE status <> 'todo'")
    left = portal.number("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
    lines = [
        Line("G-10", "een afgebroken taak is opgepakt", str(noticed is not None), "True"),
        Line("G-10", "taken die bij een gedode worker bleven liggen", left, "0"),
        Line("G-10", "keer dat een taak begon, hoogstens", most, "≤ 2"),
    ]
    if long:
        lines.append(Line("G-10", "seconden tot een afgebroken taak was opgepakt", round(noticed or 999, 1), "≤ 60"))
    return lines


def token_of(visitor: Visitor) -> dict[str, str]:
    return {"csrfmiddlewaretoken": visitor.cookies.get("csrftoken", "")}


def list_of(batch: str, rows: int) -> bytes:
    lines = ["Naam;Soort;Domein;Telefoon;Website"]
    lines += [f"{batch} nr {n:04};wijkteam;sociaal;088-0000 123;https://{batch[-3:]}-{n}.example" for n in range(rows)]
    return "\r\n".join(lines).encode()


def pdf(title: str, size: int = 2_000) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, StreamObject

    writer, content = PdfWriter(), StreamObject()
    page = writer.add_blank_page(200, 200)
    content.set_data(b"% " + title.encode() + b"\n" + b"% niets\n" * (size // 8))
    page[NameObject("/Contents")] = writer._add_object(content)
    with io.BytesIO() as made:
        writer.write(made)
        return made.getvalue()


def _a_moment(enough: threading.Event) -> None:
    enough.wait(0.1)
