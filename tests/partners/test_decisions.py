"""Decisions: each with a number of its own, found by everybody, changed by two people without loss."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from network.dates import today
from network.management.commands.migrate import OWNER, use_owner
from network.models import Person
from partners.decision_flows import record_decision, withdraw_decision
from partners.models import Body, BottleneckStatus, Decision, Meeting, SeatKind, StepKind
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    BottleneckFactory,
    DecisionFactory,
    MeetingFactory,
    PersonFactory,
    SeatFactory,
    WorkingGroupFactory,
)
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
TYPED = {"title": "Het protocol gaat in", "text": "Vanaf 1 januari.", "decided_on": "", "version": "1"}


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Of the stuurgroep, over which Hester presides, three days ago."""
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member, kind=SeatKind.CHAIR)
    begun = timezone.now().replace(microsecond=0) - timedelta(days=3)
    return MeetingFactory(body=body, starts_at=begun)


def typed(meeting: Meeting, **fields: str) -> dict[str, str]:
    return {**TYPED, "decided_on": meeting.day.isoformat(), **fields}


def record(body: Body, by: Person, on: date = date(2026, 3, 12), title: str = "Besluit") -> Decision:
    return record_decision(body=body, by=by, decided_on=on, title=title, text="")


# --- recording one --------------------------------------------------------------------------------------------------


def test_the_chair_records_what_a_meeting_decided_and_everybody_finds_it_with_number_and_date(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    url = f"/overleg/{meeting.pk}/besluit/"
    page = client_of(cast.steering_member).get(url)
    assert values_of(page, with_field="decided_on")["decided_on"].endswith(str(meeting.day.year))

    response = client_of(cast.steering_member).post(url, typed(meeting))

    decision = Decision.objects.get()
    assert response["Location"] == f"/besluiten/{decision.pk}/"
    assert (decision.body, decision.meeting, decision.decided_on) == (meeting.body, meeting, meeting.day)
    page = Page.of(client_of(cast.reader).get("/besluiten/"))
    assert page.texts("tbody .row-title") == ["Het protocol gaat in"]
    assert f"{meeting.day.year}-001" in page.words
    words = Page.of(client_of(cast.reader).get(f"/besluiten/{decision.pk}/")).words
    assert "Vanaf 1 januari." in words
    assert "Stuurgroep" in words


@pytest.mark.parametrize(("days", "offered"), [(0, True), (-1, True), (1, False)])
def test_the_meeting_offers_to_record_one_from_its_day_on(
    days: int, offered: bool, meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    meeting.starts_at = timezone.now() + timedelta(days=days)
    meeting.ends_at = meeting.starts_at + timedelta(minutes=1)
    meeting.save()
    page = Page.of(client_of(cast.steering_member).get(meeting.get_absolute_url()))
    assert bool(page.all(f"a[href='/overleg/{meeting.pk}/besluit/']")) is offered


def test_pressing_the_button_twice_makes_one_decision(meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    first, second = (client.post(f"/overleg/{meeting.pk}/besluit/", typed(meeting)) for _ in range(2))
    assert Decision.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_numbers_count_per_year_without_a_gap_and_are_never_given_again(cast: Cast) -> None:
    body, by = BodyFactory(), cast.coordinator
    made = [record(body, by, date(year, 3, 12)) for year in (2025, 2026, 2026)]
    with pytest.raises(ValidationError):
        record(body, by, title="")
    Decision.objects.filter(pk=made[-1].pk).update(withdrawn_on=today())
    made.append(record(body, by))
    assert [each.number for each in made] == ["2025-001", "2026-001", "2026-002", "2026-003"]


@pytest.mark.parametrize("who", ["lead_editor", "municipal_coordinator", "administrator", "reader"])
def test_nobody_else_records_one(who: str, meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.people[who])
    assert client.post(f"/overleg/{meeting.pk}/besluit/", typed(meeting)).status_code == 403
    assert not Decision.objects.exists()


def test_a_day_in_the_future_is_refused_with_what_to_do_and_nothing_typed_is_lost(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    response = client_of(cast.coordinator).post(f"/overleg/{meeting.pk}/besluit/", typed(meeting, decided_on=tomorrow))
    assert response.status_code == 422
    assert "Kies vandaag of een eerdere dag." in Page.of(response).words
    assert values_of(response, with_field="decided_on")["title"] == "Het protocol gaat in"


def test_a_burgerservicenummer_is_refused(meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    response = client_of(cast.coordinator).post(
        f"/overleg/{meeting.pk}/besluit/", typed(meeting, text="Het gaat om 111222333.")
    )
    assert response.status_code == 422
    assert "burgerservicenummer" in Page.of(response).words
    assert not Decision.objects.exists()


@pytest.mark.parametrize("which", ["to come", "cancelled"])
def test_a_meeting_that_was_not_there_decides_nothing(
    which: str, meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    other = MeetingFactory(body=meeting.body)
    if which == "cancelled":
        other.starts_at, other.ends_at, other.cancelled_on = meeting.starts_at, meeting.ends_at, today()
        other.save()
    response = client_of(cast.coordinator).post(f"/overleg/{other.pk}/besluit/", typed(meeting), follow=True)
    assert not Decision.objects.exists()
    assert "afgelast" in Page.of(response).words or "Vanaf die dag" in Page.of(response).words


def test_a_decision_about_an_escalated_bottleneck_decides_it(meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    bottleneck = BottleneckFactory(body=meeting.body, status=BottleneckStatus.ESCALATED, title="Geen plek")
    BottleneckFactory(body=meeting.body, title="Niet geëscaleerd")
    BottleneckFactory(body=WorkingGroupFactory(), status=BottleneckStatus.ESCALATED, title="Van een ander")
    client, url = client_of(cast.steering_member), f"/overleg/{meeting.pk}/besluit/"
    assert Page.of(client.get(url)).texts("select[name=bottleneck] option") == ["Geen knelpunt", "Geen plek"]

    client.post(url, typed(meeting, bottleneck=str(bottleneck.pk)))

    bottleneck.refresh_from_db()
    decision = Decision.objects.get()
    assert bottleneck.status == BottleneckStatus.DECIDED
    assert bottleneck.steps.get(kind=StepKind.DECIDED).decision == decision
    words = Page.of(client.get(f"/besluiten/{decision.pk}/")).words
    assert "Geen plek" in words
    assert "met dit besluit" in words


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_is_newest_first_and_filters_by_body_year_word_and_number(cast: Cast, client_of: ClientOf) -> None:
    one, other = BodyFactory(name="Stuurgroep"), WorkingGroupFactory(name="Werkgroep")
    DecisionFactory(body=one, title="Oud", decided_on=date(2025, 3, 12), sequence=7)
    DecisionFactory(body=one, title="Nieuw", decided_on=date(2026, 3, 12), sequence=12)
    DecisionFactory(body=other, title="Eerder", text="Over routes", decided_on=date(2026, 2, 1), sequence=3)
    client = client_of(cast.reader)

    def titles(query: str) -> list[str]:
        return Page.of(client.get(f"/besluiten/{query}")).texts("tbody .row-title")

    assert titles("") == ["Nieuw", "Eerder", "Oud"]
    assert titles(f"?overleg={one.pk}") == ["Nieuw", "Oud"]
    assert titles("?jaar=2025") == ["Oud"]
    assert titles("?zoek=ROUTES") == ["Eerder"]
    assert titles("?zoek=2026-012") == titles("?zoek=2026-12") == ["Nieuw"]


def test_the_list_turns_pages_and_asks_as_much_for_many(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    DecisionFactory.create_batch(3, body=BodyFactory())
    few = questions_of(client, "/besluiten/")
    DecisionFactory.create_batch(30, body=BodyFactory())
    assert questions_of(client, "/besluiten/") == few <= 12
    assert len(Page.of(client.get("/besluiten/?pagina=2")).texts("tbody .row-title")) == 8


# --- changing and withdrawing ---------------------------------------------------------------------------------------


def test_of_two_who_change_one_decision_neither_loses_anything(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    decision = DecisionFactory(body=meeting.body, title="Eerst", text="Oud", decided_on=meeting.day)
    url = f"/besluiten/{decision.pk}/wijzigen/"
    chair, coordinator = client_of(cast.steering_member), client_of(cast.coordinator)
    theirs, mine = (values_of(client.get(url), with_field="decided_on") for client in (chair, coordinator))

    assert chair.post(url, {**theirs, "title": "Van Hester"}).status_code == 302
    assert coordinator.post(url, {**mine, "text": "Van Marijke"}).status_code == 302  # another field: both stay
    decision.refresh_from_db()
    assert (decision.title, decision.text) == ("Van Hester", "Van Marijke")

    response = coordinator.post(url, {**mine, "title": "Van Marijke"})
    assert response.status_code == 409
    assert "Van Hester" in Page.of(response).words
    again = values_of(response, with_field="decided_on")
    assert again["title"] == "Van Marijke"
    assert coordinator.post(url, again).status_code == 302
    decision.refresh_from_db()
    assert decision.title == "Van Marijke"


def test_a_decision_stays_in_the_year_of_its_number(cast: Cast, client_of: ClientOf) -> None:
    decision = DecisionFactory(decided_on=date(2026, 3, 12))
    url = f"/besluiten/{decision.pk}/wijzigen/"
    client = client_of(cast.coordinator)
    values = values_of(client.get(url), with_field="decided_on")
    response = client.post(url, {**values, "decided_on": "12 maart 2025"})
    assert response.status_code == 422
    assert "Kies een dag in dat jaar" in Page.of(response).words


def test_a_withdrawn_decision_keeps_its_number_and_tells_everybody_why(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    decision = DecisionFactory(body=meeting.body, title="Het protocol gaat in")
    chair, url = client_of(cast.steering_member), f"/besluiten/{decision.pk}/intrekken/"
    assert chair.post(url, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert chair.post(url, {"reason": "Het ziekenhuis doet niet mee."}).status_code == 302

    reader = client_of(cast.reader)
    words = Page.of(reader.get(f"/besluiten/{decision.pk}/")).words
    assert decision.number in words
    assert "Reden: Het ziekenhuis doet niet mee." in words
    assert "ingetrokken" in Page.of(reader.get("/besluiten/")).words
    assert chair.get(f"/besluiten/{decision.pk}/wijzigen/").status_code == 302


# --- at the same moment ---------------------------------------------------------------------------------------------

TABLES = ["partners_decision", "partners_body", "network_person"]


@pytest.fixture
def open_database(
    monkeypatch: pytest.MonkeyPatch, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """For every connection; afterwards it is as empty as it was, its history too."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with django_db_blocker.unblock():
        yield
        use_owner()
        with connections[OWNER].cursor() as cursor:
            for table in [*TABLES, *(f"{table}event" for table in TABLES), "pghistory_context"]:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  (the names above)
        connections.close_all()


def test_two_decisions_at_the_same_moment_get_two_numbers(open_database: None) -> None:
    body, by = BodyFactory(), PersonFactory()
    done, may_commit, numbers = Event(), Event(), []

    def decide(title: str, *, wait: bool) -> None:
        with transaction.atomic():
            number = record(body, by, title=title).number
            done.set()
            if wait:
                may_commit.wait(timeout=20)
        numbers.append(number)
        connections.close_all()

    one, other = (Thread(target=decide, args=(title,), kwargs={"wait": wait}) for title, wait in [("A", 1), ("B", 0)])
    one.start()
    done.wait(timeout=20)
    other.start()
    with connection.cursor() as cursor:
        while other.is_alive():
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory')")
            if cursor.fetchone()[0]:
                break
            other.join(timeout=0.01)
    may_commit.set()
    one.join(timeout=20)
    other.join(timeout=20)
    assert numbers == ["2026-001", "2026-002"]


# --- carried out ----------------------------------------------------------------------------------------------------


def test_who_may_record_says_when_a_decision_was_carried_out_and_takes_it_back(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    decision = record(meeting.body, cast.coordinator)
    url, chair = f"/besluiten/{decision.pk}/uitgevoerd/", client_of(cast.steering_member)

    chair.post(url, {"carried_out_on": "3 mei 2026"})

    decision.refresh_from_db()
    assert decision.carried_out_on == date(2026, 5, 3)
    reader = client_of(cast.reader)
    assert "Uitgevoerd op 3 mei 2026" in Page.of(reader.get(decision.get_absolute_url())).words
    assert "op 3 mei 2026" in Page.of(reader.get("/besluiten/")).words
    assert "Is het besluit uitgevoerd?" not in Page.of(reader.get(decision.get_absolute_url())).words

    chair.post(url, {"toch-niet": "ja"})
    decision.refresh_from_db()
    assert decision.carried_out_on is None


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("11 maart 2026", "Dit besluit is van 12 maart 2026. Kies die dag of een latere dag."),
        ("1 januari 2190", "Deze dag is nog niet geweest."),
        ("", "Typ de dag waarop het besluit is uitgevoerd"),
    ],
)
def test_a_decision_is_carried_out_after_it_was_taken_and_not_in_the_future(
    day: str, answer: str, meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    decision = record(meeting.body, cast.coordinator)

    response = client_of(cast.coordinator).post(f"/besluiten/{decision.pk}/uitgevoerd/", {"carried_out_on": day})

    assert response.status_code == 422
    assert answer in Page.of(response).words
    decision.refresh_from_db()
    assert decision.carried_out_on is None


def test_what_was_carried_out_is_not_withdrawn_and_what_was_withdrawn_not_carried_out(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.coordinator)
    done = record(meeting.body, cast.coordinator)
    client.post(f"/besluiten/{done.pk}/uitgevoerd/", {"carried_out_on": "3 mei 2026"})
    gone = record(meeting.body, cast.coordinator)
    client.post(f"/besluiten/{gone.pk}/intrekken/", {"reason": "Te duur."})

    refused = client.post(f"/besluiten/{done.pk}/intrekken/", {"reason": "Te duur."}, follow=True)
    too_late = client.post(f"/besluiten/{gone.pk}/uitgevoerd/", {"carried_out_on": "3 mei 2026"}, follow=True)

    assert "Haal eerst «uitgevoerd» weg, dan kunt u het intrekken." in Page.of(refused).words
    assert "Dit besluit is ingetrokken. Het wordt niet meer uitgevoerd." in Page.of(too_late).words
    with pytest.raises(ValidationError, match="uitgevoerd op 3 mei 2026"):
        withdraw_decision(done, by=cast.coordinator, reason="Te duur.")
    done.refresh_from_db()
    gone.refresh_from_db()
    assert (done.withdrawn_on, gone.carried_out_on) == (None, None)
