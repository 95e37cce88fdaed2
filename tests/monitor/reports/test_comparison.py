"""What changed between two reports: in the section of a new one, and on the page that lays two beside each other."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from actionplan.models import Light
from monitor.models import EditionStage, Report, ReportEdition, ReportKind, SectionKind
from monitor.reporting.changes import Change
from monitor.reporting.comparison import compare
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from monitor.reporting.live import content_of
from monitor.reporting.parts.since import Since
from monitor.reporting.sections import Finance, Monitor
from network.dutch import euro
from network.models import Person
from partners.models import Body, BodyKind, Decision
from tests.bench.long_report import long_content
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    BodyFactory,
    DecisionFactory,
    MilestoneFactory,
    ReportFactory,
    report_edition,
)
from tests.monitor.reports.conftest import Situation, change_light
from tests.monitor.reports.figures_of import figures_in_csv
from tests.reading import Page

ClientOf = Callable[[Person], Client]
PAGE = "/rapportages/vergelijken/"
OLD = Path(__file__).parents[2] / "data/reports/format_1.json"
LATER = date(2026, 12, 20)


@pytest.fixture
def steering_group(cast: Cast) -> Body:
    return BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)


@pytest.fixture
def first(report: Report) -> ReportEdition:
    return report_edition(report, adopted_on=date(2026, 9, 17))


@pytest.fixture
def later(first: ReportEdition, situation: Situation, steering_group: Body, cast: Cast) -> Report:
    """The report after it, when a lot had happened."""
    change_light(situation.in_trouble, Light.AMBER, on=date(2026, 12, 1))
    change_light(situation.on_course, Light.GREEN, on=date(2026, 12, 1))
    situation.not_started.dropped_on = date(2026, 11, 1)
    situation.not_started.save()
    ActionFactory(plan=situation.plan, code="4.9", title="Nieuw", pillar=situation.on_course.pillar)
    MilestoneFactory(
        action=situation.on_course, title="Klaar", planned_on=date(2026, 9, 1), achieved_on=date(2026, 9, 2)
    )
    situation.source.amount_available = Decimal(25_000)
    situation.source.save()
    DecisionFactory(
        body=steering_group,
        decided_on=date(2025, 11, 5),
        carried_out_on=date(2026, 10, 1),
        title="Van vorig jaar",
    )
    DecisionFactory(body=steering_group, decided_on=date(2026, 2, 2), title="Open")
    return create_report(period=HalfYear(2026, 2), reference_date=LATER, by=cast.coordinator)


def since(report: Report) -> Since:
    body = content_of(report, version="Concept", made_on=LATER).body(SectionKind.SINCE)
    assert isinstance(body, Since)
    return body


# --- in the report itself -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_voortgangsrapportage_2026_2_lists_lights_that_changed_new_and_dropped_actions_and_decisions_carried_out(
    later: Report, cast: Cast, client_of: ClientOf
) -> None:
    page = Page.of(client_of(cast.coordinator).get(later.get_absolute_url()))

    carried_out = Decision.objects.get(title="Van vorig jaar")
    assert str(later) == "Voortgangsrapportage 2026-2"
    assert "Vergeleken met Voortgangsrapportage 2026-1, peildatum 10 juli 2026." in page.words
    assert page.texts("#since tbody tr") == [
        "2.5 Politie aansluiten Rood Oranje",  # a row has no words between its cells
        "DUUP 2026: beschikbaar€ 20.000€ 25.000€ 5.000 meer",
        "DUUP 2026: tekort€ 8.943,50€ 3.943,50€ 5.000 minder",
    ]
    assert page.texts("#since li") == [
        "4.9 Nieuw",
        "1.3 Verbinding",
        f"{carried_out}, uitgevoerd op 1 oktober 2026. Genomen door Stuurgroep.",
        "4.2 Klaar, 2 sep 2026",
    ]


@pytest.mark.django_db
def test_the_first_report_says_that_there_is_no_previous_one(report: Report, cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.coordinator).get(report.get_absolute_url()))

    assert "Dit is de eerste rapportage. Er is nog geen vorige om mee te vergelijken." in page.texts("#since p.soft")


@pytest.mark.django_db
def test_a_section_that_the_previous_report_left_out_is_not_compared(
    report: Report, situation: Situation, cast: Cast
) -> None:
    report.sections.filter(kind__in=[SectionKind.FINANCE, SectionKind.ACTIONS]).update(is_included=False)
    report_edition(report, adopted_on=date(2026, 9, 17))
    made = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 7, 11), by=cast.coordinator)

    assert since(made).changes.is_empty


@pytest.mark.django_db
def test_a_milestone_stands_in_exactly_one_of_behaald_gemist_and_komende_periode(
    report: Report, situation: Situation, cast: Cast, client_of: ClientOf
) -> None:
    for month in range(1, 13):
        MilestoneFactory(action=situation.on_course, title=f"Van {month}", planned_on=date(2026, month, 10))
        achieved_on = date(2026, month, 12)
        MilestoneFactory(
            action=situation.on_course,
            title=f"Haalde {month}",
            planned_on=date(2026, 6, 1),
            achieved_on=achieved_on if achieved_on <= report.reference_date else None,
        )
    page = Page.of(client_of(cast.coordinator).get(report.get_absolute_url()))

    titles = page.texts("#milestones tbody tr:not(.group) th")
    assert len(titles) == len(set(titles)) == 27
    assert [text.split(":")[0] for text in page.texts("#milestones tr.group th")] == [
        "Behaald",
        "Gemist",
        "Komende periode",
    ]
    assert page.texts("#building_blocks .t--milestones") == []


@pytest.mark.django_db
def test_the_annex_lists_every_decision_of_the_year_and_whether_it_was_carried_out(
    later: Report, steering_group: Body, cast: Cast, client_of: ClientOf
) -> None:
    DecisionFactory(body=steering_group, decided_on=date(2026, 3, 3), withdrawn_on=date(2026, 4, 1), title="Toch niet")
    DecisionFactory(body=steering_group, decided_on=date(2026, 12, 21), title="Na de peildatum")
    DecisionFactory(body=steering_group, decided_on=date(2025, 3, 3), title="Lang geleden")
    DecisionFactory(
        body=steering_group, decided_on=date(2026, 5, 5), carried_out_on=date(2026, 12, 21), title="Later uitgevoerd"
    )

    page = Page.of(client_of(cast.coordinator).get(later.get_absolute_url()))

    rows = [text.partition("-")[0] + text[8:] for text in page.texts("#decisions tbody tr")]  # a number goes on
    assert page.texts("#kop-decisions") == ["Bijlage: besluitenlijst"]
    assert rows == [
        "20255 nov 2025StuurgroepVan vorig jaarUitgevoerd op 1 oktober 2026",
        "20262 feb 2026StuurgroepOpenNog niet uitgevoerd",
        "20263 mrt 2026StuurgroepToch nietIngetrokken op 1 april 2026",
        "20265 mei 2026StuurgroepLater uitgevoerdNog niet uitgevoerd",
    ]


# --- two beside each other ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_comparing_two_reports_lists_actions_whose_light_changed(
    first: ReportEdition, later: Report, cast: Cast, client_of: ClientOf
) -> None:
    second = report_edition(later, adopted_on=date(2027, 1, 28))

    page = Page.of(client_of(cast.steering_member).get(PAGE, {"van": first.pk, "naar": second.pk}))

    assert page.texts("#standen + table tbody tr") == [
        "Groen 11gelijk",
        "Oranje 011 meer",
        "Rood 101 minder",
        "Grijs 11gelijk",
        "Niet bijgewerkt 00gelijk",
    ]
    assert "2.5 Politie aansluiten Rood Oranje" in page.texts("tbody tr")
    assert {"4.9 Nieuw", "1.3 Verbinding"} <= set(page.texts("main li"))
    assert "DUUP 2026: beschikbaar€ 20.000€ 25.000€ 5.000 meer" in page.texts("tbody tr")
    turned_around = client_of(cast.steering_member).get(PAGE, {"van": second.pk, "naar": first.pk})
    assert Page.of(turned_around).texts("tbody tr") == page.texts("tbody tr")


@pytest.mark.django_db
def test_without_a_choice_the_newest_two_are_compared_and_with_one_report_the_page_says_why_not(
    first: ReportEdition, later: Report, cast: Cast, client_of: ClientOf
) -> None:
    reader = client_of(cast.reader)
    assert "Er zijn nog geen twee vastgestelde rapportages van dezelfde soort." in Page.of(reader.get(PAGE)).words

    report_edition(later, adopted_on=date(2027, 1, 28))

    page = Page.of(reader.get(PAGE))
    assert page.texts("option[selected]") == ["Voortgangsrapportage 2026-1", "Voortgangsrapportage 2026-2"]
    assert "2.5 Politie aansluiten" in page.words


@pytest.mark.django_db
def test_who_may_not_see_a_report_can_not_compare_it(
    first: ReportEdition, later: Report, cast: Cast, client_of: ClientOf
) -> None:
    draft = report_edition(later)
    sheets = [
        report_edition(
            ReportFactory(kind=ReportKind.ACCOUNT, organisation=cast.lead_organisation, period_start=date(year, 1, 1)),
            adopted_on=date(year + 1, 3, 1),
        )
        for year in (2024, 2025)
    ]
    other, lead = client_of(cast.other_editor), client_of(cast.lead_editor)

    for asked in ({"van": draft.pk}, {"naar": 0}, {"naar": "zomaar"}, {"van": sheets[0].pk, "naar": sheets[1].pk}):
        assert other.get(PAGE, asked).status_code == 404, asked
    assert "Verantwoordingsblad" not in Page.of(other.get(PAGE)).words
    assert lead.get(PAGE, {"van": sheets[0].pk, "naar": sheets[1].pk}).status_code == 200
    does_not_fit = lead.get(PAGE, {"van": sheets[0].pk, "naar": first.pk})
    assert does_not_fit.status_code == 422
    assert "Deze twee passen niet bij elkaar" in Page.of(does_not_fit).words


@pytest.mark.django_db
def test_comparing_costs_the_same_for_two_reports_and_for_twenty(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for year in range(2006, 2026):
        report_edition(ReportFactory(period_start=date(year, 1, 1)), adopted_on=date(year, 9, 1))
    reader = client_of(cast.reader)

    with django_assert_max_num_queries(12):
        assert reader.get(PAGE).status_code == 200


def test_figures_of_the_monitor_are_compared_with_their_period_and_never_subtracted() -> None:
    before = long_content(actions=8)
    monitor = before.body(SectionKind.MONITOR)
    newest = replace(monitor.figures[0], period="2024", measures=(replace(monitor.figures[0].measures[0], text="<10"),))
    after = with_body(before, SectionKind.MONITOR, Monitor((newest, *monitor.figures[1:])))

    changes = compare(before, after).figures

    gone = Change(newest.name, "Afgeronde diensten", ". (2023, voorlopig)", "staat er niet meer")
    assert changes == (Change(newest.name, "Gestarte adviezen", "35 (2023, voorlopig)", "<10 (2024, voorlopig)"), gone)


def test_a_source_of_which_the_money_became_known_is_no_source_with_more_money() -> None:
    after = long_content(actions=8)
    (money,) = after.body(SectionKind.FINANCE).sources
    unknown = replace(money, available=None, shortfall=None)
    before = with_body(after, SectionKind.FINANCE, Finance((unknown,)))

    found = compare(before, after).changes.money

    assert found[0] == Change(money.source, "beschikbaar", "niet ingevuld", euro(1_000))
    assert compare(after, after).is_empty


# --- reports of before --------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_report_that_was_adopted_before_these_sections_still_reads_compares_and_opens_as_a_file(
    report: Report, cast: Cast, client_of: ClientOf
) -> None:
    frozen = json.loads(OLD.read_text())
    edition = report_edition(report)
    edition.content, edition.stage, edition.is_adopted = frozen, EditionStage.ADOPTED, True
    edition.adopted_on = date(2026, 9, 17)
    edition.save()
    report.status = "adopted"
    report.save()
    old = Content.thaw(frozen)

    page = Page.of(client_of(cast.steering_member).get(report.get_absolute_url()))

    assert "Mijlpalen in deze periode en de volgende" in page.texts("#building_blocks h3")
    assert "(alle: zie «Stand per bouwsteen»)" in page.words
    assert ("Stand per bouwsteen", "Mijlpalen", "Behaald", "2") in figures_in_csv(csv_of(old))
    comparison = compare(old, long_content(actions=12))
    assert [name.code for name in comparison.changes.added] == ["1.3", "2.3", "3.3", "4.3"]
    assert [line.title.split(" van ")[0] for line in comparison.changes.reached] == ["Mijlpaal 2"]


def with_body(content: Content, kind: SectionKind, body: Any) -> Content:
    sections = (replace(each, body=body) if each.kind == kind else each for each in content.sections)
    return replace(content, sections=tuple(sections))
