"""Two machines, two workers, a pooler, a copy to read from and a store of files: one portal, whoever of them one meets.

One estate for the whole file. The tests stand in the order of a day: the last one kills the primary database.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest

from tests.drills import load, soak, standby
from tests.drills.machines import MAIL_DOMAIN, POOL, Estate, estate, has_pooler
from tests.drills.portal import Portal, Visitor, until
from tests.figures_table import Figure, in_ci
from tests.journeys.portal import DEMO_PASSWORD
from tests.partners.test_documents import pdf

HELP_LINES = "/sociale-kaart/hulplijnen/"


@pytest.fixture(scope="module")
def whole() -> Iterator[Estate]:
    for program, is_there in (("pgbouncer", has_pooler()), ("wrk", load.has_wrk())):
        if not is_there:
            message = f"{program} ontbreekt"
            pytest.fail(message) if in_ci() else pytest.skip(message)
    with estate() as all_of_it:
        yield all_of_it


def log_in(machine: Portal, account: str, password: str) -> tuple[Visitor, str]:
    """A browser that signs in with its password at that machine, and what the page says."""
    visitor = Visitor(machine)
    values = {"login": f"{account}{MAIL_DOMAIN}", "password": password}
    return visitor, visitor.fill_in("/account/login/", values, with_field="login").text


def lesson(visitor: Visitor, title: str) -> bool:
    values = {"title": title, "text": title}
    return visitor.fill_in("/verbeterpunten/inbrengen/", values, with_field="title").is_saved


# --- two machines ---------------------------------------------------------------------------------------------------


def test_who_signs_in_at_one_machine_goes_on_at_the_other(whole: Estate) -> None:
    at_the_first, _ = log_in(whole.first, "lezer", DEMO_PASSWORD)
    at_the_second = Visitor(whole.second, cookies=at_the_first.cookies)
    assert at_the_second.get("/overleg/").status == 200
    assert Visitor(whole.second).get("/overleg/").status == 302


def test_wrong_passwords_count_over_both_machines(whole: Estate) -> None:
    for machine in (whole.first, whole.second, whole.first, whole.second, whole.first):
        assert "horen niet bij elkaar" in log_in(machine, "stuurgroep", "dit-is-een-verkeerd-wachtwoord")[1]
    for machine in (whole.second, whole.first):
        assert "te vaak geprobeerd" in log_in(machine, "stuurgroep", DEMO_PASSWORD)[1]


def test_a_file_that_is_placed_at_one_machine_is_read_at_the_other_and_goes_for_good(whole: Estate) -> None:
    ((action,),) = whole.primary.ask("SELECT id FROM actionplan_action ORDER BY id LIMIT 1")
    placed = whole.visitor(whole.first, "coordinator").send_file(
        f"/plan/acties/{action}/bewijsstuk/", field="file", name="verslag.pdf", content=pdf(), title="Verslag"
    )
    assert placed.is_saved, placed.text[:2000]
    ((pk, name),) = whole.primary.ask("SELECT id, file FROM actionplan_actiondocument ORDER BY id DESC LIMIT 1")
    reader = whole.visitor(whole.second, "coordinator")

    answer = reader.get(f"/plan/bewijsstukken/{pk}/")
    page = reader.get(f"/plan/acties/{action}/").text

    assert answer.status == 200
    assert answer.text.startswith("%PDF")
    assert name in whole.files()
    assert not [path for each in (whole.first, whole.second) if (path := each.private).exists()]
    # Nothing tells where the store is: it is handed out by us, to who may.
    assert name not in page
    assert str(whole.store.endpoint_url).partition("//")[2] not in page
    taken_away = {"csrfmiddlewaretoken": reader.cookies["csrftoken"], "reason": "Verkeerd bestand"}
    assert reader.post(f"/plan/bewijsstukken/{pk}/verwijderen/", taken_away).is_saved
    until(lambda: name not in whole.files(), seconds=30, what="het bestand is weg")


def test_two_workers_do_each_job_once(whole: Estate) -> None:
    invited = [f"tweewerkers{number}{MAIL_DOMAIN}" for number in range(8)]
    for number, address in enumerate(invited):
        visitor = whole.visitor(whole.first if number % 2 else whole.second, "coordinator")
        values = {"name": f"Werker {number}", "email": address, "organisation": whole.partner}
        assert visitor.fill_in("/personen/uitnodigen/", values, with_field="email").is_saved
    until(lambda: set(invited) <= {to for to, _ in whole.sent_to()}, seconds=120, what="iedereen heeft mail")
    until(
        lambda: (
            whole.primary.ask(
                "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND task_name = 'network.deliver_mail'"
            )
            == [(0,)]
        ),
        seconds=60,
        what="er wacht geen mail meer",
    )
    assert Counter(to for to, _ in whole.sent_to() if to in invited) == Counter(invited)


# --- behind a pooler ------------------------------------------------------------------------------------------------


def test_behind_a_pooler_everybody_reads_and_writes_as_who_they_are(whole: Estate) -> None:
    """More people at once than there are connections; each of them signed in, or a visitor, at every turn."""
    people = ["coordinator", "gemeente", "", "partner"]

    def use(number: int) -> list[str]:
        account = people[number % len(people)]
        visitor = whole.visitor(whole.first, account)
        if not account:
            pages = [visitor.get(f"/hulp/acuut/?bezoek={turn}").status for turn in range(6)]
            return [str(status) for status in pages if status != 200]
        said = [f"Door {account}, {number}.{turn}" for turn in range(3)]
        return [title for title in said if not lesson(visitor, title) or visitor.get("/").status != 200]

    with ThreadPoolExecutor(8) as at_once:
        failed = [each for failures in at_once.map(use, range(8)) for each in failures]

    assert failed == []
    told = whole.primary.ask(
        "SELECT event.title, person.email FROM partners_lessonevent event"
        " JOIN pghistory_context context ON context.id = event.pgh_context_id"
        " JOIN network_person person ON person.id = (context.metadata->>'person')::int"
        " WHERE event.title LIKE 'Door %%'"
    )
    assert len(told) == 18
    assert [row for row in told if row[0].partition(",")[0] != f"Door {row[1].partition('@')[0]}"] == []


def test_the_pooler_lends_no_more_connections_than_it_has_and_who_waits_for_jobs_goes_past_it(whole: Estate) -> None:
    sessions = Counter(
        name
        for (name,) in whole.primary.ask("SELECT application_name FROM pg_stat_activity WHERE usename = 'portal_web'")
    )
    assert 1 <= sessions["pooler"] <= POOL
    assert sessions["past-the-pooler"] >= 1


# --- a copy to read from --------------------------------------------------------------------------------------------


@pytest.fixture
def behind(whole: Estate) -> Iterator[None]:
    """The copy stands still: what is saved from now on, it does not show."""
    whole.standby.ask("SELECT pg_wal_replay_pause()")
    yield
    whole.standby.ask("SELECT pg_wal_replay_resume()")


@pytest.mark.usefixtures("behind")
def test_visitors_read_from_the_copy_and_who_saved_something_reads_it_back(whole: Estate) -> None:
    writer = whole.visitor(whole.second, "coordinator")
    shown = writer.get("/hulp/acuut/").text
    lines = whole.primary.ask("SELECT id, name FROM partners_helpline ORDER BY id")
    pk, name = next((pk, name) for pk, name in lines if name in shown)
    saved = writer.fill_in(f"{HELP_LINES}{pk}/wijzigen/", {"name": "Nieuwe naam van de lijn"}, with_field="name")
    assert saved.is_saved, saved.text[:3000]

    assert "Nieuwe naam van de lijn" in writer.get("/hulp/acuut/").text
    visitor_reads = whole.visitor(whole.second).get("/hulp/acuut/?nu").text
    assert name in visitor_reads
    assert "Nieuwe naam van de lijn" not in visitor_reads
    # The other machine has no copy.
    assert "Nieuwe naam van de lijn" in whole.visitor(whole.first).get("/hulp/acuut/?nu").text


def test_the_copy_takes_no_writing_from_anybody(whole: Estate) -> None:
    with psycopg.connect(whole.standby.url("portal_web")) as copy, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        copy.execute("UPDATE partners_helpline SET name = 'x'")


def test_when_the_copy_is_away_the_primary_answers(whole: Estate) -> None:
    whole.primary.set("synchronous_standby_names", "")  # else whoever saves would wait for it
    whole.standby.stop()
    assert whole.visitor(whole.second).get("/hulp/acuut/?zonder").status == 200
    assert whole.visitor(whole.second, "coordinator").get("/monitor/").status == 200
    whole.standby.start()
    whole.primary.set("synchronous_standby_names", whole.standby.name)
    whole.wait_until_it_follows()


# --- load, and keeping at it ----------------------------------------------------------------------------------------


def test_under_load_nobody_gets_an_error_and_help_pages_are_quick(whole: Estate, figure: Figure) -> None:
    for line in load.under_load(whole, long=False):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of("test_under_load_nobody_gets_an_error_and_help_pages_are_quick")
def test_a_help_page_that_is_made_for_every_visitor_would_be_noticed(whole: Estate) -> None:
    assert [line for line in load.under_load(whole, long=False, without="kept") if not line.is_met]


def test_a_while_of_everybody_leaves_nothing_behind(whole: Estate, figure: Figure) -> None:
    for line in soak.keep_at_it(whole, long=False):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of("test_a_while_of_everybody_leaves_nothing_behind")
def test_transactions_that_are_left_open_would_be_noticed(whole: Estate) -> None:
    missed = [line.what for line in soak.keep_at_it(whole, long=False, without="closing") if not line.is_met]
    assert "transacties waarin te lang niets gebeurt" in missed


# --- and then the primary dies --------------------------------------------------------------------------------------


def test_the_primary_is_killed_under_load_and_nothing_that_was_said_to_be_saved_is_lost(
    whole: Estate, figure: Figure
) -> None:
    for line in standby.fail_over(whole, long=False):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of("test_the_primary_is_killed_under_load_and_nothing_that_was_said_to_be_saved_is_lost")
def test_a_standby_that_nobody_waits_for_would_be_noticed(whole: Estate) -> None:
    """The former primary is one now: it hears nothing of what the new one saves."""
    the_other_way = replace(whole, primary=whole.standby, standby=whole.primary)
    lines = standby.fail_over(the_other_way, long=False, without="synchronous")
    missed = {line.what: line.value for line in lines if not line.is_met}
    assert missed["gemeld en na de wissel kwijt"] > 0
