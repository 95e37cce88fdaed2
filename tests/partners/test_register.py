"""The register of partners."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from network.dates import today
from network.models import Person
from partners.models import Capacity, Domain
from tests.cast import Cast
from tests.factories import CareServiceFactory, OrganisationFactory
from tests.partners.filling_in import questions_of
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


def test_the_register_asks_as_much_of_the_database_for_3_partners_as_for_30(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    for_three = questions_of(client, "/partners/")
    for _ in range(27):
        CareServiceFactory()
    assert questions_of(client, "/partners/") == for_three
