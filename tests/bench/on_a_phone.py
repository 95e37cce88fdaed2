"""B01 on a phone: the plan to see, and one of its rows to edit, on a processor that is four times slower."""

import time
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.bench.first_view import sign_in_as_coordinator
from tests.browser import CHROMIUM, FLAGS

SLOWER = 4  # times, as a phone
SHOWN, OPENED = 1000, 200  # milliseconds
TIMES = 7
LIMIT_OF_OPENING = (
    "Measured on a machine with three times as much to do as it has processors: of 273 ms the server takes 83 (28 of "
    "the processor: the sixteen fields of the form are half of it, Django writing the SQL a quarter), and the browser, "
    "slowed down four times, 190: 20 to put the form in the page, 80 to lay it out and give it the focus, 65 to paint. "
    "Rows out of sight are not laid out; the form has no more fields than the row has to change."
)


def phone_figures(bench: Bench) -> Iterator[Figure]:
    if CHROMIUM is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(base_url=bench.region.url, viewport={"width": 360, "height": 800})
        page = context.new_page()
        sign_in_as_coordinator(page)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto("/plan/")
        shown = median(_showing(page) for _ in range(TIMES))
        opened = median(_opening(page, number) for number in range(TIMES))
        browser.close()
    about = f"on a phone, {bench.size.actions:,} actions"
    yield Figure("B01", f"/plan/ {about}: first words painted", shown, "ms", SHOWN)
    yield Figure("B01", f"a row of it {about}: open to edit", opened, "ms", OPENED, limit=LIMIT_OF_OPENING)


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
