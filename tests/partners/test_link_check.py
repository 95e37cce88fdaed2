"""Links that no longer work: visited with care, and told only after three times."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as portal_settings

from network.overview import todos_of
from partners import link_check
from partners.link_check import check, is_public, links_in_use, problem_with
from partners.models import LinkCheck
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory, HelpLineFactory

NOW = datetime(2026, 11, 2, 3, 45, tzinfo=ZoneInfo("Europe/Amsterdam"))


class Site(BaseHTTPRequestHandler):
    """A site with pages that work, that moved, that are gone, and that lead in a circle."""

    def do_HEAD(self) -> None:
        self.asked["HEAD", self.path] += 1
        if self.path == "/druppelt":
            self._drip()
        else:
            self._answer({"/geen-head": 405}.get(self.path))

    def do_GET(self) -> None:
        self.asked["GET", self.path] += 1
        self._answer(None)
        self.wfile.write(b"x" * 10_000)

    def _drip(self) -> None:
        """For two seconds, in which nothing comes of it."""
        with suppress(OSError):
            for letter in b"HTTP/1.1 200 " + 40 * b"x":
                self.wfile.write(bytes([letter]))
                time.sleep(0.05)

    def _answer(self, status: int | None) -> None:
        moved = {
            "/rond": "/rond",
            "/verhuisd": "/goed",
            "/eerst-inloggen": "/login",
            "/naar-buiten": "file:///etc/hosts",
        }
        if self.path in moved:
            self.send_response(302)
            self.send_header("Location", moved[self.path])
        else:
            gone = {"/weg": 404, "/login": 404, "/stuk": 500, "/alleen-leden": 403}
            self.send_response(status or gone.get(self.path, 200))
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


Site.asked = Counter()  # type: ignore[attr-defined]  # how often which page was asked for


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """A real site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def anywhere(address: str, port: int) -> bool:
    return True


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/goed", ""),
        ("/verhuisd", ""),
        ("/geen-head", ""),
        ("/alleen-leden", ""),
        ("/rond", "blijft doorverwijzen"),
        ("/weg", "antwoord 404"),
        ("/eerst-inloggen", "antwoord 404"),
        ("/stuk", "antwoord 500"),
        ("/naar-buiten", "leidt naar iets dat geen webpagina is"),
    ],
)
def test_what_is_wrong_with_a_link(site: str, path: str, problem: str) -> None:
    """FC-079"""
    assert problem_with(site + path, may_visit=anywhere) == problem


def test_a_loop_stops_at_ten_and_a_page_is_asked_for_only_when_head_is_refused(site: str) -> None:
    """FC-079"""
    Site.asked.clear()  # type: ignore[attr-defined]
    for path in ("/rond", "/geen-head", "/goed"):
        problem_with(site + path, may_visit=anywhere)
    assert Site.asked == {  # type: ignore[attr-defined]
        ("HEAD", "/rond"): 11,
        ("HEAD", "/geen-head"): 1,
        ("GET", "/geen-head"): 1,
        ("HEAD", "/goed"): 1,
    }


@pytest.mark.parametrize("url", ["http://localhost:1/", "https://bestaat-niet.invalid/", "http://[kapot/"])
def test_what_does_not_answer_is_a_problem_and_no_error(url: str) -> None:
    assert problem_with(url, may_visit=anywhere) == "niet te bereiken"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
        "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.8", "2002:7f00:1::", "64:ff9b::10.0.0.8",
        "::127.0.0.1",
    ],
)  # fmt: skip
def test_no_address_of_an_inner_network_is_visited(address: str) -> None:
    assert not is_public(address, 443)


def test_a_site_that_sends_a_letter_now_and_then_is_hung_up_on(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each letter comes within the limit of a step, and there is no end to them: without hanging up this never ends."""
    monkeypatch.setattr(link_check, "SECONDS_IN_ALL", 0.1)
    assert problem_with(site + "/druppelt", may_visit=anywhere) == "niet te bereiken"


def test_a_public_address_is_visited_on_the_ports_of_the_web_only(site: str) -> None:
    assert is_public("145.23.0.1", 443)
    assert not is_public("145.23.0.1", 5432)
    assert problem_with(f"{site}/goed") == "leidt naar een adres dat niet openbaar is"


def test_phones_and_mail_addresses_are_not_fetched(db: None) -> None:
    """FC-079"""
    service = CareServiceFactory()
    for kind, value in [
        ("phone", "088-0000 000"),
        ("email", "info@voorbeeld.example"),
        ("website", "https://voorbeeld.example/"),
        ("chat", "tel:0880000000"),
        ("website", "mailto:info@voorbeeld.example"),
    ]:
        ChannelFactory(service=service, kind=kind, value=value)
    ChannelFactory(service=CareServiceFactory(status="draft"), kind="website", value="https://concept.example/")
    HelpLineFactory(website="https://lijn.example/")
    assert links_in_use() == {"https://voorbeeld.example/", "https://lijn.example/", portal_settings.EXIT_URL}


def test_only_a_link_that_fails_on_three_runs_in_a_row_is_reported_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S28"""
    said = {"https://weg.example/": "antwoord 404", "https://goed.example/": ""}
    monkeypatch.setattr(link_check, "problem_with", lambda url, **_: said[url])
    told = []
    for day, problem in enumerate(["antwoord 404", "", *["antwoord 404"] * 5]):
        said["https://weg.example/"] = problem
        with time_machine.travel(NOW + timedelta(days=day * 7), tick=False):
            check(said)
        told += [[todo.key for todo in todos_of(cast.coordinator, NOW.date()) if "niet meer" in todo.title]]
    assert told[:4] == [[]] * 4
    assert told[4:] == [["broken-links:2026-11-30"]] * 3
    assert LinkCheck.objects.get(url="https://goed.example/").failures == 0

    said["https://weg.example/"] = ""
    check(said)
    assert not LinkCheck.objects.broken()


def test_what_works_is_visited_once_a_week_and_what_failed_every_day(db: None, site: str) -> None:
    Site.asked.clear()  # type: ignore[attr-defined]
    links = {f"{site}/goed", f"{site}/weg"}
    for day in (0, 1, 2, 7):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            check(links, may_visit=anywhere)
    assert (Site.asked["HEAD", "/goed"], Site.asked["HEAD", "/weg"]) == (2, 4)  # type: ignore[attr-defined]


def test_what_nobody_shows_any_more_is_forgotten(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_check, "problem_with", lambda url, **_: "")
    check({"https://een.example/", "https://twee.example/"})
    check({"https://een.example/"})
    assert [str(link) for link in LinkCheck.objects.all()] == ["https://een.example/"]
