"""The list of actions: B01 with 10,000 actions, and editing on a phone in a plan of 300."""

import json
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.figures import Figure, slowest_but_one_in_twenty
from tests.bench.first_view import sign_in_as_coordinator
from tests.browser import CHROMIUM, FLAGS
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import Portal

ON_A_PHONE, MANY = 300, 10_000
VIEWS = 20
QUERIES, MILLISECONDS, TIMES_THE_SQL = 12, 150, 3
SLOWER = 4  # times, as a phone
SHOWN, OPENED = 1000, 200  # milliseconds
TIMES = 7


def plan_figures(portal: Portal) -> Iterator[Figure]:
    _beside(portal, f"fill({ON_A_PHONE - 22})")  # beside those of the demo
    yield from on_a_phone(portal)
    action = int(_beside(portal, f"fill({MANY})")["action"])
    coordinator = ByHand(portal).sign_in("coordinator")
    for path, sql in _beside(portal, f"bare_sql({action})").items():
        took = slowest_but_one_in_twenty(lambda path=path: coordinator.get(path), views=VIEWS)
        what = "de regel van een actie" if "regel" in path else path
        of_page = f"{what} met {MANY:,} acties".replace(",", ".")
        alone = "dezelfde vragen aan de database, zonder bladzijde"
        yield Figure("B01", f"{of_page}, p95", took * 1000, "ms", MILLISECONDS)
        yield Figure("B01", f"{of_page}, p95", took * 1000, "ms", TIMES_THE_SQL, sql["seconds"] * 1000, alone)
        yield Figure("B01", f"{of_page}: vragen aan de database", sql["queries"], "", QUERIES)


def on_a_phone(portal: Portal) -> Iterator[Figure]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(base_url=portal.url, viewport={"width": 360, "height": 800})
        page = context.new_page()
        sign_in_as_coordinator(page)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto("/plan/")
        shown = median(_showing(page) for _ in range(TIMES))
        opened = median(_opening(page, number) for number in range(TIMES))
        browser.close()
    about = f"met {ON_A_PHONE} acties, processor {SLOWER} keer trager"
    yield Figure("B01", f"/plan/ {about}: te zien", shown, "ms", SHOWN)
    yield Figure("B01", f"een regel {about}: open", opened, "ms", OPENED)


def _showing(page: Page) -> float:
    """Until the first words are painted."""
    page.goto("/plan/")
    return float(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))


def _opening(page: Page, number: int) -> float:
    """From the press until the form is painted."""
    milliseconds = page.evaluate(
        """(number) => new Promise((done) => {
            const start = performance.now();
            document.addEventListener("htmx:afterSettle", () =>
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))), { once: true });
            document.querySelectorAll("[data-open]")[number].click();
        })""",
        number,
    )
    page.keyboard.press("Escape")
    page.wait_for_selector("[data-editor]", state="detached")
    time.sleep(0.2)
    return float(milliseconds)


def _beside(portal: Portal, call: str) -> dict[str, Any]:
    """In a process that has the settings of the portal."""
    code = f"from tests.bench import plan_rows; plan_rows.{call}"
    return dict(json.loads(portal.manage("shell", "--no-imports", "-c", code)))
