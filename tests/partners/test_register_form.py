"""The coordinator adds a partner to the register, and changes one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network.dates import today
from network.models import Person
from partners.models import Domain, Organisation, OrganisationKind
from partners.register_flows import KnownAlreadyError, add_organisation
from partners.register_forms import OrganisationForm
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, OrganisationFactory, RegionFactory
from tests.partners.filling_in import values_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]

ADD = "/partners/toevoegen/"
LEAST = {"name": "Iriszorg", "kind": "addiction_care", "domain": "care", "joined_on": "1 maart 2024"}


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


def added(client: Client, **typed: Any) -> Organisation:
    response = client.post(ADD, LEAST | typed)
    assert response.status_code == 302, Page.of(response).words
    return Organisation.objects.order_by("pk").last()  # type: ignore[return-value]  # there is one


def edit_address(organisation: Organisation) -> str:
    return reverse("partners:organisation-edit", args=[organisation.pk])


def opened(client: Client, organisation: Organisation) -> dict[str, Any]:
    """The form as it stands in a tab."""
    fields = values_of(client.get(edit_address(organisation)), with_field="kvk_number")
    chosen = {"kind": organisation.kind, "domain": organisation.domain}
    return {name: value for name, value in fields.items() if name != "municipalities_served"} | chosen


# --- adding -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["12 34 56 78", "12.345.678", "12345678", " KvK 12345678 "])
def test_a_kvk_number_is_one_number_however_it_is_typed(coordinator: Client, typed: str) -> None:
    assert added(coordinator, kvk_number=typed).kvk_number == "12345678"


def test_numbers_and_addresses_are_kept_as_others_use_them(coordinator: Client) -> None:
    iriszorg = added(coordinator, phone="0881234567", website="www.iriszorg.example", email="info@iriszorg.example")

    assert iriszorg.phone == "088-1234 567"
    assert iriszorg.website == "https://www.iriszorg.example"
    assert str(iriszorg.joined_on) == "2024-03-01"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("kvk_number", "1234", "heeft 4 cijfers"),
        ("website", "ja", "geen webadres"),
        ("phone", "bel maar", "geen telefoonnummer"),
        ("domain", "", "Kies het domein"),
        ("municipality", "{tiel}", "Kies «Geen gemeente»"),
        ("left_on", "1 januari 2020", "ligt voor het begin"),
        ("leaving_reason", "Gefuseerd", "Vul ook de laatste dag in"),
    ],
)
def test_what_cannot_be_read_stays_in_its_field_with_what_to_do(
    cast: Cast, coordinator: Client, field: str, typed: str, says: str
) -> None:
    typed = typed.format(tiel=cast.tiel.pk)
    response = coordinator.post(ADD, LEAST | {field: typed})

    assert response.status_code == 422
    page = Page.of(response)
    assert says in " ".join(page.texts(".utrecht-form-field-error-message"))
    assert "Iriszorg" in [element.get("value") for element in page.all("input[name=name]")]
    assert not Organisation.objects.filter(name="Iriszorg").exists()


def test_a_known_kvk_number_names_and_links_the_partner_that_has_it_also_when_it_left(coordinator: Client) -> None:
    known = OrganisationFactory(
        name="Novadic", kvk_number="12345678", left_on=today() - timedelta(days=400), joined_on="2020-01-01"
    )
    response = coordinator.post(ADD, LEAST | {"kvk_number": "12.345.678"})

    assert response.status_code == 422
    page = Page.of(response)
    assert "Dit KvK-nummer is al in het register: Novadic, die niet meer actief is." in page.words
    assert known.get_absolute_url() in [link.get("href") for link in page.all(".utrecht-alert a")]


def test_of_two_who_type_the_same_number_at_once_the_second_is_refused_too(cast: Cast) -> None:
    form = OrganisationForm(LEAST | {"kvk_number": "12345678"})
    assert form.is_valid()
    OrganisationFactory(kvk_number="12345678")

    with pytest.raises(KnownAlreadyError):
        add_organisation(by=cast.coordinator, values=form.values)


def test_a_name_that_is_known_is_asked_about_and_not_refused(coordinator: Client) -> None:
    OrganisationFactory(name="Stichting IrisZorg")
    asked = coordinator.post(ADD, LEAST)
    assert asked.status_code == 422
    assert "Deze naam lijkt op Stichting IrisZorg." in Page.of(asked).words

    assert added(coordinator, is_another="on").name == "Iriszorg"


def test_a_municipality_as_partner_says_which_one_it_is(cast: Cast, coordinator: Client) -> None:
    unnamed = LEAST | {"name": "Gemeente Buren", "kind": OrganisationKind.MUNICIPALITY}
    assert "Kies welke gemeente dit is." in Page.of(coordinator.post(ADD, unnamed)).words

    taken = Page.of(coordinator.post(ADD, unnamed | {"municipality": cast.tiel.pk})).words
    assert "Deze gemeente is al in het register: Gemeente Tiel." in taken


def test_a_gap_of_the_coverage_opens_the_form_with_domain_and_municipality_filled_in(
    cast: Cast, coordinator: Client
) -> None:
    page = Page.of(coordinator.get(f"{ADD}?domein=safety&gemeente={cast.tiel.pk}"))

    assert [box.get("value") for box in page.all("input[name=domain][checked]")] == ["safety"]
    assert [box.get("value") for box in page.all("input[name=municipalities_served][checked]")] == [str(cast.tiel.pk)]


@pytest.mark.parametrize("nonsense", ["?domein=x&gemeente=x", "?gemeente=99999999999999999999", "?gemeente=%C2%B2"])
def test_an_address_with_nonsense_opens_an_empty_form(coordinator: Client, nonsense: str) -> None:
    assert coordinator.get(ADD + nonsense).status_code == 200


# --- changing -----------------------------------------------------------------------------------------------------


def test_a_change_is_told_in_the_history_with_its_working_area(cast: Cast, coordinator: Client) -> None:
    typed = opened(coordinator, cast.lead_organisation)
    places = [cast.tiel.pk, cast.nijmegen.pk]
    coordinator.post(
        edit_address(cast.lead_organisation), typed | {"short_name": "MEE", "municipalities_served": places}
    )

    cast.lead_organisation.refresh_from_db()
    assert cast.lead_organisation.short_name == "MEE"
    history = " ".join(Page.of(coordinator.get(cast.lead_organisation.get_absolute_url())).texts(".history li"))
    assert "Marijke de Wit veranderde korte naam van niet ingevuld in MEE." in history
    assert "veranderde werkgebied van niet ingevuld in Nijmegen, Tiel." in history


def test_of_two_tabs_neither_loses_a_word(cast: Cast, coordinator: Client) -> None:
    first, second = (opened(coordinator, cast.lead_organisation) for _ in range(2))
    address = edit_address(cast.lead_organisation)
    coordinator.post(address, first | {"phone": "0881234567", "description": "Wij helpen mensen met een beperking."})

    response = coordinator.post(address, second | {"short_name": "MEE", "description": "Wij ondersteunen."})
    assert response.status_code == 409
    page = Page.of(response)
    assert "Marijke de Wit veranderde deze gegevens terwijl u bezig was" in page.words
    assert "Wij helpen mensen met een beperking." in " ".join(page.texts(".versus__side"))
    assert page.one("textarea[name=description]").text_content().strip() == "Wij ondersteunen."
    cast.lead_organisation.refresh_from_db()
    assert (cast.lead_organisation.short_name, cast.lead_organisation.phone) == ("", "088-1234 567")

    again = values_of(response, with_field="kvk_number") | {
        "kind": cast.lead_organisation.kind,
        "domain": cast.lead_organisation.domain,
    }
    del again["municipalities_served"]
    assert coordinator.post(address, again | {"description": "Wij ondersteunen."}).status_code == 302
    cast.lead_organisation.refresh_from_db()
    kept = cast.lead_organisation
    assert (kept.short_name, kept.phone, kept.description) == ("MEE", "088-1234 567", "Wij ondersteunen.")


def test_saving_without_a_change_leaves_no_trace(cast: Cast, coordinator: Client) -> None:
    cast.lead_organisation.municipalities_served.set([cast.tiel])
    typed = opened(coordinator, cast.lead_organisation) | {"municipalities_served": [cast.tiel.pk]}
    changes = cast.lead_organisation.history_events.count()
    assert coordinator.post(edit_address(cast.lead_organisation), typed).status_code == 302

    cast.lead_organisation.refresh_from_db()
    assert cast.lead_organisation.version == 1
    assert cast.lead_organisation.history_events.count() == changes


def test_a_place_outside_the_region_that_was_chosen_before_is_not_lost(cast: Cast, coordinator: Client) -> None:
    region = RegionFactory()
    AreaMembershipFactory(area_set=region.area_set, municipality=cast.tiel)
    cast.lead_organisation.municipalities_served.set([cast.nijmegen])

    page = Page.of(coordinator.get(edit_address(cast.lead_organisation)))
    boxes = page.all("input[name=municipalities_served]")
    assert {box.get("value"): box.get("checked") is not None for box in boxes} == {
        str(cast.tiel.pk): False,
        str(cast.nijmegen.pk): True,
    }


@pytest.mark.parametrize("who", ["lead_editor", "municipal_coordinator", "administrator", "reader"])
def test_only_the_coordinator_adds_and_changes_partners(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(getattr(cast, who))
    answers: list[HttpResponse] = [
        client.post(ADD, LEAST),
        client.post(edit_address(cast.lead_organisation), LEAST),
    ]
    assert [response.status_code for response in answers] == [403, 403]
    assert "Partner toevoegen" not in Page.of(client.get("/partners/")).words


def test_an_organisation_that_was_merged_leads_to_the_one_that_stayed(cast: Cast, client_of: ClientOf) -> None:
    gone = OrganisationFactory(name="MEE Oud", domain=Domain.CARE, left_on=today(), merged_into=cast.lead_organisation)
    response = client_of(cast.reader).get(gone.get_absolute_url())
    assert response["Location"] == cast.lead_organisation.get_absolute_url()
    assert "MEE Oud" not in Page.of(client_of(cast.reader).get("/partners/?deelname=alle")).words
