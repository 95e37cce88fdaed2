"""B10: what the first view of a page costs in the large region: bytes over the wire, requests, and to whom."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.browser import CHROMIUM, FLAGS
from tests.journeys.portal import DEMO_PASSWORD, Portal

PUBLIC = ("/hulp/", "/hulp/acuut/", "/hulp/zelf/", "/hulp/zoeken/", "/stukken/", "/toegankelijkheid/")
SIGNED_IN = (
    *("/", "/plan/", "/partners/", "/overleg/", "/sociale-kaart/", "/monitor/", "/monitor/indicatoren/cijfer-7/"),
    *("/monitor/gemeenten/", "/rapportages/"),
)
PUBLIC_KB, SIGNED_IN_KB, REQUESTS = 60, 100, 8


def first_views(bench: Bench) -> Iterator[Figure]:
    if CHROMIUM is None:
        return
    entry = bench.beside.ask("a_published_entry")["path"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in (*PUBLIC, entry):
            yield from view(browser, bench.region, path, sign_in=False)
        for path in SIGNED_IN:
            yield from view(browser, bench.region, path, sign_in=True)
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
    hosts: list[str] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.append(urlsplit(request.url).netloc))
    page.goto(path, wait_until="networkidle")
    who, limit = ("a member", SIGNED_IN_KB) if sign_in else ("a visitor", PUBLIC_KB)
    group = "of members" if sign_in else "of visitors"
    yield Figure("B10", f"{path} ({who})", sum(received) / 1000, "kB", limit, group=f"bytes {group}", limit=LIMIT)
    yield Figure("B10", f"{path} ({who}): requests", len(received), "", REQUESTS, group="requests")
    elsewhere = [host for host in hosts if host and host != urlsplit(portal.url).netloc]
    yield Figure("B10", f"{path} ({who}): requests to another host", len(elsewhere), "", 0, group="other hosts")
    context.close()


LIMIT = (
    "A page of members goes out packed only when nothing in it comes from the question (decision 0025). Style, font "
    "and scripts weigh the same on every page; what is left is fewer characters per row, or fewer rows."
)


def sign_in_as_coordinator(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill("coordinator@demo.example")
    page.get_by_label("Wachtwoord", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/")
