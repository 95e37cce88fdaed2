"""N20: meetings and days that count in somebody's own calendar, by a secret address that can be taken back."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.calendar import RULES_OF_THE_CLOCK
from network.calendar_flows import make_feed, revoke_feed
from network.history import because
from network.logs import JsonLines
from network.models import CalendarFeed, Person, Role
from network.overview import Todo, todos_of
from network.people_flows import block
from partners.membership_flows import end_membership
from partners.models import BodyKind, Meeting
from tests.cast import Cast
from tests.factories import (
    ActionPointFactory,
    BodyFactory,
    MeetingFactory,
    RoleGrantFactory,
    SeatFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

PAGE = "/agenda/"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2027, 3, 20, 9, tzinfo=AMSTERDAM)
# In 2027 the clocks change in the nights of 28 March and 31 October.
AROUND_THE_CLOCK = [date(2027, 3, 24), date(2027, 3, 31), date(2027, 10, 27), date(2027, 11, 3)]


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def fetched(secret: str) -> icalendar.Calendar:
    """As a calendar program does: with the address alone."""
    response = Client().get(f"/agenda/{secret}/netwerkportaal.ics")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def meetings_in(calendar: icalendar.Calendar) -> list[icalendar.Event]:
    """What has a time; days on which something is due have none."""
    return [event for event in calendar.walk("VEVENT") if isinstance(event.start, datetime)]


def titles(calendar: icalendar.Calendar) -> list[str]:
    return [str(event["summary"]) for event in meetings_in(calendar)]


def is_empty(calendar: icalendar.Calendar) -> bool:
    return calendar.name == "VCALENDAR" and not calendar.walk("VEVENT")


def at_two(day: date, **about: object) -> Meeting:
    start = datetime(day.year, day.month, day.day, 14, tzinfo=AMSTERDAM)
    return MeetingFactory(starts_at=start, ends_at=start + timedelta(hours=2), **about)


def test_meetings_stand_at_two_o_clock_in_amsterdam_on_both_sides_of_both_clock_changes(now: None, cast: Cast) -> None:
    body = BodyFactory(name="Casuïstiekoverleg", kind=BodyKind.CASE_MEETING)
    SeatFactory(body=body, person=cast.reader)
    for day in AROUND_THE_CLOCK:
        at_two(day, body=body, place="GGD, zaal 2; bij de ingang")

    calendar = fetched(make_feed(cast.reader))

    events = meetings_in(calendar)
    assert [event.start.date() for event in events] == AROUND_THE_CLOCK
    assert {event["dtstart"].params["TZID"] for event in events} == {"Europe/Amsterdam"}
    assert {event.start.astimezone(AMSTERDAM).strftime("%H.%M") for event in events} == {"14.00"}
    assert {event.end.astimezone(AMSTERDAM).strftime("%H.%M") for event in events} == {"16.00"}
    assert {event["summary"] for event in events} == {"Casuïstiekoverleg"}
    assert {event["location"] for event in events} == {"GGD, zaal 2; bij de ingang"}
    # Also for a program that knows no time zones, and reads the rules that come along.
    [clock] = calendar.walk("VTIMEZONE")
    rules = clock.to_tz(lookup_tzid=False)
    on_the_wall = [event.start.replace(tzinfo=rules) for event in events]
    assert [start.utcoffset() for start in on_the_wall] == [event.start.utcoffset() for event in events]


def test_the_rules_of_the_clock_are_those_of_amsterdam_for_years_ahead() -> None:
    clock = icalendar.Timezone.from_ical(RULES_OF_THE_CLOCK).to_tz(lookup_tzid=False)  # not the one it knows by name
    days = [datetime(2025, 1, 1, 14, tzinfo=AMSTERDAM) + timedelta(days=number) for number in range(365 * 10)]
    assert all(day.replace(tzinfo=clock).utcoffset() == day.utcoffset() for day in days)


def test_the_feed_is_plain_and_says_when_and_where_and_nothing_of_what_is_discussed(now: None, cast: Cast) -> None:
    body = BodyFactory(name="Werkgroep " + "übervölle zälen " * 8, kind=BodyKind.PROJECT_GROUP)
    SeatFactory(body=body, person=cast.reader)
    meeting = at_two(date(2027, 4, 7), body=body, theme="Gesprek over Aisha", minutes="Verslag met Aisha")
    meeting.agenda.create(title="Agendapunt Aisha")
    ActionPointFactory(body=body, person=cast.reader, title="Bel Aisha", due_on=date(2027, 4, 1))
    secret = make_feed(cast.reader)

    response = Client().get(f"/agenda/{secret}/netwerkportaal.ics")

    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    text = response.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Werkgroep übervölle" in text
    assert not re.search("Aisha|Lotte|lotte@", text)
    assert f"URL:http://localhost:8000{meeting.get_absolute_url()}" in text
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Content-Disposition"] == 'attachment; filename="netwerkportaal.ics"'
    assert not response.cookies


def test_what_is_due_is_a_whole_day_with_the_words_of_the_button(now: None, cast: Cast, due: None) -> None:
    [event] = fetched(make_feed(cast.reader)).walk("VEVENT")

    assert event["summary"] == "Taak afronden"
    assert event.start == date(2027, 4, 1)
    assert event.end == date(2027, 4, 2)
    assert event["uid"].startswith("test:12:2027-04-01@")
    assert event["url"].endswith("/taken/12/")


@pytest.fixture
def due(monkeypatch: pytest.MonkeyPatch) -> None:
    def tell(person: Person, on: date) -> list[Todo]:
        return [
            Todo(date(2027, 4, 1), "Bel Aisha", "Om Lotte", "/taken/12/", "Taak afronden", key="test:12:2027-04-01"),
            Todo(None, "Ooit", "", "/taken/13/", "Ooit doen", key="test:13"),
            Todo(date(2031, 1, 1), "Ver weg", "", "/taken/14/", "Later doen", key="test:14:2031-01-01"),
        ]

    monkeypatch.setattr("network.overview._sources", [tell])


def test_a_meeting_that_moves_or_is_cancelled_is_the_same_event_and_says_so(now: None, cast: Cast) -> None:
    body = BodyFactory(name="Kerngroep", kind=BodyKind.CORE_GROUP)
    SeatFactory(body=body, person=cast.reader)
    meeting = at_two(date(2027, 4, 7), body=body)
    secret = make_feed(cast.reader)
    [before] = meetings_in(fetched(secret))

    with because("afgelast", by=cast.coordinator):
        meeting.cancelled_on = date(2027, 3, 20)
        meeting.save()

    [after] = meetings_in(fetched(secret))
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert after["summary"] == "Afgelast: Kerngroep"
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert "last-modified" in after


def test_it_holds_own_meetings_from_three_months_ago_to_a_year_and_a_half_ahead(now: None, cast: Cast) -> None:
    own, other = BodyFactory(name="Kerngroep"), BodyFactory(name="Stuurgroep")
    SeatFactory(body=own, person=cast.reader)
    for day in (date(2026, 12, 16), date(2026, 12, 30), date(2028, 9, 13), date(2028, 9, 27)):
        at_two(day, body=own)
    at_two(date(2027, 4, 7), body=other)

    events = meetings_in(fetched(make_feed(cast.reader)))

    assert [event.start.date() for event in events] == [date(2026, 12, 30), date(2028, 9, 13)]


def test_a_meeting_that_is_also_something_to_do_stands_there_once(now: None, cast: Cast) -> None:
    body = BodyFactory(name="Kerngroep")
    SeatFactory(body=body, person=cast.reader)
    meeting = at_two(date(2027, 3, 24), body=body)
    meeting.agenda.create(title="Voortgang")
    assert meeting.get_absolute_url() in [todo.url for todo in todos_of(cast.reader, date(2027, 3, 20))]

    assert len(fetched(make_feed(cast.reader)).walk("VEVENT")) == 1


def test_who_has_no_seat_reads_of_open_meetings_only(now: None, cast: Cast) -> None:
    at_two(date(2027, 4, 7), body=BodyFactory(name="Breed netwerkoverleg", is_open=True))
    at_two(date(2027, 4, 8), body=BodyFactory(name="Stuurgroep"))

    assert titles(fetched(make_feed(cast.reader))) == ["Breed netwerkoverleg"]


# --- taken back, and gone ------------------------------------------------------------------------------------------


@pytest.fixture
def secret(cast: Cast) -> str:
    """Of Lotte, who has one meeting ahead."""
    body = BodyFactory()
    SeatFactory(body=body, person=cast.reader)
    MeetingFactory(body=body)
    secret = make_feed(cast.reader)
    assert len(meetings_in(fetched(secret))) == 1
    return secret


def test_a_revoked_address_answers_with_an_empty_calendar_at_once(secret: str, cast: Cast) -> None:
    revoke_feed(cast.reader)

    assert is_empty(fetched(secret))


def test_the_feed_of_a_former_member_is_empty_the_same_moment(secret: str, cast: Cast) -> None:
    end_membership(cast.reader.memberships.get(), on=None, by=cast.coordinator)

    assert is_empty(fetched(secret))


def test_the_feed_of_a_blocked_person_is_empty_the_same_moment(secret: str, cast: Cast) -> None:
    block(cast.reader, by=cast.administrator)

    assert is_empty(fetched(secret))


def test_an_unknown_secret_is_not_found(secret: str) -> None:
    for unknown in ("bestaat-niet", secret[:-1], secret.swapcase(), "x" * 2000):
        assert Client().get(f"/agenda/{unknown}/netwerkportaal.ics").status_code == 404
    assert Client().post(f"/agenda/{secret}/netwerkportaal.ics").status_code == 405


def test_no_second_step_is_asked_of_a_calendar_program_and_reading_it_writes_nothing(cast: Cast) -> None:
    RoleGrantFactory(person=cast.reader, role=Role.DATA_STEWARD)
    secret = make_feed(cast.reader)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        assert fetched(secret)["prodid"] == "-//Netwerkportaal//NL"
        transaction.set_rollback(True)


def test_as_many_queries_for_one_meeting_as_for_thirty(secret: str) -> None:
    with CaptureQueriesContext(connection) as few:
        fetched(secret)
    assert len(few) <= 22, "what stands on «Mijn overzicht» with it"
    first = Meeting.objects.get()
    start = first.starts_at
    for day in range(1, 30):
        later = start + timedelta(days=day)
        MeetingFactory(body=first.body, starts_at=later, ends_at=later + timedelta(hours=2))

    with CaptureQueriesContext(connection) as many:
        assert len(meetings_in(fetched(secret))) == 30
    assert len(many) == len(few)


# --- the page ------------------------------------------------------------------------------------------------------


def test_the_address_is_shown_once_and_a_new_one_takes_the_former_back(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.reader)
    shown = [address_on(client.post(f"{PAGE}aanmaken/")) for _ in range(2)]

    later = client.get(PAGE)

    assert "netwerkportaal.ics" not in later.content.decode()
    assert "U heeft een adres sinds" in Page.of(later).words
    assert Client().get(shown[0]).content.count(b"BEGIN:VEVENT") == 0
    assert Client().get(shown[1]).status_code == 200
    assert CalendarFeed.objects.in_use().get().person == cast.reader
    secrets = [address.split("/")[-2] for address in shown]
    assert not CalendarFeed.objects.filter(digest__in=secrets).exists(), "only its digest is kept"


def address_on(response: HttpResponse) -> str:
    found = re.search(r"http://localhost:8000(/agenda/[\w-]{43}/netwerkportaal\.ics)", response.content.decode())
    assert found
    return found[1]


def test_who_takes_the_address_back_can_make_another(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.reader)
    client.post(f"{PAGE}aanmaken/")

    response = client.post(f"{PAGE}intrekken/", follow=True)

    assert "Het adres is ingetrokken" in Page.of(response).words
    assert not CalendarFeed.objects.in_use().exists()
    assert "Adres maken" in Page.of(response).words


@pytest.mark.parametrize("from_page", ["/", "/overleg/"])
def test_the_page_is_found_from_where_people_look_for_it(
    from_page: str, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    (link,) = Page.of(client_of(cast.reader).get(from_page)).texts(f'main a[href="{PAGE}"]')
    assert link.endswith("uw eigen agenda")


def test_the_secret_is_in_no_line_of_the_log(secret: str, cast: Cast, client_of: Callable[[Person], Client]) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    try:
        made = address_on(client_of(cast.reader).post(f"{PAGE}aanmaken/")).split("/")[2]
        for tried in (secret, made, f"{made}x"):
            Client().get(f"/agenda/{tried}/netwerkportaal.ics")
    finally:
        logging.getLogger().removeHandler(handler)

    assert written.getvalue().count("network:calendar-feed") == 3
    assert '"person"' not in "".join(line for line in written.getvalue().splitlines() if "calendar-feed" in line)
    assert not any(hidden in written.getvalue() for hidden in (secret, made, made[:20]))


def test_a_calendar_stays_readable_whatever_stands_in_a_name(cast: Cast) -> None:
    """Line breaks and control characters would begin a line of their own in some programs."""
    body = BodyFactory(name="Werkgroep\x0bEND:VEVENT\x85\u2028\rBEGIN:VEVENT")
    SeatFactory(body=body, person=cast.reader)
    MeetingFactory(body=body, place="Tiel\nATTENDEE:mailto:iemand@voorbeeld.example")
    [event] = meetings_in(fetched(make_feed(cast.reader)))
    assert event["SUMMARY"] == "Werkgroep END:VEVENT BEGIN:VEVENT"
    assert event["LOCATION"] == "Tiel ATTENDEE:mailto:iemand@voorbeeld.example"
    assert "ATTENDEE" not in event
