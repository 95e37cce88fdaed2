"""The report of the example region on paper, as the stuurgroep finds it; it is typeset once for all these tests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings
from pytest_django import Settings

from actionplan.demo import load_plan
from monitor.demo_figures import load_figures
from monitor.demo_reports import TEXTS, load_first_half
from monitor.models import ReportEdition, SectionKind
from monitor.reporting.content import Content
from network.demo import load_region_and_people
from network.models import Person
from partners.demo import load_partners
from tests.monitor.reports.test_paper import assert_valid, pages_of
from tests.reading import Page

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def storages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Where the PDF stays until the last of these tests has read it; no collected files, as in every test."""
    folder = tmp_path_factory.mktemp("voorbeeldregio")
    private = django_settings.STORAGES["default"] | {"OPTIONS": {"location": folder, "base_url": None}}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {**django_settings.STORAGES, "default": private, "staticfiles": plain}


@pytest.fixture(scope="module")
def made(rows_of_this_module: None, storages: dict[str, Any]) -> ReportEdition:
    with override_settings(STORAGES=storages):
        load_region_and_people()
        load_partners()
        load_plan()
        load_figures()
        report = load_first_half(Person.objects.get(email="coordinator@demo.example"))
    return report.editions.adopted().get()


@pytest.fixture
def demo(db: None, made: ReportEdition, storages: dict[str, Any], settings: Settings) -> ReportEdition:
    settings.STORAGES = {**settings.STORAGES, "default": storages["default"]}
    return made


def test_the_stuurgroep_of_the_example_region_gets_a_valid_pdf_with_the_right_amounts(
    demo: ReportEdition, client_of: Callable[[Person], Client], tmp_path: Path
) -> None:
    client = client_of(Person.objects.get(email="stuurgroep@demo.example"))
    (button,) = Page.of(client.get("/rapportages/")).all("main .utrecht-button--primary-action")

    content = client.get(button.get("href")).content

    pages = pages_of(content)
    whole = " ".join(pages)
    assert "Vastgesteld door de stuurgroep" in pages[0]
    assert "Voortgangs" in pages[0]
    for amount in ("€ 87.128", "€ 47.295", "€ 11.000", "€ 145.423", "€ 119.256", "€ 26.167"):
        assert amount in whole
    assert "Gelderland-Zuid (VT)" in whole
    assert "Bron: CBS, tabel 84850NED." in whole
    assert_valid(content, tmp_path)


def test_lights_are_words_and_the_summary_has_one_page(demo: ReportEdition) -> None:
    pages = pages_of(demo.read())

    contents, summary = [number for number, text in enumerate(pages) if "Samenvatting" in text]
    assert "22 acties: groen 14, oranje 1, rood 0, grijs 6, niet bijgewerkt 1." in pages[summary]
    assert "Mijlpalen" in pages[summary]
    assert (contents, summary) == (1, 2)


def test_what_the_example_summary_says_is_what_its_figures_say(demo: ReportEdition) -> None:
    content = Content.thaw(demo.content)
    summary = content.body(SectionKind.SUMMARY)
    (money,) = content.body(SectionKind.FINANCE).sources
    words = TEXTS[SectionKind.SUMMARY]

    counts = {each.word: each.count for each in summary.numbers}
    assert f"{counts['groen']} van de {summary.total} acties" in words
    assert (counts["oranje"], counts["grijs"]) == (1, 6)
    assert f"€ {money.shortfall:,.0f}".replace(",", ".") in words
