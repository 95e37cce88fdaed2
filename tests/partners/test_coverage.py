"""Coverage: domain × link × municipality, and every empty cell as a gap (P20)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from network.dates import today
from network.models import Municipality, Person
from partners.coverage import coverage_shown, wanted_cell
from partners.models import ChainLink, ChainRole, Domain, Organisation, ServedMunicipality
from tests.cast import Cast
from tests.factories import (
    LONG_AGO,
    AreaMembershipFactory,
    ChainLinkFactory,
    ChainRoleFactory,
    OrganisationFactory,
    RegionFactory,
)
from tests.reading import Page

ClientOf = Callable[[Person], Client]
COVERAGE = "/partners/dekking/"
YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def region(cast: Cast) -> None:
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)


@pytest.fixture
def weging(cast: Cast) -> ChainLink:
    return ChainLinkFactory(name="Weging")


def serving(*places: Municipality, **more: Any) -> Organisation:
    organisation: Organisation = OrganisationFactory(**more)
    organisation.municipalities_served.set(places)
    return organisation


def cells_of(client: Client, place: Municipality) -> dict[str, list[str]]:
    """Link → what its row says of the sociaal domein, the zorgdomein and the veiligheidsdomein."""
    page = Page.of(client.get(f"{COVERAGE}?gemeente={place.code}"))
    rows = [Page(row).texts("th, td") for row in page.all(".coverage tbody tr")]
    return {name: [cell.removesuffix(" Partner toevoegen") for cell in cells] for name, *cells in rows}


def gaps_of(client: Client, place: Municipality) -> list[str]:
    """The addresses of the empty cells of one municipality."""
    page = Page.of(client.get(f"{COVERAGE}?gemeente={place.code}"))
    return [link.get("href") for link in page.all(".coverage td a")]


GAP = "gat: niemand"


def test_a_cell_is_filled_by_a_partner_of_the_domain_with_a_role_that_serves_the_municipality(
    cast: Cast, client_of: ClientOf, region: None, weging: ChainLink
) -> None:
    ChainLinkFactory(name="Nazorg")
    police = serving(cast.tiel, name="Politie", domain=Domain.SAFETY)
    ChainRoleFactory(link=weging, organisation=police)
    lotte = client_of(cast.reader)
    assert cells_of(lotte, cast.tiel) == {"Weging": [GAP, GAP, "Politie"], "Nazorg": [GAP, GAP, GAP]}
    assert cells_of(lotte, cast.nijmegen) == {"Weging": [GAP, GAP, GAP], "Nazorg": [GAP, GAP, GAP]}
    page = Page.of(lotte.get(COVERAGE))
    assert "1 van 12 cellen ingevuld" in page.words
    assert page.texts("summary .coverage__sum") == ["0 van 6 cellen ingevuld", "1 van 6 cellen ingevuld"]


@pytest.mark.parametrize(
    ("of_partner", "of_role"),
    [
        ({"left_on": YESTERDAY}, {}),
        ({"joined_on": today() + timedelta(days=1)}, {}),
        ({}, {"ends_on": YESTERDAY}),
        ({}, {"starts_on": today() + timedelta(days=1)}),
    ],
)
def test_who_left_or_whose_role_is_over_fills_no_cell(
    cast: Cast,
    client_of: ClientOf,
    region: None,
    weging: ChainLink,
    of_partner: dict[str, Any],
    of_role: dict[str, Any],
) -> None:
    partner = serving(cast.tiel, domain=Domain.CARE, **of_partner)
    ChainRoleFactory(link=weging, organisation=partner, **of_role)
    assert cells_of(client_of(cast.reader), cast.tiel)["Weging"] == [GAP, GAP, GAP]


def test_a_cell_names_the_first_and_says_how_many_others_there_are(
    cast: Cast, client_of: ClientOf, region: None, weging: ChainLink
) -> None:
    for name in ("Zorgpunt", "Anker", "Moviera"):
        ChainRoleFactory(link=weging, organisation=serving(cast.tiel, name=name))
    # A municipality works for itself, once, also when it says so.
    cast.tiel_organisation.municipalities_served.add(cast.tiel)
    for municipality in (cast.tiel_organisation, cast.nijmegen_organisation):
        ChainRoleFactory(link=weging, organisation=municipality)
    lotte = client_of(cast.reader)
    assert cells_of(lotte, cast.tiel)["Weging"][0] == "Anker en 3 andere"
    assert cells_of(lotte, cast.nijmegen)["Weging"][0] == "Gemeente Nijmegen"


def test_every_empty_cell_opens_a_new_partner_with_the_cell_filled_in(
    cast: Cast, client_of: ClientOf, region: None, weging: ChainLink
) -> None:
    ChainRoleFactory(link=weging, organisation=serving(cast.tiel, domain=Domain.CARE))
    marijke = client_of(cast.coordinator)
    addresses = gaps_of(marijke, cast.tiel)
    wanted = [wanted_cell(QueryDict(urlsplit(address).query)) for address in addresses]
    assert [(cell.domain, cell.link, cell.municipality) for cell in wanted] == [
        (Domain.SOCIAL, weging, cast.tiel),
        (Domain.SAFETY, weging, cast.tiel),
    ]
    form = Page.of(marijke.get(addresses[1]))
    assert [chosen.get("value") for chosen in form.all("[name=domain] option[selected], [name=domain][checked]")] == [
        "safety"
    ]
    assert [box.get("value") for box in form.all("[name=municipalities_served][checked]")] == [str(cast.tiel.pk)]
    assert gaps_of(client_of(cast.reader), cast.tiel) == []  # who may not add a partner reads the gaps, without a link


def test_what_is_empty_in_every_municipality_is_said_once(
    cast: Cast, client_of: ClientOf, region: None, weging: ChainLink
) -> None:
    ChainRoleFactory(link=weging, organisation=serving(cast.tiel, domain=Domain.CARE))
    page = Page.of(client_of(cast.coordinator).get(COVERAGE))
    section = "section[aria-labelledby=overal]"
    assert [text.split(" Partner")[0] for text in page.texts(f"{section} li")] == [
        "Weging: niemand uit het sociaal domein",
        "Weging: niemand uit het veiligheidsdomein",
    ]
    assert parse_qs(urlsplit(page.all(f"{section} li a")[0].get("href")).query) == {
        "domein": ["social"],
        "schakel": [str(weging.pk)],
    }


def test_a_link_out_of_use_is_no_gap(cast: Cast, client_of: ClientOf, region: None, weging: ChainLink) -> None:
    ChainLinkFactory(name="Oud", is_in_use=False)
    assert set(cells_of(client_of(cast.reader), cast.tiel)) == {"Weging"}


@pytest.mark.parametrize(
    "query",
    ["", "domein=rijk&schakel=x&gemeente=-1", "schakel=999999&gemeente=999999", "schakel=²&gemeente=" + "9" * 30],
)
def test_an_address_with_something_else_in_it_asks_for_no_cell(cast: Cast, query: str) -> None:
    wanted = wanted_cell(QueryDict(query))
    assert (wanted.domain, wanted.link, wanted.municipality) == (None, None, None)


def test_three_hundred_partners_take_no_more_questions_than_ten(
    cast: Cast, region: None, weging: ChainLink, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    def join(number: int) -> None:
        partners = Organisation.objects.bulk_create(
            Organisation(name=f"Partner {n}", kind="other", domain="care", joined_on=LONG_AGO) for n in range(number)
        )
        ServedMunicipality.objects.bulk_create(
            ServedMunicipality(organisation=partner, municipality=cast.tiel) for partner in partners
        )
        ChainRole.objects.bulk_create(
            ChainRole(link=weging, organisation=partner, starts_on=LONG_AGO) for partner in partners
        )

    places = [cast.tiel, cast.nijmegen]
    join(10)
    with django_assert_max_num_queries(6) as few:
        coverage_shown(Person.objects.get(pk=cast.reader.pk), today(), places=places)
    join(300)
    with django_assert_num_queries(len(few)):
        shown = coverage_shown(Person.objects.get(pk=cast.reader.pk), today(), places=places)
    assert shown.municipalities[0].rows[0].cells[1].partners == "Partner 0 en 309 andere"
