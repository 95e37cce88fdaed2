"""The primary database is killed under load; its synchronous standby takes over, and the portal follows by itself.

People bring in lessons and invite others at a machine whose url names both servers. Noted is what the portal said that
it saved; what got no answer, or an error, is in doubt and counted apart: that may be there once, or not at all. Then
the former primary comes back, and nothing is written there.
"""

import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.drills.machines import MAIL_DOMAIN, Estate, Server, estate
from tests.drills.portal import NoPageError, Notes, Visitor, all_at_once, until
from tests.figures_table import Line

WRITERS = 3


def _behind(all_of_it: Estate) -> None:
    """An ordinary standby, which nobody waits for, and which no longer hears what is written."""
    for server in (all_of_it.primary, all_of_it.standby):
        server.set("synchronous_standby_names", "")
    all_of_it.standby.set("primary_conninfo", "")
    until(
        lambda: not all_of_it.standby.ask("SELECT 1 FROM pg_stat_wal_receiver"),
        seconds=30,
        what="de tweede server hoort niets meer",
    )


PROTECTIONS: dict[str, Callable[[Estate], None]] = {"synchronous": _behind}


def drill(*, long: bool, without: str = "") -> list[Line]:
    with estate(first=False, workers=not without) as all_of_it:
        return fail_over(all_of_it, long=long, without=without)


def fail_over(all_of_it: Estate, *, long: bool, without: str = "") -> list[Line]:
    if without:
        PROTECTIONS[without](all_of_it)
    before, after = (300, 100) if long else (20, 6)
    with tempfile.TemporaryDirectory() as folder:
        saved, doubtful = Notes(Path(folder) / "saved"), Notes(Path(folder) / "doubtful")
        writers = [_writer(all_of_it, number, saved, doubtful) for number in range(WRITERS)]
        with all_at_once(*writers, _inviter(all_of_it, saved, doubtful)):
            until(lambda: len(saved.all()) >= before, seconds=300, what="er is genoeg bewaard")
            all_of_it.primary.kill()
            started = time.monotonic()
            so_far = len(saved.all())
            all_of_it.promote()
            until(lambda: len(saved.all()) >= so_far + after, seconds=120, what="het portaal bewaart weer")
            again = time.monotonic() - started
        lines = _count(all_of_it, saved.all(), doubtful.all())
    if not without:
        lines.append(Line("G-11", "seconden tot er weer bewaard werd", round(again, 1), "≤ 60"))
        lines += [*_mails(all_of_it, long=long), *_back_again(all_of_it)]
    return lines


def _writer(all_of_it: Estate, number: int, saved: Notes, doubtful: Notes) -> Callable[[threading.Event], None]:
    """Brings in one lesson after another, each with words of its own."""

    def work(enough: threading.Event) -> None:
        visitor, turn = all_of_it.visitor(all_of_it.second, "coordinator"), 0
        while not enough.is_set():
            turn += 1
            said = f"Schrijver {number}, les {turn}"
            _send(visitor, "/verbeterpunten/inbrengen/", "title", said, {"title": said, "text": said}, saved, doubtful)

    return work


def _inviter(all_of_it: Estate, saved: Notes, doubtful: Notes) -> Callable[[threading.Event], None]:
    def work(enough: threading.Event) -> None:
        visitor, turn, partner = all_of_it.visitor(all_of_it.second, "coordinator"), 0, all_of_it.partner
        while not enough.is_set():
            turn += 1
            said = f"genodigde{turn}{MAIL_DOMAIN}"
            values = {"name": f"Genodigde {turn}", "email": said, "organisation": partner}
            _send(visitor, "/personen/uitnodigen/", "email", said, values, saved, doubtful)

    return work


def _send(
    visitor: Visitor, path: str, field: str, said: str, values: dict[str, str], saved: Notes, doubtful: Notes
) -> None:
    """Note it as saved when the portal says so, and as doubtful when it was sent and got no such answer."""
    try:
        action, held = visitor.form(path, with_field=field)
    except NoPageError:
        time.sleep(0.05)  # not a wait for something: whoever sees an error page looks again a moment later
        return
    answer = visitor.post(action, [*((name, value) for name, value in held if name not in values), *values.items()])
    (saved if answer.is_saved else doubtful).note(said)


def _count(all_of_it: Estate, saved: list[str], doubtful: list[str]) -> list[Line]:
    titles = all_of_it.standby.ask("SELECT title FROM partners_lesson WHERE title LIKE 'Schrijver%%'")
    people = all_of_it.standby.ask("SELECT email FROM network_person WHERE email LIKE 'genodigde%%'")
    held = Counter(words for (words,) in [*titles, *people])
    lost = [said for said in saved if said not in held]
    return [
        Line("G-11", "bewaard gemeld, om de wissel van database heen", len(saved), "≥ 20"),
        Line("G-11", "gemeld en na de wissel kwijt", len(lost), "0"),
        Line("G-11", "dubbel na de wissel", sum(times > 1 for times in held.values()), "0"),
        # Each of them may be in the midst of one when the primary dies, and meet an error page once more.
        Line("G-11", "zonder antwoord, en er toch", len(set(doubtful) & set(held)), f"≤ {2 * (WRITERS + 1)}"),
        Line("G-11", "er zonder dat iemand het vroeg", len(set(held) - set(saved) - set(doubtful)), "0"),
    ]


def _mails(all_of_it: Estate, *, long: bool) -> list[Line]:
    """Everybody who was invited gets the mail; what was on its way when the primary died may come a second time.

    Each worker has one on its way at most.
    """
    workers = all_of_it.machines
    found = all_of_it.standby.ask("SELECT email FROM network_person WHERE email LIKE 'genodigde%%'")
    invited = {email for (email,) in found}
    until(
        lambda: invited <= {address for address, _ in all_of_it.sent_to()},
        seconds=600 if long else 120,
        what="alle uitnodigingen zijn verstuurd",
    )
    marks = {address: set[str]() for address in invited}
    for address, mark in all_of_it.sent_to():
        marks.get(address, set()).add(mark)
    twice = len(all_of_it.sent_to()) - len(set(all_of_it.sent_to()))
    return [
        Line("G-11", "uitnodigingen met meer dan één mail", sum(len(each) > 1 for each in marks.values()), "0"),
        Line("G-11", "mails die onderweg waren en nog eens gingen, met hetzelfde kenmerk", twice, f"≤ {workers}"),
    ]


def _back_again(all_of_it: Estate) -> list[Line]:
    """The former primary starts as a standby that must still be told whom to follow, and the url names it first."""
    former = all_of_it.primary
    (former.data / "standby.signal").touch()
    former.start()
    visitor = all_of_it.visitor(all_of_it.second, "coordinator")
    said = "Na de terugkeer van de eerste server"
    values = {"title": said, "text": said}
    answer = visitor.fill_in("/verbeterpunten/inbrengen/", values, with_field="title")
    there = [server for server in (former, all_of_it.standby) if _has(server, said)]
    return [
        Line("G-11", "bewaard na de terugkeer van de eerste server", int(answer.is_saved), "1"),
        Line("G-11", "waar dat staat", " en ".join(server.name for server in there), all_of_it.standby.name),
        Line("G-11", "schrijven op de eerste server geeft", _refusal(former), "ReadOnlySqlTransaction"),
    ]


def _has(server: Server, title: str) -> bool:
    return bool(server.ask("SELECT 1 FROM partners_lesson WHERE title = %s", title))


def _refusal(server: Server) -> str:
    try:
        server.ask("DELETE FROM partners_lesson")
    except psycopg.Error as refused:
        return type(refused).__name__
    return "niets"
