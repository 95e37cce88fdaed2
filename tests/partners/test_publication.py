"""What the Wet open overheid asks of agreements: the choice, the list and the file of what is to be published."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.dates import today
from network.models import Person
from network.spreadsheets import from_csv
from partners.models import (
    Agreement,
    AgreementParty,
    DocumentAccess,
    Organisation,
    VersionKind,
    WooCategory,
    WooDecision,
)
from partners.publication import MOST_SHOWN, publication_list, ready_to_publish, to_publish_as_csv
from tests.cast import Cast
from tests.factories import LONG_AGO, AgreementDocumentFactory, AgreementFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]
SIGNED_ON = date(2026, 5, 3)
LIST = "/overeenkomsten/openbaar/"
CSV = "/overeenkomsten/openbaar/csv/"


def signed(
    title: str, *parties: Organisation, access: DocumentAccess | None = DocumentAccess.PUBLIC, **fields: Any
) -> Agreement:
    """An agreement to be published that everybody signed, with a document."""
    chosen = {"woo_decision": WooDecision.PUBLISH, "woo_category": WooCategory.COVENANTS} | fields
    agreement = AgreementFactory(title=title, parties=parties, **chosen)
    AgreementParty.objects.filter(version__agreement=agreement).update(
        representative="A. Smit-Verhoeven", function="bestuurder", signed_on=SIGNED_ON
    )
    if access:
        AgreementDocumentFactory(of=agreement, access=access, title="Openbare versie")
    return agreement


@pytest.fixture
def agreements(cast: Cast) -> dict[str, Agreement]:
    """One to publish, and one for every reason not to."""
    parties = (cast.lead_organisation, cast.tiel_organisation)
    made = {
        "to publish": signed("=Convenant KIS", *parties),
        "confidential": signed("Vertrouwelijk convenant", *parties, is_confidential=True),
        "no document": signed("Zonder document", *parties, access=None),
        "confidential document": signed("Met vertrouwelijk document", *parties, access=DocumentAccess.CONFIDENTIAL),
        "document for members": signed("Met document voor leden", *parties, access=DocumentAccess.MEMBERS),
        "draft": signed("Concept", *parties, offered_on=None),
        "one party has to sign": signed("Half getekend", *parties),
        "without parties": signed("Zonder partijen"),
        "undecided": signed("Onbeslist", *parties, woo_decision=WooDecision.UNDECIDED),
        "refused": signed(
            "Geheim gehouden", *parties, woo_decision=WooDecision.REFUSE, woo_ground="artikel 5.1, lid 2"
        ),
        "published": signed(
            "Staat online", *parties, published_url="https://tiel.example/convenant", published_on=LONG_AGO
        ),
    }
    last = AgreementParty.objects.filter(version__agreement=made["one party has to sign"]).latest("pk")
    last.signed_on = None
    last.save()
    return made


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_export_contains_only_agreements_marked_public_with_a_document_and_no_confidential_flag(
    agreements: dict[str, Agreement], cast: Cast, client_of: SIGN_IN
) -> None:
    """The sentence of the agreement."""
    response = client_of(cast.coordinator).get(CSV)

    header, *rows = from_csv(response.content.decode())
    assert [row[header.index("Titel")] for row in rows] == ["=Convenant KIS"]
    (row,) = rows
    assert dict(zip(header, row, strict=True)) == {
        "Titel": "=Convenant KIS",
        "Soort": "samenwerkingsconvenant",
        "Doel": "",
        "Partijen": "MEE Gelderse Poort, Gemeente Tiel",
        "Woo-categorie": "convenanten (2f)",
        "Ondertekend op": "2026-05-03",
        "Loopt vanaf": "",
        "Loopt tot en met": "",
        "Documenten": "Openbare versie (overeenkomst.pdf)",
    }
    assert "'=Convenant KIS" in response.content.decode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="te-publiceren-convenanten.csv"'


def test_the_export_names_organisations_and_nobody_who_signed(
    agreements: dict[str, Agreement], cast: Cast, client_of: SIGN_IN
) -> None:
    text = client_of(cast.coordinator).get(CSV).content.decode()

    assert "MEE Gelderse Poort" in text
    assert "Smit" not in text
    assert "bestuurder" not in text


@pytest.mark.parametrize("who", ["lead_editor", "municipal_coordinator", "steering_member", "administrator", "reader"])
@pytest.mark.parametrize("address", [LIST, CSV])
def test_list_and_export_are_the_coordinators(address: str, who: str, cast: Cast, client_of: SIGN_IN) -> None:
    assert client_of(cast.people[who]).get(address).status_code == 403


def test_a_later_party_does_not_take_back_what_was_signed(cast: Cast) -> None:
    agreement = signed("Convenant KIS", cast.lead_organisation)
    addendum = agreement.versions.create(number=2, kind=VersionKind.ACCESSION)
    addendum.parties.create(organisation=cast.other_organisation)

    assert [each.agreement for each in ready_to_publish(cast.coordinator)] == [agreement]


def test_a_party_that_withdrew_is_not_waited_for_and_not_named(cast: Cast) -> None:
    agreement = signed("Convenant KIS", cast.lead_organisation, cast.other_organisation)
    gone = AgreementParty.objects.get(organisation=cast.other_organisation)
    gone.signed_on, gone.withdrawn_on = None, SIGNED_ON
    gone.save()

    (entry,) = ready_to_publish(cast.coordinator)

    assert entry.agreement == agreement
    assert entry.parties == ("MEE Gelderse Poort",)


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_puts_every_agreement_in_one_place_and_says_what_is_missing(
    agreements: dict[str, Agreement], cast: Cast, client_of: SIGN_IN
) -> None:
    page = Page.of(client_of(cast.coordinator).get(LIST))

    titles = {heading.get("id"): page.texts(f"section[aria-labelledby={heading.get('id')}] tbody a.row-title")
              for heading in page.all("main h2")}  # fmt: skip
    assert titles == {
        "te-publiceren": ["=Convenant KIS"],
        "nog-niet-klaar": [
            "Concept",
            "Half getekend",
            "Met document voor leden",
            "Met vertrouwelijk document",
            "Vertrouwelijk convenant",
            "Zonder document",
            "Zonder partijen",
        ],
        "nog-niet-besloten": ["Onbeslist"],
        "gepubliceerd": ["Staat online"],
        "niet-openbaar": ["Geheim gehouden"],
    }
    missing = dict(zip(titles["nog-niet-klaar"], page.texts("[data-label='Wat er nog moet gebeuren']"), strict=True))
    assert missing["Half getekend"] == "Nog niet alle partijen hebben ondertekend."
    assert missing["Vertrouwelijk convenant"] == "De overeenkomst is vertrouwelijk."
    assert missing["Concept"] == "Het is nog een concept."
    assert missing["Zonder document"] == missing["Met document voor leden"]
    for kept in ("document for members", "confidential document"):  # the page of the choice says the same
        choice = Page.of(client_of(cast.coordinator).get(choice_of(agreements[kept])))
        assert "er is geen document dat openbaar mag zijn" in choice.words
    assert "artikel 5.1, lid 2" in page.words
    assert "https://tiel.example/convenant" in page.words


def test_a_list_of_many_costs_as_few_questions_as_one(
    agreements: dict[str, Agreement], cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert cast.coordinator.roles

    with django_assert_max_num_queries(5):
        to_publish_as_csv(ready_to_publish(cast.coordinator))


def test_without_agreements_the_list_says_what_belongs_there(cast: Cast, client_of: SIGN_IN) -> None:
    assert "Er zijn nog geen overeenkomsten" in Page.of(client_of(cast.coordinator).get(LIST)).words


# --- the choice -----------------------------------------------------------------------------------------------------


def choice_of(agreement: Agreement) -> str:
    return reverse("partners:agreement-publication", args=[agreement.pk])


def filled_in(agreement: Agreement, **others: Any) -> dict[str, Any]:
    values = {
        "woo_decision": "publish",
        "woo_category": "2f",
        "woo_ground": "",
        "published_url": "",
        "published_on": "",
    }
    return values | {"seen_version": agreement.version_of_record} | others


def test_the_coordinator_decides_to_publish_and_later_notes_where(cast: Cast, client_of: SIGN_IN) -> None:
    agreement = signed("Convenant KIS", cast.lead_organisation, woo_decision=WooDecision.UNDECIDED, woo_category="")
    client = client_of(cast.coordinator)

    client.post(choice_of(agreement), filled_in(agreement))
    assert [each.agreement for each in ready_to_publish(cast.coordinator)] == [agreement]
    agreement.refresh_from_db()
    where = {"published_url": "https://tiel.example/convenant", "published_on": "3 mei 2026"}
    client.post(choice_of(agreement), filled_in(agreement, **where))

    agreement.refresh_from_db()
    assert (agreement.published_url, agreement.published_on) == ("https://tiel.example/convenant", date(2026, 5, 3))
    assert [each.agreement for each in publication_list(cast.coordinator).published.rows] == [agreement]
    assert ready_to_publish(cast.coordinator) == []


def test_of_very_many_the_page_shows_a_part_and_says_how_many_there_are(cast: Cast, client_of: SIGN_IN) -> None:
    Agreement.objects.bulk_create(
        Agreement(kind="working", title=f"Afspraak {number}", offered_on=LONG_AGO) for number in range(MOST_SHOWN + 2)
    )
    page = Page.of(client_of(cast.coordinator).get("/overeenkomsten/openbaar/"))

    assert len(page.all("[data-label='Openbaar?']")) == MOST_SHOWN
    assert f"Dit zijn de eerste {MOST_SHOWN} van {MOST_SHOWN + 2}." in page.words


WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "no ground": ({}, {"woo_decision": "refuse"}, "op welke grond"),
    "a ground, and published": ({}, {"woo_ground": "artikel 5.1"}, "Maak dit leeg"),
    "no category": ({}, {"woo_category": ""}, "Kies in welke categorie"),
    "a place without a day": ({}, {"published_url": "https://tiel.example/"}, "sinds welke dag"),
    "a day without a place": ({}, {"published_on": "3 mei 2026"}, "waar zij te lezen is"),
    "a day to come": (
        {},
        {"published_url": "https://tiel.example/", "published_on": f"{today() + timedelta(days=1):%d-%m-%Y}"},
        "nog niet geweest",
    ),
    "a place, and refused": (
        {},
        {
            "woo_decision": "refuse",
            "woo_ground": "5.1",
            "published_url": "https://a.example/",
            "published_on": "3-5-2026",
        },
        "Bij deze keuze hoort geen adres of datum",
    ),
    "a place that runs": ({}, {"published_url": "javascript:alert(1)", "published_on": "3 mei 2026"}, "het hele adres"),
    "a place of files": ({}, {"published_url": "ftp://tiel.example/x", "published_on": "3 mei 2026"}, "https://"),
    "confidential": ({"is_confidential": True}, {}, "Deze overeenkomst is vertrouwelijk"),
    "a draft that is online": (
        {"offered_on": None},
        {"published_url": "https://tiel.example/", "published_on": "3 mei 2026"},
        "nog een concept",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_fit_together_is_told_and_stays_in_the_form(wrong: str, cast: Cast, client_of: SIGN_IN) -> None:
    fields, values, words = WRONG[wrong]
    agreement = AgreementFactory(**fields)

    response = client_of(cast.coordinator).post(choice_of(agreement), filled_in(agreement, **values))

    assert response.status_code == 422
    page = Page.of(response)
    assert words in page.words
    assert page.one("input[name=published_url]").get("value", "") == values.get("published_url", "")
    agreement.refresh_from_db()
    assert agreement.woo_decision == WooDecision.UNDECIDED


def test_who_was_overtaken_sees_that_and_saves_again(cast: Cast, client_of: SIGN_IN) -> None:
    agreement = AgreementFactory(version_of_record=2)
    client = client_of(cast.coordinator)

    overtaken = client.post(choice_of(agreement), filled_in(agreement, seen_version=1))

    assert overtaken.status_code == 422
    page = Page.of(overtaken)
    assert "Iemand anders wijzigde deze overeenkomst intussen" in page.words
    assert page.one("input[name=woo_decision][checked]").get("value") == "publish"  # what was chosen stays
    seen = page.one("input[name=seen_version]").get("value")
    assert client.post(choice_of(agreement), filled_in(agreement, seen_version=seen)).status_code == 302


def test_only_who_edits_an_agreement_decides(cast: Cast, client_of: SIGN_IN) -> None:
    of_tiel = AgreementFactory(keeper=cast.tiel_organisation)
    of_mee = AgreementFactory(parties=[cast.lead_organisation])
    hidden = AgreementFactory(is_confidential=True)

    assert client_of(cast.municipal_coordinator).post(choice_of(of_tiel), filled_in(of_tiel)).status_code == 302
    assert client_of(cast.lead_editor).post(choice_of(of_mee), filled_in(of_mee)).status_code == 403
    assert client_of(cast.lead_editor).post(choice_of(hidden), filled_in(hidden)).status_code == 404


def test_the_form_explains_the_category_and_does_not_say_that_the_duty_is_there(cast: Cast, client_of: SIGN_IN) -> None:
    words = Page.of(client_of(cast.coordinator).get(choice_of(AgreementFactory()))).words

    assert "Categorie 2f zijn de convenanten" in words
    assert "stap voor stap" in words
    assert "Bronnen verschillen" in words
