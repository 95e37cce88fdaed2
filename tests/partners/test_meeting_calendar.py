"""When the bodies of the network come together (N07): the list, planning one or a series, moving and calling off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from network.dates import today
from network.models import Person
from partners.meetings import coming_meetings, meetings_of
from partners.models import Body, BodyKind, Meeting, SeatKind
from tests.cast import Cast
from tests.factories import BodyFactory, MeetingFactory, SeatFactory, WorkingGroupFactory
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

LIST, ADD = "/overleg/", "/overleg/toevoegen/"


@pytest.fixture
def marijke(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def stuurgroep(cast: Cast) -> Body:
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, kind=SeatKind.CHAIR, person=cast.steering_member)
    return body


def typed(body: Body, **changes: object) -> dict[str, Any]:
    form = {"body": body.pk, "held_on": "8 oktober 2026", "begins": "14.00", "ends": "16.00", "place": "stadhuis"}
    return {**form, **changes}


def titles(page: Page) -> list[str]:
    return page.texts(".todo__title a")


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_coming_by_month_and_what_was_behind_a_filter(
    cast: Cast, client_of: Callable[[Person], Client], stuurgroep: Body
) -> None:
    for day, theme in ((8, "Begroting"), (29, "Borging")):
        MeetingFactory(body=stuurgroep, theme=theme, starts_at=datetime(2026, 10, day, 12, tzinfo=UTC))
    MeetingFactory(body=stuurgroep, theme="Evaluatie", starts_at=datetime(2026, 11, 5, 13, tzinfo=UTC))
    MeetingFactory(body=stuurgroep, theme="Start", starts_at=datetime(2026, 9, 3, 12, tzinfo=UTC))
    with time_machine.travel("2026-10-08T15:59:00+02:00", tick=False):
        client = client_of(cast.reader)
        page = Page.of(client.get(LIST))
        before = Page.of(client.get(f"{LIST}?wanneer=geweest"))
    assert page.texts("h3") == ["Oktober 2026", "November 2026"]
    assert titles(page) == ["Stuurgroep: Begroting", "Stuurgroep: Borging", "Stuurgroep: Evaluatie"]
    assert page.texts(".todo__why")[0] == "Donderdag 8 oktober 2026, 14.00 uur tot 16.00 uur"
    assert page.texts(".todo__why")[2] == "Donderdag 5 november 2026, 14.00 uur tot 16.00 uur"
    assert titles(before) == ["Stuurgroep: Start"]


def test_the_list_can_show_one_body_or_only_the_own_ones(
    cast: Cast, client_of: Callable[[Person], Client], stuurgroep: Body
) -> None:
    MeetingFactory(body=stuurgroep)
    other = MeetingFactory(body=WorkingGroupFactory(name="Werkgroep online")).body
    client = client_of(cast.steering_member)
    assert titles(Page.of(client.get(f"{LIST}?mijn=ja"))) == ["Stuurgroep"]
    assert titles(Page.of(client.get(f"{LIST}?overleg={other.pk}"))) == ["Werkgroep online"]
    nobody = Page.of(client_of(cast.reader).get(f"{LIST}?mijn=ja"))
    assert "Geen bijeenkomst bij deze filters." in nobody.words


def test_an_empty_list_says_who_plans_meetings(
    marijke: Client, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    assert "De regiocoördinator plant ze in." in Page.of(client_of(cast.reader).get(LIST)).words
    assert ADD in {link.get("href") for link in Page.of(marijke.get(LIST)).all(".empty a")}


def test_the_list_costs_the_same_for_10_and_for_300_meetings(marijke: Client, stuurgroep: Body) -> None:
    def more(number: int) -> None:
        start = timezone.now() + timedelta(days=Meeting.objects.count() + 1)
        Meeting.objects.bulk_create(
            Meeting(body=stuurgroep, starts_at=at, ends_at=at + timedelta(hours=1))
            for at in (start + timedelta(days=n) for n in range(number))
        )

    more(10)
    marijke.get(LIST)
    few = questions_of(marijke, LIST)
    more(290)
    assert questions_of(marijke, LIST) == few <= 12
    assert "1 tot en met 25 van 300" in Page.of(marijke.get(LIST)).words


def test_the_own_meetings_are_those_of_the_bodies_where_somebody_sits_or_else_the_open_ones(
    cast: Cast, stuurgroep: Body
) -> None:
    of_sterker, open_to_all = WorkingGroupFactory(), BodyFactory(kind=BodyKind.BROAD_MEETING, is_open=True)
    SeatFactory(body=of_sterker, organisation=cast.other_organisation)
    for body in (stuurgroep, of_sterker, open_to_all):
        MeetingFactory(body=body)
        MeetingFactory(body=body, starts_at=timezone.now() - timedelta(days=7))
        MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=9), cancelled_on=today())
    expected = {
        cast.steering_member: [stuurgroep],
        cast.other_editor: [of_sterker],
        cast.reader: [open_to_all],
        cast.former_editor: [],
    }
    for person, bodies in expected.items():
        assert [meeting.body for meeting in coming_meetings(person, timezone.now())] == bodies
        assert [meeting.body for meeting in meetings_of(person).planned().past()] == bodies


# --- planning -------------------------------------------------------------------------------------------------------


def test_a_series_stays_at_14_00_on_both_sides_of_the_clock_change(marijke: Client, stuurgroep: Body) -> None:
    page = Page.of(marijke.get(f"{ADD}?overleg={stuurgroep.pk}"))
    assert page.one("select[name=body] option[selected]").get("value") == str(stuurgroep.pk)
    answer = marijke.post(ADD, typed(stuurgroep, repeat="2-weken", until="19 november 2026"), follow=True)
    assert (
        "4 bijeenkomsten van Stuurgroep gepland, van 8 oktober 2026 tot en met 19 november 2026."
        in Page.of(answer).words
    )
    moments = [meeting.starts_at for meeting in Meeting.objects.order_by("starts_at")]
    assert [moment.hour for moment in moments] == [12, 12, 13, 13]  # in UTC: summer time ends on 25 October
    assert {timezone.localtime(moment).strftime("%A %H.%M") for moment in moments} == {"Thursday 14.00"}


def test_a_monthly_series_keeps_to_the_same_weekday(marijke: Client, stuurgroep: Body) -> None:
    marijke.post(ADD, typed(stuurgroep, repeat="2-maanden", until="31 maart 2027"))
    assert [meeting.day for meeting in Meeting.objects.order_by("starts_at")] == [
        date(2026, 10, 8),
        date(2026, 12, 10),
        date(2027, 2, 11),
    ]


def test_a_mistake_in_a_meeting_is_explained_and_plans_nothing(marijke: Client) -> None:
    group = WorkingGroupFactory(name="Werkgroep online", ends_on=date(2026, 12, 31))
    too_late = "Werkgroep online bestaat tot en met 31 december 2026."
    mistakes = [
        ({"held_on": "28 maart 2027", "begins": "2.30"}, "Deze tijd bestaat op die dag niet: de klok gaat dan van"),
        ({"ends": "13.00"}, "De bijeenkomst eindigt voordat zij begint. Kies een tijd na 14.00 uur."),
        ({"held_on": "1 januari 2027"}, too_late),
        ({"repeat": "maand", "until": "1 februari 2027"}, too_late),
        ({"repeat": "maand"}, "De laatste dag van de reeks ontbreekt."),
        ({"repeat": "maand", "until": "1 oktober 2026"}, "Kies een datum na 8 oktober 2026, of kies «één keer»."),
        ({"repeat": "2-weken", "until": "1 januari 2036"}, "Kies hoogstens twee jaar vooruit"),
        ({"body": ""}, "Kies welk overleg bij elkaar komt."),
        ({"theme": "Cliënt met BSN 111222333"}, "Een burgerservicenummer mag hier niet staan."),
    ]
    for changes, error in mistakes:
        response = marijke.post(ADD, typed(group) | changes)
        page = Page.of(response)
        assert response.status_code == 422
        assert error in page.words
        assert page.one("input[name=place]").get("value") == "stadhuis"
    assert not Meeting.objects.exists()


def test_what_has_to_be_corrected_is_named_in_the_order_of_the_form(marijke: Client) -> None:
    page = Page.of(marijke.post(ADD, {}))

    named = [words.split(":")[0] for words in page.texts("[data-error-summary] li")]
    assert named[:4] == ["Overleg", "Dag", "Van", "Tot"]


def test_a_second_meeting_of_a_body_at_the_same_moment_is_refused_also_in_a_series(
    marijke: Client, stuurgroep: Body
) -> None:
    assert marijke.post(ADD, typed(stuurgroep, held_on="22 oktober 2026")).status_code == 302
    again = marijke.post(ADD, typed(stuurgroep, repeat="2-weken", until="19 november 2026"))
    assert again.status_code == 422
    assert "22 oktober 2026: Dit overleg staat er al op deze dag en tijd. Open het bestaande." in Page.of(again).words
    assert Meeting.objects.count() == 1
    assert marijke.post(ADD, typed(WorkingGroupFactory(), held_on="22 oktober 2026")).status_code == 302


# --- moving and calling off -----------------------------------------------------------------------------------------


def test_the_chair_moves_a_meeting_and_in_two_tabs_the_second_one_sees_what_the_first_changed(
    cast: Cast, client_of: Callable[[Person], Client], marijke: Client, stuurgroep: Body
) -> None:
    meeting = MeetingFactory(body=stuurgroep, starts_at=datetime(2026, 10, 8, 12, tzinfo=UTC), place="online")
    edit = f"{meeting.get_absolute_url()}wijzigen/"
    hester = client_of(cast.steering_member)
    form = values_of(hester.get(edit), with_field="begins")
    assert (form["held_on"], form["begins"], form["ends"]) == ("8 oktober 2026", "14.00", "16.00")
    assert marijke.post(edit, form | {"begins": "15.00", "ends": "17.00"}).status_code == 302
    second = hester.post(edit, form | {"place": "stadhuis Nijmegen"})
    assert second.status_code == 409
    assert "Marijke de Wit veranderde deze bijeenkomst terwijl u bezig was" in Page.of(second).words
    again = values_of(second, with_field="begins")
    assert (again["begins"], again["place"]) == ("15.00", "stadhuis Nijmegen")
    assert hester.post(edit, again).status_code == 302
    meeting.refresh_from_db()
    assert (timezone.localtime(meeting.starts_at).hour, meeting.place, meeting.version) == (15, "stadhuis Nijmegen", 3)


def test_a_meeting_that_is_called_off_stays_in_the_list_marked_and_may_go_on_after_all(
    marijke: Client, stuurgroep: Body, cast: Cast
) -> None:
    meeting = MeetingFactory(body=stuurgroep)
    cancel = f"{meeting.get_absolute_url()}afgelasten/"
    assert "Bijeenkomst afgelasten?" in Page.of(marijke.get(cancel)).texts("h1")
    assert marijke.post(cancel).status_code == 422  # a form that says nothing calls nothing off
    assert marijke.post(cancel, {"wat": "afgelasten"}).status_code == 302
    assert Page.of(marijke.get(LIST)).texts(".todo__title") == ["Stuurgroep afgelast"]
    assert not coming_meetings(cast.steering_member, timezone.now()).exists()
    assert marijke.post(cancel, {"wat": "door"}).status_code == 302
    assert coming_meetings(cast.steering_member, timezone.now()).get() == meeting


def test_a_meeting_in_whose_place_another_came_does_not_go_on_after_all(marijke: Client, stuurgroep: Body) -> None:
    off = MeetingFactory(body=stuurgroep, cancelled_on=today())
    MeetingFactory(body=stuurgroep, starts_at=off.starts_at)
    answer = marijke.post(f"{off.get_absolute_url()}afgelasten/", {"wat": "door"}, follow=True)
    assert "Dit overleg staat er al op deze dag en tijd." in Page.of(answer).words
    off.refresh_from_db()
    assert off.is_cancelled
