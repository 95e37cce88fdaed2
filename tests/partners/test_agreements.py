"""P06 and P08: the register of agreements, who sees which, and two people who change one at the same time."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from network.dates import today
from network.dutch import long_date
from network.models import Municipality, Person, Role
from network.together import alone
from partners.agreement_flows import AgreementError, change_agreement
from partners.agreements import rows_of
from partners.models import Agreement, AgreementKind, AgreementParty
from tests.cast import Cast
from tests.factories import AgreementDocumentFactory, AgreementFactory, OrganisationFactory, RoleGrantFactory
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LIST, ADD = "/overeenkomsten/", "/overeenkomsten/toevoegen/"
SOON = today() + timedelta(days=60)
COVENANT = {"kind": "covenant", "title": "Convenant", "starts_on": "1 januari 2026", "ends_on": "31 december 2029"}


def signed(agreement: Agreement) -> Agreement:
    AgreementParty.objects.filter(version__agreement=agreement).update(
        representative="A. de Boer", function="bestuurder", signed_on=date(2024, 2, 1)
    )
    return agreement


def titles(client: Client, query: str = "") -> list[str]:
    return Page.of(client.get(f"{LIST}{query}")).texts("tbody .row-title")


def add(client: Client, **typed: Any) -> HttpResponse:
    opened = values_of(client.get(ADD), with_field="title")
    return client.post(ADD, {**opened, **COVENANT, **typed}, follow=True)


def edit(client: Client, agreement: Agreement, **typed: Any) -> HttpResponse:
    url = f"{agreement.get_absolute_url()}wijzigen/"
    return client.post(url, {**values_of(client.get(url), with_field="title"), **typed}, follow=True)


# --- adding -------------------------------------------------------------------------------------------------------


def test_the_coordinator_adds_a_draft_with_all_that_was_agreed(cast: Cast, client_of: ClientOf) -> None:
    response = add(
        client_of(cast.coordinator),
        purpose="Samen werken.",
        renewal_months="12",
        notice_months="3",
        amount="145.423",
        hours_per_year="475",
        evaluate_on="1 juni 2028",
    )
    made = Agreement.objects.get()
    assert "is toegevoegd als concept" in Page.of(response).words
    assert (made.kind, made.ends_on, made.renewal_months, made.notice_months) == (
        AgreementKind.COVENANT,
        date(2029, 12, 31),
        12,
        3,
    )
    assert (made.amount, made.hours_per_year, made.keeper) == (Decimal(145423), Decimal(475), None)
    assert [version.number for version in made.versions.all()] == [1]


def test_a_municipal_coordinator_adds_for_the_own_municipality_only(cast: Cast, client_of: ClientOf) -> None:
    joost = client_of(cast.municipal_coordinator)
    for organisation in (cast.nijmegen_organisation, cast.lead_organisation):
        assert add(joost, keeper=str(organisation.pk)).status_code == 422
    assert add(joost, keeper="").status_code == 422
    assert not Agreement.objects.exists()
    add(joost)
    made = Agreement.objects.get()
    assert made.keeper == cast.tiel_organisation
    edit(joost, made, title="Anders", keeper="")
    made.refresh_from_db()
    assert (made.title, made.keeper) == ("Anders", cast.tiel_organisation)


def test_others_add_nothing(cast: Cast, client_of: ClientOf) -> None:
    for person in (cast.lead_editor, cast.reader, cast.steering_member, cast.data_steward, cast.administrator):
        assert client_of(person).get(ADD).status_code == 403
        assert client_of(person).post(ADD, COVENANT).status_code == 403


def test_a_processing_agreement_needs_a_main_agreement(cast: Cast, client_of: ClientOf) -> None:
    main = AgreementFactory(title="Hoofdovereenkomst")
    coordinator = client_of(cast.coordinator)
    refused = add(coordinator, kind="processing", main_agreement="")
    assert refused.status_code == 422
    assert "Kies bij welke overeenkomst deze verwerkersovereenkomst hoort." in Page.of(refused).words
    add(coordinator, kind="processing", title="Verwerkers", main_agreement=str(main.pk))
    made = Agreement.objects.get(title="Verwerkers")
    assert made.main_agreement == main
    assert edit(coordinator, made, main_agreement="").status_code == 422
    page = Page.of(coordinator.get(main.get_absolute_url()))
    assert [link.get("href") for link in page.all("aside dl a")] == [made.get_absolute_url()]


@pytest.mark.parametrize(("kind", "status"), [("subsidy", 422), ("covenant", 200)])
def test_the_kind_decides_whether_an_end_date_is_needed(
    cast: Cast, client_of: ClientOf, kind: str, status: int
) -> None:
    response = add(client_of(cast.coordinator), kind=kind, ends_on="")
    assert response.status_code == status
    assert ("Een subsidiebeschikking heeft een einddatum." in Page.of(response).words) == (status == 422)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"title": ""}, "De titel ontbreekt."),
        ({"kind": ""}, "Kies wat voor overeenkomst het is."),
        ({"ends_on": "31 december 2025"}, "Kies 1 januari 2026 of later."),
        ({"ends_on": "", "renewal_months": "12"}, "Vul ook in tot en met welke dag de overeenkomst loopt"),
        ({"renewal_months": "0"}, "Vul een of meer hele maanden in"),
        ({"notice_months": "300"}, "Vul hoogstens 120 maanden in."),
    ],
)
def test_each_error_says_what_to_do_and_keeps_what_was_typed(
    cast: Cast, client_of: ClientOf, typed: dict[str, str], error: str
) -> None:
    response = add(client_of(cast.coordinator), purpose="Dit typte ik.", **typed)
    assert response.status_code == 422
    assert error in Page.of(response).words
    assert "Dit typte ik." in response.content.decode()


def test_two_agreements_never_belong_to_each_other(cast: Cast, client_of: ClientOf) -> None:
    first = AgreementFactory(title="Eerste")
    second = AgreementFactory(title="Tweede", main_agreement=first)
    third = AgreementFactory(title="Derde", main_agreement=second)
    response = edit(client_of(cast.coordinator), first, main_agreement=str(third.pk))
    assert response.status_code == 422
    assert "hoort zelf al bij de andere" in Page.of(response).words
    with pytest.raises(AgreementError):  # also when the other one was saved a moment ago
        change_agreement(
            first, by=cast.coordinator, version=1, seen={"main_agreement": None}, changes={"main_agreement": third}
        )


# --- two people at once -------------------------------------------------------------------------------------------


def test_two_people_change_different_fields_and_both_are_kept(cast: Cast, client_of: ClientOf) -> None:
    agreement = AgreementFactory(title="Convenant", starts_on=date(2026, 1, 1), amount=Decimal("1310.50"))
    coordinator, url = client_of(cast.coordinator), f"{agreement.get_absolute_url()}wijzigen/"
    opened = values_of(coordinator.get(url), with_field="title")
    edit(client_of(cast.coordinator), agreement, title="Nieuw convenant")
    coordinator.post(url, {**opened, "ends_on": "31 december 2029"})
    agreement.refresh_from_db()
    assert (agreement.title, agreement.ends_on, agreement.amount) == (
        "Nieuw convenant",
        date(2029, 12, 31),
        Decimal("1310.50"),
    )


def test_two_people_change_the_same_field_and_nothing_typed_is_lost(cast: Cast, client_of: ClientOf) -> None:
    agreement = AgreementFactory(title="Convenant")
    coordinator, url = client_of(cast.coordinator), f"{agreement.get_absolute_url()}wijzigen/"
    opened = values_of(coordinator.get(url), with_field="title")
    edit(client_of(cast.coordinator), agreement, title="Van de ander", purpose="Ook van de ander")
    response = coordinator.post(url, {**opened, "title": "Van mij", "is_confidential": "on"})
    assert response.status_code == 409
    page = Page.of(response)
    assert "Marijke de Wit was u voor" in page.words
    assert page.texts(".versus__side") == ["Nu opgeslagen Van de ander", "Wat u typte, staat in het vak Van mij"]
    typed = values_of(response, with_field="title")
    assert (typed["title"], typed["purpose"].strip(), typed["is_confidential"]) == ("Van mij", "Ook van de ander", "on")
    coordinator.post(url, typed)
    agreement.refresh_from_db()
    assert (agreement.title, agreement.purpose, agreement.is_confidential) == ("Van mij", "Ook van de ander", True)


def test_saving_without_a_change_changes_nothing(cast: Cast, client_of: ClientOf) -> None:
    agreement = AgreementFactory(amount=Decimal("1310.50"), ends_on=date(2029, 12, 31), renewal_months=12)
    response = edit(client_of(cast.coordinator), agreement)
    agreement.refresh_from_db()
    assert ("Er is niets veranderd." in Page.of(response).words, agreement.version_of_record) == (True, 1)


# --- terms, end and evaluation ------------------------------------------------------------------------------------


def test_the_page_tells_the_terms_in_words(cast: Cast, client_of: ClientOf) -> None:
    this_year = today().year
    agreement = signed(
        AgreementFactory(
            parties=[cast.lead_organisation],
            starts_on=date(2024, 1, 1),
            ends_on=date(2024, 12, 31),
            renewal_months=12,
            notice_months=1,
        )
    )
    words = Page.of(client_of(cast.reader).get(agreement.get_absolute_url())).words
    assert f"Vanaf 1 januari 2024 tot en met 31 december {this_year}." in words
    assert "Wordt stilzwijgend met 12 maanden verlengd. Opzegtermijn: 1 maand." in words
    assert (
        f"Opzeggen kan tot en met 30 november {this_year if today() <= date(this_year, 11, 30) else this_year + 1}."
        in (words.replace("Opzeggen kan weer", "Opzeggen kan"))
    )


def test_an_agreement_without_an_end_runs_for_an_indefinite_time(cast: Cast, client_of: ClientOf) -> None:
    signed(AgreementFactory(title="Zonder eind", parties=[cast.lead_organisation], starts_on=date(2024, 1, 1)))
    page = Page.of(client_of(cast.reader).get(f"{LIST}?stand=lopend"))
    assert page.texts("tbody .row-title") == ["Zonder eind"]
    assert page.texts("tbody td[data-label=Stand]") == ["lopend onbepaalde tijd"]


def test_terminating_has_a_last_day_and_a_reason_and_can_be_taken_back(cast: Cast, client_of: ClientOf) -> None:
    agreement = signed(AgreementFactory(parties=[cast.lead_organisation], starts_on=date(2024, 1, 1)))
    coordinator, url = client_of(cast.coordinator), f"{agreement.get_absolute_url()}opzeggen/"
    assert coordinator.post(url, {"terminated_on": "", "reason": ""}).status_code == 422
    too_early = coordinator.post(url, {"terminated_on": "31-12-2023", "reason": "Stopt"})
    assert "Kies die dag of een latere." in Page.of(too_early).words
    last_day = today() + timedelta(days=30)
    page = Page.of(coordinator.post(url, {"terminated_on": str(last_day), "reason": "Stopt"}, follow=True))
    assert page.texts(".page-title__lead") == [f"lopend opgezegd per {long_date(last_day)} Samenwerkingsconvenant"]
    page = Page.of(coordinator.post(url, {"terminated_on": "", "reason": "Stopt"}, follow=True))
    assert page.texts(".page-title__lead") == ["lopend onbepaalde tijd Samenwerkingsconvenant"]
    agreement.refresh_from_db()
    assert (agreement.terminated_on, agreement.termination_reason) == (None, "")


def test_an_evaluation_has_a_date_and_perhaps_a_next_one(cast: Cast, client_of: ClientOf) -> None:
    agreement = AgreementFactory(parties=[cast.lead_organisation], evaluate_on=date(2026, 6, 1))
    coordinator, url = client_of(cast.coordinator), f"{agreement.get_absolute_url()}geevalueerd/"
    tomorrow = today() + timedelta(days=1)
    assert coordinator.post(url, {"evaluated_on": str(tomorrow), "next_on": ""}).status_code == 422
    assert coordinator.post(url, {"evaluated_on": "2026-06-05", "next_on": "2026-06-01"}).status_code == 422
    coordinator.post(url, {"evaluated_on": "5 juni 2026", "next_on": "1 juni 2028"})
    agreement.refresh_from_db()
    assert (agreement.evaluated_on, agreement.evaluate_on) == (date(2026, 6, 5), date(2028, 6, 1))


def test_the_history_tells_of_the_agreement_its_addenda_and_its_parties(cast: Cast, client_of: ClientOf) -> None:
    agreement = AgreementFactory(title="Convenant", offered_on=None, parties=[cast.lead_organisation])
    coordinator = client_of(cast.coordinator)
    edit(coordinator, agreement, title="Nieuw convenant")
    coordinator.post(f"{agreement.get_absolute_url()}aanbieden/")
    who = AgreementParty.objects.get()
    client_of(cast.lead_editor).post(
        f"/overeenkomsten/partij/{who.pk}/ondertekenen/",
        {"representative": "A. de Boer", "function": "bestuurder", "signed_on": "4 september 2026", "seen": "||"},
    )
    coordinator.post(
        f"{agreement.get_absolute_url()}partij/",
        {"organisation": str(cast.other_organisation.pk), "dated_on": "1 oktober 2026"},
    )
    told = " ".join(Page.of(coordinator.get(agreement.get_absolute_url())).texts(".history li"))
    assert "versie" not in told
    for words in (
        "Marijke de Wit veranderde titel van Convenant in Nieuw convenant.",
        "Bas Hendriks veranderde MEE Gelderse Poort: ondertekend op van niet ingevuld in 4 september 2026.",
        "Reden: Ter ondertekening aangeboden",
        "Marijke de Wit voegde addendum 1 (toetreding) toe.",
    ):
        assert words in told
    assert not Page.of(client_of(cast.reader).get(agreement.get_absolute_url())).all(".history")


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.fixture
def register(cast: Cast) -> None:
    mee, sterker = cast.lead_organisation, cast.other_organisation
    signed(AgreementFactory(title="A loopt", purpose="Opvang", parties=[mee], starts_on=date(2024, 1, 1)))
    signed(AgreementFactory(title="B eindigt", parties=[mee, sterker], starts_on=date(2024, 1, 1), ends_on=SOON))
    signed(
        AgreementFactory(title="C voorbij", kind=AgreementKind.SUBSIDY, parties=[sterker], ends_on=date(2020, 12, 31))
    )
    AgreementFactory(title="D te tekenen", kind=AgreementKind.WORKING, parties=[mee])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A loopt", "B eindigt", "D te tekenen", "C voorbij"]),
        ("?soort=subsidy", ["C voorbij"]),
        ("?stand=verloopt-binnenkort", ["B eindigt"]),
        ("?stand=van-kracht", ["A loopt", "B eindigt"]),
        ("?stand=verlopen", ["C voorbij"]),
        ("?stand=ter-ondertekening", ["D te tekenen"]),
        ("?stand=opgezegd", []),
        ("?jaar=2020", ["C voorbij"]),
        (f"?jaar={SOON.year}", ["B eindigt"]),
        ("?zoek=opvang", ["A loopt"]),
        ("?zoek=sterker", ["B eindigt", "C voorbij"]),
        ("?zoek=sterker+eindigt", ["B eindigt"]),
    ],
)
def test_the_list_is_filtered(register: None, cast: Cast, client_of: ClientOf, query: str, found: list[str]) -> None:
    assert titles(client_of(cast.reader), query) == found


def test_the_list_is_filtered_by_partner_and_warns_of_what_expires(
    register: None, cast: Cast, client_of: ClientOf
) -> None:
    reader = client_of(cast.reader)
    assert titles(reader, f"?partner={cast.other_organisation.pk}") == ["B eindigt", "C voorbij"]
    assert "1 overeenkomst verloopt binnenkort" in Page.of(reader.get(LIST)).words
    for nonsense in ("?jaar=abc", "?jaar=99999999999", "?stand=x", "?partner=0", "?pagina=x"):
        assert reader.get(f"{LIST}{nonsense}").status_code == 200


def test_an_empty_list_says_what_belongs_there(cast: Cast, client_of: ClientOf) -> None:
    assert "Er zijn nog geen overeenkomsten." in Page.of(client_of(cast.reader).get(LIST)).words


def test_three_thousand_agreements_take_no_more_questions_than_ten(cast: Cast, client_of: ClientOf) -> None:
    reader = client_of(cast.reader)
    many(10, cast)
    few = questions_of(reader, LIST)
    many(2990, cast)
    assert questions_of(reader, LIST) == few <= 12
    assert questions_of(reader, f"{LIST}?stand=van-kracht&jaar=2030&zoek=MEE&pagina=2") <= 12
    assert questions_of(reader, Agreement.objects.all()[0].get_absolute_url()) <= 20


def many(number: int, cast: Cast) -> None:
    made = Agreement.objects.bulk_create(
        Agreement(
            title=f"Convenant {index}",
            kind=AgreementKind.COVENANT,
            offered_on=date(2024, 1, 1),
            ends_on=date(2029, 12, 31),
            renewal_months=12 if index % 2 else None,
        )
        for index in range(number)
    )
    versions = list(map(_original, made))
    type(versions[0]).objects.bulk_create(versions)
    AgreementParty.objects.bulk_create(
        AgreementParty(
            version=version, organisation=each, representative="N. N.", function="x", signed_on=date(2024, 1, 2)
        )
        for version in versions
        for each in (cast.lead_organisation, cast.other_organisation)
    )


def _original(agreement: Agreement) -> Any:
    return agreement.versions.model(agreement=agreement)


# --- who sees what ------------------------------------------------------------------------------------------------


def test_a_confidential_agreement_is_nowhere_for_others(cast: Cast, client_of: ClientOf) -> None:
    mee = cast.lead_organisation
    main = signed(
        AgreementFactory(title="GEHEIM", parties=[mee], starts_on=date(2024, 1, 1), ends_on=SOON, is_confidential=True)
    )
    dependent = AgreementFactory(title="Verwerkers", kind=AgreementKind.PROCESSING, main_agreement=main, parties=[mee])
    for person in (cast.reader, cast.other_editor, cast.steering_member, cast.municipal_coordinator):
        client = client_of(person)
        assert client.get(main.get_absolute_url()).status_code == 404
        for step in ("wijzigen", "partij", "opzeggen", "geevalueerd", "wijziging", "aanbieden", "herinneren"):
            assert client.post(f"{main.get_absolute_url()}{step}/", {}).status_code == 404
        who = AgreementParty.objects.get(version__agreement=main)
        assert client.post(f"/overeenkomsten/partij/{who.pk}/ondertekenen/", {}).status_code == 404
        assert client.post(f"/overeenkomsten/partij/{who.pk}/terugtrekken/", {}).status_code == 404
        pages = [
            client.get(url).content.decode()
            for url in (
                LIST,
                f"{LIST}?stand=verloopt-binnenkort",
                f"{LIST}?zoek=GEHEIM",
                dependent.get_absolute_url(),
                mee.get_absolute_url(),
                "/",
            )
        ]
        assert not [page for page in pages if "GEHEIM" in page.replace("«GEHEIM»", "").replace('value="GEHEIM"', "")]
        assert "1 overeenkomst verloopt binnenkort" not in pages[0]
        assert "Hangt samen met" not in pages[3]
        assert [row.agreement for row in alone(rows_of(mee, Person.objects.get(pk=person.pk), today()))] == [dependent]
    # The control: who takes part, and the coordinator.
    for person in (cast.lead_editor, cast.coordinator):
        assert titles(client_of(person)) == ["GEHEIM", "Verwerkers"]
        assert "GEHEIM" in client_of(person).get(dependent.get_absolute_url()).content.decode()


def test_the_history_of_an_agreement_names_no_other_to_who_may_not_see_that(cast: Cast, client_of: ClientOf) -> None:
    secret = AgreementFactory(title="GEHEIM", is_confidential=True, parties=[cast.lead_organisation])
    newer = AgreementFactory(title="Nieuwer", parties=[cast.other_organisation])
    edit(client_of(cast.coordinator), newer, supersedes=secret.pk)
    for reader, is_named in ((cast.coordinator, True), (cast.administrator, False)):
        assert ("GEHEIM" in client_of(reader).get(newer.get_absolute_url()).content.decode()) is is_named
        assert ("GEHEIM" in client_of(reader).get("/geschiedenis/").content.decode()) is is_named


def test_a_choice_of_agreements_holds_only_what_this_person_may_see(cast: Cast, client_of: ClientOf) -> None:
    secret = AgreementFactory(title="GEHEIM", is_confidential=True, parties=[cast.lead_organisation])
    joost = client_of(cast.municipal_coordinator)
    assert "GEHEIM" not in joost.get(ADD).content.decode()
    for field in ("main_agreement", "supersedes"):
        assert add(joost, **{field: str(secret.pk)}).status_code == 422
    assert "GEHEIM" in client_of(cast.coordinator).get(ADD).content.decode()


def test_what_somebody_may_not_see_stays_when_they_save(cast: Cast, client_of: ClientOf) -> None:
    secret = AgreementFactory(title="GEHEIM", is_confidential=True, parties=[cast.lead_organisation])
    own = AgreementFactory(title="Van Tiel", keeper=cast.tiel_organisation, main_agreement=secret, kind="processing")
    joost = client_of(cast.municipal_coordinator)
    edit(joost, own, title="Van de gemeente Tiel")
    own.refresh_from_db()
    assert (own.title, own.main_agreement) == ("Van de gemeente Tiel", secret)


def test_a_draft_is_for_who_works_on_it(cast: Cast, client_of: ClientOf) -> None:
    draft = AgreementFactory(title="Concept", offered_on=None, parties=[cast.lead_organisation])
    seen = {
        name
        for name, person in cast.people.items()
        if name != "former_editor" and client_of(person).get(draft.get_absolute_url()).status_code == 200
    }
    assert seen == {"coordinator", "lead_editor"}


def test_the_organisation_page_tells_what_the_partner_has_in_it(cast: Cast) -> None:
    mee = cast.lead_organisation
    signed(AgreementFactory(title="A getekend", parties=[mee]))
    AgreementFactory(title="B nog niet", parties=[mee, cast.other_organisation])
    AgreementFactory(title="C van een ander", parties=[cast.other_organisation])
    AgreementFactory(title="D beheerd", keeper=mee)
    signed(AgreementFactory(title="E voorbij", parties=[mee], ends_on=date(2020, 12, 31)))
    rows = alone(rows_of(mee, cast.coordinator, today()))
    assert [(str(row.agreement), row.note) for row in rows] == [
        ("A getekend", "ondertekend op 1 februari 2024"),
        ("B nog niet", "nog niet ondertekend"),
        ("D beheerd", "beheert deze overeenkomst"),
        ("E voorbij", "ondertekend op 1 februari 2024"),
    ]


def test_a_municipality_keeps_only_its_own(cast: Cast, client_of: ClientOf) -> None:
    of_tiel = AgreementFactory(title="Van Tiel", keeper=cast.tiel_organisation, offered_on=None)
    joost = client_of(cast.municipal_coordinator)
    assert edit(joost, of_tiel, title="Nieuw").status_code == 200
    other: Municipality = cast.nijmegen
    neighbour = RoleGrantFactory(role=Role.MUNICIPAL_COORDINATOR, municipality=other).person
    assert client_of(neighbour).get(of_tiel.get_absolute_url()).status_code == 404
    assert client_of(neighbour).post(f"{of_tiel.get_absolute_url()}wijzigen/", {}).status_code == 404


def test_a_partner_that_left_is_no_choice_but_stays_where_it_stands(cast: Cast, client_of: ClientOf) -> None:
    gone = OrganisationFactory(name="Vertrokken", left_on=today() - timedelta(days=1))
    agreement = AgreementFactory(parties=[gone], keeper=gone)
    coordinator = client_of(cast.coordinator)
    assert "Vertrokken" not in coordinator.get(ADD).content.decode()
    assert "Vertrokken niet meer actief" in Page.of(coordinator.get(agreement.get_absolute_url())).words
    edit(coordinator, agreement, title="Nieuw")
    agreement.refresh_from_db()
    assert (agreement.title, agreement.keeper) == ("Nieuw", gone)


def test_the_page_asks_at_most_12_questions_however_many_parties_and_documents(cast: Cast, client_of: ClientOf) -> None:
    client, few = client_of(cast.coordinator), AgreementFactory(parties=[cast.lead_organisation])
    many = AgreementFactory(parties=OrganisationFactory.create_batch(12))
    AgreementDocumentFactory.create_batch(4, of=many)
    for agreement in (few, many):
        assert questions_of(client, agreement.get_absolute_url()) <= 12 + 2, "a test has a savepoint, and its end"
