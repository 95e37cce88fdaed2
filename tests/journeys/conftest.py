"""Journeys: a browser in a running portal, as each of the demo's people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.journeys.portal import DEMO_PASSWORD, Portal, running_portal

expect.set_options(timeout=20_000)  # as long as an action: what is there at once costs nothing, and machines are busy


@pytest.fixture(scope="session")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the portal of the journeys leaves its mails, one file each."""
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, mails: Path) -> Iterator[Portal]:
    with running_portal(tmp_path_factory.mktemp("portal") / "data", EMAIL_URL=f"filemail:///{mails}") as running:
        yield running


@dataclass
class Watch:
    """What a browser did that no page of ours should make it do."""

    host: str
    foreign_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:", "blob:", "about:")):
            self.foreign_requests.append(request.url)

    def follow(self, page: Page) -> None:
        page.on("request", self.request)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if "Content Security Policy" in message.text or "Refused to" in message.text
                else None
            ),
        )


NewBrowser = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, portal: Portal) -> Iterator[NewBrowser]:
    """A fresh browser: `new_page(javascript=False, width=360)`. Any complaint or foreign request fails the test."""
    watch = Watch(portal.url)
    contexts: list[BrowserContext] = []

    def make(*, javascript: bool = True, width: int = 1280, height: int = 900) -> Page:
        context = browser.new_context(
            base_url=portal.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            accept_downloads=True,
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        watch.follow(page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert watch.foreign_requests == []
    assert watch.complaints == []


@pytest.fixture
def signed_in(new_page: NewBrowser) -> NewBrowser:
    """A browser in which one of the demo's people signed in: `signed_in("coordinator", javascript=False)`."""

    def sign_in(account: str, *, javascript: bool = True, width: int = 1280) -> Page:
        page = new_page(javascript=javascript, width=width)
        page.goto("/account/login/")
        page.get_by_label("E-mailadres").fill(f"{account}@demo.example")
        page.get_by_label("Wachtwoord", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Inloggen", exact=True).click()
        page.wait_for_url("**/")
        return page

    return sign_in


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where journeys leave what they saw."""
    folder = Path(__file__).resolve().parents[2] / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
