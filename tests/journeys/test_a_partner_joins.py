"""A partner joins: invited, its profile filled in and approved, a convenant signed by six parties and joined by a
seventh, until it is too late to give notice.
"""

import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from network.dates import today
from network.dutch import long_date
from partners.life_cycle import add_months
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

NEWCOMER = "ROC aan de Waal"
EDITOR, ADDRESS, PASSWORD = "Yara Kuipers", "yara.kuipers@demo.example", "vier blauwe bomen zingen"
OLD_PHONE, NEW_PHONE = "088-0000 060", "088-0000 061"
COVENANT = "Convenant veilig naar school"
OTHERS = ["GGD Gelderland-Zuid", "MEE Gelderse Poort", "Sterker", "Iriszorg", "Moviera"]
SEVENTH = "Gemeente Tiel"


def test_a_partner_joins(signed_in: NewBrowser, new_page: NewBrowser, mails: Path) -> None:
    coordinator = signed_in("coordinator")
    partner = the_coordinator_adds_a_partner_and_invites_its_first_editor(coordinator)
    editor = the_editor_chooses_a_password(new_page(), mails)
    the_editor_fills_in_the_profile_and_a_phone_waits(editor, partner)
    the_coordinator_approves_the_phone(coordinator, partner)
    agreement = the_coordinator_offers_a_covenant_to_six(coordinator)
    six_sign_one_after_another(coordinator, editor, signed_in("partner"), agreement)
    a_seventh_joins_by_an_addendum(coordinator, agreement)
    the_notice_date_passes(coordinator, agreement)
    editor.goto(partner)
    expect(editor.locator("main")).to_contain_text(COVENANT)


def the_coordinator_adds_a_partner_and_invites_its_first_editor(page: Page) -> str:
    page.goto("/partners/toevoegen/")
    page.get_by_label("Naam", exact=True).fill(NEWCOMER)
    page.locator("#id_kind").select_option(label="onderwijs")
    page.get_by_label("sociaal domein").check(force=True)
    page.get_by_label("Algemeen telefoonnummer").fill(OLD_PHONE)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(NEWCOMER)
    partner = page.url

    page.goto("/personen/uitnodigen/")
    page.get_by_label("Naam", exact=True).fill(EDITOR)
    page.get_by_label("E-mailadres").fill(ADDRESS)
    page.locator("#id_organisation").select_option(label=NEWCOMER)
    page.get_by_label("Houdt de gegevens bij").check(force=True)
    save(page)
    expect(page.locator("main")).to_contain_text(EDITOR)
    return partner


def the_editor_chooses_a_password(page: Page, mails: Path) -> Page:
    page.goto(link_in_the_mail_to(ADDRESS, mails))
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Yara")
    return page


def the_editor_fills_in_the_profile_and_a_phone_waits(page: Page, partner: str) -> None:
    page.goto(f"{partner}profiel/")
    page.get_by_label("Wie zijn wij?").fill("Wij leiden studenten op en letten op elkaar.")
    page.get_by_label("Algemeen telefoonnummer").fill(NEW_PHONE)
    save(page)
    page.goto(partner)
    expect(page.locator("main")).to_contain_text("Wij leiden studenten op")
    expect(page.locator("main")).to_contain_text(OLD_PHONE)


def the_coordinator_approves_the_phone(page: Page, partner: str) -> None:
    page.goto("/partners/wijzigingen/")
    row = page.get_by_role("row").filter(has_text=NEWCOMER).filter(has_text=NEW_PHONE)
    row.get_by_role("button", name=re.compile("Goedkeuren")).click()
    expect(row).to_have_count(0)
    page.goto(partner)
    expect(page.locator("main")).to_contain_text(NEW_PHONE)


def the_coordinator_offers_a_covenant_to_six(page: Page) -> str:
    page.goto("/overeenkomsten/toevoegen/")
    page.locator("#id_kind").select_option(label="samenwerkingsconvenant")
    page.get_by_label("Titel").fill(COVENANT)
    fill_in_days(page, starts_on=today() - timedelta(days=30), ends_on=day_with_notice(after=today()))
    page.get_by_label("Stilzwijgende verlenging").fill("12")
    page.get_by_label("Opzegtermijn").fill("1")
    save(page)
    agreement = page.url
    for name in [NEWCOMER, *OTHERS]:
        page.goto(f"{agreement}partij/")
        page.locator("#id_organisation").select_option(label=name)
        save(page)
    expect(status(page)).to_contain_text("concept")
    page.get_by_role("button", name="Ter ondertekening aanbieden").click()
    expect(status(page)).to_contain_text("0 van 6 ondertekend")
    return agreement


def six_sign_one_after_another(coordinator: Page, editor: Page, mee: Page, agreement: str) -> None:
    """Two for themselves, and four whose signatures the coordinator writes down."""
    signers = {NEWCOMER: editor, "MEE Gelderse Poort": mee}
    for number, name in enumerate([NEWCOMER, *OTHERS], start=1):
        page = signers.get(name, coordinator)
        page.goto(agreement)
        page.get_by_role("link", name=re.compile(f"Ondertekening vastleggen.*{name}")).click()
        page.get_by_label("Ondertekend door").fill("Anna de Bruin")
        page.get_by_label("Functie").fill("bestuurder")
        page.get_by_label("Datum van ondertekening").fill(long_date(today()))
        save(page)
        wanted = f"{number} van 6 ondertekend" if number < 6 else "lopend"
        expect(status(page)).to_contain_text(wanted)


def a_seventh_joins_by_an_addendum(page: Page, agreement: str) -> None:
    page.goto(agreement)
    original = page.get_by_role("region", name="Partijen en handtekeningen")
    before = original.get_by_role("rowheader").all_inner_texts()
    page.goto(f"{agreement}partij/")
    page.locator("#id_organisation").select_option(label=SEVENTH)
    save(page)
    expect(original.get_by_role("rowheader")).to_have_text(before, use_inner_text=True)
    assert len(before) == 6
    addenda = page.get_by_role("region", name="Addenda")
    expect(addenda).to_contain_text(long_date(today()))
    expect(addenda.get_by_role("rowheader")).to_have_text([SEVENTH])


def the_notice_date_passes(page: Page, agreement: str) -> None:
    """Until today it can be ended in time. A day earlier, and it goes on for another year."""
    page.goto(agreement)
    terms = page.get_by_role("complementary").filter(has_text="Afspraken")
    expect(terms).to_contain_text("Opzeggen kan tot en met")
    expect(terms).not_to_contain_text("Loopt stilzwijgend door")

    ends_on = day_with_notice(after=today() - timedelta(days=5))
    page.goto(f"{agreement}wijzigen/")
    fill_in_days(page, ends_on=ends_on)
    save(page)
    expect(terms).to_contain_text(f"Loopt stilzwijgend door tot en met {long_date(add_months(ends_on, 12))}")


def day_with_notice(*, after: date) -> date:
    """The last day of a term of which notice has to be given, a month before, within three days after that day."""
    days = (after + timedelta(days=number) for number in range(27, 36))
    return next(day for day in days if after < add_months(day, -1) <= after + timedelta(days=3))


# --- what every page has -------------------------------------------------------------------------------------


def save(page: Page) -> None:
    page.locator("main form button.utrecht-button--primary-action[type=submit]").last.click()


def status(page: Page) -> Locator:
    return page.locator(".page-title__lead")


def fill_in_days(page: Page, **days: date) -> None:
    for name, day in days.items():
        page.locator(f"#id_{name}").fill(long_date(day))


def link_in_the_mail_to(address: str, mails: Path) -> str:
    """The worker sends it; that takes a moment."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        for mail in mails.glob("*.log"):
            text = mail.read_text(encoding="utf-8")
            if address in text and (found := re.search(r"/account/\S+", text[text.index(address) :])):
                return found[0]
        moment_for_the_worker = 0.1
        time.sleep(moment_for_the_worker)
    raise AssertionError(f"no mail to {address}")
