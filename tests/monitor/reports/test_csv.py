"""A report as a file for a spreadsheet: the same figures as on the page, and nothing that runs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import Client

from actionplan.models import BudgetChoice, Light
from monitor.models import EditionStage, Report, ReportKind, SectionKind
from monitor.numbers import ValueStatus
from monitor.reporting.content import Content
from monitor.reporting.csv import COLUMNS, OWN_TEXT, REPORT, csv_of
from monitor.reporting.flows import create_report, write_section
from monitor.reporting.half_years import HalfYear
from network.models import Person
from network.spreadsheets import from_csv
from partners.models import BodyKind
from tests.bench.long_report import long_content
from tests.cast import Cast
from tests.factories import BodyFactory, DecisionFactory, IndicatorFactory, SuccessFactory, report_edition
from tests.monitor.figures.releasing import REGION, release, years
from tests.monitor.reports.conftest import Situation, change_light
from tests.monitor.reports.figures_of import Figure, figures_in_csv, numbers_in, words_of
from tests.reading import Page


def not_printed(figures: list[Figure], printed: str) -> list[Figure]:
    """What stands in the file and not on the page."""
    words = words_of(printed)
    return [each for each in figures if words_of(each[3]) not in words]


@pytest.fixture
def later(report: Report, situation: Situation, cast: Cast) -> Report:
    """The report after one that was adopted, with something in every section that the plan and the meetings fill."""
    report_edition(report, adopted_on=date(2026, 9, 17))
    change_light(situation.in_trouble, Light.AMBER, on=date(2026, 12, 1))
    situation.on_course.milestones.create(title="Klaar", planned_on=date(2026, 9, 1), achieved_on=date(2026, 9, 2))
    line = situation.source.lines.get(description="Veldwerk")
    BudgetChoice.objects.create(line=line, choice="other_source", amount_less=4_000)
    situation.source.amount_available = 25_500
    situation.source.save()
    body = BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    DecisionFactory(body=body, decided_on=date(2026, 3, 3), carried_out_on=date(2026, 11, 2), title="Teken bij")
    SuccessFactory(action=situation.on_course, title="Gevierd", happened_on=date(2026, 11, 3), is_in_report=True)
    shown = IndicatorFactory(name="Mensenhandel", is_in_report=True)
    release(shown, years(*REGION, 120, ValueStatus.WITHHELD, 1310, first=2021))
    made = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 12, 20), by=cast.coordinator)
    write_section(made.sections.get(kind=SectionKind.SUMMARY), text="Eén actie\nstaat op oranje.")
    return made


@pytest.mark.django_db
def test_the_same_report_is_readable_as_an_accessible_web_page_with_identical_figures(
    later: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    edition = report_edition(later, stage=EditionStage.OFFERED)
    content = Content.thaw(edition.content)
    page = Page.of(client_of(cast.coordinator).get(later.get_absolute_url()))
    figures = figures_in_csv(csv_of(content))

    assert numbers_in(*(value for section, *_, value in figures if section == REPORT)) <= numbers_in(page.words)
    for section in content.sections:
        printed = Page(page.one(f"#{section.kind}")).words
        told = [each for each in figures if each[0] == section.title]
        assert not_printed(told, printed) == [], section.kind
        assert numbers_in(*(value for *_, value in told)) <= numbers_in(printed), section.kind


@pytest.mark.parametrize("kind", ReportKind)
def test_every_figure_in_the_file_of_the_largest_report_is_printed_in_its_section(kind: ReportKind) -> None:
    content = long_content(actions=12, kind=kind)
    figures = figures_in_csv(csv_of(content))

    for section in content.sections:
        printed = Page.of(f"<p>{section.text}</p>" + render_to_string(section.template, {"body": section.body})).words
        told = [each for each in figures if each[0] == section.title]
        assert told, section.kind
        assert not_printed(told, printed) == []
        assert numbers_in(*(value for *_, value in told)) <= numbers_in(printed), section.kind


@pytest.mark.django_db
def test_the_summary_shows_how_many_actions_have_each_light_with_the_change_and_the_counts_equal_the_annex(
    later: Report, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    edition = report_edition(later, stage=EditionStage.OFFERED)
    page = Page.of(client_of(cast.coordinator).get(later.get_absolute_url()))
    assert "groen 0 (−1), oranje 1 (+1), rood 0 (−1), grijs 1 (=), niet bijgewerkt 1 (+1)." in page.words

    figures = figures_in_csv(csv_of(Content.thaw(edition.content)))
    words = ("groen", "oranje", "rood", "grijs", "niet bijgewerkt")
    of_summary = {
        what: int(value)
        for section, subject, what, value in figures
        if (section, subject) == ("Samenvatting", "Alle acties") and what in words
    }
    of_annex = [value for section, _, what, value in figures if (section, what) == ("Acties per pijler", "stand")]
    assert of_summary == {word: of_annex.count(word) for word in words}


def test_the_file_opens_in_excel_and_says_of_each_figure_what_it_is() -> None:
    content = long_content(actions=8)

    written = csv_of(content)

    assert written.startswith(b"\xef\xbb\xbfonderdeel;onderwerp;gegeven;waarde;eenheid;toelichting\r\n")
    lines = [line for line in from_csv(written.decode()) if line[0] in {REPORT, "Financiën"}]
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert [REPORT, content.cover.title, "peildatum", "10 juli 2026", "", ""] in lines
    assert ["Financiën", "DUUP 2021, voorbeeld", "beschikbaar", "1.000", "euro", ""] in lines


@pytest.mark.parametrize("typed", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1"])
def test_nothing_that_somebody_typed_runs_as_a_formula(typed: str) -> None:
    content = long_content(actions=4)
    first, *others = content.sections
    content = replace(content, sections=(replace(first, text=typed), *others))

    written = csv_of(content).decode()

    assert f";{typed}" not in written
    assert [first.title, "", OWN_TEXT, typed, "", ""] in from_csv(written)
