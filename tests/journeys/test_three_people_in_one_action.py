"""Two coordinators and a partner in one action at once: nobody loses a word."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partners.demo_agreements import one_line_pdf
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

ACTION = "Jaarlijkse regio-dag"
MINE, THEIRS = "Een dag voor alle partners, met workshops.", "Een dag in Tiel, voor alle partners."
REMARK = "Wij leveren graag een workshop."


def test_three_people_in_one_action(signed_in: NewBrowser, tmp_path: Path) -> None:
    regional, municipal, partner = signed_in("coordinator"), signed_in("gemeente"), signed_in("partner")
    address = the_form_is_open_at_two_people(regional, municipal)
    the_partner_says_something(partner, address)
    the_municipality_shows_a_file(municipal, address, tmp_path)
    neither_stands_in_the_way_and_different_fields_are_merged(regional, municipal, address)
    the_same_field_comes_back_with_both_texts(regional, municipal, address)


def the_form_is_open_at_two_people(regional: Page, municipal: Page) -> str:
    regional.goto("/plan/bouwstenen/")
    regional.get_by_role("link", name=ACTION).first.click()
    address = regional.url
    for page in (regional, municipal):
        page.goto(f"{address}wijzigen/")
    return address


def the_partner_says_something(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Uw opmerking").fill(REMARK)
    page.get_by_role("button", name="Opmerking plaatsen").click()
    expect(page.locator("section[aria-labelledby=opmerkingen]")).to_contain_text(REMARK)


def the_municipality_shows_a_file(page: Page, address: str, folder: Path) -> None:
    """In another tab, with the form still open."""
    file = folder / "programma.pdf"
    file.write_bytes(one_line_pdf("Programma"))
    tab = page.context.new_page()
    tab.goto(f"{address}bewijsstuk/")
    tab.get_by_label("Bestand").set_input_files(file)
    tab.get_by_label("Titel").fill("Programma van de regio-dag")
    save(tab)
    expect(tab.locator("section[aria-labelledby=bewijsstukken]")).to_contain_text("Programma van de regio-dag")
    tab.close()


def neither_stands_in_the_way_and_different_fields_are_merged(regional: Page, municipal: Page, address: str) -> None:
    municipal.locator("#id_ends_on").fill("25 maart 2027")
    save(municipal)
    expect(municipal).to_have_url(address)
    regional.locator("#id_expected_result").fill("Iedereen kent elkaar.")
    save(regional)
    expect(regional).to_have_url(address)
    for shown in ("25 maart 2027", "Iedereen kent elkaar.", REMARK, "Programma van de regio-dag"):
        expect(regional.locator("main")).to_contain_text(shown)


def the_same_field_comes_back_with_both_texts(regional: Page, municipal: Page, address: str) -> None:
    for page in (regional, municipal):
        page.goto(f"{address}wijzigen/")
    municipal.locator("#id_description").fill(THEIRS)
    save(municipal)
    regional.locator("#id_description").fill(MINE)
    save(regional)
    expect(regional.locator("h1")).to_have_text("Kies welke tekst blijft")
    expect(regional.get_by_role("alert")).to_contain_text("Joost van Dam was u voor")
    expect(regional.locator(".versus__side").first).to_contain_text("in Tiel")
    expect(regional.locator(".versus__side--mine")).to_contain_text("met workshops")
    expect(regional.locator("#id_description")).to_have_value(MINE)
    regional.locator("#id_description").fill(f"{THEIRS} Met workshops.")
    save(regional)
    expect(regional.locator("main")).to_contain_text(f"{THEIRS} Met workshops.")
    expect(regional.locator("section[aria-labelledby=geschiedenis]")).to_contain_text("Joost van Dam")


def save(page: Page) -> None:
    """The one primary button of the page."""
    page.locator("main .utrecht-button--primary-action").click()
