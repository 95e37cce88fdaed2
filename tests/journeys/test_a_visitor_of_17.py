"""A visitor of 17 with a telephone: without a script the right line in two steps, and out again without a trace."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import CHROMIUM, FLAGS
from tests.journeys.conftest import NewBrowser
from tests.journeys.portal import Portal

pytestmark = pytest.mark.journey

TELEPHONE = {"width": 360, "height": 640}
WORD = "kanariewoordvanzeventien"


def test_the_right_line_is_two_steps_away_without_a_script(new_page: NewBrowser) -> None:
    page = new_page(javascript=False, **TELEPHONE)
    page.goto("/")
    assert_the_numbers_are_on_the_first_screen(page)

    page.get_by_role("link", name="Ik ben bang dat ik zelf te ver ga").click()
    line = page.get_by_role("link", name="Stop it Now")
    expect(line).to_have_attribute("href", "tel:08002666436")
    page.get_by_role("button", name="Zoek op leeftijd, gemeente of woord").click()

    # And one step further: what is near, for somebody of this age.
    page.get_by_text("Anders zoeken").click()
    page.get_by_label("Leeftijd").fill("17")
    page.get_by_label("Gemeente").select_option("Nijmegen")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", name="Resultaten")).to_be_visible()
    expect(page.locator(".result").first.locator("a[href^='tel:']").first).to_be_visible()
    expect(page.get_by_label("Voor wie?")).to_have_value("zelf")
    assert page.url.endswith("/hulp/zoeken/")
    assert page.title() == "Zelf zoeken – Hulpwijzer"
    assert page.context.cookies() == []


def assert_the_numbers_are_on_the_first_screen(page: Page) -> None:
    for number in ("112", "08000188", "08002000"):
        box = page.locator(f"main a[href='tel:{number}']").first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= TELEPHONE["height"], number
        assert box["height"] >= 44
    assert page.locator("main a.call", has_text="ratis").count() >= 2
    button = page.locator("a.exit").bounding_box()
    assert button
    assert min(button["width"], button["height"]) >= 44


def test_nothing_of_a_visit_stays_in_the_profile_of_the_browser(
    browser: Browser, portal: Portal, tmp_path: Path
) -> None:
    """A browser that keeps a profile, as people have: a page of help, a search, and the way out with the keyboard."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=CHROMIUM, args=FLAGS, viewport=TELEPHONE, base_url=portal.url
    )
    context.route("**/*knmi.nl/**", lambda route: neutral_site(route))
    page = context.pages[0]
    page.goto("/hulp/zoeken/")
    page.get_by_label("Zoekwoord").fill(WORD)
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", name="Resultaten")).to_be_visible()
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]

    page.emulate_media(media="print")
    assert not page.locator("a.exit").is_visible()
    expect(page.get_by_text("Controleer het nummer voor gebruik")).to_be_visible()
    page.emulate_media(media="screen")
    assert not page.get_by_text("Controleer het nummer voor gebruik").is_visible()

    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    in_view = page.evaluate("document.elementFromPoint(40, 30).closest('a.exit') !== null")
    assert in_view, "de knop staat altijd in beeld"
    page.get_by_label("Zoekwoord").focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/*knmi.nl/**")
    context.close()

    # What a browser keeps to open its windows again after a crash is its own, and gone when it has been started anew
    # twice; who stays longer than a moment is in it, whatever a page does (docs/public-safety.md).
    kept = [file for file in tmp_path.rglob("*") if file.is_file() and file.parent.name != "Sessions"]
    assert len(kept) > 10
    assert any(b"/hulp/zoeken/" in file.read_bytes() for file in kept), "de geschiedenis staat hier niet in"
    told = [file.name for file in kept if any(word in file.read_bytes() for word in what_would_tell())]
    assert told == []


def neutral_site(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<!DOCTYPE html><title>Weer</title><h1>Weerbericht</h1>")


def what_would_tell() -> list[bytes]:
    """What was searched for, and what stands on pages of help, as bytes and as the wide letters of a browser."""
    words = (WORD, "Centrum Seksueel Geweld")
    return [word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le")]
