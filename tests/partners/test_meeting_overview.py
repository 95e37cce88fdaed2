"""What meetings put on «Mijn overzicht», and that it holds what somebody has to do and nothing of anybody else."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from network.dates import today
from network.dutch import short_date
from network.models import Person
from network.overview import Todo, todos_of
from partners.models import BodyKind, Meeting, Presence, SeatKind
from partners.models.meetings import SignUp
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionPointFactory,
    BodyFactory,
    CareServiceFactory,
    MeetingFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    SeatFactory,
    WorkingGroupFactory,
)
from tests.partners.filling_in import questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
ON = date(2026, 11, 25)


def at(day: date, hour: int = 14) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))


def meeting_on(day: date, **about: object) -> Meeting:
    return MeetingFactory(starts_at=at(day), **about)


def todos(person: Person, kind: str) -> list[Todo]:
    """Those of one kind, by the first word of their key."""
    fresh = Person.objects.get(pk=person.pk)
    return [todo for todo in todos_of(fresh, ON) if todo.key.startswith(f"{kind}:")]


def test_a_partner_editor_sees_the_own_three_lines_with_dates_and_links_and_nothing_of_another_organisation(
    cast: Cast, client_of: ClientOf
) -> None:
    plan, day = PlanFactory(), today()
    for organisation, word in [(cast.other_organisation, "GEHEIM"), (cast.lead_organisation, "Eigen")]:
        action = ActionFactory(plan=plan, lead_organisation=organisation, title=f"{word} actie")
        MilestoneFactory(action=action, title=f"{word} mijlpaal", planned_on=day - timedelta(days=3))
        CareServiceFactory(organisation=organisation, name=f"{word} aanbod", last_verified_on=day - timedelta(days=170))
        point = ActionPointFactory(organisation=organisation, title=f"{word} actiepunt", due_on=day + timedelta(days=5))

    page = Page.of(client_of(cast.lead_editor).get("/"))

    assert page.texts(".todo__title") == [
        "Mijlpaal: Eigen mijlpaal",
        "Eigen actiepunt",
        "Klopt uw aanbod «Eigen aanbod» nog?",
    ]
    due = [day + timedelta(days=days) for days in (-3, 5, 13)]
    assert [time.get("datetime") for time in page.all(".todo time")] == [each.isoformat() for each in due]
    links = [link.get("href") for link in page.all(".todo a")]
    assert links[1] == point.get_absolute_url()
    assert len(links) == 3
    assert "3 dagen te laat" in page.words
    assert "GEHEIM" not in page.words
    assert "Sterker" not in page.words


@pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (40, False)])
def test_an_action_point_is_late_from_the_day_after_its_day(days: int, late: bool, cast: Cast) -> None:
    point = ActionPointFactory(organisation=cast.lead_organisation, due_on=ON + timedelta(days=days))
    (todo,) = todos(cast.lead_editor, "action-point")
    assert (todo.due, todo.late, todo.url) == (point.due_on, late, point.get_absolute_url())
    assert todo.key == f"action-point:{point.pk}:{point.due_on}"


def test_who_is_named_has_it_and_after_that_person_left_the_editor_has(cast: Cast) -> None:
    ActionPointFactory(organisation=cast.lead_organisation, person=cast.reader)
    assert len(todos(cast.reader, "action-point")) == 1
    assert todos(cast.lead_editor, "action-point") == []

    cast.reader.memberships.update(starts_on=ON - timedelta(days=99), ends_on=ON - timedelta(days=1))
    assert len(todos(cast.lead_editor, "action-point")) == 1


def test_what_is_done_is_no_longer_asked_and_the_coordinator_has_one_line_about_all_that_is_late(cast: Cast) -> None:
    for _ in range(2):
        ActionPointFactory(due_on=ON - timedelta(days=1))
    ActionPointFactory(organisation=cast.lead_organisation, due_on=ON - timedelta(days=1), done_on=ON)
    (todo,) = todos(cast.coordinator, "late-action-points")
    assert (todo.title, todo.url) == ("2 actiepunten zijn te laat", "/overleg/actiepunten/?stand=te-laat")
    assert todos(cast.lead_editor, "action-point") == todos(cast.lead_editor, "late-action-points") == []


def test_a_meeting_of_the_coming_two_weeks_is_told_to_who_has_a_seat_with_the_way_to_the_agenda(cast: Cast) -> None:
    working_group = WorkingGroupFactory(name="Werkgroep LHBTI+")
    SeatFactory(body=working_group, organisation=cast.lead_organisation)
    SeatFactory(body=working_group, person=cast.municipal_coordinator)
    SeatFactory(body=working_group, person=cast.steering_member, ends_on=ON - timedelta(days=1))
    meeting = meeting_on(ON + timedelta(days=14), body=working_group, place="Stadhuis")
    meeting_on(ON + timedelta(days=15), body=working_group)
    meeting_on(ON + timedelta(days=1), body=working_group, cancelled_on=ON)

    for person in (cast.lead_editor, cast.municipal_coordinator):
        (todo,) = todos(person, "meeting")
        assert (todo.due, todo.url, todo.action) == (meeting.day, meeting.get_absolute_url(), "Agenda bekijken")
        assert "14.00 uur. Stadhuis." in todo.why
    for person in (cast.steering_member, cast.other_editor, cast.reader):
        assert todos(person, "meeting") == []


def test_the_chair_and_the_coordinator_are_asked_for_the_papers_of_meetings_that_were(cast: Cast) -> None:
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member, kind=SeatKind.CHAIR)
    for person in (cast.municipal_coordinator, cast.coordinator):
        SeatFactory(body=body, person=person)
    meeting = meeting_on(ON - timedelta(days=15), body=body)
    meeting_on(ON - timedelta(days=91), body=body)  # long ago, as an import of history brings
    meeting_on(ON, body=body)  # today may still be going on
    meeting_on(ON - timedelta(days=2), body=body, cancelled_on=ON)

    for person in (cast.steering_member, cast.coordinator):
        (todo,) = todos(person, "meeting-to-write-down")
        assert (todo.due, todo.late, todo.url) == (ON - timedelta(days=1), True, meeting.get_absolute_url())
        assert todo.why == "Nog niet ingevuld: wie er was en het verslag."
    assert todos(cast.municipal_coordinator, "meeting-to-write-down") == []

    chaired = WorkingGroupFactory()
    SeatFactory(body=chaired, person=cast.other_editor, kind=SeatKind.CHAIR)
    for other in (chaired, WorkingGroupFactory()):
        meeting_on(ON - timedelta(days=3), body=other)
    assert len(todos(cast.coordinator, "meeting-to-write-down")) == 2  # and the one over which nobody presides
    assert len(todos(cast.other_editor, "meeting-to-write-down")) == 1

    meeting.attendance.create(organisation=cast.lead_organisation, presence=Presence.PRESENT)
    (todo,) = todos(cast.steering_member, "meeting-to-write-down")
    assert todo.why == "Nog niet ingevuld: het verslag."
    meeting.minutes = "Besproken is de voortgang."
    meeting.save()
    assert todos(cast.steering_member, "meeting-to-write-down") == []


def test_an_editor_is_asked_to_sign_up_for_a_regio_dag_until_the_partner_did(cast: Cast) -> None:
    day = BodyFactory(kind=BodyKind.REGIONAL_DAY, name="Regio-dag", is_open=True)
    meeting = meeting_on(ON + timedelta(days=30), body=day)
    (todo,) = todos(cast.lead_editor, "sign-up")
    assert (todo.due, todo.url) == (meeting.day, f"/overleg/{meeting.pk}/aanmelden/")
    assert todos(cast.reader, "sign-up") == []
    SignUp.objects.create(meeting=meeting, organisation=cast.lead_organisation, people=3)
    assert todos(cast.lead_editor, "sign-up") == []
    assert len(todos(cast.other_editor, "sign-up")) == 1


def test_the_front_page_shows_the_next_three_meetings(cast: Cast, client_of: ClientOf) -> None:
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member)
    for days in (40, 20, 30, 50):
        meeting_on(today() + timedelta(days=days), body=body, theme=f"Over {days} dagen", place="Tiel")
    page = Page.of(client_of(cast.steering_member).get("/"))
    assert page.texts("aside dd") == [f"Stuurgroep: Over {days} dagen, Tiel" for days in (20, 30, 40)]
    assert page.all("aside a[href='/overleg/']")
    assert "geen overleg gepland" in Page.of(client_of(cast.lead_editor).get("/")).words


def test_no_key_of_a_meeting_or_an_action_point_holds_a_word_of_it(cast: Cast) -> None:
    body = BodyFactory(name="GEHEIM")
    SeatFactory(body=body, person=cast.coordinator, kind=SeatKind.CHAIR)
    for days in (-15, 7):
        meeting_on(ON + timedelta(days=days), body=body, theme="GEHEIM")
    for person in (cast.coordinator, None):
        ActionPointFactory(body=body, title="GEHEIM", person=person, due_on=ON - timedelta(days=1))
    keys = [todo.key for todo in todos_of(cast.coordinator, ON)]
    assert len([key for key in keys if "GEHEIM" in key or short_date(ON) in key]) == 0
    kinds = {key.split(":")[0] for key in keys}
    assert {"action-point", "late-action-points", "meeting", "meeting-to-write-down"} <= kinds


def test_the_overview_asks_as_much_of_the_database_for_many_meetings_and_points(
    cast: Cast, client_of: ClientOf, record_property: Callable[[str, object], None]
) -> None:
    client = client_of(cast.coordinator)

    def add(number: int) -> None:
        for days in range(1, number + 1):
            body = BodyFactory()
            SeatFactory(body=body, person=cast.coordinator, kind=SeatKind.CHAIR)
            meeting_on(today() + timedelta(days=days), body=body)
            meeting = meeting_on(today() - timedelta(days=days), body=body)
            ActionPointFactory(body=body, meeting=meeting, person=cast.coordinator, organisation=OrganisationFactory())

    add(2)
    few = questions_of(client, "/")
    record_property("queries_of_the_overview", few)
    assert few <= 12, "session and person with it"
    add(10)
    assert questions_of(client, "/") == few
