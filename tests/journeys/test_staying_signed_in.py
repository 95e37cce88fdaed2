"""The question before a session ends: what only a browser can show."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey


def with_its_clock(page: Page) -> Page:
    page.clock.install()
    page.reload()
    return page


def test_the_keyboard_answers_the_question_and_silence_leaves_an_empty_screen(signed_in: NewBrowser) -> None:
    page = with_its_clock(signed_in("lezer"))
    question = page.get_by_role("dialog", name="Bent u er nog?")
    page.clock.fast_forward("27:50")
    expect(question).to_be_hidden()
    page.clock.fast_forward("00:40")
    expect(question).to_be_visible()
    expect(page.get_by_role("button", name="Ingelogd blijven")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_be_hidden()

    page.clock.fast_forward("28:30")
    expect(question).to_be_visible()
    page.context.clear_cookies()  # the clock of the server did not move along
    page.clock.fast_forward("02:00")
    page.wait_for_url("**/account/login/**")
