"""The gap matrix: doelgroep × pijler × gemeente (S17)."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.models import Municipality, Person
from partners.gaps import Known, numbers_by_cell
from partners.models import Audience, CarePillar, CareService, ServiceStatus, SpecialGroup
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, CareServiceFactory, PlanFactory, RegionFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
GAPS = "/sociale-kaart/gaten/"
NONE = "geen"


@pytest.fixture
def region(cast: Cast) -> None:
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)


def entry(*places: Municipality, **more: object) -> CareService:
    service: CareService = CareServiceFactory(**{"pillars": [CarePillar.CARE], **more})
    service.municipalities.set(places)
    return service


def row_of(client: Client, label: str, query: str = "") -> dict[str, str]:
    """Pijler → what its cell says, of the row with this label."""
    page = Page.of(client.get(f"{GAPS}{query}"))
    rows = {Page(row).texts("th")[0]: Page(row).texts("td") for row in page.all("tbody tr")}
    cells = [cell.split(":")[0] for cell in rows[label]]
    return dict(zip((pillar.label for pillar in CarePillar), cells, strict=True))


VICTIMS = "Iemand die het meemaakte"


def test_empty_cells_are_listed_and_lead_to_a_new_action_that_is_filled_in(
    cast: Cast, client_of: ClientOf, region: None
) -> None:
    """The sentence of the agreement."""
    PlanFactory()
    entry(cast.tiel, pillars=[CarePillar.CARE, CarePillar.AFTERCARE])
    client = client_of(cast.coordinator)

    page = Page.of(client.get(f"{GAPS}?gemeente={cast.tiel.code}"))

    [victims, *_] = page.all("section[aria-labelledby=gaten] ul")
    assert [text.split(".")[0] for text in Page(victims).texts("li")] == [
        "Preventie: geen aanbod bekend",
        "Signalering: geen aanbod bekend",
        "Melding en onderzoek: geen aanbod bekend",
        "Omgeving: geen aanbod bekend",
        "Handhaving: geen aanbod bekend",
    ]
    links = [link.get("href") for link in page.all("section[aria-labelledby=gaten] li a")]
    relatives = next(link for link in links if "doelgroep=relative&pijler=aftercare" in link)
    assert relatives == "/plan/acties/toevoegen/?doelgroep=relative&pijler=aftercare&gemeente=GM0281"
    form = Page.of(client.get(relatives))
    assert form.one("#id_title").get("value") == "Aanbod voor naasten: nazorg in Tiel"


def test_who_may_not_add_an_action_sees_the_gaps_without_the_links(
    cast: Cast, client_of: ClientOf, region: None
) -> None:
    page = Page.of(client_of(cast.reader).get(GAPS))
    assert len(page.all("section[aria-labelledby=gaten] li")) == len(Audience) * len(CarePillar)
    assert not page.all("section[aria-labelledby=gaten] a")


def test_of_one_municipality_entries_are_counted_and_nationwide_ones_too(
    cast: Cast, client_of: ClientOf, region: None
) -> None:
    entry(cast.tiel)
    entry(cast.tiel, cast.nijmegen)
    entry(is_nationwide=True, pillars=[CarePillar.CARE, CarePillar.PREVENTION])
    entry(cast.nijmegen)
    entry(cast.tiel, status=ServiceStatus.DRAFT)
    entry(cast.nijmegen, audiences=[Audience.VICTIM, Audience.RELATIVE])
    row = row_of(client_of(cast.reader), VICTIMS, f"?gemeente={cast.tiel.code}")
    assert row == {pillar.label: NONE for pillar in CarePillar} | {"zorg en ondersteuning": "3", "preventie": "1"}


def test_of_the_whole_region_each_cell_says_in_how_many_municipalities_and_where_not(
    cast: Cast, client_of: ClientOf, region: None
) -> None:
    entry(cast.tiel)
    entry(cast.tiel, cast.nijmegen, pillars=[CarePillar.AFTERCARE])
    client = client_of(cast.municipal_coordinator)
    row = row_of(client, VICTIMS)
    assert row["zorg en ondersteuning"] == "1 van 2 gemeenten"
    assert row["nazorg"] == "2 van 2 gemeenten"
    [partly] = Page.of(client.get(GAPS)).all("section[aria-labelledby=deels] li")
    assert partly.text_content().startswith("Nijmegen.")
    [link] = Page(partly).all("a")
    assert link.get("href") == "/plan/acties/toevoegen/?doelgroep=victim&pijler=care&gemeente=GM0268"


def test_a_filled_cell_leads_to_what_is_there(cast: Cast, client_of: ClientOf, region: None) -> None:
    entry(cast.tiel, name="Wijkteam")
    entry(cast.nijmegen, name="Elders")
    client = client_of(cast.reader)
    [link] = Page.of(client.get(f"{GAPS}?gemeente={cast.tiel.code}")).all("td a")
    assert Page.of(client.get(link.get("href"))).texts(".result__title a") == ["Wijkteam"]


def test_groups_that_need_extra_attention_have_a_matrix_of_their_own(
    cast: Cast, client_of: ClientOf, region: None
) -> None:
    entry(cast.tiel, special_groups=[SpecialGroup.STUDENTS])
    client = client_of(cast.reader)
    assert row_of(client, "Studenten", "?rij=groep")["zorg en ondersteuning"] == "1 van 2 gemeenten"
    assert row_of(client, "Ouderen", "?rij=groep")["zorg en ondersteuning"] == NONE


def test_what_has_no_pijler_is_not_counted_and_the_page_says_so(cast: Cast, client_of: ClientOf, region: None) -> None:
    entry(cast.tiel, pillars=[])
    page = Page.of(client_of(cast.reader).get(GAPS))
    assert "Van 1 keer aanbod is geen pijler ingevuld" in page.words
    assert not page.all("td a")


def test_without_municipalities_the_page_says_who_adds_them(cast: Cast, client_of: ClientOf) -> None:
    assert "Er zijn nog geen gemeenten in deze regio." in Page.of(client_of(cast.reader).get(GAPS)).words


def test_the_table_reads_by_its_headings(cast: Cast, client_of: ClientOf, region: None) -> None:
    page = Page.of(client_of(cast.reader).get(GAPS))
    assert page.texts("caption") == ["Aanbod per doelgroep en pijler in 2 gemeenten"]
    assert {head.get("scope") for head in page.all("thead th")} == {"col"}
    assert {head.get("scope") for head in page.all("tbody th")} == {"row"}


def test_what_is_nationwide_counts_everywhere_and_what_is_elsewhere_nowhere() -> None:
    known = [
        Known(None, "victim", "care", 2),
        Known(None, "victim", "aftercare", 2),
        Known(7, "victim", "care", 3),
        Known(7, "relative", "care", 3),
        Known(9, "victim", "care", 1),  # a municipality that nobody asks about
    ]
    assert numbers_by_cell(known, [7, 8]) == {
        ("victim", "care"): [5, 2],
        ("victim", "aftercare"): [2, 2],
        ("relative", "care"): [3, 0],
    }


def test_the_matrix_asks_as_much_of_the_database_for_many_entries_as_for_one(
    cast: Cast, client_of: ClientOf, region: None
) -> None:
    client = client_of(cast.coordinator)
    entry(cast.tiel)
    for_one = questions_of(client, GAPS)
    for audience in Audience:
        entry(cast.tiel, cast.nijmegen, audiences=[audience])
    assert questions_of(client, GAPS) == for_one <= 12
