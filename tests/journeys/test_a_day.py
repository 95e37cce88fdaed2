"""One day of the portal's life: a plan is updated, an entry corrected, and figures come in."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser
from tests.journeys.portal import Portal

pytestmark = pytest.mark.journey

DATA = Path(__file__).resolve().parents[1] / "data" / "statline"
ACTION = "Coaching en advies voor professionals"
EXPLANATION = {
    "Oorzaak": "Twee begeleiders zijn ziek.",
    "Consequentie": "Er zijn tot januari minder gesprekken.",
    "Bijsturing": "Sterker neemt tot 1 januari gesprekken over.",
}


def test_a_day(signed_in: NewBrowser, new_page: NewBrowser, portal: Portal) -> None:
    the_steering_member_finds_the_adopted_report_at_once(signed_in("stuurgroep"))
    the_coordinator_sets_a_light_to_orange(signed_in("coordinator"))
    the_partner_corrects_its_entry(signed_in("partner"))
    the_data_steward_brings_in_two_tables(signed_in("data"))
    a_visitor_finds_the_numbers(new_page())


def the_steering_member_finds_the_adopted_report_at_once(page: Page) -> None:
    page.goto("/rapportages/")
    expect(page.get_by_role("link", name=re.compile("PDF downloaden.*Voortgangsrapportage 2026-1"))).to_be_visible()


def the_coordinator_sets_a_light_to_orange(page: Page) -> None:
    page.goto("/plan/")
    blocks = page.get_by_role("heading", level=3).filter(has_text="Bouwsteen")
    assert [text.split(":")[0].strip() for text in blocks.all_inner_texts()[:4]] == [
        f"Bouwsteen {number}" for number in (1, 2, 3, 4)
    ]
    before = page.url
    page.get_by_role("link", name=re.compile(f"Bijwerken.*{ACTION}")).click()
    form = page.locator("form.row-edit__form")
    expect(form.get_by_role("heading", name=re.compile(ACTION))).to_be_focused()
    form.get_by_role("group", name="Tijd").get_by_label("Oranje").check(force=True)

    form.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("De oorzaak ontbreekt").first).to_be_visible()
    for label, text in EXPLANATION.items():
        page.get_by_label(label).fill(text)
    page.locator("form.row-edit__form").get_by_role("button", name="Opslaan").click()
    expect(page.locator(".saved")).to_contain_text("Opgeslagen")
    assert page.url == before

    page.get_by_role("link", name=ACTION).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ACTION)
    history = page.get_by_role("region", name="Geschiedenis")
    expect(history.get_by_role("listitem").first).to_contain_text("Marijke de Wit")
    expect(history.get_by_role("listitem").first).to_contain_text("Oranje")
    for text in EXPLANATION.values():
        expect(page.locator("main")).to_contain_text(text)


def the_partner_corrects_its_entry(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dag Bas")
    page.goto("/sociale-kaart/")
    page.get_by_role("link", name="Ander werk of dagbesteding").first.click()
    page.get_by_role("link", name="Wijzigen").first.click()
    page.get_by_label("Telefoon voor cliënten").fill("088-0000 077")
    page.get_by_label("Maandag, van", exact=True).fill("8.30")
    page.locator("#openingstijden").get_by_role("button", name="Opslaan").click()
    expect(page.locator("main")).to_contain_text("8.30")
    expect(page.locator("main")).to_contain_text(re.compile("wacht op beoordeling", re.IGNORECASE))
    expect(page.locator("main")).to_contain_text("088-0000 003")

    page.goto("/sociale-kaart/?zoek=weerbaarheid")
    page.get_by_role("link", name="Training weerbaarheid voor jongeren").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Training weerbaarheid voor jongeren")
    assert page.get_by_role("link", name="Wijzigen").count() == 0
    refused = page.goto(page.url + "wijzigen/")
    assert refused
    assert refused.status == 403


def the_data_steward_brings_in_two_tables(page: Page) -> None:
    bring_in(page, DATA / "tabelindeling.csv")
    expect(page.locator("main")).to_contain_text("Bron: Politie")
    save_as_a_new_indicator(page, "Alle misdrijven samen")

    bring_in(page, DATA / "breed.csv")
    expect(page.locator("main")).to_contain_text("Het bestand noemt geen gebied")
    new_indicator = page.locator("form", has=page.get_by_role("button", name="Verder met deze indicator"))
    new_indicator.get_by_label("Gebied", exact=True).fill("Noord-Nederland")
    new_indicator.get_by_label("Soort gebied").select_option("landsdeel")
    save_as_a_new_indicator(page, "Seksuele misdrijven, geregistreerd")

    page.goto("/monitor/")
    page.get_by_role("link", name="Seksuele misdrijven, geregistreerd", exact=True).click()
    expect(page.locator("main")).to_contain_text("Noord-Nederland (LD)")
    expect(page.locator("main")).to_contain_text("Bron: CBS")
    expect(page.locator("figure svg title").first).to_be_attached()
    expect(page.get_by_role("table").first).to_contain_text("2021")


def bring_in(page: Page, file: Path) -> None:
    page.goto("/monitor/import/")
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Bestand bekijken").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bekijk wat er gaat veranderen")
    summary = page.get_by_text("Een nieuwe indicator maken")
    if not page.get_by_role("button", name="Verder met deze indicator").is_visible():
        summary.click()


def save_as_a_new_indicator(page: Page, name: str) -> None:
    page.locator("#id_new-name").fill(name)
    page.get_by_role("button", name="Verder met deze indicator").click()
    page.get_by_role("button", name=re.compile(r"\d+ waarden opslaan")).click()
    expect(page.locator("main")).to_contain_text(re.compile("opgeslagen", re.IGNORECASE))


def a_visitor_finds_the_numbers(page: Page) -> None:
    page.goto("/hulp/")
    calls = page.locator("a.call")
    expect(calls.first).to_contain_text("112")
    expect(calls.nth(1)).to_contain_text("0800-0188")
    expect(page.locator("a.exit")).to_be_visible()
    assert page.context.cookies() == []
