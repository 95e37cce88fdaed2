"""What docs/beheer.md has an administrator do in the portal itself, chapter by chapter, and the pictures in it.

What is typed on the command line, the drill `fresh_debian` types.
"""

import re
import subprocess
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser
from tests.journeys.portal import Portal
from tests.manual.blocks import MANUAL

pytestmark = pytest.mark.journey

PICTURES = MANUAL.parent / "img" / "beheer"
MOST_BYTES = 150_000
FIRST, SECOND = "hoofd.beheer@gemeente.example", "tweede.beheer@gemeente.example"
PASSWORD = "vijf groene fietsen wachten"


class Pictures:
    """Written to var/screenshots; `pytest --update-pictures` puts them into docs/img/beheer."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.taken = folder, set[str]()
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str) -> None:
        file = self.folder / f"{name}.png"
        page.screenshot(path=file, clip={"x": 0, "y": 0, "width": 1000, "height": 760})
        Image.open(file).convert("RGB").quantize(128).save(file, optimize=True)
        assert 5_000 < file.stat().st_size < MOST_BYTES, name
        self.taken.add(name)


@pytest.fixture
def pictures(screenshots: Path, request: pytest.FixtureRequest) -> Pictures:
    return Pictures(PICTURES if request.config.getoption("--update-pictures") else screenshots / "beheer")


def test_the_administrator_walks_the_manual(
    portal: Portal, new_page: NewBrowser, signed_in: NewBrowser, mails: Path, pictures: Pictures
) -> None:
    assert "Uitgenodigd" in portal.manage("invite", FIRST, "--role", "administrator", "--name", "Hanna Beheer")
    page = new_page(width=1000)
    # Chapter 6
    chooses_a_password(page, mails, pictures)
    recovery_code = sets_up_the_second_step(page, pictures)
    signs_in_again_with_both(page, recovery_code)
    second = invites_a_second_administrator(page, pictures)
    looks_at_the_region(page, pictures)
    # Chapter 7
    looks_at_the_mails(page, pictures)
    # Chapter 11
    sees_what_the_alarms_found(page, portal, pictures)
    # Chapter 12
    gives_along_what_is_kept_of_somebody(page, second)
    portal.manage("verify_history")  # would end with 1
    # Chapter 13
    two_others_have_a_lost_second_step_erased(page, signed_in("coordinator"), signed_in("beheer"))

    named = set(re.findall(r"\]\(img/beheer/([\w-]+)\.png\)", MANUAL.read_text(encoding="utf-8")))
    assert named == pictures.taken
    assert named == {picture.stem for picture in PICTURES.glob("*.png")}, "draai pytest --update-pictures"


def chooses_a_password(page: Page, mails: Path, pictures: Pictures) -> None:
    text = next(text for mail in mails.glob("*.log") if FIRST in (text := mail.read_text(encoding="utf-8")))
    (link,) = re.findall(r"/account/uitnodiging/\S+", text)
    page.goto(link)
    pictures.take(page, "uitnodiging")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap bij inloggen")


def sets_up_the_second_step(page: Page, pictures: Pictures) -> str:
    """Returns a recovery code. The picture is taken before there is a secret to be seen."""
    expect(page.get_by_role("link", name="Passkey of sleutel toevoegen")).to_be_visible()
    pictures.take(page, "tweede-stap")
    page.get_by_role("link", name="App met codes aanzetten").click()
    secret = page.locator("main code").inner_text()
    page.get_by_role("textbox", name="Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="App aanzetten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    return page.locator("main code").first.inner_text()


def signs_in_again_with_both(page: Page, recovery_code: str) -> None:
    """By a code of paper: that of an app works once in its half minute, and was used."""
    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(FIRST)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("textbox", name="Code").fill(recovery_code)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dag Hanna")


def invites_a_second_administrator(page: Page, pictures: Pictures) -> str:
    """Returns where that person is."""
    page.goto("/personen/")
    page.get_by_role("link", name="Iemand uitnodigen").click()
    page.get_by_label("Naam", exact=True).fill("Bram Beheer")
    page.get_by_label("E-mailadres").fill(SECOND)
    page.locator("#id_role").select_option(label="beheerder")
    page.get_by_role("button", name="Uitnodiging versturen").click()
    expect(page.locator("main")).to_contain_text(SECOND)
    second = page.url
    page.goto("/personen/?zoek=gemeente.example")
    expect(page.locator("main")).to_contain_text("2 personen")
    pictures.take(page, "personen")
    return second


def looks_at_the_region(page: Page, pictures: Pictures) -> None:
    page.goto("/regio/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Gemeenten en overleggen")
    expect(page.locator("main")).to_contain_text("Nijmegen")
    pictures.take(page, "regio")


def looks_at_the_mails(page: Page, pictures: Pictures) -> None:
    page.goto("/mails/")
    rows = page.get_by_role("row").filter(has_text="Uitnodiging voor het netwerkportaal")
    expect(rows.filter(has_text="Hanna Beheer")).to_contain_text("verzonden")
    expect(rows.filter(has_text="Bram Beheer")).to_be_visible()
    pictures.take(page, "mails")


def sees_what_the_alarms_found(page: Page, portal: Portal, pictures: Pictures) -> None:
    with pytest.raises(subprocess.CalledProcessError) as rang:  # of this portal no backup was ever made
        portal.manage("alarms")
    assert "back-up" in rang.value.stderr
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Laatste back-up: nog nooit")
    pictures.take(page, "alarm")


def gives_along_what_is_kept_of_somebody(page: Page, person: str) -> None:
    """And erases nothing of who still has a role; tests/network/test_erasure.py goes on from there."""
    page.goto(person)
    page.get_by_role("link", name="Meegeven of wissen").click()
    expect(page.locator("main")).to_contain_text("Beëindig dat eerst")
    with page.expect_download() as given:
        page.get_by_role("link", name="Gegevens downloaden").click()
    assert SECOND in given.value.path().read_text(encoding="utf-8")


def two_others_have_a_lost_second_step_erased(lost: Page, one: Page, other: Page) -> None:
    """And who lost nothing stops that in the day between."""
    for page, button in ((one, "Vragen om de tweede stap te wissen"), (other, "Akkoord geven")):
        page.goto("/personen/?zoek=Hanna")
        page.get_by_role("link", name="Hanna Beheer").click()
        page.get_by_role("link", name="Verloren tweede stap laten wissen").click()
        page.get_by_role("button", name=button).click()
    expect(other.locator("main")).to_contain_text("Wordt gewist")
    lost.goto("/account/2fa/")
    lost.get_by_role("button", name="Aanvraag stoppen").click()
    expect(lost.locator("main")).not_to_contain_text("Iemand heeft gevraagd om uw tweede stap te wissen")
