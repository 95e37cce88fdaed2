"""«Deel en vier succes»: written at an action, picked for the report and for the programme of a regio-dag."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplan.models import Action, Success
from network.dates import today
from network.models import Person
from partners.models import AgendaItem, AgendaItemKind, BodyKind, Meeting
from tests.cast import Cast
from tests.factories import ActionFactory, BodyFactory, MeetingFactory, PlanFactory, SuccessFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
TYPED = {"title": "Eerste groep gestart", "text": "Acht deelnemers hielden het vol.", "happened_on": "12 maart 2026"}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Begeleiding", lead_organisation=cast.lead_organisation)


@pytest.fixture
def success(action: Action) -> Success:
    return SuccessFactory(action=action, title="Eerste groep gestart")


@pytest.fixture
def regional_day(db: None) -> Meeting:
    body = BodyFactory(kind=BodyKind.REGIONAL_DAY, name="Regio-dag", is_open=True)
    return MeetingFactory(body=body, theme="Samen sterk")


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def lead_editor(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.lead_editor)


def address(name: str, thing: Any) -> str:
    return reverse(f"actionplan:{name}", args=[thing.pk])


def form_of(client: Client, url: str, **typed: str) -> dict[str, str]:
    """What the form of a page sends back, with these fields typed over."""
    fields = Page.of(client.get(url)).all("main form [name]")
    sent = {each.get("name"): each.get("value") or (each.text or "").strip() for each in fields}
    return {**{name: value for name, value in sent.items() if name}, **typed}


# --- writing ------------------------------------------------------------------------------------------------------


def test_a_success_is_written_at_an_action_and_read_by_every_member(
    action: Action, cast: Cast, lead_editor: Client, client_of: ClientOf
) -> None:
    assert "Succes delen" in Page.of(lead_editor.get(action.get_absolute_url())).texts("main a")

    answer = lead_editor.post(address("success-add", action), TYPED)

    assert answer["Location"] == f"{action.get_absolute_url()}#successen"
    reader = client_of(cast.reader)
    for page in (action.get_absolute_url(), reverse("actionplan:success-list")):
        words = Page.of(reader.get(page)).words
        assert "Eerste groep gestart" in words
        assert "12 maart 2026" in words
        assert "Acht deelnemers hielden het vol." in words
        assert "Succes delen" not in words


def test_two_presses_share_a_success_once(action: Action, lead_editor: Client) -> None:
    for _ in range(2):
        lead_editor.post(address("success-add", action), TYPED)

    assert action.successes.count() == 1


def test_another_partner_does_not_write_at_this_action(action: Action, cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.other_editor).post(address("success-add", action), TYPED).status_code == 403
    assert action.successes.count() == 0


def test_who_shares_a_name_is_asked_first_and_loses_no_word(action: Action, lead_editor: Client) -> None:
    text = "Bel Anna via anna@voorbeeld.example voor meer."
    answer = lead_editor.post(address("success-add", action), {**TYPED, "text": text})

    page = Page.of(answer)
    assert answer.status_code == 422
    assert "e-mailadres" in page.words
    assert page.one("textarea").text_content().strip() == text


def test_a_success_of_tomorrow_is_no_success_yet(action: Action, lead_editor: Client) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()

    page = Page.of(lead_editor.post(address("success-add", action), {**TYPED, "happened_on": tomorrow}))

    assert "Deze dag is nog niet geweest. Kies vandaag of eerder" in page.words


def test_two_people_at_one_success_keep_each_others_fields(
    success: Success, lead_editor: Client, coordinator: Client
) -> None:
    url = address("success-edit", success)
    mine = form_of(lead_editor, url, text="Met hulp van drie partners.")
    coordinator.post(url, form_of(coordinator, url, title="Groep gestart in Tiel"))

    lead_editor.post(url, mine)

    success.refresh_from_db()
    assert (success.title, success.text) == ("Groep gestart in Tiel", "Met hulp van drie partners.")


def test_the_same_field_at_once_is_chosen_by_a_person(
    success: Success, lead_editor: Client, coordinator: Client
) -> None:
    url = address("success-edit", success)
    mine = form_of(lead_editor, url, title="Van mij")
    coordinator.post(url, form_of(coordinator, url, title="Van de regio"))

    answer = lead_editor.post(url, mine)

    assert answer.status_code == 409
    assert "Marijke de Wit" in Page.of(answer).words
    success.refresh_from_db()
    assert success.title == "Van de regio"


# --- the report ---------------------------------------------------------------------------------------------------


def test_the_coordinator_picks_a_success_for_the_report_and_takes_it_back(
    success: Success, coordinator: Client
) -> None:
    for _ in range(2):  # pressing twice is no second choice
        coordinator.post(address("success-report", success), {"kies": "ja"})
    assert list(Success.objects.for_the_report()) == [success]

    coordinator.post(address("success-report", success), {"kies": "nee"})
    assert list(Success.objects.for_the_report()) == []


def test_only_the_coordinator_picks(success: Success, regional_day: Meeting, lead_editor: Client) -> None:
    assert lead_editor.post(address("success-report", success)).status_code == 403
    answer = lead_editor.post(address("success-programme", success), {"meeting": regional_day.pk})
    assert answer.status_code == 403
    words = Page.of(lead_editor.get(reverse("actionplan:success-list"))).words
    assert "In een programma zetten" not in words
    assert "In de rapportage zetten" not in words


# --- the programme of a regio-dag -----------------------------------------------------------------------------------


def test_a_success_comes_in_the_programme_of_a_coming_regional_day_once(
    success: Success, regional_day: Meeting, coordinator: Client
) -> None:
    AgendaItem.objects.create(meeting=regional_day, position=3, title="Opening", kind=AgendaItemKind.PROGRAMME)

    for _ in range(2):
        coordinator.post(address("success-programme", success), {"meeting": regional_day.pk})

    item = regional_day.agenda.get(success=success)
    assert (item.title, item.kind, item.position) == ("Eerste groep gestart", AgendaItemKind.PROGRAMME, 4)
    assert item.organisation == success.lead_organisation
    assert regional_day.agenda.count() == 2
    words = Page.of(coordinator.get(reverse("actionplan:success-list"))).words
    assert "in het programma Regio-dag: Samen sterk" in words


def test_in_a_second_programme_it_comes_only_after_it_left_the_first(
    success: Success, regional_day: Meeting, coordinator: Client
) -> None:
    other_day = MeetingFactory(body=regional_day.body, starts_at=timezone.now() + timedelta(days=300))
    coordinator.post(address("success-programme", success), {"meeting": regional_day.pk})

    answer = coordinator.post(address("success-programme", success), {"meeting": other_day.pk})

    assert "Haal het daar eerst weg." in Page.of(answer).words
    assert other_day.agenda.count() == 0


def test_taking_it_out_removes_it_from_the_programme(
    success: Success, regional_day: Meeting, coordinator: Client
) -> None:
    coordinator.post(address("success-programme", success), {"meeting": regional_day.pk})

    coordinator.post(address("success-programme", success), {"haal": "weg"})

    success.refresh_from_db()
    assert success.agenda_item is None
    assert regional_day.agenda.count() == 0


def test_a_success_is_free_again_when_the_programme_drops_it(
    success: Success, regional_day: Meeting, coordinator: Client
) -> None:
    coordinator.post(address("success-programme", success), {"meeting": regional_day.pk})

    regional_day.agenda.get().delete()

    page = Page.of(coordinator.get(address("success-programme", success)))
    assert "Samen sterk" in page.texts("select[name=meeting] option")[1]


def test_the_programme_of_a_day_that_has_been_stays(
    success: Success, regional_day: Meeting, coordinator: Client
) -> None:
    coordinator.post(address("success-programme", success), {"meeting": regional_day.pk})
    ended = timezone.now() - timedelta(days=1)
    Meeting.objects.update(starts_at=ended - timedelta(hours=2), ends_at=ended)

    coordinator.post(address("success-programme", success), {"haal": "weg"})
    assert regional_day.agenda.count() == 1
    coordinator.post(address("success-remove", success))

    assert [item.title for item in regional_day.agenda.all()] == ["Eerste groep gestart"]
    assert Success.objects.count() == 0


def test_a_success_that_is_removed_leaves_a_coming_programme(
    success: Success, regional_day: Meeting, coordinator: Client, lead_editor: Client
) -> None:
    coordinator.post(address("success-programme", success), {"meeting": regional_day.pk})
    assert (
        "uit het programma van Regio-dag: Samen sterk"
        in Page.of(lead_editor.get(address("success-remove", success))).words
    )

    lead_editor.post(address("success-remove", success))

    assert regional_day.agenda.count() == 0


def test_without_a_coming_regional_day_the_page_says_where_to_plan_one(success: Success, coordinator: Client) -> None:
    page = Page.of(coordinator.get(address("success-programme", success)))

    assert "Er staat nog geen regio-dag gepland." in page.words


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_keeps_what_is_asked_and_says_what_is_missing(
    success: Success, action: Action, coordinator: Client
) -> None:
    SuccessFactory(action=action, title="Gekozen", is_in_report=True)
    url = reverse("actionplan:success-list")

    assert Page.of(coordinator.get(url, {"toon": "rapportage"})).texts("main h3") == ["Gekozen"]
    assert Page.of(coordinator.get(url, {"toon": "niet-gekozen"})).texts("main h3") == ["Eerste groep gestart"]
    assert "Geen succes past bij deze keuze." in Page.of(coordinator.get(url, {"toon": "regio-dag"})).words


def test_the_list_costs_the_same_for_two_successes_and_for_a_page_full(
    action: Action, regional_day: Meeting, coordinator: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    items = [AgendaItem(meeting=regional_day, title=f"Deel {number}") for number in range(30)]
    for item in AgendaItem.objects.bulk_create(items):
        SuccessFactory(action=action, agenda_item=item)

    with django_assert_max_num_queries(9):  # type: ignore[attr-defined]
        page = Page.of(coordinator.get(reverse("actionplan:success-list")))

    assert "1 tot en met 25 van 30" in page.words
