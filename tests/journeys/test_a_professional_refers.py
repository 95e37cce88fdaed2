"""A professional finds where to refer somebody of 17 in Nijmegen who went too far, and reads what that asks."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

TREATMENT = "Behandeling voor wie te ver ging"
FOR_PROFESSIONALS = "088-0000 034"


def test_a_professional_refers(signed_in: NewBrowser) -> None:
    """As a member who only reads."""
    page = signed_in("lezer")
    the_filters_leave_what_takes_somebody_of_17_in_nijmegen(page)
    the_list_shows_whom_a_professional_calls(page)
    the_entry_tells_what_a_referral_asks(page)


def the_filters_leave_what_takes_somebody_of_17_in_nijmegen(page: Page) -> None:
    page.goto("/sociale-kaart/")
    page.get_by_label("iemand die te ver ging of dat vreest").check()
    page.get_by_label("Leeftijd").fill("17")
    page.get_by_label("Gemeente").select_option(label="Nijmegen")
    page.get_by_role("button", name="Toon aanbod").click()
    expect(page.locator(".filter-chip")).to_have_count(3)
    expect(page.locator(".filter-chip").nth(1)).to_contain_text("17 jaar")
    for result in page.locator(".result").all():
        expect(result).to_contain_text("iemand die te ver ging of dat vreest")


def the_list_shows_whom_a_professional_calls(page: Page) -> None:
    result = page.locator(".result").filter(has_text=TREATMENT)
    expect(result).to_contain_text("verwijzing nodig")
    expect(result.get_by_role("link", name=FOR_PROFESSIONALS)).to_have_attribute("href", "tel:+31880000034")
    result.get_by_role("link", name=TREATMENT).click()


def the_entry_tells_what_a_referral_asks(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(TREATMENT)
    main = page.locator("main")
    expect(main).to_contain_text("nodig, via huisarts of justitie of reclassering")
    expect(main).to_contain_text("De huisarts of de reclassering meldt aan.")
    expect(main).to_contain_text("forensisch: gratis")
    expect(main).to_contain_text("Geef deze gegevens niet door.")
    expect(main.get_by_role("link", name=FOR_PROFESSIONALS).first).to_be_visible()
