"""A good sign-in while somebody else tries twenty bad ones at a time, beside one on a portal that is at rest."""

import statistics
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar

from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.journeys.portal import DEMO_PASSWORD, Portal

AT_A_TIME = 20
ROUNDS = 7
OUR_PLACE, THEIR_PLACE = "192.0.2.10", "203.0.113.66"

LIMIT = (
    "Two cores do all of it: the good sign-in, those who guess, and the twenty threads of the bench that play them "
    "and begin again at once. A try over the limit is refused by a look at its count, without waiting for a turn (2.3 "
    "ms of the processor, 3.9 before), and yet they kept more than half a core busy. The checking of a good password "
    "takes 0.2 s of a core, and is meant to."
)


class Visitor:
    """A browser at one place on the internet, as the proxy before the portal would tell of it."""

    def __init__(self, portal: Portal, place: str) -> None:
        self._url = f"{portal.url}/account/login/"
        self._jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._opener.addheaders = [("X-Forwarded-For", place), ("Referer", self._url)]

    def open_the_page(self) -> None:
        self._opener.open(self._url, timeout=60).read()

    def sign_in(self, email: str, password: str) -> tuple[float, bool]:
        """How many seconds it took, and whether it worked."""
        token = next(cookie.value for cookie in self._jar if cookie.name == "csrftoken")
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password}).encode()
        start = time.perf_counter()
        try:
            self._opener.open(self._url, form, timeout=60).read()
        except urllib.error.HTTPError:
            return time.perf_counter() - start, False
        seconds = time.perf_counter() - start
        return seconds, any(cookie.name == "sessionid" for cookie in self._jar)


def sign_in_figures(bench: Bench) -> Iterator[Figure]:
    # As behind a proxy, and with as many processes as an installation has.
    portal = bench.portal("behind a proxy", TRUSTED_PROXIES="1", WEB_CONCURRENCY="2")
    _good(portal)  # the first one loads what later ones find
    at_rest = statistics.median(_good(portal) for _ in range(ROUNDS))
    with _bad_sign_ins(portal) as tried:
        under_fire = statistics.median(_good(portal) for _ in range(ROUNDS))
    what = f"a good sign-in while {AT_A_TIME} bad ones are tried at once ({len(tried)} tries)"
    yield Figure("G-09", what, under_fire, "s", 2, at_rest, "the same sign-in with no bad ones beside it", limit=LIMIT)


def _good(portal: Portal) -> float:
    visitor = Visitor(portal, OUR_PLACE)
    visitor.open_the_page()
    seconds, worked = visitor.sign_in("coordinator@demo.example", DEMO_PASSWORD)
    assert worked, "de goede inlog lukte niet"
    return seconds


@contextmanager
def _bad_sign_ins(portal: Portal) -> Iterator[list[float]]:
    """Twenty at a time, each at once after the other, until the good ones have been measured."""
    stop, tried = threading.Event(), []

    def keep_trying(number: int) -> None:
        visitor = Visitor(portal, THEIR_PLACE)
        visitor.open_the_page()
        attempt = 0
        while not stop.is_set():
            seconds, worked = visitor.sign_in(f"iemand{number}-{attempt}@demo.example", "geraden-wachtwoord")
            assert not worked
            tried.append(seconds)
            attempt += 1

    attackers = [threading.Thread(target=keep_trying, args=(number,)) for number in range(AT_A_TIME)]
    for attacker in attackers:
        attacker.start()
    while len(tried) < AT_A_TIME:  # all of them are at it
        stop.wait(0.1)
    try:
        yield tried
    finally:
        stop.set()
        for attacker in attackers:
            attacker.join()
