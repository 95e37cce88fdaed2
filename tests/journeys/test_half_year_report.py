"""A report for the stuurgroep, from draft to adopted; a decision is taken, and the next report tells it."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from network.dates import today
from network.dutch import long_date
from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

ACTION = "Jaarlijkse regio-dag"
EXPLANATION = {
    "Oorzaak": "De zaal in Tiel is niet meer vrij.",
    "Consequentie": "De dag schuift een kwartaal op.",
    "Bijsturing": "De gemeente zoekt een andere zaal.",
}
ASKED, OWN = "Betaal een grotere zaal voor de regio-dag", "Stem in met de planning van 2027"
DECIDED = "De regio-dag krijgt een grotere zaal"
FINANCE = ["€ 87.128", "€ 47.295", "€ 11.000", "€ 145.423", "€ 119.256", "€ 26.167"]
TYPESET = 120_000  # milliseconds, on a busy machine


def test_a_report_is_adopted_a_decision_is_taken_and_the_next_report_tells_it(signed_in: NewBrowser) -> None:
    coordinator, municipal, member = signed_in("coordinator"), signed_in("gemeente"), signed_in("stuurgroep")
    the_municipality_sets_its_action_to_red(municipal)
    report = the_coordinator_makes_a_draft_and_picks_what_to_ask(coordinator)
    the_coordinator_offers_it_and_shares_it(coordinator, report)
    the_member_reads_and_downloads_what_was_shared(member, report)
    the_coordinator_adopts_it(coordinator, report)
    number = the_member_records_the_decision(member, report)
    the_municipality_reads_the_adopted_report(municipal, report)
    the_next_report_tells_the_decision(coordinator, number)


def the_municipality_sets_its_action_to_red(page: Page) -> None:
    page.goto("/plan/bouwstenen/")
    page.get_by_role("link", name=ACTION).first.click()
    page.goto(f"{page.url}stand/")
    page.get_by_role("group", name="Tijd").get_by_label("Rood").check(force=True)
    for label, text in EXPLANATION.items():
        page.get_by_label(label).fill(text)
    save(page)
    expect(page.locator("main")).to_contain_text(EXPLANATION["Oorzaak"])


def the_coordinator_makes_a_draft_and_picks_what_to_ask(page: Page) -> str:
    """The portal proposes the red action; the coordinator finds the words, and asks something of her own."""
    year = today().year
    make_a_report(page, "Een andere periode", {"Eerste dag": f"1 januari {year}", "Laatste dag": f"31 januari {year}"})
    report = page.url
    page.goto(f"{report}tekst/summary/")
    page.locator("main").get_by_role("textbox").fill("De meeste acties liggen op schema.")
    page.get_by_role("button", name="Tekst opslaan").click()

    page.goto(f"{report}vragen/")
    proposal = page.locator(".proposal").filter(has_text=ACTION)
    expect(proposal).to_contain_text("Staat op rood")
    proposal.get_by_role("checkbox").check()
    proposal.locator("summary").click()
    proposal.get_by_label("Vraag").fill(ASKED)
    page.locator("#id_nieuw-title").fill(OWN)
    page.get_by_role("button", name="Vragen opslaan").first.click()
    expect(page.locator("main")).to_contain_text("In de rapportage: 2 vragen.")
    page.goto(report)
    expect(page.locator("#questions .asks li")).to_have_text([re.compile(ASKED), re.compile(OWN)])
    return report


def make_a_report(page: Page, period: str, days: Mapping[str, str]) -> None:
    page.goto("/rapportages/nieuw/?soort=progress")
    page.get_by_label("Over welke periode gaat het?").select_option(label=period)
    for label, day in days.items():
        page.get_by_label(label).fill(day)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Voortgangsrapportage \d{4}-\d"))


def the_coordinator_offers_it_and_shares_it(page: Page, report: str) -> None:
    page.get_by_role("link", name="Ter vaststelling aanbieden").click()
    page.get_by_role("button", name="Rapportage aanbieden").click()
    expect(page.get_by_role("link", name="Rapportage vaststellen", exact=True)).to_be_visible(timeout=TYPESET)
    page.goto(f"{report}delen/")
    page.get_by_label("Welke versie").select_option(index=0)
    page.get_by_label("Alle leden van de stuurgroep").check()
    page.get_by_role("button", name="Versie delen").click()
    expect(page.get_by_role("table")).to_contain_text("Ter vaststelling")


def the_member_reads_and_downloads_what_was_shared(page: Page, report: str) -> None:
    page.goto(report)
    discussed = page.locator("#questions").get_by_role("row").filter(has_text=ACTION)
    expect(discussed).to_contain_text(EXPLANATION["Oorzaak"])
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF downloaden").first.click()
    content = Path(download.value.path()).read_bytes()
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages).split())
    for printed in (*FINANCE, ASKED, OWN, EXPLANATION["Oorzaak"]):
        assert printed in text.replace("\xa0", " ")


def the_coordinator_adopts_it(page: Page, report: str) -> None:
    page.goto(f"{report}vaststellen/")
    page.get_by_label("Op welke dag heeft de stuurgroep").fill(long_date(today()))
    page.get_by_role("button", name="Rapportage vaststellen").click()
    expect(page.locator("main")).to_contain_text("Vastgesteld door de stuurgroep op", timeout=TYPESET)


def the_member_records_the_decision(page: Page, report: str) -> str:
    """She presides. The question is filled in already; what was decided reads otherwise."""
    page.goto(report)
    page.get_by_role("link", name="Wat is besloten").click()
    page.get_by_role("link", name=re.compile(f"Besluit vastleggen.*{ASKED}")).click()
    expect(page.locator("#id_title")).to_have_value(ASKED)
    page.locator("#id_title").fill(DECIDED)
    page.locator("#id_decided_on").fill(long_date(today()))
    save(page)
    answer = page.locator(".asks li").filter(has_text=ASKED)
    expect(answer).to_contain_text(DECIDED)
    number = re.search(rf"{today().year}-\d{{3}}", answer.inner_text())
    assert number
    return number[0]


def the_municipality_reads_the_adopted_report(page: Page, report: str) -> None:
    """As it was adopted: with her own red action, and without the decision that came later."""
    page.goto(report)
    questions = page.locator("#questions")
    expect(questions).to_contain_text(EXPLANATION["Oorzaak"])
    expect(questions).not_to_contain_text(DECIDED)


def the_next_report_tells_the_decision(page: Page, number: str) -> None:
    make_a_report(page, f"Heel {today().year}", {})
    answer = page.locator("#questions").get_by_role("row").filter(has_text=ASKED)
    expect(answer).to_contain_text(f"Besluit {number} van {long_date(today())}: {DECIDED}.")
    expect(page.locator("#questions").get_by_role("row").filter(has_text=OWN)).to_contain_text("Nog geen besluit.")


def save(page: Page) -> None:
    """The one primary button of the page."""
    page.locator("main .utrecht-button--primary-action").click()
