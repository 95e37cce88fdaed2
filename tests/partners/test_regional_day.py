"""The regio-dag: programme, who comes with how many, and what was learned."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Person
from partners.models import AgendaItem, AgendaItemKind, Attendance, BodyKind, Meeting, SignUp
from tests.cast import Cast
from tests.factories import BodyFactory, LessonFactory, MeetingFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]


@pytest.fixture
def day(cast: Cast) -> Meeting:
    """Next week, about practical learning, for the whole network."""
    body = BodyFactory(name="Regio-dag 2026", kind=BodyKind.REGIONAL_DAY, is_open=True)
    made: Meeting = MeetingFactory(body=body, theme="Praktijkleren")
    return made


def sign_up(day: Meeting) -> str:
    return reverse("partners:sign-up", args=[day.pk])


def test_a_partner_signs_up_with_a_number_changes_it_and_takes_it_back(
    day: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.reader)
    page = Page.of(client.get(sign_up(day)))
    assert "Voor MEE Gelderse Poort." in page.words
    assert page.all("select[name=organisation]") == []

    for people, stored in (("3", [3]), ("3", [3]), ("5", [5]), ("0", [])):
        assert client.post(sign_up(day), {"people": people}).url == f"{day.get_absolute_url()}#aanmelden"
        assert list(SignUp.objects.values_list("people", flat=True)) == stored
    assert client.post(sign_up(day), {"people": "drie"}).status_code == 422
    assert client.post(sign_up(day), {"people": "-2"}).status_code == 422


def test_everybody_sees_the_total_and_only_who_keeps_the_day_sees_it_per_organisation(
    day: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client = client_of(cast.coordinator)
    for partner, people in ((cast.lead_organisation, 3), (cast.other_organisation, 4)):
        client.post(sign_up(day), {"organisation": partner.pk, "people": people})

    for_all = Page.of(client_of(cast.reader).get(day.get_absolute_url())).words
    for_keeper = Page.of(client.get(day.get_absolute_url())).words

    assert "7 mensen van 2 organisaties" in for_all
    assert "MEE Gelderse Poort komt met 3 mensen" in for_all
    assert "Sterker: 4" not in for_all
    assert "Sterker: 4" in for_keeper


def test_nobody_signs_up_another_partner_or_without_one(day: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    sent = {"organisation": cast.other_organisation.pk, "people": "2"}

    client_of(cast.reader).post(sign_up(day), sent)  # lands on the own partner
    assert SignUp.objects.get().organisation == cast.lead_organisation
    assert client_of(cast.steering_member).post(sign_up(day), sent).status_code == 403
    other = MeetingFactory()
    assert client_of(cast.reader).get(sign_up(other)).status_code == 404


def test_signing_up_closes_when_the_day_begins_or_is_called_off(day: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    client = client_of(cast.reader)
    Meeting.objects.update(cancelled_on=timezone.localdate())
    assert "gaat niet door" in Page.of(client.post(sign_up(day), {"people": 2}, follow=True)).words
    Meeting.objects.update(cancelled_on=None, starts_at=timezone.now() - timedelta(minutes=1))

    page = Page.of(client.post(sign_up(day), {"people": 2}, follow=True))

    assert "De regio-dag is begonnen of voorbij." in page.words
    assert not SignUp.objects.exists()
    assert sign_up(day) not in [each.get("href") for each in page.all("main a")]


def test_a_regio_dag_has_a_theme_and_a_programme_with_times(day: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    client, add = client_of(cast.coordinator), reverse("partners:agenda-add", args=[day.pk])
    assert Page.of(client.get(add)).one("input[name=kind][checked]").get("value") == AgendaItemKind.PROGRAMME
    client.post(add, {"title": "Workshop praktijkleren", "kind": "programme", "starts": "13.15"})

    assert AgendaItem.objects.get().starts == time(13, 15)
    page = Page.of(client_of(cast.reader).get(day.get_absolute_url()))
    assert "Programma" in page.texts("h2")
    assert "1. Workshop praktijkleren 13.15 uur" in page.words
    assert "Regio-dag 2026: Praktijkleren" in page.texts("h1")


def test_after_the_day_the_lessons_appear_as_improvement_points(day: Meeting, cast: Cast, client_of: SIGN_IN) -> None:
    """The first half of the sentence of the agreement; making an action of one is the plan's."""
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now() - timedelta(hours=20))
    lesson = LessonFactory(meeting=day, title="Deel de casus-oefening met alle wijkteams")

    page = Page.of(client_of(cast.lead_editor).get(day.get_absolute_url()))

    links = {each.get("href") for each in page.all("section[aria-labelledby=verbeterpunten] a")}
    assert links == {lesson.get_absolute_url(), f"{reverse('partners:lesson-add')}?bijeenkomst={day.pk}"}
    assert not Attendance.objects.exists()


def test_a_regio_dag_speaks_of_a_programme_and_other_meetings_of_an_agenda(
    day: Meeting, cast: Cast, client_of: SIGN_IN
) -> None:
    client, usual = client_of(cast.coordinator), MeetingFactory()

    for meeting, words in ((day, "Programmapunt toevoegen"), (usual, "Agendapunt toevoegen")):
        assert words in Page.of(client.get(meeting.get_absolute_url())).texts("main a")
        assert words in Page.of(client.get(reverse("partners:agenda-add", args=[meeting.pk]))).texts("h1")
