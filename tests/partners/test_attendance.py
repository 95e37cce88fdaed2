"""Which partners come to the meetings, and how that is counted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.models import Person
from partners.attendance import attendance_of, not_filled_in, partners_at_meetings
from partners.merge_links import Link, outcome_of
from partners.models import Attendance, Body, BodyKind, Meeting, Organisation, Presence, SeatKind, SignUp
from tests.cast import Cast
from tests.factories import BodyFactory, MeetingFactory, MembershipFactory, OrganisationFactory, SeatFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
PRESENT, EXCUSED, ABSENT = Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def held_on(day: date, body: Body, presences: dict[Organisation, str] | None = None, **fields: Any) -> Meeting:
    meeting = MeetingFactory(body=body, starts_at=at(day), **fields)
    for organisation, presence in (presences or {}).items():
        Attendance.objects.create(meeting=meeting, organisation=organisation, presence=presence)
    return meeting


def form_of(meeting: Meeting) -> str:
    return reverse("partners:attendance-edit", args=[meeting.pk])


@pytest.fixture
def steering_group(cast: Cast) -> Body:
    """Hester presides, on behalf of Tiel. MEE has a seat without a name, Noor one without an organisation."""
    body = BodyFactory(name="Stuurgroep")
    SeatFactory(body=body, person=cast.steering_member, organisation=cast.tiel_organisation, kind=SeatKind.CHAIR)
    SeatFactory(body=body, organisation=cast.lead_organisation)
    SeatFactory(body=body, person=cast.other_editor)
    SeatFactory(body=body, kind=SeatKind.EXPERT_BY_EXPERIENCE)
    return body


# --- «3 van 4 overleggen» ---------------------------------------------------------------------------------------------


@time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=UTC), tick=False)
def test_a_partner_was_at_3_of_4_meetings_of_the_period(
    cast: Cast, steering_group: Body, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The sentence of the agreement."""
    mee, sterker = cast.lead_organisation, cast.other_organisation
    for month, presence in ((1, PRESENT), (2, PRESENT), (3, EXCUSED), (6, PRESENT)):
        held_on(date(2026, month, 30 if month == 6 else 28), steering_group, {mee: presence})
    held_on(date(2025, 12, 31), steering_group, {mee: PRESENT})

    with django_assert_num_queries(1):
        (counted,) = attendance_of(partners_at_meetings(FIRST, LAST))

    assert (counted.organisation, counted.in_words) == (mee, "3 van 4 overleggen")
    assert sterker not in {each.organisation for each in attendance_of(partners_at_meetings(FIRST, LAST))}


@time_machine.travel(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False)
def test_a_meeting_that_was_called_off_or_still_has_to_come_does_not_count(cast: Cast, steering_group: Body) -> None:
    mee, sterker = cast.lead_organisation, cast.other_organisation
    held_on(date(2026, 1, 8), steering_group, {mee: PRESENT, sterker: ABSENT})
    held_on(date(2026, 2, 5), steering_group, {mee: ABSENT})
    held_on(date(2026, 2, 12), steering_group, {mee: PRESENT}, cancelled_on=date(2026, 2, 10))
    held_on(date(2026, 5, 7), steering_group, {mee: EXCUSED})
    held_on(date(2026, 3, 5), steering_group)
    held_on(date(2026, 3, 6), steering_group, cancelled_on=date(2026, 3, 5))

    counted = {each.organisation: each.in_words for each in attendance_of(partners_at_meetings(FIRST, LAST))}

    assert counted == {mee: "1 van 2 overleggen", sterker: "0 van 1 overleg"}
    assert not_filled_in(FIRST, LAST).count() == 1


# --- filling it in ----------------------------------------------------------------------------------------------------


def test_all_partners_with_a_seat_on_the_day_are_filled_in_at_once(
    cast: Cast, steering_group: Body, client_of: SIGN_IN
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    meeting = held_on(yesterday, steering_group)
    late = OrganisationFactory(name="Iriszorg")
    SeatFactory(body=steering_group, organisation=late, starts_on=timezone.localdate())
    client = client_of(cast.steering_member)
    mee, sterker, tiel = cast.lead_organisation, cast.other_organisation, cast.tiel_organisation

    page = Page.of(client.get(form_of(meeting)))
    assert page.texts(".attendance legend") == [str(each) for each in sorted((mee, sterker, tiel), key=str)]
    sent = {f"partner_{mee.pk}": PRESENT, f"partner_{sterker.pk}": EXCUSED, f"partner_{tiel.pk}": "", "other": late.pk}
    response = client.post(form_of(meeting), sent)

    assert response.url == f"{meeting.get_absolute_url()}#aanwezigheid"
    stored = dict(Attendance.objects.values_list("organisation__name", "presence"))
    assert stored == {mee.name: PRESENT, sterker.name: EXCUSED, late.name: PRESENT}
    facts = Page.of(client.get(meeting.get_absolute_url())).texts("section[aria-labelledby=aanwezigheid] dl > div")
    assert facts == [f"Aanwezig (2){late} en {mee}", f"Afgemeld (1){sterker}"]


def test_two_people_fill_in_attendance_together_and_nothing_of_either_is_lost(
    cast: Cast, steering_group: Body, client_of: SIGN_IN
) -> None:
    """Both opened the empty form; each filled in another partner."""
    meeting = held_on(timezone.localdate() - timedelta(days=1), steering_group)
    mee, sterker = cast.lead_organisation, cast.other_organisation
    empty = {f"initial-partner_{each.pk}": "" for each in (mee, sterker)}

    client_of(cast.steering_member).post(form_of(meeting), empty | {f"partner_{mee.pk}": PRESENT})
    second = client_of(cast.coordinator)
    second.post(form_of(meeting), empty | {f"partner_{sterker.pk}": ABSENT, f"partner_{mee.pk}": ""})

    assert dict(Attendance.objects.values_list("organisation", "presence")) == {mee.pk: PRESENT, sterker.pk: ABSENT}
    wrong = second.post(form_of(meeting), {f"partner_{mee.pk}": "gezien"})
    assert wrong.status_code == 422
    assert "Kies een van de mogelijkheden." in Page.of(wrong).words


def test_to_a_broad_meeting_every_partner_of_that_day_is_expected(cast: Cast, client_of: SIGN_IN) -> None:
    day = timezone.localdate() - timedelta(days=1)
    OrganisationFactory(name="Later gekomen", joined_on=timezone.localdate())
    MembershipFactory(person=cast.coordinator, organisation=cast.lead_organisation)
    meeting = held_on(day, BodyFactory(kind=BodyKind.BROAD_MEETING))

    page = Page.of(client_of(cast.coordinator).get(form_of(meeting)))

    everybody = Organisation.objects.exclude(name="Later gekomen")
    assert page.texts(".attendance legend") == sorted((str(each) for each in everybody), key=str.lower)


def test_before_a_meeting_a_partner_can_only_be_excused_and_a_cancelled_one_has_no_attendance(
    cast: Cast, steering_group: Body, client_of: SIGN_IN
) -> None:
    client, mee = client_of(cast.coordinator), cast.lead_organisation
    coming = MeetingFactory(body=steering_group)

    assert client.post(form_of(coming), {f"partner_{mee.pk}": PRESENT}).status_code == 422
    assert client.post(form_of(coming), {f"partner_{mee.pk}": EXCUSED}).status_code == 302
    Meeting.objects.update(cancelled_on=timezone.localdate())

    response = client.get(form_of(coming), follow=True)
    assert "Deze bijeenkomst is afgelast." in Page.of(response).words


def test_merging_two_partners_keeps_that_one_of_them_was_there_and_adds_up_their_people(
    cast: Cast, steering_group: Body
) -> None:
    going, staying = cast.other_organisation, cast.lead_organisation
    meeting = held_on(date(2026, 1, 8), steering_group, {going: PRESENT, staying: ABSENT})
    SignUp.objects.create(meeting=meeting, organisation=going, people=2)
    SignUp.objects.create(meeting=meeting, organisation=staying, people=3)

    for model in (Attendance, SignUp):
        outcome = outcome_of(Link(model, "organisation"), going=going, staying=staying)
        assert len(outcome.said) == 1
        outcome.carry_out(staying)

    assert Attendance.objects.get().presence == PRESENT
    assert SignUp.objects.get().people == 5
