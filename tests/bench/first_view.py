"""B10: what the first view of a page costs: compressed bytes over the wire and requests."""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.figures import Figure
from tests.browser import CHROMIUM, FLAGS
from tests.journeys.portal import DEMO_PASSWORD, Portal

PUBLIC = ["/", "/hulp/", "/hulp/acuut/"]
SIGNED_IN = ["/", "/plan/", "/partners/", "/sociale-kaart/", "/monitor/", "/rapportages/"]
PUBLIC_KB, SIGNED_IN_KB, REQUESTS = 60, 100, 8


def first_views(portal: Portal) -> Iterator[Figure]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in PUBLIC:
            yield from view(browser, portal, path, sign_in=False)
        for path in SIGNED_IN:
            yield from view(browser, portal, path, sign_in=True)
        browser.close()


def view(browser: Browser, portal: Portal, path: str, *, sign_in: bool) -> Iterator[Figure]:
    context = browser.new_context(base_url=portal.url)
    if sign_in:
        sign_in_as_coordinator(context.new_page())
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    who = "ingelogd" if sign_in else "bezoeker"
    limit = SIGNED_IN_KB if sign_in else PUBLIC_KB
    yield Figure("B10", f"{path} ({who}), gecomprimeerd", sum(received) / 1000, "kB", limit)
    yield Figure("B10", f"{path} ({who}), verzoeken", len(received), "", REQUESTS)
    context.close()


def sign_in_as_coordinator(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill("coordinator@demo.example")
    page.get_by_label("Wachtwoord", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/")
