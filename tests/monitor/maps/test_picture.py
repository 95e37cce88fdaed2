"""/monitor/gemeenten/<code>/: aard and omvang, aanbod, acties and gaten of one municipality (M29)."""

from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from monitor.numbers import ValueStatus
from network.models import AreaKind, Municipality, Population, Region
from partners.models import Audience, ServiceStatus, ServiceType
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    AreaMembershipFactory,
    AreaSetFactory,
    CareServiceFactory,
    ContributionFactory,
    PlanFactory,
    ScanAnswerFactory,
)
from tests.monitor.maps.released import release
from tests.reading import Page
from tests.verapdf import validate

pytestmark = pytest.mark.django_db


def open_picture(client: Client, municipality: Municipality) -> Page:
    response = client.get(reverse("monitor:municipality-detail", args=[municipality.code]))
    assert response.status_code == 200
    return Page.of(response)


def gaps_of(page: Page) -> list[str]:
    return page.texts("section[aria-labelledby=gaten] li")


def test_each_municipality_has_one_page_with_aard_omvang_aanbod_acties_and_gaten(
    reader: Client, region: Region, cast: Cast
) -> None:
    assert open_picture(reader, cast.tiel).texts("h2")[:4] == ["Aard en omvang", "Aanbod", "Acties", "Gaten"]


def test_figures_of_the_municipality_its_areas_and_the_country_stand_apart(
    reader: Client, region: Region, cast: Cast
) -> None:
    """M17: a national survey is never a figure of a municipality; M06: an area keeps its own name."""
    around = AreaSetFactory(kind=AreaKind.VEILIG_THUIS, name="Gelderland-Zuid")
    AreaMembershipFactory(area_set=around, municipality=cast.tiel)
    release({(cast.tiel, "2024"): 30, (cast.tiel, "2023"): 25}, name="Aangiften", unit="aangiften", rate_per=10_000)
    release({(("vt", "Gelderland-Zuid"), "2024"): 900, (("vt", "Twente"), "2024"): 800}, name="Meldingen")
    release({(("country", "Nederland"), "2024"): 8}, name="Onderzoek", geography="country")
    Population.objects.create(municipality=cast.tiel, year=2024, inhabitants=40_000)

    page = open_picture(reader, cast.tiel)

    own, areas, national = page.all(".picture-figures")
    assert "7,5 per 10.000 inwoners" in own.text_content()
    assert "25" not in own.text_content()
    assert "Gelderland-Zuid (VT)" in areas.text_content()
    assert "800" not in page.words
    assert "Nederland" in national.text_content()
    assert "Landelijk, ter vergelijking" in page.texts("h3")


def test_a_figure_that_is_hidden_stays_hidden(reader: Client, region: Region, cast: Cast) -> None:
    release({(cast.tiel, "2024"): ValueStatus.BELOW, (cast.tiel, "2023"): 25}, rate_per=10_000)
    Population.objects.create(municipality=cast.tiel, year=2024, inhabitants=40_000)

    page = open_picture(reader, cast.tiel)

    assert page.texts(".picture-figures strong") == ["<10"]
    assert "10.000 inwoners" not in page.words


def test_figures_of_a_merged_municipality_keep_their_old_name(
    reader: Client, region: Region, merged: list[Municipality]
) -> None:
    """M24: the page of Berg en Dal shows the figures of Groesbeek under its old name, with a note."""
    groesbeek, ubbergen = merged
    release({(groesbeek, "2021"): 12, (ubbergen, "2021"): 30})
    berg_en_dal = groesbeek.successor
    assert berg_en_dal

    page = open_picture(reader, berg_en_dal)

    assert "Groesbeek hoort sinds 24 maart 2022 bij Berg en Dal." in page.words
    (former,) = page.all(".picture-figures")
    assert "Groesbeek" in former.text_content()
    assert "42" not in page.words
    assert "Beeld van Berg en Dal" in open_picture(reader, groesbeek).texts("aside a")


def test_help_is_counted_by_kind_and_tells_no_place(reader: Client, region: Region, cast: Cast) -> None:
    here = CareServiceFactory(audiences=[Audience.VICTIM], service_types=[ServiceType.SHELTER, ServiceType.ADVICE])
    here.municipalities.add(cast.tiel)
    elsewhere = CareServiceFactory(service_types=[ServiceType.LEGAL])
    elsewhere.municipalities.add(cast.nijmegen)
    draft = CareServiceFactory(service_types=[ServiceType.MEDICAL], status=ServiceStatus.DRAFT)
    draft.municipalities.add(cast.tiel)

    page = open_picture(reader, cast.tiel)

    assert page.texts("section[aria-labelledby=aanbod] tbody tr") == ["Advies en informatie1", "Opvang1"]
    assert f"gemeente={cast.tiel.pk}" in page.one("section[aria-labelledby=aanbod] p a").get("href")
    assert "Geen aanbod voor naasten en omgeving." in gaps_of(page)
    assert "Geen aanbod voor iemand die het meemaakte." not in gaps_of(page)


def test_actions_that_run_there_stand_there_and_one_without_progress_is_a_gap(
    reader: Client, region: Region, cast: Cast
) -> None:
    plan = PlanFactory()
    here = ActionFactory(plan=plan, code="1.1", title="Hier", lead_organisation=cast.lead_organisation)
    ContributionFactory(action=here, municipality=cast.tiel)
    ActionFactory(plan=plan, code="1.2", title="Geleid door Tiel", lead_organisation=cast.tiel_organisation)
    ActionFactory(plan=plan, code="1.3", title="Elders", lead_organisation=cast.lead_organisation)

    page = open_picture(reader, cast.tiel)

    assert page.texts("section[aria-labelledby=acties] tbody th") == ["1.1 Hier", "1.2 Geleid door Tiel"]
    assert "Actie 1.1 is nog niet begonnen: Hier." in gaps_of(page)


def test_what_is_missing_is_named(reader: Client, region: Region, cast: Cast) -> None:
    release({(cast.nijmegen, "2024"): 12}, name="Meldingen")
    ScanAnswerFactory(municipality=cast.tiel, state="partly", year=2026)

    gaps = gaps_of(open_picture(reader, cast.tiel))

    assert "Geen cijfer: Meldingen." in gaps
    assert any(gap.startswith("Bouwsteen ") and ", deels: " in gap for gap in gaps)
    assert "De gemeente vulde de scan van de bouwstenen nog niet in." in gaps_of(open_picture(reader, cast.nijmegen))


def test_a_municipality_of_another_region_has_no_page(reader: Client, region: Region) -> None:
    for code in ("GM0599", "x", "GM0268x"):
        assert reader.get(reverse("monitor:municipality-detail", args=[code])).status_code == 404


def test_a_picture_costs_as_many_questions_for_a_thousand_lines_as_for_none(
    reader: Client,
    region: Region,
    cast: Cast,
    merged: list[Municipality],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = PlanFactory()
    for number in range(12):
        release({(cast.tiel, str(year)): number for year in range(2015, 2025)}, rate_per=10_000)
        release({(("country", "Nederland"), "2024"): 8}, geography="country")
        CareServiceFactory(service_types=[ServiceType.SHELTER]).municipalities.add(cast.tiel)
        ContributionFactory(action=ActionFactory(plan=plan), municipality=cast.tiel)
        ScanAnswerFactory(municipality=cast.tiel, year=2026)

    with django_assert_max_num_queries(16):  # ten, besides those of every page
        open_picture(reader, cast.tiel)


@pytest.mark.pdf
def test_the_picture_is_a_pdf_that_everybody_can_read(
    reader: Client, region: Region, cast: Cast, tmp_path: Path
) -> None:
    """M29: as page and as PDF, with the same figures."""
    release({(cast.tiel, "2024"): 30}, name="Aangiften")

    response = reader.get(reverse("monitor:municipality-pdf", args=[cast.tiel.code]))

    paper = PdfReader(BytesIO(response.content))
    words = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "Beeld van Tiel" in words
    assert "Aangiften" in words
    assert "30" in words
    file = tmp_path / "beeld.pdf"
    file.write_bytes(response.content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]
