"""A signal from the casuïstiekoverleg becomes a bottleneck, is escalated, decided in the stuurgroep, and closed."""

import re

import pytest
from playwright.sync_api import Page, expect

from network.dates import today
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

SIGNAL = "Niemand pakt het op als hulp in twee gemeenten nodig is"
A_BSN = "111222333"
ASKED = "Wijs per gemeente aan wie bij twee gemeenten de leiding neemt."
DECIDED = "De woongemeente neemt de leiding bij hulp in twee gemeenten"
CHANGED = "Elke gemeente heeft iemand die de leiding neemt."


def test_a_signal_is_decided(signed_in: NewBrowser) -> None:
    editor, coordinator, chair = signed_in("partner"), signed_in("coordinator"), signed_in("stuurgroep")
    bottleneck = the_editor_brings_in_what_came_up(editor)
    the_coordinator_escalates(coordinator, bottleneck, to="Kerngroep")
    the_coordinator_escalates(coordinator, bottleneck, to="Stuurgroep", asked=ASKED)
    the_coordinator_puts_it_on_the_agenda(coordinator)
    the_chair_finds_it_and_decides(chair)
    the_coordinator_closes_it(coordinator, bottleneck)
    the_editor_reads_what_changed(editor, bottleneck)


def the_editor_brings_in_what_came_up(page: Page) -> str:
    """From the meeting itself. A burgerservicenummer is refused, and what was typed stays."""
    page.goto("/overleg/groepen/")
    page.get_by_role("link", name="Casuïstiekoverleg KIS", exact=True).click()
    page.locator("h3:has-text('Geweest') ~ ol .todo__title a").first.click()
    page.get_by_role("link", name="Knelpunt inbrengen").click()
    page.locator("#id_title").fill(SIGNAL)
    page.locator("#id_description").fill(f"Dat bleek bij {A_BSN}.")
    save(page)
    expect(page.locator("main")).to_contain_text("Een burgerservicenummer mag hier niet staan")
    expect(page.locator("#id_title")).to_have_value(SIGNAL)
    page.locator("#id_description").fill("Hulpverleners wachten op elkaar, en wie hulp zoekt hoort niets.")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(SIGNAL)
    return page.url


def the_coordinator_escalates(page: Page, bottleneck: str, *, to: str, asked: str = "") -> None:
    page.goto(bottleneck)
    page.get_by_role("link", name="Escaleren").click()
    page.get_by_label("Naar welk overleg?").select_option(label=to)
    page.get_by_label("Gevraagd besluit").fill(asked)
    save(page)
    expect(page.locator("main")).to_contain_text(f"Ligt bij {to}")


def the_coordinator_puts_it_on_the_agenda(page: Page) -> None:
    page.goto("/overleg/groepen/")
    page.get_by_role("link", name="Stuurgroep", exact=True).click()
    page.locator(".todo__title a").first.click()
    page.get_by_role("link", name=re.compile(f"Zet op de agenda.*{SIGNAL}")).click()
    save(page)
    expect(page.locator("section[aria-labelledby=agenda] ol")).to_contain_text(SIGNAL)


def the_chair_finds_it_and_decides(page: Page) -> None:
    page.goto("/")
    page.locator(".todos li").filter(has_text=SIGNAL).get_by_role("link").first.click()
    page.get_by_role("link", name="Besluit vastleggen").click()
    page.locator("#id_title").fill(DECIDED)
    save(page)
    expect(page.locator("main")).to_contain_text(re.compile(rf"{today().year}-\d{{3}}"))
    number = re.search(rf"{today().year}-\d{{3}}", page.locator("main").inner_text())
    assert number
    page.goto("/besluiten/")
    row = page.get_by_role("row").filter(has_text=DECIDED)
    expect(row).to_contain_text(number[0])
    expect(row).to_contain_text("Stuurgroep")


def the_coordinator_closes_it(page: Page, bottleneck: str) -> None:
    page.goto(bottleneck)
    page.get_by_role("link", name="Afronden").click()
    page.get_by_label("Wat er veranderde").fill(CHANGED)
    save(page)


def the_editor_reads_what_changed(page: Page, bottleneck: str) -> None:
    """Every step with its day, up to what changed."""
    page.goto(bottleneck)
    steps = page.locator(".timeline li")
    expect(steps).to_have_count(5)
    expect(page.locator("main")).to_contain_text(CHANGED)
    expect(steps.filter(has_text=DECIDED)).to_have_count(1)


def save(page: Page) -> None:
    """The one primary button of the page."""
    page.locator("main .utrecht-button--primary-action").click()
