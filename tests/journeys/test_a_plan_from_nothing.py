"""A region builds a plan from nothing: vision, ambition, goals for bouwstenen, a speerpunt and the first action."""

import re

import pytest
from playwright.sync_api import Page, expect

from network.dates import today
from network.dutch import long_date
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

PLAN = "Plan van aanpak 2034–2037"
VISION = "In 2037 weet iedereen in de regio waar hulp is."
AMBITION, GOAL, PRIORITY, ACTION = (
    "Hulp is nabij",
    "Elke gemeente heeft een steunpunt",
    "Steunpunten",
    "Steunpunt openen",
)
EMPTY_GOAL = "Elke school heeft een vertrouwenspersoon"


def test_a_plan_from_nothing(signed_in: NewBrowser) -> None:
    build(signed_in("coordinator"))


def build(page: Page) -> None:
    plan = the_coordinator_makes_a_plan(page)
    the_four_bouwstenen_are_there_while_nothing_else_is(page, plan)
    the_vision_is_written_and_adopted(page)
    an_ambition_gets_two_goals_and_a_speerpunt(page, plan)
    a_goal_without_action_is_flagged_until_it_has_one(page, plan)


def the_coordinator_makes_a_plan(page: Page) -> str:
    """What addresses carry to stay with this plan."""
    page.goto("/plan/nieuw/")
    page.get_by_label("Titel").fill(PLAN)
    page.get_by_label("Begint op").fill("1 januari 2034")
    page.get_by_label("Loopt tot en met").fill("31 december 2037")
    page.get_by_role("button", name="Plan maken").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN)
    [query] = re.findall(r"\?plan=\d+", page.url)
    return str(query)


def the_four_bouwstenen_are_there_while_nothing_else_is(page: Page, plan: str) -> None:
    page.goto(f"/plan/bouwstenen/{plan}")
    expect(page.get_by_role("heading", level=2)).to_have_count(4)
    expect(page.get_by_text("Nog geen doelen.")).to_have_count(4)


def the_vision_is_written_and_adopted(page: Page) -> None:
    page.goto("/plan/visie/wijzigen/")
    page.get_by_label("Gedeelde visie").fill(VISION)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator("main")).to_contain_text("Deze versie is nog niet vastgesteld.")
    page.get_by_role("link", name="Vaststellen").click()
    page.get_by_label("Vastgesteld op").fill(long_date(today()))
    page.get_by_role("button", name="Vaststellen").click()
    expect(page.locator("main")).to_contain_text(f"vastgesteld op {long_date(today())}")
    expect(page.locator("main")).to_contain_text(VISION)
    first_version = page.get_by_role("complementary", name="Versies").get_by_role("link").last
    first_version.click()
    expect(page.locator("main")).not_to_contain_text(VISION)


def an_ambition_gets_two_goals_and_a_speerpunt(page: Page, plan: str) -> None:
    page.goto(f"/plan/doelen/{plan}")
    page.get_by_role("link", name="Ambitie toevoegen").click()
    page.get_by_label("Ambitie", exact=True).fill(AMBITION)
    page.get_by_role("button", name="Toevoegen").click()
    for goal, block in {GOAL: "2", EMPTY_GOAL: "4"}.items():
        page.get_by_role("link", name="Doel toevoegen").click()
        page.get_by_label("Doel", exact=True).fill(goal)
        page.locator("#id_building_block").select_option(block)
        page.locator("#id_ambition").select_option(label=AMBITION)
        page.get_by_role("button", name="Toevoegen").click()
    page.get_by_role("link", name="Speerpunt toevoegen").click()
    page.get_by_label("Speerpunt", exact=True).fill(PRIORITY)
    page.locator("#id_goal").select_option(label=GOAL)
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("heading", name=PRIORITY)).to_be_visible()


def a_goal_without_action_is_flagged_until_it_has_one(page: Page, plan: str) -> None:
    expect(page.locator("main")).to_contain_text("2 doelen hebben nog geen actie")
    page.get_by_role("link", name=f"Actie toevoegen voor: {GOAL}").click()
    page.get_by_label("Titel").fill(ACTION)
    page.locator("#id_pillar").select_option(index=1)
    page.locator("#id_lead_organisation").select_option(label="Sterker")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(ACTION)

    page.goto(f"/plan/doelen/{plan}")
    expect(page.locator("main")).to_contain_text("1 doel heeft nog geen actie")
    flagged = page.locator(".goal").filter(has_text="doel zonder actie")
    expect(flagged).to_have_count(1)
    expect(flagged).to_contain_text(EMPTY_GOAL)
    page.get_by_role("link", name="Acties", exact=True).click()
    expect(page.locator("main")).to_contain_text(ACTION)
