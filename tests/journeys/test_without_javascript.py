"""The same day with scripts switched off: ordinary pages, forms and links."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser
from tests.journeys.test_a_day import DATA, EXPLANATION, bring_in, save_as_a_new_indicator

pytestmark = pytest.mark.journey

ACTION = "Stuurgroep met bestuurders van de partners"


def test_a_light_is_changed_with_a_form(signed_in: NewBrowser) -> None:
    page = signed_in("coordinator", javascript=False)
    page.goto("/plan/")
    page.get_by_role("link", name=re.compile(f"Bijwerken.*{ACTION}")).click()
    page.get_by_role("group", name="Geld").get_by_label("Oranje").check(force=True)
    page.get_by_label("Oorzaak").fill(EXPLANATION["Oorzaak"])
    page.get_by_role("button", name="Opslaan").click()

    expect(page).to_have_title(re.compile("^Fout:"))
    expect(page.get_by_label("Oorzaak")).to_have_value(EXPLANATION["Oorzaak"])
    expect(page.get_by_role("group", name="Geld").get_by_label("Oranje")).to_be_checked()
    page.get_by_label("Consequentie").fill(EXPLANATION["Consequentie"])
    page.get_by_label("Bijsturing").fill(EXPLANATION["Bijsturing"])
    page.get_by_role("button", name="Opslaan").click()

    expect(page.get_by_role("row", name=re.compile(ACTION))).to_contain_text("Oranje")
    page.get_by_role("link", name=ACTION).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ACTION)
    expect(page.get_by_role("region", name="Geschiedenis")).to_contain_text("Oranje")


def test_opening_hours_are_changed_with_a_form(signed_in: NewBrowser) -> None:
    page = signed_in("partner", javascript=False)
    page.goto("/sociale-kaart/")
    page.get_by_role("link", name="Coaching en advies voor professionals").first.click()
    page.get_by_role("link", name="Wijzigen").first.click()
    page.get_by_label("Wat krijgt iemand hier?").fill("Wij denken met u mee over een cliënt, ook per mail.")
    page.locator("#omschrijving").get_by_role("button", name="Opslaan").click()
    expect(page.locator("main")).to_contain_text("ook per mail")


def test_figures_come_in_with_a_form(signed_in: NewBrowser) -> None:
    page = signed_in("data", javascript=False)
    bring_in(page, DATA / "symbolen_met_regio.csv")
    save_as_a_new_indicator(page, "Meldingen, zonder script")
    page.goto("/monitor/indicatoren/")
    expect(page.locator("main")).to_contain_text("Meldingen, zonder script")


def test_a_report_is_made_and_downloaded_with_links_and_forms(signed_in: NewBrowser) -> None:
    page = signed_in("coordinator", javascript=False)
    page.goto("/rapportages/nieuw/?soort=progress")
    page.get_by_role("button", name="Rapportage maken").click()
    page.get_by_role("button", name="Concept maken (PDF)").click()
    refresh_until_ready(page)
    with page.expect_download() as download:
        page.locator("#pdf").get_by_role("link", name="PDF downloaden").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def refresh_until_ready(page: Page) -> None:
    """Press «Vernieuwen» as a person would, until the PDF is there."""
    ready = page.locator("#pdf").get_by_role("link", name="PDF downloaden")
    for _ in range(300):
        if ready.count():
            return
        page.get_by_role("link", name="Vernieuwen").click()
    raise AssertionError("de PDF kwam niet")


def test_a_visitor_leaves_through_an_ordinary_link(new_page: NewBrowser) -> None:
    page = new_page(javascript=False)
    page.goto("/hulp/acuut/")
    expect(page.locator("a.exit")).to_have_attribute("href", "https://www.knmi.nl/")
