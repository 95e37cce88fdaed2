"""The yearly revision: the plan in force is changed, laid before fourteen municipalities, and adopted as version 3."""

import re

import pytest
from playwright.sync_api import Page, expect

from network.dates import today
from network.dutch import long_date
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

OLD_DAY, NEW_DAY = "1 november 2026", "15 december 2026"
OWN = "Tiel"


def test_the_yearly_revision(signed_in: NewBrowser) -> None:
    coordinator = signed_in("coordinator")
    an_action_gets_another_date_and_version_3_begins(coordinator)
    the_comparison_shows_the_old_date_and_the_new_one(coordinator)
    the_coordinator_offers_version_3(coordinator)
    tiel_writes_down_its_own_decision(signed_in("gemeente"))
    the_coordinator_writes_down_the_thirteen_others(coordinator)
    version_3_comes_into_force_and_version_2_stays_what_it_was(coordinator)


def an_action_gets_another_date_and_version_3_begins(page: Page) -> None:
    page.goto("/plan/bouwstenen/")
    expect(page.locator(".page-title__text")).to_contain_text("Vastgesteld, versie 2")
    expect(page.locator(".page-title__text")).to_contain_text(
        "Vastgesteld door 12 van 14 gemeenten. Buren en Druten nog niet."
    )
    action = page.get_by_role("link", name=re.compile("Beeld van de regio")).first.get_attribute("href")
    page.goto(f"{action}wijzigen/")
    page.locator("#id_ends_on").fill(NEW_DAY)
    save(page)
    page.goto("/plan/")
    expect(page.locator(".page-title__text")).to_contain_text("Versie 3 in bewerking")


def the_comparison_shows_the_old_date_and_the_new_one(page: Page) -> None:
    page.get_by_role("link", name="bekijk wat er verandert").click()
    row = page.get_by_role("row").filter(has_text="Klaar op").filter(has_text=OLD_DAY)
    expect(row.locator("del")).to_have_text(OLD_DAY)
    expect(row.locator("ins")).to_have_text(NEW_DAY)


def the_coordinator_offers_version_3(page: Page) -> None:
    page.goto("/plan/vaststellen/")
    page.get_by_label("Wat is er nieuw in deze versie?").fill("Het beeld van de regio komt in december.")
    page.get_by_role("button", name="Ter vaststelling aanbieden").click()
    expect(page.locator("#gemeenten")).to_have_text("0 van 14 gemeenten")


def tiel_writes_down_its_own_decision(page: Page) -> None:
    page.goto("/plan/vaststellen/")
    page.get_by_role("link", name=re.compile("Besluit vastleggen")).click()
    write_down_a_decision(page, "B-2026-900")
    expect(page.get_by_role("row").filter(has_text=OWN)).to_contain_text("besluit B-2026-900")


def the_coordinator_writes_down_the_thirteen_others(page: Page) -> None:
    page.goto("/plan/vaststellen/")
    links = page.get_by_role("link", name=re.compile("Besluit vastleggen")).all()
    addresses = [link.get_attribute("href") for link in links]
    assert len(addresses) == 13
    for number, address in enumerate(addresses, start=901):
        page.goto(str(address))
        write_down_a_decision(page, f"B-2026-{number}")
    expect(page.locator("#gemeenten")).to_have_text("14 van 14 gemeenten")


def version_3_comes_into_force_and_version_2_stays_what_it_was(page: Page) -> None:
    page.get_by_role("button", name="Vaststellen", exact=True).click()
    expect(page.locator(".page-title__text")).to_contain_text("Vastgesteld, versie 3")
    expect(page.locator(".page-title__text")).to_contain_text("Vastgesteld door alle 14 gemeenten")
    page.goto("/plan/versies/")
    page.get_by_role("link", name="Versie 2", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"tot en met {OLD_DAY}")


def write_down_a_decision(page: Page, number: str) -> None:
    page.locator("#id_college_on").fill(long_date(today()))
    page.locator("#id_college_number").fill(number)
    save(page)
    expect(page.locator(".utrecht-alert--ok").first).to_contain_text("Opgeslagen: het besluit van")


def save(page: Page) -> None:
    page.locator("main form button.utrecht-button--primary-action[type=submit]").last.click()
