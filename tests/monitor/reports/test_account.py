"""The sheet of a partner as a report (R16), and the finance section that adds up to the euro (R09)."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string

from actionplan.accounting import sheet_of
from actionplan.models import BudgetLine, FundingType
from monitor.models import Report, ReportKind, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from monitor.reporting.flows import create_report
from monitor.reporting.frozen import freeze, thaw
from monitor.reporting.half_years import OwnPeriod
from monitor.reporting.live import content_of
from monitor.reporting.parts import PARTS
from monitor.reporting.parts.account import Account
from monitor.reporting.sections import Finance
from tests.cast import Cast
from tests.factories import BudgetLineFactory
from tests.monitor.reports.conftest import REFERENCE_DATE, Situation
from tests.reading import Page

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def told(situation: Situation, cast: Cast) -> None:
    """What MEE told of its lines, and what it does besides from regular means and with money of its own."""
    BudgetLine.objects.filter(description="Begeleiding").update(
        hours_realised=Decimal("98.5"),
        amount_granted=Decimal(12_000),
        amount_spent=Decimal("12345.67"),
        account="Wachten op een woning kostte veel uren.",
        accounted_on=date(2026, 7, 1),
    )
    own = {"organisation": cast.lead_organisation, "year": 2026}
    BudgetLineFactory(**own, description="Casemanagement", funding_type=FundingType.REGULAR, hours_per_year=156)
    BudgetLineFactory(
        **own, description="Eigen geld", funding_type=FundingType.CO_FUNDING, amount_granted=Decimal("1000.10")
    )
    BudgetLineFactory(**own, description="Extra workshop", funding_type=FundingType.INVOICED, amount_spent=250)


@pytest.fixture
def account(told: None, cast: Cast) -> Report:
    return create_report(
        kind=ReportKind.ACCOUNT,
        organisation=cast.lead_organisation,
        period=OwnPeriod.of_year(2026),
        reference_date=REFERENCE_DATE,
        by=cast.coordinator,
    )


def read(report: Report) -> Content:
    return content_of(report, version="Concept 1", made_on=REFERENCE_DATE)


def shown(kind: SectionKind, body: Any) -> Page:
    return Page.of(render_to_string(f"monitor/reports/sections/_{kind}.html", {"body": body}))


# --- the sheet ----------------------------------------------------------------------------------------------------


def test_the_report_of_a_partner_holds_the_very_sheet_of_the_portal_without_small_numbers(
    account: Report, cast: Cast
) -> None:
    body = read(account).body(SectionKind.ACCOUNT)
    assert body.sheet == sheet_of(cast.lead_organisation.pk, 2026, REFERENCE_DATE)
    page = shown(SectionKind.ACCOUNT, body)
    assert page.texts("th + td + [data-label='Gemaakte uren']")[:3] == ["98,5 uur", "niet ingevuld", "98,5 uur"]
    assert "Trajecten: binnen bandbreedte" in page.words
    assert "4 van 3" not in page.words
    assert "Wachten op een woning kostte veel uren." in page.words
    assert not page.all("a, form, [id], [hx-get]")


def test_page_and_spreadsheet_tell_the_same_of_each_line(account: Report) -> None:
    content = read(account)
    text = csv_of(content).decode("utf-8-sig")
    for shown_on_the_page in ("98,5", "12.345,67", "−345,67", "1.000,10", "Wachten op een woning kostte veel uren."):
        assert shown_on_the_page in text
        assert shown_on_the_page in shown(SectionKind.ACCOUNT, content.body(SectionKind.ACCOUNT)).words


def test_the_sheet_is_frozen_and_thawed_whole_and_its_words_go_past_the_guard(account: Report) -> None:
    body = read(account).body(SectionKind.ACCOUNT)
    assert thaw(Account, json.loads(json.dumps(freeze(body)))) == body
    texts = {place.text: place.url for place in PARTS[SectionKind.ACCOUNT].places(body)}
    url = f"/plan/financien/verantwoording/{account.organisation_id}/2026/"
    assert texts["Wachten op een woning kostte veel uren."] == url


def test_a_partner_without_a_budget_has_a_sheet_that_says_so(situation: Situation, cast: Cast) -> None:
    report = create_report(
        kind=ReportKind.ACCOUNT,
        organisation=cast.tiel_organisation,
        period=OwnPeriod.of_year(2026),
        reference_date=REFERENCE_DATE,
        by=cast.coordinator,
    )
    page = shown(SectionKind.ACCOUNT, read(report).body(SectionKind.ACCOUNT))
    assert page.words == "In de begroting van 2026 staan geen posten van deze partner."


# --- the finance section ------------------------------------------------------------------------------------------


def euros(text: str) -> Decimal:
    """As printed: «€ 12.345,67» or «€ −345,67»."""
    found = re.search(r"€\s(−?)([\d.]+)(?:,(\d\d))?", text.replace(NBSP, " "))
    assert found, text
    amount = Decimal(found[2].replace(".", "") + "." + (found[3] or "00"))
    return -amount if found[1] else amount


def added_up(texts: list[str]) -> Decimal:
    return sum((euros(text) for text in texts if "€" in text), Decimal())


@pytest.mark.parametrize("column", ["Gevraagd", "Toegekend", "Besteed", "Verschil"])
def test_each_total_is_the_sum_of_the_lines_that_are_printed_to_the_cent(
    told: None, report: Report, column: str
) -> None:
    BudgetLine.objects.filter(description="Veldwerk").update(amount_granted=Decimal("9999.99"), amount_spent=Decimal(1))
    page = shown(SectionKind.FINANCE, read(report).body(SectionKind.FINANCE))
    table = "table.t--money "
    lines = page.texts(f"{table}tr:not(.sum) td[data-label={column}]")
    per_organisation = page.texts(f"{table}tbody:not(:last-child) tr.sum td[data-label={column}]")
    label = "Bedrag" if column == "Gevraagd" else column
    total = page.texts(f"{table}tbody:last-child tr.sum td[data-label={label}]")[0]
    assert added_up(lines) == added_up(per_organisation) == euros(total)
    assert len(lines) == 3


def test_the_euros_are_those_of_the_budget_in_dutch(told: None, report: Report) -> None:
    page = shown(SectionKind.FINANCE, read(report).body(SectionKind.FINANCE))
    [first, *_] = page.texts("table.t--money tbody:first-of-type tr:nth-child(2)")
    assert first.split("jaar")[1].split("€")[1:] == [" 13.588 ", " 12.000 ", " 12.345,67 ", " −345,67"]
    assert page.texts("table.t--money td[data-label=Besteed]")[1] == "niet ingevuld"


def test_other_kinds_of_money_are_told_apart_and_what_is_not_filled_in_is_no_nought(told: None, report: Report) -> None:
    body = read(report).body(SectionKind.FINANCE)
    page = shown(SectionKind.FINANCE, body)
    assert page.texts("h3")[1:4] == ["Uit reguliere middelen, 2026", "Cofinanciering, 2026", "Op factuurbasis, 2026"]
    amounts = [(other.posts[0].description, other.amount, other.spent) for other in body.others]
    assert amounts == [
        ("Casemanagement", None, None),
        ("Eigen geld", Decimal("1000.10"), None),
        ("Extra workshop", None, Decimal(250)),
    ]
    assert page.texts("table:not(.t--money) td[data-label=Bedrag]")[:2] == ["niet ingevuld", "niet ingevuld"]


def test_a_report_that_was_adopted_before_spending_was_told_still_reads_as_it_did(told: None, report: Report) -> None:
    frozen: Any = json.loads(json.dumps(freeze(read(report).body(SectionKind.FINANCE))))
    del frozen["others"]
    for source in frozen["sources"]:
        del source["tells_spending"]
        for post in (post for each in source["organisations"] for post in each["posts"]):
            del post["granted"], post["spent"]
    page = shown(SectionKind.FINANCE, thaw(Finance, frozen))
    assert page.texts("thead")[0] == "PostUren, zoals opgegevenGevraagd"
    assert "Besteed" not in page.words
    assert page.texts("h3") == ["DUUP 2026", "Als het geld stopt"]
