"""The register of partners."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.dates import today
from network.dutch import long_date
from network.history import because
from network.models import Person
from network.overview import todos_of
from partners.models import Capacity, Domain, Organisation, OrganisationKind
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    AreaMembershipFactory,
    CapacityFactory,
    CareServiceFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    RegionFactory,
    ResponsibilityFactory,
)
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]


def test_a_domain_without_an_active_partner_is_pointed_out(cast: Cast, client_of: ClientOf) -> None:
    OrganisationFactory(name="Politie", domain=Domain.SAFETY, left_on=today() - timedelta(days=1))
    page = Page.of(client_of(cast.reader).get("/partners/"))
    assert page.texts(".utrecht-alert__title") == ["Geen partner uit het veiligheidsdomein"]
    assert "Politie" not in page.texts("tbody th a")


def test_with_a_partner_in_every_domain_nothing_is_pointed_out(cast: Cast, client_of: ClientOf) -> None:
    OrganisationFactory(name="Politie", domain=Domain.SAFETY)
    page = Page.of(client_of(cast.reader).get("/partners/"))
    assert page.all(".utrecht-alert") == []
    assert "Politie" in page.texts("tbody th a")


@pytest.mark.parametrize(
    ("per_week", "per_year", "words"),
    [
        ("12", "475", "12 uur per week, 475 uur per jaar"),
        ("16", "634", "16 uur per week, 634 uur per jaar"),
        (None, "104", "104 uur per jaar"),
        ("4", None, "4 uur per week"),
        ("2.5", None, "2,5 uur per week"),
        (None, None, "niet ingevuld"),
    ],
)
def test_hours_are_shown_as_agreed_and_never_converted(
    cast: Cast, client_of: ClientOf, per_week: str | None, per_year: str | None, words: str
) -> None:
    Capacity.objects.create(
        organisation=cast.lead_organisation,
        year=2021,
        task="Coördinatie",
        hours_per_week=per_week and Decimal(per_week),
        hours_per_year=per_year and Decimal(per_year),
    )
    page = Page.of(client_of(cast.reader).get(cast.lead_organisation.get_absolute_url()))
    assert page.texts("td[data-label=Uren]") == [words]


def test_a_partner_shows_who_it_is_and_its_own_offer_only(cast: Cast, client_of: ClientOf) -> None:
    cast.lead_organisation.website = "https://www.mee.example/"
    cast.lead_organisation.save()
    CareServiceFactory(organisation=cast.lead_organisation, name="Begeleiding")
    CareServiceFactory(organisation=cast.other_organisation, name="Maatschappelijk werk")
    page = Page.of(client_of(cast.reader).get(cast.lead_organisation.get_absolute_url()))
    assert page.texts("h1") == ["MEE Gelderse Poort"]
    assert page.texts(".result__title a") == ["Begeleiding"]
    assert "mee.example" in page.words
    assert "Redacteur in het portaal bekend bij de regiocoördinator" in page.words


def test_an_organisation_that_left_says_until_when_it_took_part(cast: Cast, client_of: ClientOf) -> None:
    left = OrganisationFactory(name="Opgeheven", left_on=today() - timedelta(days=400))
    words = Page.of(client_of(cast.reader).get(left.get_absolute_url())).words
    assert "tot en met" in words


def test_a_domain_without_a_partner_is_a_thing_to_do_for_the_coordinator_only(cast: Cast) -> None:
    (todo,) = [todo for todo in todos_of(cast.coordinator, today()) if "veiligheidsdomein" in todo.title]
    assert todo.url == "/partners/toevoegen/?domein=safety"
    assert not [todo for todo in todos_of(cast.lead_editor, today()) if "domein" in todo.title]

    OrganisationFactory(domain=Domain.SAFETY)
    assert not [todo for todo in todos_of(cast.coordinator, today()) if "domein" in todo.title]


# --- the page of a partner ----------------------------------------------------------------------------------------


def test_a_page_shows_the_actions_that_a_partner_leads_and_takes_part_in(cast: Cast, client_of: ClientOf) -> None:
    plan = PlanFactory()
    ActionFactory(plan=plan, code="4.2", title="Begeleiding", lead_organisation=cast.lead_organisation)
    joined = ActionFactory(plan=plan, code="2.5", title="Politie aansluiten", lead_organisation=cast.other_organisation)
    joined.partner_organisations.add(cast.lead_organisation)
    ActionFactory(plan=plan, code="1.1", title="Zonder MEE", lead_organisation=cast.other_organisation)

    page = Page.of(client_of(cast.reader).get(cast.lead_organisation.get_absolute_url()))
    assert page.texts("section[aria-labelledby=acties] li a") == ["4.2 Begeleiding", "2.5 Politie aansluiten"]
    assert "Acties (2)" in page.texts(".sub-nav a")


def test_an_editor_reaches_the_own_page_in_one_click(cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.lead_editor).get("/"))
    own = cast.lead_organisation.get_absolute_url()
    assert own in [link.get("href") for link in page.all("main a")]
    assert cast.other_organisation.get_absolute_url() not in [link.get("href") for link in page.all("main a")]


def test_an_editor_finds_only_what_the_own_organisation_has_to_do_with_its_date(
    cast: Cast, client_of: ClientOf
) -> None:
    plan = PlanFactory()
    day = today() + timedelta(days=5)
    for organisation in (cast.lead_organisation, cast.other_organisation):
        action = ActionFactory(plan=plan, title=f"Actie van {organisation}", lead_organisation=organisation)
        MilestoneFactory(action=action, title=f"Mijlpaal van {organisation}", planned_on=day)
        CareServiceFactory(organisation=organisation, name=f"Aanbod van {organisation}")

    page = Page.of(client_of(cast.lead_editor).get("/"))
    titles, dates = page.texts(".todo__title"), page.all(".todo__date time")
    assert "Mijlpaal: Mijlpaal van MEE Gelderse Poort" in titles
    assert [title for title in titles if "Sterker" in title] == []
    assert day.isoformat() in [each.get("datetime") for each in dates]


# --- hours --------------------------------------------------------------------------------------------------------


def test_hours_are_added_changed_and_taken_away_as_they_were_agreed(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    typed = {"task": "Coördinatie", "year": "2026", "hours_per_week": "12", "hours_per_year": "475", "source": ""}
    client.post(reverse("partners:capacity-add", args=[cast.lead_organisation.pk]), typed)
    hours = cast.lead_organisation.capacities.get()
    assert hours.as_agreed == "12 uur per week, 475 uur per jaar"

    address = reverse("partners:capacity-edit", args=[hours.pk])
    opened = values_of(client.get(address), with_field="task")
    assert client.post(address, opened | {"hours_per_week": ""}).status_code == 302
    page = Page.of(client.get(cast.lead_organisation.get_absolute_url()))
    assert page.texts("td[data-label=Uren]") == ["475 uur per jaar"]

    client.post(reverse("partners:capacity-remove", args=[hours.pk]))
    assert not cast.lead_organisation.capacities.exists()


def test_hours_that_somebody_else_changed_are_not_overwritten(cast: Cast, client_of: ClientOf) -> None:
    hours = Capacity.objects.create(organisation=cast.lead_organisation, year=2026, task="Overleg", hours_per_year=20)
    client, address = client_of(cast.coordinator), reverse("partners:capacity-edit", args=[hours.pk])
    opened = values_of(client.get(address), with_field="task")
    Capacity.objects.filter(pk=hours.pk).update(hours_per_year=30)

    response = client.post(address, opened | {"task": "Casuïstiekoverleg"})
    assert response.status_code == 409
    page = Page.of(response)
    assert page.one("input[name=task]").get("value") == "Casuïstiekoverleg"
    assert page.one("input[name=hours_per_year]").get("value") == "30"
    hours.refresh_from_db()
    assert hours.task == "Overleg"


def test_hours_without_a_number_are_asked_for(cast: Cast, client_of: ClientOf) -> None:
    address = reverse("partners:capacity-add", args=[cast.lead_organisation.pk])
    response = client_of(cast.coordinator).post(address, {"task": "Overleg", "year": "2026"})
    assert response.status_code == 422
    assert "Vul de uren per week in, de uren per jaar, of allebei." in Page.of(response).words


# --- finding a partner --------------------------------------------------------------------------------------------


@pytest.fixture
def some_partners(cast: Cast) -> dict[str, Organisation]:
    """One that left, one that is still to come, and two that take part."""
    AreaMembershipFactory(area_set=RegionFactory().area_set, municipality=cast.tiel)
    iris = OrganisationFactory(
        name="Stichting Iriszorg", short_name="Iriszorg", domain=Domain.CARE, kind=OrganisationKind.ADDICTION_CARE
    )
    iris.municipalities_served.set([cast.tiel])
    return {
        "iris": iris,
        "privé": OrganisationFactory(name="Privézorg", domain=Domain.SAFETY, kvk_number="12345678"),
        "weg": OrganisationFactory(name="Opgeheven", left_on=today() - timedelta(days=3)),
        "straks": OrganisationFactory(name="Nieuwkomer", joined_on=today() + timedelta(days=3)),
    }


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("zoek=iriszorg", ["Iriszorg"]),
        ("zoek=prive", ["Privézorg"]),
        ("zoek=12.345.678", ["Privézorg"]),
        ("domein=safety", ["Privézorg"]),
        ("soort=addiction_care", ["Iriszorg"]),
        ("gemeente={tiel}", ["Iriszorg", "Gemeente Tiel"]),
        ("deelname=weg", ["Opgeheven"]),
        ("deelname=straks", ["Nieuwkomer"]),
        ("deelname=alle&zoek=opgeheven", ["Opgeheven"]),
        ("zoek=opgeheven", []),
        ("domein=onzin&zoek=iriszorg", ["Iriszorg"]),
    ],
)
def test_partners_are_found_by_what_people_know_of_them(
    cast: Cast, client_of: ClientOf, some_partners: dict[str, Organisation], question: str, found: list[str]
) -> None:
    page = Page.of(client_of(cast.reader).get(f"/partners/?{question.format(tiel=cast.tiel.pk)}"))
    assert sorted(page.texts("a.row-title")) == sorted(found)


def test_who_left_is_marked_as_such_with_the_last_day(
    cast: Cast, client_of: ClientOf, some_partners: dict[str, Organisation]
) -> None:
    words = Page.of(client_of(cast.reader).get("/partners/?deelname=weg")).words
    assert f"niet meer actief tot en met {long_date(some_partners['weg'].left_on)}" in words


def test_a_long_register_is_read_page_by_page(cast: Cast, client_of: ClientOf) -> None:
    Organisation.objects.bulk_create(
        OrganisationFactory.build(name=f"Zorg {number:03}", domain=Domain.CARE) for number in range(53)
    )
    client = client_of(cast.reader)
    first, last = (Page.of(client.get(f"/partners/?pagina={number}")) for number in (1, 3))

    assert first.texts(".pages__count") == ["1 tot en met 20 van 57"]
    assert len(first.texts("a.row-title")) == 20
    assert last.texts(".pages__count") == ["41 tot en met 57 van 57"]
    assert "Zorgdomein54 partners" in "".join(first.texts(".group-row"))  # of all pages together


def test_the_register_asks_at_most_8_questions_with_10_and_with_3000_partners(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (6, 2990):
        Organisation.objects.bulk_create(OrganisationFactory.build_batch(number))
        for person, address in ((cast.lead_editor, "/partners/"), (cast.coordinator, "/partners/?zoek=a")):
            client = client_of(person)
            with django_assert_max_num_queries(8):
                client.get(address)


def test_the_register_asks_as_much_of_the_database_for_3_partners_as_for_30(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    for_three = questions_of(client, "/partners/")
    for _ in range(27):
        CareServiceFactory()
    assert questions_of(client, "/partners/") == for_three


def test_the_page_of_a_partner_asks_as_much_for_3_of_everything_as_for_20(cast: Cast, client_of: ClientOf) -> None:
    client, plan = client_of(cast.coordinator), PlanFactory()
    address = cast.lead_organisation.get_absolute_url()

    def fill(number: int) -> None:
        for _ in range(number):
            CareServiceFactory(organisation=cast.lead_organisation)
            ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
            CapacityFactory(organisation=cast.lead_organisation)
            MembershipFactory(organisation=cast.lead_organisation)
            ResponsibilityFactory(organisation=cast.lead_organisation)

    with because("Proef", by=cast.coordinator):  # somebody whose name the history looks up
        fill(3)
    for_three = questions_of(client, address)
    fill(17)
    assert questions_of(client, address) == for_three


def test_the_page_of_a_partner_asks_at_most_12_questions_however_much_it_has(cast: Cast, client_of: ClientOf) -> None:
    """What it does, offers, agreed and changed is asked together."""
    client, partner = client_of(cast.coordinator), cast.lead_organisation
    CareServiceFactory(organisation=partner)
    assert questions_of(client, partner.get_absolute_url()) <= 12 + 2  # the savepoint that a request gets in a test
    for number in range(5):
        CareServiceFactory(organisation=partner)
        AgreementFactory(title=f"Afspraak {number}", parties=[partner, cast.other_organisation])
        ResponsibilityFactory(organisation=partner)
        CapacityFactory(organisation=partner)
    assert questions_of(client, partner.get_absolute_url()) <= 12 + 2  # the savepoint that a request gets in a test
