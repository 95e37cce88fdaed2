"""A partner confirms an entry from the mail and changes its phone; the coordinator approves, and the public sees it."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewBrowser
from tests.journeys.portal import Portal

pytestmark = pytest.mark.journey

OLD_PHONE, NEW_PHONE = "088-0000 070", "088-0000 071"
ADD_AN_ENTRY_THAT_IS_DUE = f"""
from datetime import timedelta
from network.dates import today
from network.models import Person
from partners.models import CareService, Organisation
from partners.upkeep_reminders import ask
service = CareService.objects.create(
    organisation=Organisation.objects.get(name="MEE Gelderse Poort"), name="Iemand om mee te praten",
    description="U praat met iemand die luistert.", audiences=["victim"], phases=["non_acute"], status="published",
    last_verified_on=today() - timedelta(days=184), is_nationwide=True)
service.channels.create(kind="phone", value="{OLD_PHONE}")
ask(Person.objects.get(email="partner@demo.example"), [service])
print(service.short_id)
"""
HELP_IS_ABOVE_THE_BOXES = (
    "boxes => boxes.querySelector('.utrecht-form-field-description').offsetTop"
    " < boxes.querySelector('.choice').offsetTop"
)


def test_an_entry_is_kept_true(portal: Portal, new_page: NewBrowser, signed_in: NewBrowser, mails: Path) -> None:
    entry = portal.manage("shell", "--no-imports", "-c", ADD_AN_ENTRY_THAT_IS_DUE).split()[-1]
    the_partner_confirms_from_the_mail(new_page(width=360), link_in_the_mail(mails))
    the_partner_signs_in_and_changes_the_phone(signed_in("partner"), entry)
    the_coordinator_sees_who_confirmed_it_and_approves(signed_in("coordinator"), entry)
    visitor = new_page(javascript=False)
    visitor.goto(f"/hulp/aanbod/{entry}/")
    expect(visitor.locator("main")).to_contain_text(NEW_PHONE)
    expect(visitor.locator("main")).not_to_contain_text(OLD_PHONE)
    expect(visitor.locator("main")).not_to_contain_text("Niet recent gecontroleerd")


def the_partner_confirms_from_the_mail(page: Page, link: str) -> None:
    page.goto(link)
    page.reload()
    expect(page.locator("main")).to_contain_text(OLD_PHONE)
    for question in page.get_by_role("group", name=re.compile("^Klopt «")).all():
        question.get_by_label("Klopt", exact=True).check(force=True)
    page.get_by_role("button", name="Antwoorden versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Al bevestigd")


def the_partner_signs_in_and_changes_the_phone(page: Page, entry: str) -> None:
    page.goto(f"/sociale-kaart/{entry}/wijzigen/#contact")
    assert page.locator("#id_municipalities").evaluate(HELP_IS_ABOVE_THE_BOXES)
    page.get_by_label("Telefoon voor cliënten").fill(NEW_PHONE)
    page.locator("#contact").get_by_role("button", name="Opslaan").click()
    page.goto(f"/sociale-kaart/{entry}/")
    expect(page.locator("main")).to_contain_text(OLD_PHONE)
    expect(page.locator("main")).to_contain_text("Wacht op beoordeling")


def the_coordinator_sees_who_confirmed_it_and_approves(page: Page, entry: str) -> None:
    page.goto(f"/sociale-kaart/{entry}/")
    expect(page.locator("main")).to_contain_text("Gecontroleerd op")
    page.goto("/sociale-kaart/wijzigingen/")
    row = page.get_by_role("row").filter(has_text=NEW_PHONE)
    row.get_by_role("button", name=re.compile("Goedkeuren")).click()
    expect(row).to_have_count(0)


def link_in_the_mail(mails: Path) -> str:
    """The worker sends it; that takes a moment. The mail knows the entry by its number, not by its name."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        for mail in mails.glob("*.log"):
            text = mail.read_text(encoding="utf-8")
            if found := re.search(rf"Telefoon: {OLD_PHONE}\n.*\n\S+?(/klopt-nog/\S+)", text):
                return found[1]
        moment_for_the_worker = 0.1
        time.sleep(moment_for_the_worker)
    raise AssertionError("no mail about the entry")
