"""A list of help comes in: looked at first, cell by cell, and then all of it or nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.history import history_of
from network.models import Person
from partners.models import (
    Audience,
    CareService,
    ChangeRequest,
    ChannelKind,
    FundingRegime,
    HoursKind,
    Location,
    OpeningHours,
    RequestStatus,
    RiskyField,
    ServiceStatus,
    Visibility,
)
from partners.service_columns import read_ages
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory, HoursExceptionFactory
from tests.partners.bringing_in_services import as_list, confirm, load, look_of, look_url, reasons, send, states
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
ONE = as_list("MEE Gelderse Poort;Praten met elkaar;naasten en omgeving;088-0000 001")
WHERE = (
    "Organisatie;Naam van het aanbod;Voor wie;Telefoon cliënten;Zichtbaarheid van het adres;Straat en huisnummer;"
    "Postcode;Plaats;Werkgebied"
)


def service(name: str) -> CareService:
    return CareService.objects.get(name=name)


# --- from the page to the sociale kaart ----------------------------------------------------------------------------


def test_a_list_of_our_own_layout_is_looked_at_and_then_saved_as_concepts(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    assert send(client, ONE).headers["Location"] == look_url(cast.coordinator)
    assert not CareService.objects.exists()
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card .figure") == ["1", "0", "0", "0"]
    assert "Voor wie: naasten en omgeving" in page.words
    assert confirm(client, cast.coordinator).status_code == 302
    new = service("Praten met elkaar")
    assert (new.organisation, new.status, new.audiences) == (
        cast.lead_organisation,
        ServiceStatus.DRAFT,
        [Audience.RELATIVE],
    )
    [change] = history_of(new)
    assert (change.who, change.reason) == ("Marijke de Wit", "ingelezen uit aanbod.csv")


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    assert states(load(ONE)) == ["new"]
    events = CareService.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    assert states(load(ONE)) == ["unchanged"]
    assert CareService.pgh_event_model.objects.count() == events  # type: ignore[attr-defined]


def test_all_fields_come_in_as_people_write_them(cast: Cast) -> None:
    header = (
        "Organisatie;Naam van het aanbod;Voor wie;Leeftijden;Kosten en vergoeding;Wachttijd in weken;"
        "Peildatum van de wachttijd;Tolk mogelijk;Werkgebied;Telefoon cliënten;Telefoon professionals;Chat;"
        "Open op maandag;Open op dinsdag;Open op vrijdag"
    )
    row = (
        "Sterker;Behandeling;iemand die te ver ging of dat vreest;16+;"
        '"Zvw (eigen risico); forensisch: gratis";6;3-11-2026;ja;"Nijmegen; GM0281";'
        "088-0000001;088 0000 002;chat.example;9.00–12.30 en 13.30–17.00;dicht;22:00-06:00"
    )
    look = load(as_list(row, header=header))
    assert reasons(look) == []
    new = service("Behandeling")
    assert (new.minimum_age, new.maximum_age, new.has_interpreter) == (16, None, True)
    assert new.funding_regimes == [FundingRegime.HEALTH_INSURANCE, FundingRegime.FORENSIC]
    assert (new.waiting_time_weeks, new.waiting_time_date) == (6, date(2026, 11, 3))
    assert {each.name for each in new.municipalities.all()} == {"Nijmegen", "Tiel"}
    ways = {(each.kind, each.for_professionals): each.value for each in new.channels.all()}
    assert ways == {
        (ChannelKind.PHONE, False): "088-0000 001",
        (ChannelKind.PHONE, True): "088-0000 002",
        (ChannelKind.CHAT, False): "https://chat.example",
    }
    hours = OpeningHours.objects.filter(channel__service=new)
    assert sorted((each.weekday, each.kind) for each in hours) == [
        (1, HoursKind.OPEN),
        (1, HoursKind.OPEN),
        (2, HoursKind.CLOSED),
        (5, HoursKind.OPEN),
    ]


@pytest.mark.parametrize(
    ("typed", "ages"),
    [
        ("6 - 14", (6, 14)),
        ("6 years - 14 years", (6, 14)),
        ("12 t/m 18 jaar", (12, 18)),
        ("4 to 18", (4, 18)),
        ("11+", (11, None)),
        ("From 5 years upwards", (5, None)),
        ("vanaf 16 jaar", (16, None)),
        ("tot en met 23", (None, 23)),
        ("alle leeftijden", (None, None)),
    ],
)
def test_ages_are_read_as_other_lists_have_them(typed: str, ages: tuple[int | None, int | None]) -> None:
    assert read_ages(typed) == ages


def test_every_cell_that_can_not_be_read_has_its_row_its_column_and_its_reason(cast: Cast) -> None:
    look = look_of(
        as_list(
            "MEE Gelderse Poort;Een;kapper;12",
            "Niemand;Twee;professionals;",
            "MEE Gelderse Poort;;professionals;",
            "MEE Gelderse Poort;Vier;;",
        )
    )
    assert [(row, column) for row, column, _ in reasons(look)] == [
        (2, "Voor wie"),
        (2, "Telefoon cliënten"),
        (3, "Organisatie"),
        (4, "Naam van het aanbod"),
        (5, "Voor wie"),
    ]
    assert "kent het portaal niet" in reasons(look)[2][2]


def test_what_contradicts_itself_is_a_reason_and_nothing_is_saved(cast: Cast) -> None:
    header = "Organisatie;Naam van het aanbod;Voor wie;Leeftijd van;Leeftijd tot en met;Wachttijd in weken;Omschrijving"
    rows = [
        "Sterker;Een;professionals;20;10;;",
        "Sterker;Twee;professionals;;;4;",
        "Sterker;Drie;professionals;;;;BSN 111222333",
        "Sterker;Vier;professionals;;;;",
    ]
    look = load(as_list(*rows, header=header))
    assert [(row, column) for row, column, _ in reasons(look)] == [
        (2, "Leeftijd van"),
        (3, "Wachttijd in weken"),
        (4, "Omschrijving"),
    ]
    assert not CareService.objects.exists()


# --- what is double ------------------------------------------------------------------------------------------------


def test_duplicates_stand_side_by_side_before_anything_is_written(cast: Cast, client_of: ClientOf) -> None:
    held = CareServiceFactory(organisation=cast.lead_organisation, name="Praten met elkaar")
    same_number = CareServiceFactory(organisation=cast.other_organisation, name="Iets anders")
    ChannelFactory(service=same_number, value="088 0000 009")
    content = as_list(
        "MEE Gelderse Poort;praten met elkaar;naasten en omgeving;088-0000 001",
        "Sterker;Nieuw;professionals;088-0000 009",
        "Sterker;Dubbel;professionals;",
        "Sterker;Dubbel;naasten en omgeving;",
    )
    look = load(content)
    assert states(look) == ["undecided", "undecided", "new", "undecided"]
    titles = [[each.title for each in row.candidates] for row in look.rows]
    assert titles == [[f"Praten met elkaar, {held.organisation}"], ["Iets anders, Sterker"], [], ["rij 4"]]
    assert ("Voor wie", [("In uw bestand", "naasten en omgeving"), (titles[0][0], "iemand die het meemaakte")]) in (
        look.rows[0].side_by_side
    )
    assert CareService.objects.count() == 2
    client = client_of(cast.coordinator)
    send(client, content)
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert "Iets anders, Sterker" in page.words
    assert page.all('input[name="gezien"]') == []


def test_a_choice_makes_it_the_same_or_another(cast: Cast) -> None:
    held = CareServiceFactory(organisation=cast.lead_organisation, name="Praten met elkaar")
    assert states(load(ONE, choices={"2": f"zelfde-{held.pk}"})) == ["changed"]
    held.refresh_from_db()
    assert (held.audiences, held.status, held.version) == ([Audience.RELATIVE], ServiceStatus.PUBLISHED, 2)
    other = as_list("MEE Gelderse Poort;Praten met elkaar;professionals;")
    assert states(load(other, choices={"2": "ander"})) == ["new"]
    assert CareService.objects.filter(name="Praten met elkaar").count() == 2


def test_the_same_name_of_another_organisation_is_allowed_with_a_warning(cast: Cast) -> None:
    CareServiceFactory(organisation=cast.other_organisation, name="Praten met elkaar")
    look = load(ONE)
    assert states(look) == ["new"]
    assert look.rows[0].warnings == [
        "Er is al aanbod met deze naam: Praten met elkaar, Sterker. Dat mag, als het ander aanbod is."
    ]


def test_two_rows_with_one_number_are_told(cast: Cast) -> None:
    look = look_of(as_list("Sterker;Een;professionals;088-0000 001", "Sterker;Twee;professionals;088 0000001"))
    assert look.rows[1].warnings == ["Rij 2 heeft hetzelfde nummer: 088-0000 001. Is dat ander aanbod?"]


# --- what is risky -------------------------------------------------------------------------------------------------


def test_of_a_secret_place_no_street_comes_in_and_the_report_counts_it(cast: Cast) -> None:
    look = load(
        as_list("Sterker;Schuilplek;professionals;;geheim;Kanariestraat 12;6511 PP;Nijmegen;Tiel", header=WHERE)
    )
    assert any(note.startswith("1 adres niet overgenomen.") for note in look.notes)
    place = Location.objects.get()
    assert (place.visibility, place.street, place.postcode, place.place) == (Visibility.SECRET, "", "", "")
    assert {each.name for each in service("Schuilplek").municipalities.all()} == {"Nijmegen", "Tiel"}
    assert "Kanariestraat" not in str(look.rows[0].facts)
    assert "Nijmegen, Tiel" not in str(look.rows[0].facts)


@pytest.mark.parametrize(
    ("visibility", "street"), [("alleen de plaats", ""), ("", ""), ("openbaar", "Kanariestraat 12")]
)
def test_a_street_is_kept_only_of_a_public_place(cast: Cast, visibility: str, street: str) -> None:
    row = f"Sterker;Plek;professionals;;{visibility};Kanariestraat 12;6511pp;Nijmegen;Tiel"
    look = load(as_list(row, header=WHERE))
    place = Location.objects.get()
    assert (place.place, place.street, place.postcode) == ("Nijmegen", street, "6511 PP" if street else "")
    assert any("adres niet overgenomen" in note for note in look.notes) == (not street)


def test_a_note_at_a_channel_with_the_address_stops_a_list_from_making_the_place_secret(cast: Cast) -> None:
    """It stands in no column, and visitors go on reading it."""
    service = CareServiceFactory.create(organisation=cast.other_organisation, name="Schuilplek")
    channel = ChannelFactory.create(service=service, value="088-0000 001")
    closed = HoursExceptionFactory.create(channel=channel, note="Bel aan bij Kanariestraat 12")
    row = f"{service.short_id};Sterker;Schuilplek;professionals;geheim"
    content = as_list(row, header="Kenmerk;Organisatie;Naam van het aanbod;Voor wie;Zichtbaarheid van het adres")
    look = look_of(content)
    assert "Bij dit kanaal staat een adres" in str(reasons(look))
    closed.delete()
    assert reasons(look_of(content)) == []


def test_a_secret_place_has_no_number_and_no_text_that_tells_where_it_is(cast: Cast) -> None:
    row = "Sterker;Schuilplek;professionals;024-123 45 67;geheim;;;;;Kom naar Kanariestraat 12, 6511 PP"
    look = load(as_list(row, header=f"{WHERE};Omschrijving"))
    assert {column for _, column, _ in reasons(look)} == {"Omschrijving", "Telefoon cliënten"}
    assert all("geheim" in reason for _, _, reason in reasons(look))
    assert not CareService.objects.exists()


def test_what_the_coordinator_brings_in_is_online_at_once_and_what_waited_is_withdrawn(cast: Cast) -> None:
    held = CareServiceFactory(organisation=cast.lead_organisation, name="Praten met elkaar")
    channel = ChannelFactory(service=held, value="088-0000 000", note="kies 2")
    waiting = ChangeRequest.objects.create(
        service=held,
        field=RiskyField.CLIENT_PHONE,
        old_value="088-0000 000",
        new_value="088-0000 007",
        asked_by=cast.lead_editor,
    )
    header = "Kenmerk;Organisatie;Naam van het aanbod;Voor wie;Telefoon cliënten"
    row = f"{held.short_id};MEE Gelderse Poort;Praten met elkaar;iemand die het meemaakte;088-0000 001"
    assert states(load(as_list(row, header=header))) == ["changed"]
    channel.refresh_from_db()
    waiting.refresh_from_db()
    assert (channel.value, channel.note, waiting.status) == ("088-0000 001", "kies 2", RequestStatus.WITHDRAWN)


def test_a_status_in_a_list_is_told_and_changes_nothing(cast: Cast) -> None:
    held = CareServiceFactory(organisation=cast.lead_organisation, name="Praten met elkaar")
    header = "Kenmerk;Organisatie;Naam van het aanbod;Voor wie;Status"
    row = f"{held.short_id};MEE Gelderse Poort;Praten met elkaar;iemand die het meemaakte;ingetrokken"
    look = load(as_list(row, header=header))
    assert states(look) == ["unchanged"]
    assert look.rows[0].warnings[0].startswith("Uw bestand zegt «status: ingetrokken».")


def test_a_long_list_asks_no_more_questions_than_a_short_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [f"Sterker;Aanbod {n};professionals;088-0000 {n:03}" for n in range(60)]
    load(as_list(*rows))
    changed = as_list(*(row.replace("088-0000 0", "088-0000 9") for row in rows))
    choices = {str(n + 2): f"zelfde-{service(f'Aanbod {n}').pk}" for n in range(60)}
    with django_assert_max_num_queries(30):
        assert set(states(load(changed, choices=choices))) == {"changed"}
