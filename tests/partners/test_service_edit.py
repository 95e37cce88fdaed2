"""Changing an entry: what is online at once, what waits, and what happens when two people do it at the same time."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from network.models import Person
from partners.forms import ServiceForm
from partners.models import (
    CareService,
    ChangeRequest,
    Channel,
    HoursKind,
    OpeningHours,
    Phase,
    RequestStatus,
    RiskyField,
    ServiceStatus,
)
from partners.opening_hours import now
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory
from tests.partners.filling_in import as_sent, day
from tests.reading import Page

ClientOf = Callable[[Person], Client]


@pytest.fixture
def service(cast: Cast) -> CareService:
    """An entry of the lead partner with a number that is open on Monday."""
    found = CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation, description="Zoals het was.")
    channel = ChannelFactory(service=found, value="088-0000 000")
    ChannelFactory(service=found, value="088-0000 002", for_professionals=True)
    OpeningHours.objects.create(channel=channel, weekday=1, kind=HoursKind.OPEN, opens_at=time(9), closes_at=time(17))
    return found


def edit_url(service: CareService) -> str:
    return f"{service.get_absolute_url()}wijzigen/"


def opened_by(client: Client, service: CareService) -> dict[str, Any]:
    return as_sent(client.get(edit_url(service)), with_field="description")


def change(client: Client, service: CareService, **typed: Any) -> HttpResponse:
    """Open the page, type, press «Opslaan» and follow where it leads."""
    return client.post(edit_url(service), {**opened_by(client, service), **typed}, follow=True)


# --- online at once ----------------------------------------------------


def test_saving_without_a_change_changes_nothing(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    response = change(client_of(cast.lead_editor), service)
    service.refresh_from_db()
    assert "Er is niets veranderd." in Page.of(response).words
    assert (service.version, ChangeRequest.objects.count()) == (1, 0)


def test_a_description_is_online_at_once_and_says_so(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    response = change(client_of(cast.lead_editor), service, description="Nieuwe\r\ntekst")
    service.refresh_from_db()
    assert (service.description, service.version) == ("Nieuwe\ntekst", 2)
    assert "Gepubliceerd: omschrijving." in Page.of(response).words


def test_friday_night_is_open_on_saturday_at_one(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    response = change(client_of(cast.lead_editor), service, **day(4, "open", "22", "6.00"))
    assert "Gepubliceerd: openingstijden op vrijdag." in Page.of(response).words
    assert "open tot zaterdag 6.00 uur" in Page.of(response).words
    saturday_at_one = datetime(2026, 11, 28, 1, 0)  # noqa: DTZ001  (opening hours are local by nature)
    assert now(service.channel_with_hours.week, saturday_at_one).is_open is True


def test_two_blocks_a_day_are_saved_and_shown(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    response = change(client_of(cast.lead_editor), service, **day(0, "open", "9.00", "12:30", "13.30", "17 uur"))
    assert "9.00 tot 12.30 uur en 13.30 tot 17.00 uur" in Page.of(response).words


def test_the_other_four_kinds_of_days_are_saved_without_times(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    typed = day(0, "closed", "9.00", "17.00") | day(1, "appointment") | day(2, "all_day") | day(3, "unknown")
    page = Page.of(change(client_of(cast.lead_editor), service, **typed))
    assert page.texts(".hours-read td")[:4] == ["gesloten", "op afspraak", "dag en nacht", "niet opgegeven"]
    assert OpeningHours.objects.exclude(opens_at=None).count() == 0


@pytest.mark.parametrize(
    ("typed", "explanation"),
    [
        (day(0, "open", "9.00", "12.00", "11.00", "14.00"), "De tijden van maandag lopen door elkaar."),
        (day(4, "open", "22.00", "6.00") | day(5, "open", "5.00", "9.00"), "vrijdag en zaterdag lopen door elkaar"),
        (day(0, "open", "9.00"), "Maandag, tot: Vul een tijd in, bijvoorbeeld 9.00 of 17.30."),
        (day(0, "open", "", ""), "Maandag, van: Vul een tijd in"),
        (day(0, "open", "9.00", "9.00"), "Kies «dag en nacht» als u altijd bereikbaar bent."),
        (day(0, "open", "negen", "17.00"), "«negen» is geen tijd."),
        (day(1, "unknown", "9.00", "17.00"), "Er staan tijden bij dinsdag. Kies «open», of haal de tijden weg."),
        ({"description": "  "}, "Wat krijgt iemand hier?"),
        ({"client_phone": "088-0000"}, "Telefoon voor cliënten: Het nummer is te kort."),
        ({"professional_phone": "bel Bas"}, "«bel Bas» is geen telefoonnummer."),
    ],
)
def test_what_can_not_be_saved_is_explained_and_what_was_typed_is_kept(
    cast: Cast, client_of: ClientOf, service: CareService, typed: dict[str, str], explanation: str
) -> None:
    response = change(client_of(cast.lead_editor), service, **typed)
    page = Page.of(response)
    assert response.status_code == 422
    assert explanation in " ".join(page.texts("[data-error-summary]"))
    kept = as_sent(response, with_field="description")
    assert {name: kept[name].strip() for name in typed} == {name: value.strip() for name, value in typed.items()}
    service.refresh_from_db()
    assert (service.version, ChangeRequest.objects.count()) == (1, 0)


def test_an_acute_entry_keeps_a_number_and_hours(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    service.phases = [Phase.ACUTE]
    service.save()
    without_number = change(client_of(cast.lead_editor), service, client_phone="")
    without_hours = change(client_of(cast.lead_editor), service, **day(0, "unknown"))
    assert "Bij acute hulp hoort een nummer." in Page.of(without_number).words
    assert "Bij acute hulp horen openingstijden." in Page.of(without_hours).words


def test_a_script_in_the_description_is_shown_as_text(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    response = change(client_of(cast.lead_editor), service, description="<script>alert(1)</script>")
    assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert" in response.content


# --- a new number waits ----------------------------------------------------


def test_a_new_number_waits_while_everybody_sees_the_old_one(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    response = change(client_of(cast.lead_editor), service, client_phone="+31 (0)24 123 45 67")
    assert "Wacht op beoordeling: telefoon voor cliënten 024 123 45 67. Tot dan ziet iedereen: 088-0000 000." in (
        Page.of(response).words
    )
    waiting = ChangeRequest.objects.get()
    assert (waiting.old_value, waiting.new_value, waiting.asked_by) == (
        "088-0000 000", "024 123 45 67", cast.lead_editor,
    )  # fmt: skip
    for who, url in [(cast.reader, service.get_absolute_url()), (cast.reader, "/sociale-kaart/")]:
        words = Page.of(client_of(who).get(url)).words
        assert "088-0000 000" in words
        assert "024 123 45 67" not in words
    public = Page.of(Client().get(f"/hulp/aanbod/{service.short_id}/")).words
    assert "088-0000 000" in public
    assert "024 123 45 67" not in public


def test_the_same_number_written_otherwise_is_no_change(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    change(client_of(cast.lead_editor), service, client_phone="0880000000")
    assert not ChangeRequest.objects.exists()


def test_a_waiting_number_stays_when_something_else_is_saved(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    editor = client_of(cast.lead_editor)
    change(editor, service, client_phone="088-0000 009")
    change(editor, service, description="Andere tekst")
    assert ChangeRequest.objects.waiting().get().new_value == "088-0000 009"


def test_a_second_new_number_takes_the_place_of_the_first(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    editor = client_of(cast.lead_editor)
    change(editor, service, client_phone="088-0000 008")
    change(editor, service, client_phone="088-0000 009")
    assert [(c.new_value, c.status) for c in ChangeRequest.objects.order_by("pk")] == [
        ("088-0000 008", RequestStatus.WITHDRAWN),
        ("088-0000 009", RequestStatus.WAITING),
    ]


def test_a_new_number_of_the_coordinator_is_online_at_once(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    response = change(client_of(cast.coordinator), service, client_phone="14 024")
    assert "Gepubliceerd: telefoon voor cliënten." in Page.of(response).words
    assert service.phone(for_professionals=False).value == "14 024"
    assert ChangeRequest.objects.get().status == RequestStatus.APPROVED


def test_a_first_number_waits_too_and_its_hours_come_after_that(cast: Cast, client_of: ClientOf) -> None:
    bare = CareServiceFactory(organisation=cast.lead_organisation)
    editor = client_of(cast.lead_editor)
    assert "Openingstijden horen bij een telefoonnummer." in Page.of(editor.get(edit_url(bare))).words
    change(editor, bare, client_phone="088-0000 009")
    assert not Channel.objects.filter(service=bare).exists()
    waiting = ChangeRequest.objects.get()
    client_of(cast.coordinator).post(f"/sociale-kaart/wijzigingen/{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"})
    assert Channel.objects.get(service=bare).value == "088-0000 009"


# --- two people at once ----------------------------------------------------


def test_a_save_on_an_old_version_shows_what_the_other_changed_and_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    opened = opened_by(editor, service)
    change(coordinator, service, description="Van Marijke", **day(4, "open", "22.00", "6.00"))

    response = editor.post(edit_url(service), {**opened, "description": "Van Bas"})

    page = Page.of(response)
    assert response.status_code == 409
    assert "Marijke de Wit veranderde dit aanbod terwijl u bezig was" in page.words
    assert page.texts(".versus__side") == [
        "Nu opgeslagen Van Marijke",
        "Wat u typte, staat in het vak Van Bas",
        "Nu opgeslagen 22.00 tot 6.00 uur",
        "U veranderde dit niet. Het nieuwe staat al in het vak.",
    ]
    service.refresh_from_db()
    assert service.description == "Van Marijke"

    again = editor.post(edit_url(service), as_sent(response, with_field="description"), follow=True)
    service.refresh_from_db()
    assert service.description == "Van Bas"
    assert "22.00 tot 6.00 uur" in Page.of(again).words, "the hours of Marijke are still there"


def test_confirming_meanwhile_is_no_conflict(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    editor = client_of(cast.lead_editor)
    opened = opened_by(editor, service)
    client_of(cast.coordinator).post(f"{service.get_absolute_url()}klopt-nog/")
    response = editor.post(edit_url(service), {**opened, "description": "Van Bas"})
    assert response.status_code == 302


def test_what_the_browser_lost_is_no_reason_to_lose_more(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    editor = client_of(cast.lead_editor)
    opened = opened_by(editor, service)
    change(client_of(cast.coordinator), service, description="Van Marijke")
    response = editor.post(edit_url(service), {**opened, "description": "Van Bas", "seen": "kapot"})
    assert response.status_code == 409
    assert as_sent(response, with_field="description")["description"].strip() == "Van Bas"


# --- who may, and what stays behind ----------------------------------------------------


def test_another_organisation_changes_nothing(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    unseen = CareServiceFactory(organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    data = opened_by(client_of(cast.lead_editor), service) | {"description": "Overgenomen"}
    for person in (cast.other_editor, cast.reader, cast.municipal_coordinator):
        client = client_of(person)
        assert client.get(edit_url(service)).status_code == 403
        assert client.post(edit_url(service), data).status_code == 403
        assert client.get(edit_url(unseen)).status_code == 404
        assert client.post(edit_url(unseen), data).status_code == 404
    assert not CareService.objects.filter(description="Overgenomen").exists()


def test_the_history_tells_who_changed_what_and_why(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    change(editor, service, description="Nieuw", client_phone="088-0000 009", **day(4, "open", "22.00", "6.00"))
    waiting = ChangeRequest.objects.get()
    coordinator.post(f"/sociale-kaart/wijzigingen/{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"})

    lines = " | ".join(Page.of(coordinator.get(service.get_absolute_url())).texts(".history li"))

    assert "Bas Hendriks veranderde omschrijving van Zoals het was. in Nieuw." in lines
    assert "Bas Hendriks veranderde openingstijden op vrijdag van niet opgegeven in 22.00 tot 6.00 uur." in lines
    assert "Marijke de Wit veranderde telefoon voor cliënten van 088-0000 000 in 088-0000 009." in lines
    assert "Reden: Goedgekeurd: telefoon voor cliënten" in lines


def test_only_who_may_reads_the_history(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    reads = {
        name
        for name, person in cast.people.items()
        if b"Geschiedenis" in client_of(person).get(service.get_absolute_url()).content
    }
    assert reads == {"coordinator", "administrator"}


def test_a_risky_field_has_the_name_it_has_in_the_form() -> None:
    assert set(RiskyField.values) <= set(ServiceForm.base_fields)


# --- all of an entry ----------------------------------------------------------------------------------------------


def test_every_field_of_an_entry_is_saved_and_shown_again(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    typed = {
        "audiences": ["relative", "victim"],
        "phases": ["prevention", "non_acute"],
        "pillars": ["care"],
        "service_types": ["support", "group"],
        "special_groups": ["men"],
        "violence_types": ["online"],
        "minimum_age": "12",
        "maximum_age": "23",
        "municipalities": [str(cast.tiel.pk)],
        "languages": ["nl", "ti"],
        "accessibility": ["wheelchair"],
        "referral_required": "False",
        "referrers": ["oneself"],
        "application_process": "Bel ons.",
        "funding_regimes": ["forensic", "health_insurance"],
        "waiting_time_weeks": "3",
        "waiting_time_date": "1 november 2026",
        "intake_status": "limited",
        "intake_since": "1-10-2026",
        "alert": "In de zomer dicht.",
        "alert_until": "2026-12-01",
        "professional_notes": "Vraag naar de intake.",
        "valid_from": "1 januari 2026",
        "valid_to": "31 december 2027",
        "check_every": "3",
        "visibility": "public",
        "street": "Markt 1",
        "postcode": "4001aa",
        "place": "Tiel",
    }
    change(client_of(cast.coordinator), service, **typed)

    again = opened_by(client_of(cast.coordinator), service)
    as_read = {"intake_since": "1 oktober 2026", "alert_until": "1 december 2026", "postcode": "4001 AA"}
    assert {name: several(again[name]) for name in typed} == {
        name: several(value) for name, value in (typed | as_read).items()
    }


def several(value: Any) -> list[str]:
    """Words of a list in any order, and one text as it is read."""
    return sorted(value) if isinstance(value, list) else [value.strip()]


def test_who_changes_the_hours_sees_three_screens(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    editor = client_of(cast.lead_editor)
    entry = Page.of(editor.get(service.get_absolute_url()))
    (edit_link,) = {link.get("href") for link in entry.all("a") if (link.get("href") or "").endswith("/wijzigen/")}
    opened = editor.get(edit_link)
    assert "#openingstijden" in {link.get("href") for link in Page.of(opened).all(".steps a")}
    saved = editor.post(edit_link, as_sent(opened, with_field="description") | day(0, "open", "10", "16"), follow=True)
    assert "Opgeslagen. Gepubliceerd: openingstijden op maandag." in Page.of(saved).words


def test_a_new_audience_waits_and_the_rest_is_online(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    response = change(client_of(cast.lead_editor), service, audiences=["victim", "perpetrator"], description="Nieuw")
    service.refresh_from_db()
    assert (service.audiences, service.description) == (["victim"], "Nieuw")
    assert (
        "Gepubliceerd: omschrijving. Wacht op beoordeling: voor wie iemand die het meemaakte, iemand die te ver ging of"
        " dat vreest. Tot dan ziet iedereen: iemand die het meemaakte."
    ) in Page.of(response).words
    change_of_audience = ChangeRequest.objects.get()
    client_of(cast.coordinator).post(
        f"/sociale-kaart/wijzigingen/{change_of_audience.pk}/beoordelen/", {"besluit": "goedkeuren"}
    )
    service.refresh_from_db()
    assert service.audiences == ["victim", "perpetrator"]


def test_acute_help_is_not_published_while_its_only_number_waits(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    Channel.objects.filter(service=service, opening_hours=None).delete()
    Channel.objects.filter(service=service).update(value="")
    response = change(client_of(cast.lead_editor), service, phases=["acute"], client_phone="088-0000 009")
    assert response.status_code == 422
    assert "Kies «acuut» zodra het er staat." in Page.of(response).words


def test_two_people_who_change_other_parts_are_both_kept(cast: Cast, client_of: ClientOf, service: CareService) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    opened = opened_by(editor, service)
    change(coordinator, service, minimum_age="16", **day(4, "open", "22.00", "6.00"))

    response = editor.post(edit_url(service), {**opened, "description": "Van Bas"}, follow=True)

    service.refresh_from_db()
    assert (service.description, service.minimum_age) == ("Van Bas", 16)
    assert "Iemand anders veranderde intussen: leeftijd van, openingstijden op vrijdag. Dat is bewaard." in (
        Page.of(response).words
    )


def test_what_says_something_only_together_is_for_a_person_to_decide(
    cast: Cast, client_of: ClientOf, service: CareService
) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    opened = opened_by(editor, service)
    change(coordinator, service, minimum_age="16")
    response = editor.post(edit_url(service), {**opened, "maximum_age": "12"})
    assert response.status_code == 409
    assert "Marijke de Wit veranderde dit aanbod terwijl u bezig was" in Page.of(response).words
