"""Figures are asked, filled in by keyboard, sent back, approved, and corrected with a reason."""

import pytest
from playwright.sync_api import Page, expect

from network.dates import today
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

FIGURE, PERIOD = "Hulpvragen in het casuïstiekoverleg", "2e halfjaar 2026"
PARTNER = "MEE Gelderse Poort"
REASON = "Twee hulpvragen waren dubbel geteld."


def test_a_delivery(signed_in: NewBrowser) -> None:
    coordinator, partner = signed_in("coordinator"), signed_in("partner")
    the_coordinator_asks(coordinator)
    delivery = the_partner_fills_in_by_keyboard(partner)
    the_coordinator_sends_it_back(coordinator, delivery)
    the_partner_repairs_it(partner)
    the_coordinator_approves(coordinator, delivery)
    the_partner_corrects_with_a_reason(partner, delivery)
    the_coordinator_reads_what_changed(coordinator, delivery)


def the_coordinator_asks(page: Page) -> None:
    page.goto("/leveringen/")
    page.get_by_role("link", name="Cijfers vragen").click()
    page.get_by_label("Cijfer", exact=True).select_option(label=FIGURE)
    page.get_by_label("Periode").fill(PERIOD)
    page.get_by_label("Leveren uiterlijk op").fill(f"31 december {today().year + 1}")
    page.get_by_label(PARTNER).check()
    press(page, "Cijfers vragen")
    expect(page.get_by_role("row").filter(has_text=PARTNER)).to_contain_text("te leveren")


def the_partner_fills_in_by_keyboard(page: Page) -> str:
    """One number is no whole number: it is named, and still there. The others wait to be repaired with it."""
    page.goto("/")
    page.locator(".todos li").filter(has_text=PERIOD).get_by_role("link").click()
    cells = page.locator("input.counts__cell")
    cells.first.focus()
    for number in range(cells.count()):
        page.keyboard.type("3,7" if number == 1 else "3")
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past «Opslaan, nog niet leveren»
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_contain_text("«3,7» is geen heel getal")
    page.locator("[data-error-summary] a").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4")
    press(page, "Leveren")
    expect(page.get_by_role("heading", name="Klopt dit?")).to_be_visible()  # Nijmegen had more than three times as many
    page.get_by_label("klopt").or_(page.get_by_label("kloppen")).check()
    press(page, "Leveren")
    expect(page.locator("main")).to_contain_text("Geleverd. De regiocoördinator bekijkt de getallen.")
    return page.url.partition("#")[0]


def the_coordinator_sends_it_back(page: Page, delivery: str) -> None:
    page.goto("/leveringen/?stand=geleverd")
    page.get_by_role("row").filter(has_text=PARTNER).get_by_role("link", name="Beoordelen").click()
    expect(page).to_have_url(delivery)
    page.get_by_role("link", name="Terugsturen").click()
    page.get_by_label("Waarom stuurt u deze levering terug?").fill("Nijmegen is te laag.")
    press(page, "Terugsturen")


def the_partner_repairs_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Levering verbeteren").click()
    expect(page.locator("main")).to_contain_text("Nijmegen is te laag.")
    page.get_by_label("Nijmegen").fill("24")
    press(page, "Leveren")


def the_coordinator_approves(page: Page, delivery: str) -> None:
    page.goto(delivery)
    expect(page.get_by_role("row", name="Nijmegen")).to_contain_text("24")
    press(page, "Goedkeuren")
    expect(page.get_by_role("row").filter(has_text=PARTNER)).to_contain_text("goedgekeurd")


def the_partner_corrects_with_a_reason(page: Page, delivery: str) -> None:
    """What is approved can't be filled in any more."""
    page.goto(delivery)
    expect(page.locator("input.counts__cell")).to_have_count(0)
    page.get_by_role("link", name="Correctie").click()
    page.get_by_label("Nijmegen").fill("22")
    press(page, "Correctie leveren")
    expect(page.locator("main")).to_contain_text("Schrijf op waarom het getal verandert.")
    page.get_by_label("Reden van de correctie").fill(REASON)
    press(page, "Correctie leveren")


def the_coordinator_reads_what_changed(page: Page, delivery: str) -> None:
    page.goto(delivery)
    row = page.locator("section[aria-labelledby=correcties]").get_by_role("row").filter(has_text=REASON)
    expect(row).to_contain_text("24")
    expect(row).to_contain_text("22")
    expect(page.get_by_role("button", name="Goedkeuren")).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
