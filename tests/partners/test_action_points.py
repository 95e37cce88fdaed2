"""Action points: who does what before which day, on a meeting and on «Mijn overzicht»."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from network.dates import today
from network.models import Person
from partners.models import ActionPoint, Meeting, SeatKind
from tests.cast import Cast
from tests.factories import (
    ActionPointFactory,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    WorkingGroupFactory,
)
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/overleg/actiepunten/"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Of the stuurgroep, over which Hester presides."""
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member, kind=SeatKind.CHAIR)
    return MeetingFactory(body=body)


def typed(meeting: Meeting, cast: Cast, **fields: object) -> dict[str, str]:
    due = (meeting.day + timedelta(days=14)).isoformat()
    given = {"title": "Routekaart afmaken", "organisation": cast.lead_organisation.pk, "due_on": due, "person": ""}
    return {name: str(value) for name, value in {**given, "note": "", "seen": "", **fields}.items()}


# --- adding one -----------------------------------------------------------------------------------------------------


def test_the_chair_adds_one_and_pressing_twice_makes_one(meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.steering_member)
    for _ in range(2):
        response = client.post(f"/overleg/{meeting.pk}/actiepunt/", typed(meeting, cast))
        assert response["Location"] == meeting.get_absolute_url()
    point = ActionPoint.objects.get()
    assert (point.body, point.meeting, point.organisation) == (meeting.body, meeting, cast.lead_organisation)


def test_only_somebody_who_works_for_the_partner_today_is_named(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    client, url = client_of(cast.coordinator), f"/overleg/{meeting.pk}/actiepunt/"
    for person in (cast.other_editor, cast.former_editor):
        response = client.post(url, typed(meeting, cast, person=person.pk))
        assert response.status_code == 422
        assert values_of(response, with_field="due_on")["title"] == "Routekaart afmaken"
    assert client.post(url, typed(meeting, cast, person=cast.reader.pk)).status_code == 302
    assert ActionPoint.objects.get().person == cast.reader


def test_a_chair_is_offered_only_who_agreed_to_be_named_or_has_a_seat(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    SeatFactory(body=meeting.body, person=cast.other_editor, organisation=cast.other_organisation)
    MembershipFactory(person=cast.municipal_coordinator, organisation=cast.tiel_organisation, listed_since=today())
    page = Page.of(client_of(cast.steering_member).get(f"/overleg/{meeting.pk}/actiepunt/"))
    assert page.texts("select[name=person] option") == [
        "Niemand in het bijzonder",
        "Joost van Dam, Gemeente Tiel",
        "Noor Bakker, Sterker",
    ]


def test_a_burgerservicenummer_and_a_day_before_the_meeting_are_refused(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    before = (meeting.day - timedelta(days=1)).isoformat()
    response = client_of(cast.coordinator).post(
        f"/overleg/{meeting.pk}/actiepunt/", typed(meeting, cast, note="Over 111222333", due_on=before)
    )
    assert response.status_code == 422
    words = Page.of(response).words
    assert "burgerservicenummer" in words
    assert "Deze dag is voor de bijeenkomst." in words


# --- done, and not done after all -----------------------------------------------------------------------------------


def test_who_is_named_says_it_is_done_and_takes_it_back(cast: Cast, client_of: ClientOf) -> None:
    point = ActionPointFactory(organisation=cast.lead_organisation, person=cast.reader)
    client, url = client_of(cast.reader), f"{LIST}{point.pk}/gedaan/"
    assert "Dit is gedaan" in Page.of(client.get(f"{LIST}{point.pk}/")).words
    for _ in range(2):
        client.post(url, {"gedaan": "ja"})
    point.refresh_from_db()
    assert point.done_on == today()
    row = Page.of(client.post(url, {"gedaan": "nee"}, headers={"HX-Request": "true"}))
    point.refresh_from_db()
    assert point.done_on is None
    assert row.texts("button") == [f"Gedaan: {point.title}"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead_editor", 302), ("coordinator", 302), ("steering_member", 302), ("other_editor", 404)],
)
def test_who_may_say_it_is_done(who: str, status: int, meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    point = ActionPointFactory(body=meeting.body, organisation=cast.lead_organisation)
    assert client_of(cast.people[who]).post(f"{LIST}{point.pk}/gedaan/").status_code == status


def test_who_only_does_it_reads_it_and_changes_nothing_else(cast: Cast, client_of: ClientOf) -> None:
    point = ActionPointFactory(organisation=cast.lead_organisation, note="Samen met de huisartsen")
    client = client_of(cast.lead_editor)
    page = Page.of(client.get(f"{LIST}{point.pk}/"))
    assert "Samen met de huisartsen" in page.words
    assert not page.all("[name=title]")
    assert client.post(f"{LIST}{point.pk}/", {"title": "Anders"}).status_code == 403


def test_of_two_who_change_one_neither_loses_anything(meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    point = ActionPointFactory(body=meeting.body, organisation=cast.lead_organisation, due_on=meeting.day)
    chair, coordinator = client_of(cast.steering_member), client_of(cast.coordinator)
    url = f"{LIST}{point.pk}/"
    seen = values_of(chair.get(url), with_field="due_on")

    assert chair.post(url, {**seen, "title": "Van Hester"}).status_code == 302
    assert coordinator.post(url, {**seen, "note": "Van Marijke"}).status_code == 302  # another field: both stay
    point.refresh_from_db()
    assert (point.title, point.note) == ("Van Hester", "Van Marijke")

    response = coordinator.post(url, {**seen, "title": "Van Marijke", "note": "Van Marijke"})
    assert response.status_code == 409
    words = Page.of(response).words
    assert "Hester Kramer veranderde dit actiepunt" in words or "Marijke de Wit veranderde dit actiepunt" in words
    assert "Van Hester" in words
    again = values_of(response, with_field="due_on")
    assert again["title"] == "Van Marijke"
    assert coordinator.post(url, again).status_code == 302


def test_another_partner_and_another_person_at_once_never_make_a_pair_that_does_not_fit(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    point = ActionPointFactory(body=meeting.body, organisation=cast.lead_organisation, due_on=meeting.day)
    client, url = client_of(cast.coordinator), f"{LIST}{point.pk}/"
    seen = values_of(client.get(url), with_field="due_on")
    assert client.post(url, {**seen, "organisation": cast.other_organisation.pk}).status_code == 302
    assert client.post(url, {**seen, "person": cast.reader.pk}).status_code == 409
    point.refresh_from_db()
    assert (point.organisation, point.person) == (cast.other_organisation, None)


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_shows_open_ones_first_by_date_and_late_ones_in_words(cast: Cast, client_of: ClientOf) -> None:
    for title, days, done in [("Straks", 9, None), ("Te laat", -21, None), ("Klaar", -30, today()), ("Nu", 0, None)]:
        due = today() + timedelta(days=days)
        ActionPointFactory(title=title, organisation=cast.lead_organisation, due_on=due, done_on=done)
    page = Page.of(client_of(cast.lead_editor).get(LIST))
    assert page.texts("tbody .row-title") == ["Te laat", "Nu", "Straks", "Klaar"]
    assert page.texts(".row-meta.late") == ["3 weken te laat"]


def test_everybody_sees_the_own_ones_and_those_of_bodies_whose_papers_are_theirs(
    meeting: Meeting, cast: Cast, client_of: ClientOf
) -> None:
    working_group = WorkingGroupFactory()
    SeatFactory(body=working_group, organisation=cast.other_organisation)
    ActionPointFactory(title="Van de stuurgroep", body=meeting.body)
    ActionPointFactory(title="Van de werkgroep", body=working_group)
    ActionPointFactory(title="Van MEE", body=meeting.body, organisation=cast.lead_organisation)
    ActionPointFactory(title="Van Lotte", body=working_group, organisation=cast.lead_organisation, person=cast.reader)

    def titles(person: Person, query: str = "") -> set[str]:
        return set(Page.of(client_of(person).get(f"{LIST}{query}")).texts("tbody .row-title"))

    everything = {"Van de stuurgroep", "Van de werkgroep", "Van MEE", "Van Lotte"}
    assert titles(cast.coordinator) == everything
    assert titles(cast.steering_member) == {"Van de stuurgroep", "Van MEE"}
    assert titles(cast.other_editor) == {"Van de werkgroep", "Van Lotte"}
    assert titles(cast.reader) == {"Van Lotte"}
    assert titles(cast.lead_editor) == {"Van MEE", "Van Lotte"}
    assert titles(cast.lead_editor, "?van=mij") == set()
    assert titles(cast.lead_editor, "?van=partner") == {"Van MEE", "Van Lotte"}
    assert titles(cast.coordinator, f"?overleg={meeting.body_id}") == {"Van de stuurgroep", "Van MEE"}
    assert titles(cast.coordinator, "?stand=gedaan") == set()


def test_the_list_asks_as_much_of_the_database_for_many(meeting: Meeting, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.steering_member)
    ActionPointFactory.create_batch(3, body=meeting.body)
    few = questions_of(client, LIST)
    for body in (BodyFactory(), BodyFactory()):
        ActionPointFactory.create_batch(10, body=body, organisation=OrganisationFactory(), person=cast.reader)
    assert questions_of(client, LIST) == few <= 12
