"""B01, B02, B08 and B10 for the sociale kaart, with 20,000 entries in it.

A page of professionals and a search beside their own queries alone; a help page under load beside a static file of the
same process; and what the first view of a help page costs.
"""

import json
import re
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.client import HTTPConnection

from playwright.sync_api import sync_playwright

from tests.bench.figures import Figure, slowest_but_one_in_twenty
from tests.bench.first_view import view
from tests.browser import CHROMIUM, FLAGS
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import Portal

MANY = 20_000
VIEWS = 15
AT_A_TIME, SECONDS = 8, 4
LISTS = ("/sociale-kaart/", "/sociale-kaart/b7/", "/sociale-kaart/gaten/")
# A part of a word, a typing error, and words in different places with filters.
SEARCHES = (
    "/sociale-kaart/?zoek=opvang",
    "/sociale-kaart/?zoek=slachtofer",
    "/sociale-kaart/?zoek=opvang+haven+nijmegen&wie=victim&leeftijd=17&fase=acute",
)
PUBLIC_SEARCH = "/hulp/zoeken/"
ASKED_BY_A_VISITOR = {"woord": "vrouwenopvnag nijmegen", "wie": "mij", "leeftijd": "17"}
HELP = "/hulp/acuut/"
PUBLIC = (HELP, "/hulp/zelf/", "/hulp/zoeken/", "/hulp/aanbod/b7/")
ALONE = "dezelfde vragen aan de database, zonder bladzijde"


def directory_figures(portal: Portal) -> Iterator[Figure]:
    _beside(portal, f"fill({MANY})")
    yield from pages_and_searches(portal)
    yield from under_load(portal)
    yield from first_views(portal)


def pages_and_searches(portal: Portal) -> Iterator[Figure]:
    asked: dict[str, dict[str, str]] = {page: {} for page in (*LISTS, *SEARCHES)} | {PUBLIC_SEARCH: ASKED_BY_A_VISITOR}
    bare = json.loads(_beside(portal, f"bare_sql({asked!r})"))
    coordinator = ByHand(portal).sign_in("coordinator")
    for page, sql in bare.items():
        row, times, most = ("B01", 3, 150) if page in LISTS else ("B02", 2, 50)
        took = slowest_but_one_in_twenty(_view_of(portal, coordinator, page, asked[page]), views=VIEWS) * 1000
        what = f"{page} met {MANY:,} keer aanbod".replace(",", ".")
        yield Figure(row, f"{what}, p95", took, "ms", most)
        yield Figure(row, f"{what}, p95", took, "ms", times, sql["seconds"] * 1000, ALONE)
        yield Figure(row, f"{what}: vragen aan de database", sql["queries"], "", 12)


def under_load(portal: Portal) -> Iterator[Figure]:
    """Seconds per thousand requests, so that more of them is a lower figure."""
    page = urllib.request.urlopen(portal.url + HELP).read().decode()
    (static,) = re.findall(r'href="(/static/[^"]*public[^"]*\.css)"', page)
    ours, file = 1000 / _per_second(portal, HELP), 1000 / _per_second(portal, static)
    what = f"{HELP}: duizend keer, {AT_A_TIME} tegelijk"
    yield Figure("B08", what, ours, "s", 1 / 0.3, file, "een stijlblad van hetzelfde proces")


def first_views(portal: Portal) -> Iterator[Figure]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path in PUBLIC:
            yield from view(browser, portal, path, sign_in=False)
        browser.close()


def _beside(portal: Portal, call: str) -> str:
    """In a process that has the settings of the portal."""
    code = f"from tests.bench import directory_rows; directory_rows.{call}"
    return portal.manage("shell", "--no-imports", "-c", code)


def _view_of(portal: Portal, person: ByHand, page: str, fields: dict[str, str]) -> Callable[[], object]:
    if not fields:
        return lambda: person.get(page)
    typed = urllib.parse.urlencode(fields).encode()
    return lambda: urllib.request.urlopen(portal.url + page, typed, timeout=60).read()


def _per_second(portal: Portal, path: str) -> float:
    """Requests that a number of visitors, each on a connection that stays open, get answered in a second."""
    host = urllib.parse.urlsplit(portal.url).netloc
    answered, end = [0] * AT_A_TIME, time.perf_counter() + SECONDS

    def keep_asking(number: int) -> None:
        line = HTTPConnection(host, timeout=30)
        while time.perf_counter() < end:
            line.request("GET", path)
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            answered[number] += 1
        line.close()

    visitors = [threading.Thread(target=keep_asking, args=(number,)) for number in range(AT_A_TIME)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(answered) / SECONDS
