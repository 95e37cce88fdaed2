"""A coordinator changes light, date and lead of five actions with the keyboard alone, and never leaves the list."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

LEAD, DUE, WRITTEN = "Iriszorg", "3-5-2027", "3 mei 2027"


def test_light_date_and_lead_of_five_actions_are_changed_by_keyboard_without_leaving_the_list(
    signed_in: NewBrowser,
) -> None:
    page = signed_in("coordinator")
    page.goto("/plan/?groep=bouwsteen")
    address = page.url
    rows = page.locator("tbody[data-row]")
    ids = [rows.nth(number).get_attribute("id") or "" for number in range(12, 17)]  # five of bouwsteen 4
    wanted = ["grey" if _light(page, row) == "green" else "green" for row in ids]

    page.locator(f"#{ids[0]} [data-open]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#{ids[1]} [data-open]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("t")
    for row, light in zip(ids, wanted, strict=True):
        expect(page.locator(f"#{row} select[name=lead_organisation]")).to_be_focused()
        page.keyboard.type(LEAD)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type(DUE)
        for aspect in ("time", "money", "quality"):
            page.keyboard.press("Tab")
            _choose(page, row, aspect, light)
        for _ in range(5):  # back to the lead: the next row opens there
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Control+Enter")
        expect(page.locator(f"#{row} .saved")).to_have_text("Opgeslagen")
    page.keyboard.press("Escape")

    page.reload()
    assert page.url == address
    for row, light in zip(ids, wanted, strict=True):
        assert _light(page, row) == light
        expect(page.locator(f"#{row} td[data-label=Trekker]")).to_have_text(LEAD)
        expect(page.locator(f"#{row} td[data-label='Klaar op']")).to_contain_text(WRITTEN)


def _light(page: Page, row: str) -> str:
    shown = page.locator(f"#{row} .light").get_attribute("class") or ""
    return shown.split("light--")[1].split()[0]


def _choose(page: Page, row: str, aspect: str, light: str) -> None:
    """With the arrows, as in any group of choices."""
    choice = page.locator(f"#{row} input[name={aspect}][value={light}]")
    for _ in range(4):
        if choice.is_checked():
            return
        page.keyboard.press("ArrowRight")
    assert choice.is_checked()
