"""The question before a session ends, and passkeys: what only a browser can show."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

A_KEY_OF_THIS_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


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
    page.clock.fast_forward("02:00")
    page.wait_for_url("**/account/login/**")


def test_a_passkey_is_added_and_lets_in(signed_in: NewBrowser) -> None:
    page = signed_in("stuurgroep")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_KEY_OF_THIS_DEVICE})
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_text("De sleutel is toegevoegd.").wait_for()

    page.locator("header details summary").first.click()
    page.get_by_role("button", name="Uitloggen").first.click()
    page.wait_for_url("**/")
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("overzicht")
