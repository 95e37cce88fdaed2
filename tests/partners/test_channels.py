"""The ways to reach an entry: added, changed and taken away, each with its own week and its other days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from network.dates import today
from network.models import Person
from partners.models import (
    CareService,
    ChangeRequest,
    Channel,
    ChannelKind,
    HoursException,
    HoursKind,
    Location,
    OpeningHours,
    Phase,
    RequestStatus,
    ServiceStatus,
    Visibility,
)
from tests.cast import Cast, make_cast
from tests.factories import CareServiceFactory, ChannelFactory, HoursExceptionFactory
from tests.partners.filling_in import day, values_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
NO_HOURS = {
    **{name: value for number in range(7) for name, value in day(number, "unknown").items()},
    "dag-TOTAL_FORMS": "7",
    "dag-INITIAL_FORMS": "7",
}
NEXT_CHRISTMAS = date(today().year + 1, 12, 25)


@pytest.fixture(scope="module")
def cast(rows_of_this_module: None) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def service(cast: Cast) -> CareService:
    return CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation)


@pytest.fixture
def phone(service: CareService) -> Channel:
    return ChannelFactory(service=service, value="088-0000 000")


def add(client: Client, service: CareService, kind: str, value: str, **typed: str) -> HttpResponse:
    typed = {"kind": kind, "value": value, "for_professionals": "False", **NO_HOURS, **typed}
    return client.post(f"{service.get_absolute_url()}kanaal/", typed, follow=True)


def url_of(channel: Channel) -> str:
    return f"/sociale-kaart/kanalen/{channel.pk}/"


def opened_by(client: Client, channel: Channel) -> dict[str, str]:
    return values_of(client.get(url_of(channel)), with_field="value")


def change(client: Client, channel: Channel, **typed: str) -> HttpResponse:
    return client.post(url_of(channel), {**opened_by(client, channel), **typed}, follow=True)


# --- adding ----------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("website", "www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("website", "voorbeeld.nl/hulp", "https://voorbeeld.nl/hulp"),
        ("chat", "HTTPS://Voorbeeld.nl", "https://voorbeeld.nl"),
        ("email", "hulp@voorbeeld.example", "hulp@voorbeeld.example"),
    ],
)
def test_a_way_without_a_number_is_online_at_once(
    cast: Cast, client_of: ClientOf, service: CareService, kind: str, typed: str, stored: str
) -> None:
    response = add(client_of(cast.lead_editor), service, kind, typed, note="kies optie 3", **day(0, "all_day"))
    channel = service.channels.get()
    assert (channel.kind, channel.value, channel.note) == (kind, stored, "kies optie 3")
    assert channel.opening_hours.get().kind == HoursKind.ALL_DAY
    assert "Opgeslagen." in Page.of(response).words
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        ("website", "ftp://x.nl", "begint met ftp: en is geen webadres"),
        ("website", "javascript:alert(1)", "begint met javascript: en is geen webadres"),
        ("website", "mailto:a@b.nl", "is een e-mailadres"),
        ("website", "https://bank.nl@elders.nl", "is geen webadres"),
        ("chat", "http://voorbeeld.nl", "Vul het adres met https:// in."),
        ("email", "noreply@voorbeeld.nl", "Op dit adres leest niemand mee."),
        ("email", "no-reply@voorbeeld.nl", "Op dit adres leest niemand mee."),
        ("email", "geen adres", "Voer een geldig e-mailadres in"),
        ("phone", "088-0000", "Het nummer is te kort."),
        ("whatsapp", "112", "Dit nummer kan geen WhatsApp hebben."),
        ("whatsapp", "0900-8844", "Dit nummer kan geen WhatsApp hebben."),
        ("phone", "", "Vul een nummer of een adres in."),
    ],
)
def test_what_nobody_can_use_is_refused_with_the_reason(
    cast: Cast, client_of: ClientOf, service: CareService, kind: str, typed: str, reason: str
) -> None:
    response = add(client_of(cast.lead_editor), service, kind, typed)
    assert response.status_code == 422
    assert reason in " ".join(Page.of(response).texts("[data-error-summary]"))
    assert values_of(response, with_field="value")["value"] == typed
    assert not service.channels.exists()


def test_a_secret_place_takes_no_number_that_tells_where_it_is(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    Location.objects.create(service=service, visibility=Visibility.SECRET)
    client = client_of(cast.coordinator)
    for local in ("024-123 45 67", "0031 481 123456", "14 024"):
        refused = add(client, service, "phone", local)
        assert "verraadt in welke streek u zit" in Page.of(refused).words, local
    told = add(client, service, "phone", "0800-1234", note="Kerkstraat 12, 6511 PP")
    assert "Het adres van deze plek is geheim." in Page.of(told).words
    add(client, service, "phone", "0800-1234")
    assert service.channels.get().value == "0800-1234"


def test_a_new_number_of_a_published_entry_waits_and_keeps_its_hours(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    response = add(client_of(cast.lead_editor), service, "whatsapp", "06 12 34 56 78", **day(0, "open", "9", "17"))
    channel = service.channels.get()
    assert (channel.value, channel.opening_hours.count()) == ("", 1)
    assert "wacht op de regiocoördinator. Tot dan ziet niemand het." in Page.of(response).words
    assert "06 12" not in Page.of(Client().get(f"/hulp/aanbod/{service.short_id}/")).words

    (asked,) = ChangeRequest.objects.waiting()
    client_of(cast.coordinator).post(
        f"/sociale-kaart/wijzigingen/{asked.pk}/beoordelen/", {"besluit": "goedkeuren", "gezien": ""}
    )
    channel.refresh_from_db()
    assert channel.value == "06 12 34 56 78"
    assert "06 12 34 56 78" in Page.of(Client().get(f"/hulp/aanbod/{service.short_id}/")).words


@pytest.mark.parametrize(
    ("person", "status"),
    [("coordinator", ServiceStatus.PUBLISHED), ("lead_editor", ServiceStatus.DRAFT)],
)
def test_a_number_is_there_at_once_when_nobody_has_to_look_first(
    cast: Cast, client_of: ClientOf, service: CareService, person: str, status: str
) -> None:
    CareService.objects.filter(pk=service.pk).update(status=status)
    add(client_of(getattr(cast, person)), service, "phone", "0031241234567")
    assert service.channels.get().value == "024 123 45 67"
    assert not ChangeRequest.objects.exists()


# --- changing ----------------------------------------------------


def test_hours_are_online_at_once_while_a_new_number_waits(
    cast: Cast, client_of: ClientOf, service: CareService, phone: Channel
) -> None:
    response = change(client_of(cast.lead_editor), phone, value="088-0000 009", **day(4, "open", "22", "6.00"))
    page = Page.of(response)
    assert "Het nummer 088-0000 009 wacht op de regiocoördinator. Tot dan ziet iedereen 088-0000 000." in page.words
    assert "open tot zaterdag 6.00 uur" in page.words
    phone.refresh_from_db()
    assert phone.value == "088-0000 000"
    service.refresh_from_db()
    assert service.last_changed_on == today()


def test_the_coordinator_decides_by_changing_and_what_waited_is_taken_back(
    cast: Cast, client_of: ClientOf, phone: Channel
) -> None:
    change(client_of(cast.lead_editor), phone, value="088-0000 009")
    change(client_of(cast.coordinator), phone, value="088-0000 008")
    phone.refresh_from_db()
    assert phone.value == "088-0000 008"
    assert ChangeRequest.objects.get().status == RequestStatus.WITHDRAWN


def test_a_second_number_waits_beside_the_first(
    cast: Cast, client_of: ClientOf, service: CareService, phone: Channel
) -> None:
    second = ChannelFactory(service=service, value="088-0000 001")
    editor = client_of(cast.lead_editor)
    change(editor, phone, value="088-0000 008")
    change(editor, second, value="088-0000 009")
    assert {change.new_value for change in ChangeRequest.objects.waiting()} == {"088-0000 008", "088-0000 009"}


def test_blocks_that_overlap_are_refused(cast: Cast, client_of: ClientOf, phone: Channel) -> None:
    response = change(client_of(cast.lead_editor), phone, **day(0, "open", "9", "12", "11", "14"))
    assert "De tijden van maandag lopen door elkaar." in Page.of(response).words
    assert response.status_code == 422


def test_who_saves_second_sees_what_the_first_made_of_it(cast: Cast, client_of: ClientOf, phone: Channel) -> None:
    editor = client_of(cast.lead_editor)
    began_with = opened_by(editor, phone)
    change(client_of(cast.coordinator), phone, note="kies optie 2", **day(0, "all_day"))
    mine = {**began_with, "note": "kies optie 3", **day(1, "closed")}

    conflict = editor.post(url_of(phone), mine)
    page = Page.of(conflict)
    assert conflict.status_code == 409
    assert page.texts(".versus__side--mine")[0].endswith("kies optie 3")
    assert "Openingstijden op maandag Nu opgeslagen dag en nacht" in page.words
    phone.refresh_from_db()
    assert phone.note == "kies optie 2"

    editor.post(url_of(phone), values_of(conflict, with_field="value"))
    phone.refresh_from_db()
    assert phone.note == "kies optie 3"
    assert {hours.kind for hours in phone.opening_hours.all()} == {HoursKind.ALL_DAY, HoursKind.CLOSED}


def test_acute_help_keeps_its_hours_and_its_last_number(
    cast: Cast, client_of: ClientOf, service: CareService, phone: Channel
) -> None:
    CareService.objects.filter(pk=service.pk).update(phases=[Phase.ACUTE])
    OpeningHours.objects.create(channel=phone, weekday=1, kind=HoursKind.ALL_DAY)
    coordinator = client_of(cast.coordinator)
    assert "Bij acute hulp horen openingstijden." in Page.of(change(coordinator, phone, **day(0, "unknown"))).words
    refused = coordinator.post(f"{url_of(phone)}verwijderen/")
    assert (refused.status_code, Channel.objects.count()) == (422, 1)
    assert "Bij acute hulp hoort een nummer." in Page.of(refused).words


# --- taking away ----------------------------------------------------


def test_a_published_number_goes_when_the_coordinator_agrees(
    cast: Cast, client_of: ClientOf, service: CareService, phone: Channel
) -> None:
    chat = ChannelFactory(service=service, kind=ChannelKind.CHAT, value="https://chat.voorbeeld.example")
    editor = client_of(cast.lead_editor)
    for channel in (phone, chat):
        assert "verwijderen" in Page.of(editor.get(f"{url_of(channel)}verwijderen/")).words
        editor.post(f"{url_of(channel)}verwijderen/")
    assert list(service.channels.all()) == [phone]
    assert ChangeRequest.objects.waiting().get().new_text == "geen nummer"


# --- days with other hours ----------------------------------------------------


def test_christmas_is_added_and_taken_away(cast: Cast, client_of: ClientOf, phone: Channel) -> None:
    editor = client_of(cast.lead_editor)
    typed = {
        "first_day": f"25-12-{NEXT_CHRISTMAS.year}",
        "kind": "open",
        "opens_at": "10",
        "closes_at": "12.00",
        "second_opens_at": "13:00",
        "second_closes_at": "15.00",
        "note": "eerste kerstdag",
    }
    response = editor.post(f"{url_of(phone)}afwijkend/", typed, follow=True)
    assert "10.00 tot 12.00 uur en 13.00 tot 15.00 uur (eerste kerstdag)" in Page.of(response).words
    rows = list(phone.exceptions.all())
    assert [(row.first_day, row.last_day) for row in rows] == [(NEXT_CHRISTMAS, NEXT_CHRISTMAS)] * 2

    again = editor.post(f"{url_of(phone)}afwijkend/", typed)
    assert "staat er al iets. Haal dat eerst weg." in Page.of(again).words
    editor.post(f"/sociale-kaart/afwijkend/{rows[0].pk}/verwijderen/")
    assert not HoursException.objects.exists()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"first_day": "25-12-2030", "last_day": "24-12-2030"}, "De laatste dag ligt voor de eerste."),
        ({"first_day": "25-12-2020"}, "Deze dagen zijn al voorbij."),
        ({"kind": "open"}, "Vul twee verschillende tijden in"),
        ({"kind": "open", "opens_at": "9", "closes_at": "12", "second_opens_at": "13"}, "Vul twee verschillende"),
        (
            {"kind": "open", "opens_at": "9", "closes_at": "12", "second_opens_at": "11", "second_closes_at": "14"},
            "De twee blokken lopen door elkaar.",
        ),
        ({"kind": "closed", "opens_at": "9"}, "Kies «open», of haal de tijden weg."),
        ({"kind": "unknown"}, "Wat geldt er dan?"),
    ],
)
def test_other_hours_that_can_not_be_are_explained(
    cast: Cast, client_of: ClientOf, phone: Channel, typed: dict[str, str], reason: str
) -> None:
    typed = {"first_day": "25-12-2030", "kind": "closed", **typed}
    response = client_of(cast.lead_editor).post(f"{url_of(phone)}afwijkend/", typed)
    assert response.status_code == 422
    assert reason in " ".join(Page.of(response).texts("[data-error-summary]"))
    assert not HoursException.objects.exists()


def test_past_days_are_no_longer_listed(cast: Cast, client_of: ClientOf, phone: Channel) -> None:
    for ago in (5, -5):
        on = today() - timedelta(days=ago)
        HoursExceptionFactory(channel=phone, first_day=on, last_day=on, opens_at=None, note=f"{ago} dagen terug")
    page = Page.of(client_of(cast.lead_editor).get(url_of(phone)))
    assert "-5 dagen terug" in page.words
    assert " 5 dagen terug" not in page.words


def test_nobody_changes_the_channels_of_another_partner(
    cast: Cast, client_of: ClientOf, service: CareService, phone: Channel
) -> None:
    for url in (url_of(phone), f"{url_of(phone)}verwijderen/", f"{url_of(phone)}afwijkend/"):
        assert client_of(cast.other_editor).get(url).status_code == 403, url
    CareService.objects.filter(pk=service.pk).update(status=ServiceStatus.DRAFT)
    assert client_of(cast.other_editor).get(url_of(phone)).status_code == 404
