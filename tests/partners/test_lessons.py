"""N09, N21 and N23: what casework, meetings and the regio-dag taught, never a person, and what becomes of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network.dates import today
from network.dutch import long_date
from network.models import Person
from network.overview import todos_of
from partners.models import BodyKind, Lesson, LessonStatus, Origin
from tests.cast import Cast
from tests.factories import BodyFactory, ChainLinkFactory, LessonFactory, MeetingFactory
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LIST, ADD = "/verbeterpunten/", "/verbeterpunten/inbrengen/"
BSN = "Dossier 111222333"


def added(client: Client, query: str = "", **typed: Any) -> HttpResponse:
    opened = values_of(client.get(f"{ADD}{query}"), with_field="title")
    return client.post(f"{ADD}{query}", {**opened, "title": "Eerder bellen", **typed}, follow=True)


def sent(client: Client, lesson: Lesson, word: str, **typed: Any) -> HttpResponse:
    url = f"{lesson.get_absolute_url()}{word}/"
    opened = values_of(client.get(url), with_field="version")
    return client.post(url, {**opened, **typed}, follow=True)


def titles(client: Client, query: str = "") -> list[str]:
    return Page.of(client.get(f"{LIST}{query}")).texts("tbody .row-title")


def test_an_editor_adds_a_lesson_for_the_own_partner_only(cast: Cast, client_of: ClientOf) -> None:
    bas = client_of(cast.lead_editor)
    assert added(bas, organisation=cast.other_organisation.pk).status_code == 422
    assert "nooit over wie het ging" in Page.of(bas.get(ADD)).words
    added(bas, text="Dan weet iedereen het.")
    made = Lesson.objects.get()
    assert (made.organisation, made.origin, made.status, made.noted_on) == (
        cast.lead_organisation,
        Origin.CASEWORK,
        LessonStatus.NEW,
        today(),
    )
    assert "Dit verbeterpunt staat er al." in Page.of(added(bas, text="Dan weet iedereen het.")).words
    assert Lesson.objects.count() == 1


def test_what_a_regional_day_taught_appears_as_a_lesson_of_that_day(cast: Cast, client_of: ClientOf) -> None:
    starts_at = timezone.now() - timedelta(days=30)
    body = BodyFactory(name="Regio-dag", kind=BodyKind.REGIONAL_DAY)
    meeting = MeetingFactory(body=body, starts_at=starts_at, theme="Sport")
    answer = added(client_of(cast.coordinator), f"?bijeenkomst={meeting.pk}", organisation="")
    made = Lesson.objects.get()
    assert (made.meeting, made.origin, made.noted_on) == (meeting, Origin.REGIONAL_DAY, meeting.day)
    assert f"Regio-dag: Sport, {long_date(meeting.day)}" in Page.of(answer).texts("aside a")


def test_a_lesson_is_not_from_the_future(cast: Cast, client_of: ClientOf) -> None:
    refused = added(client_of(cast.lead_editor), noted_on=long_date(today() + timedelta(days=1)))
    assert refused.status_code == 422
    assert "Deze dag ligt in de toekomst. Kies vandaag of een eerdere dag." in Page.of(refused).words


def test_no_form_of_a_lesson_takes_a_burgerservicenummer(cast: Cast, client_of: ClientOf) -> None:
    marijke, lesson = client_of(cast.coordinator), LessonFactory()
    for response in (
        added(marijke, title=BSN),
        added(marijke, text=BSN),
        sent(marijke, lesson, "wijzigen", title=BSN),
        sent(marijke, lesson, "wijzigen", text=BSN),
        sent(marijke, lesson, "afhandelen", status="taken_up", why=BSN),
    ):
        assert response.status_code == 422
        assert "Een burgerservicenummer mag hier niet staan." in Page.of(response).words
        assert BSN in response.content.decode()
    assert [each.title for each in Lesson.objects.all()] == [lesson.title]


def test_elsewhere_such_a_number_is_a_warning(cast: Cast, client_of: ClientOf) -> None:
    marijke, url = client_of(cast.coordinator), "/partners/keten/schakels/toevoegen/"
    asked = marijke.post(url, {"name": "Opvang", "description": "BSN 111222333"})
    assert "vink hieronder aan dat het mag blijven staan" in Page.of(asked).words
    mark = Page.of(asked).one("[name=description_bevestigd]").get("value")
    typed = {**values_of(asked, with_field="description"), "description_bevestigd": mark}
    assert marijke.post(url, typed).status_code == 302


def test_a_lesson_is_checked_for_personal_data_first(cast: Cast, client_of: ClientOf) -> None:
    refused = added(client_of(cast.lead_editor), title="Bel 06-12345678 eerder")
    assert refused.status_code == 422
    assert not Lesson.objects.exists()
    ticked = {
        **values_of(refused, with_field="title"),
        "title_bevestigd": Page.of(refused).one("[name=title_bevestigd]").get("value"),
    }
    assert client_of(cast.lead_editor).post(ADD, ticked).status_code == 302


def test_who_brought_it_in_changes_a_lesson_until_it_is_settled(cast: Cast, client_of: ClientOf) -> None:
    lesson = LessonFactory(organisation=cast.lead_organisation)
    bas, marijke = client_of(cast.lead_editor), client_of(cast.coordinator)
    sent(bas, lesson, "wijzigen", title="Eerder mailen")
    assert Lesson.objects.get().title == "Eerder mailen"
    seen = values_of(bas.get(f"{lesson.get_absolute_url()}wijzigen/"), with_field="version")
    sent(marijke, lesson, "afhandelen", status="set_aside", why="Dit doet de werkgroep al.")
    late = bas.post(f"{lesson.get_absolute_url()}wijzigen/", {**seen, "title": "Toch bellen"})
    assert late.status_code == 422
    assert "Toch bellen" in late.content.decode()
    assert "Dit verbeterpunt is intussen afgehandeld." in Page.of(late).words
    sent(marijke, lesson, "wijzigen", title="Zonder naam")
    assert Lesson.objects.get().title == "Zonder naam"


def test_two_people_change_a_lesson_and_nobody_loses_a_word(cast: Cast, client_of: ClientOf) -> None:
    lesson = LessonFactory(organisation=cast.lead_organisation)
    bas, marijke, url = (
        client_of(cast.lead_editor),
        client_of(cast.coordinator),
        f"{lesson.get_absolute_url()}wijzigen/",
    )
    seen = values_of(bas.get(url), with_field="version")
    sent(marijke, lesson, "wijzigen", text="Van Marijke", chain_link=(link := ChainLinkFactory()).pk)
    late = bas.post(url, {**seen, "text": "Van Bas"})
    assert late.status_code == 409
    assert Page.of(late).texts(".versus__side") == [
        "Nu opgeslagen Van Marijke",
        "Wat u typte, staat in het vak Van Bas",
    ]
    bas.post(url, values_of(late, with_field="version"))
    lesson.refresh_from_db()
    assert (lesson.text, lesson.chain_link) == ("Van Bas", link)


def test_the_coordinator_takes_up_or_sets_aside_with_a_word_why(cast: Cast, client_of: ClientOf) -> None:
    marijke, lesson = client_of(cast.coordinator), LessonFactory()
    assert sent(marijke, lesson, "afhandelen", status="taken_up", why="").status_code == 422
    early = sent(marijke, lesson, "afhandelen", status="taken_up", why="De GGD pakt dit op.", on="2 februari 2026")
    assert "Dit verbeterpunt is op 3 februari 2026 genoteerd." in Page.of(early).words
    sent(marijke, lesson, "afhandelen", status="taken_up", why="De GGD pakt dit op.", on="1 maart 2026")
    lesson.refresh_from_db()
    assert (lesson.status, lesson.settled_on) == (LessonStatus.TAKEN_UP, date(2026, 3, 1))
    words = Page.of(client_of(cast.reader).get(lesson.get_absolute_url())).words
    assert "Opgepakt op 1 maart 2026." in words
    assert "De GGD pakt dit op." in words


def test_two_people_settle_at_once_and_the_second_sees_what_the_first_wrote(cast: Cast, client_of: ClientOf) -> None:
    marijke, lesson = client_of(cast.coordinator), LessonFactory()
    url = f"{lesson.get_absolute_url()}afhandelen/"
    seen = values_of(marijke.get(url), with_field="why")
    typed = {**seen, "status": "taken_up", "why": "De GGD pakt dit op."}
    for _ in range(2):  # the same words twice is a button that was pressed twice
        assert marijke.post(url, typed).status_code == 302
    late = marijke.post(url, {**seen, "status": "set_aside", "why": "Geen tijd."})
    assert late.status_code == 409
    assert "De GGD pakt dit op." in Page.of(late).words
    assert "Geen tijd." in Page.of(late).words
    assert Lesson.objects.get().status == LessonStatus.TAKEN_UP


def test_the_list_finds_by_word_by_status_and_by_origin(cast: Cast, client_of: ClientOf) -> None:
    LessonFactory(title="Eerder bellen", organisation=cast.lead_organisation)
    LessonFactory(title="Korter overleg", origin=Origin.REGIONAL_DAY, status=LessonStatus.TAKEN_UP)
    lotte = client_of(cast.reader)
    assert titles(lotte) == ["Korter overleg", "Eerder bellen"]
    assert titles(lotte, "?stand=nieuw") == ["Eerder bellen"]
    assert titles(lotte, "?stand=opgepakt") == ["Korter overleg"]
    assert titles(lotte, "?herkomst=regional_day") == ["Korter overleg"]
    assert titles(lotte, "?zoek=bellen+mee") == ["Eerder bellen"]
    assert titles(lotte, f"?partner={cast.lead_organisation.pk}") == ["Eerder bellen"]
    assert "Geen verbeterpunt bij deze filters." in Page.of(lotte.get(f"{LIST}?zoek=nergens")).words


def test_the_list_asks_the_same_of_the_database_for_few_and_for_many(cast: Cast, client_of: ClientOf) -> None:
    lotte, meeting = client_of(cast.reader), MeetingFactory()
    LessonFactory.create_batch(2, meeting=meeting)
    few = questions_of(lotte, LIST)
    LessonFactory.create_batch(30, meeting=meeting)
    assert questions_of(lotte, LIST) == few <= 12
    assert len(titles(lotte)) == 25


def test_new_lessons_are_one_line_on_the_overview_of_the_coordinator(cast: Cast) -> None:
    LessonFactory.create_batch(2, title="Eerder bellen")
    LessonFactory(status=LessonStatus.TAKEN_UP)
    [todo] = [each for each in todos_of(cast.coordinator, today()) if "lesson" in each.key]
    assert todo.title == "2 verbeterpunten zijn nog op te pakken"
    assert todo.key == f"lessons-new:{today():%Y-%m}"
    assert not [each for each in todos_of(cast.lead_editor, today()) if "lesson" in each.key]
