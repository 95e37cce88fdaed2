"""«Verlaat deze site»: gone at once, and Back does not bring the pages back.

The pages stand on a host of the test and the neutral site on another; both are answered inside the browser, so nothing
leaves the machine.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route
from playwright.sync_api import Error as PlaywrightError

pytestmark = pytest.mark.journey

HELP, NEUTRAL = "http://hulp.example", "http://weer.example/"
SCRIPT = (Path(__file__).resolve().parents[2] / "static" / "js" / "exit.js").read_text()
ELEVEN_MINUTES = 11 * 60 * 1000
NEUTRAL_PAGE = "<!DOCTYPE html><title>Weer</title><h1>Weerbericht</h1>"


def help_page(number: str) -> str:
    return f"""<!DOCTYPE html><html lang="nl"><head><title>Bladzijde {number}</title>
<script src="/exit.js" data-exit="{NEUTRAL}"></script></head>
<body><a href="#inhoud">Naar de inhoud</a><a class="skip" href="{NEUTRAL}" data-exit>Snel weg</a>
<a href="{NEUTRAL}" data-exit>Verlaat deze site</a><h1 id="inhoud">Hulp {number}</h1>
<a href="/{int(number) + 1}">Verder</a><input aria-label="Zoek"></body></html>"""


def answer(route: Route) -> None:
    address = urlsplit(route.request.url)
    if address.hostname == "weer.example":
        route.fulfill(content_type="text/html", body=NEUTRAL_PAGE)
    elif address.path == "/exit.js":
        route.fulfill(content_type="text/javascript", body=SCRIPT)
    else:
        headers = {"Cache-Control": "no-store"}
        route.fulfill(content_type="text/html", headers=headers, body=help_page(address.path.strip("/") or "1"))


OpenPage = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[OpenPage]:
    """A visitor who looked at a number of pages."""
    contexts = []

    def open_pages(pages: int = 1, *, javascript: bool = True) -> Page:
        context = browser.new_context(java_script_enabled=javascript)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(f"{HELP}/1")
        for _ in range(pages - 1):
            page.get_by_role("link", name="Verder").click()
        return page

    yield open_pages
    for context in contexts:
        context.close()


def leave(page: Page) -> None:
    page.get_by_role("link", name="Verlaat deze site").click()
    page.wait_for_url(NEUTRAL)


def press_back(page: Page) -> None:
    """Back, and on to wherever the page that appears sends us: that cuts the first navigation short."""
    with suppress(PlaywrightError):
        page.go_back()
    page.wait_for_load_state()


@pytest.mark.parametrize("pages", [1, 3, 6])
def test_back_never_shows_help_after_leaving(visit: OpenPage, pages: int) -> None:
    page = visit(pages)
    leave(page)
    for _ in range(max(2, pages)):
        press_back(page)
        assert "Hulp" not in page.content()


def test_the_second_skip_link_leaves_too_and_back_does_not_return(visit: OpenPage) -> None:
    page = visit(2)
    page.get_by_role("link", name="Snel weg").press("Enter")
    page.wait_for_url(NEUTRAL)
    press_back(page)
    assert "Hulp" not in page.content()


def test_the_page_is_empty_at_once_when_the_neutral_site_does_not_answer(visit: OpenPage) -> None:
    page = visit()
    page.context.route(f"{NEUTRAL}*", lambda route: None)
    press = "document.querySelector('a[data-exit]').click()"
    look = "[document.body.checkVisibility(), performance.now() - start]"
    is_seen, milliseconds = page.evaluate(f"() => {{ const start = performance.now(); {press}; return {look}; }}")
    assert not is_seen
    assert milliseconds < 100


def test_leaving_opens_no_tab_and_keeps_one_neutral_key(visit: OpenPage) -> None:
    page = visit()
    leave(page)
    assert len(page.context.pages) == 1
    page.context.unroute("**/*")
    page.context.route("**/*", lambda route: route.fulfill(content_type="text/html", body="<title>Leeg</title>"))
    page.goto(f"{HELP}/leeg")
    kept = page.evaluate("({...sessionStorage})")
    assert list(kept) == ["w"]
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []


def test_a_new_tab_opens_normally_after_leaving(visit: OpenPage) -> None:
    page = visit()
    leave(page)
    other = page.context.new_page()
    other.goto(f"{HELP}/1")
    assert other.get_by_role("heading", name="Hulp 1").is_visible()


def test_ten_minutes_later_the_same_tab_opens_normally(visit: OpenPage) -> None:
    page = visit()
    page.evaluate(f"sessionStorage.setItem('w', String(Date.now() - {ELEVEN_MINUTES}))")
    page.goto(f"{HELP}/2")
    assert page.get_by_role("heading", name="Hulp 2").is_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_shift_three_times_leaves_and_counts_aloud(visit: OpenPage) -> None:
    page = visit()
    page.keyboard.press("Shift")
    assert page.get_by_role("status").inner_text() == "Nog 2 keer"
    page.keyboard.press("Shift")
    assert page.get_by_role("status").inner_text() == "Nog 1 keer"
    page.keyboard.press("Shift")
    page.wait_for_url(NEUTRAL)


def test_capital_letters_do_not_count(visit: OpenPage) -> None:
    page = visit()
    page.get_by_label("Zoek").focus()
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift+D"):
        page.keyboard.press(key)
    assert page.get_by_label("Zoek").input_value() == "ABCD"
    assert page.get_by_role("status").count() == 0


def test_another_key_in_between_stops_the_count(visit: OpenPage) -> None:
    page = visit()
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    assert page.get_by_role("status").inner_text() == "Verlaten gestopt"
    page.keyboard.press("Shift")
    assert page.get_by_role("status").inner_text() == "Nog 2 keer"


def test_five_seconds_of_nothing_stops_the_count(visit: OpenPage) -> None:
    page = visit()
    page.clock.install()
    page.goto(f"{HELP}/1")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.run_for(5001)
    assert page.get_by_role("status").inner_text() == "Verlaten gestopt"


def test_escape_twice_leaves(visit: OpenPage) -> None:
    page = visit()
    page.keyboard.press("Escape")
    assert page.url == f"{HELP}/1"
    page.keyboard.press("Escape")
    page.wait_for_url(NEUTRAL)


def test_without_javascript_the_button_is_a_plain_link(visit: OpenPage) -> None:
    page = visit(javascript=False)
    leave(page)
    assert "Weerbericht" in page.content()
