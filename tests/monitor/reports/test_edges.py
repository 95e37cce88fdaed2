"""Where one condition less would go unseen: what is told once, told of one kind only, or not told any more."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from monitor.models import (
    EditionStage,
    QuestionReason,
    Report,
    ReportKind,
    ReportPublication,
    SectionKind,
)
from monitor.reporting.changes import changes_between
from monitor.reporting.content import Content
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear, OwnPeriod
from monitor.reporting.public import public_content
from monitor.reporting.publication_flows import CannotError, publish
from monitor.reporting.question_flows import AnsweredMeanwhileError, choose_answer
from monitor.reporting.sections import DecisionLine, DecisionName, Decisions
from monitor.reporting.sharing import NotToShareError, share_edition
from partners.models import BodyKind, WooCategory, WooDecision
from tests.bench.long_report import long_content
from tests.cast import Cast
from tests.factories import BodyFactory, DecisionFactory, report_edition
from tests.monitor.reports.conftest import REFERENCE_DATE
from tests.reading import Page

S = SectionKind
ADOPTED_ON = date(2026, 9, 17)


@pytest.mark.parametrize(
    ("told_again_in", "internal"),
    [
        *((S.SUMMARY, kind) for kind in (S.SINCE, S.BUILDING_BLOCKS, S.ACTIONS, S.MILESTONES)),
        *((S.SINCE, kind) for kind in (S.ACTIONS, S.MILESTONES, S.FINANCE, S.DECISIONS)),
        *((S.QUESTIONS, kind) for kind in (S.ACTIONS, S.DECISIONS)),
        *((S.REQUESTS, S.DECISIONS), (S.MEETINGS, S.DECISIONS)),
    ],
)
def test_a_section_that_tells_an_internal_one_again_is_not_public(told_again_in: S, internal: S) -> None:
    """R13."""
    content = long_content(actions=4)

    assert told_again_in in {section.kind for section in public_content(content, {S.MONITOR}).sections}
    assert told_again_in not in {section.kind for section in public_content(content, {internal}).sections}


def test_a_decision_is_told_as_carried_out_once() -> None:
    """R19: not again when that was before the day of the previous report."""
    before = long_content(actions=4)
    told, new = (
        DecisionLine(n, DecisionName(f"2026-00{n}", "Besluit", "Stuurgroep", date(2026, 2, 1), carried_out_on=day), "")
        for n, day in enumerate((date(2026, 7, 10), date(2026, 7, 11)))
    )
    after = with_decisions(before, told, new)

    assert before.on == date(2026, 7, 10)
    assert changes_between(before, after).carried_out == (new.name,)


def with_decisions(content: Content, *lines: DecisionLine) -> Content:
    sections = (replace(each, body=Decisions(lines)) if each.kind == S.DECISIONS else each for each in content.sections)
    return replace(content, sections=tuple(sections))


@pytest.mark.django_db
def test_each_kind_counts_its_own_reports_and_compares_with_its_own(report: Report, cast: Cast) -> None:
    """R19: number per kind and year."""
    year = {"period": OwnPeriod.of_year(2026), "reference_date": REFERENCE_DATE, "by": cast.coordinator}
    evaluation = create_report(kind=ReportKind.EVALUATION, **year)
    second = create_report(period=HalfYear(2026, 2), reference_date=REFERENCE_DATE, by=cast.coordinator)

    assert [str(report), str(evaluation), str(second)] == [
        "Voortgangsrapportage 2026-1",
        "Jaarlijkse evaluatie 2026-1",
        "Voortgangsrapportage 2026-2",
    ]
    assert list(Report.objects.before(second)) == [report]


@pytest.mark.django_db
def test_the_sheet_of_a_partner_is_compared_with_that_of_the_same_partner(cast: Cast) -> None:
    of_the_year = {"kind": ReportKind.ACCOUNT, "reference_date": REFERENCE_DATE, "by": cast.coordinator}
    for_both = {
        year: [
            create_report(period=OwnPeriod.of_year(year), organisation=each, **of_the_year)
            for each in (cast.lead_organisation, cast.other_organisation)
        ]
        for year in (2025, 2026)
    }

    assert [list(Report.objects.before(each)) for each in for_both[2026]] == [[each] for each in for_both[2025]]


@pytest.mark.django_db
def test_what_was_offered_is_not_shared_any_more_once_it_is_adopted(report: Report, cast: Cast) -> None:
    offered = report_edition(report, stage=EditionStage.OFFERED)
    report_edition(report, adopted_on=ADOPTED_ON)

    with pytest.raises(NotToShareError):
        share_edition(offered, with_=[cast.reader], by=cast.coordinator)


@pytest.mark.django_db
def test_who_chooses_a_decision_reads_first_that_somebody_else_did(report: Report, cast: Cast) -> None:
    """R07."""
    body = BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    asked = report.questions.create(key="own:1", reason=QuestionReason.OWN, is_chosen=True, title="Stemt u in?")
    first, second = DecisionFactory(body=body), DecisionFactory(body=body)
    choose_answer(asked, by=cast.coordinator, version=asked.version, decision=first)

    with pytest.raises(AnsweredMeanwhileError):
        choose_answer(asked, by=cast.coordinator, version=asked.version, decision=second)

    asked.refresh_from_db()
    assert asked.decision == first


@pytest.mark.django_db
def test_the_public_list_tells_what_is_public_and_nothing_that_was_withdrawn(report: Report) -> None:
    """R13."""
    report_edition(report, adopted_on=ADOPTED_ON)
    publication = ReportPublication.objects.create(
        report=report,
        edition=report_edition(report, stage=EditionStage.PUBLIC),
        woo_decision=WooDecision.PUBLISH,
        woo_category=WooCategory.PLANS,
        published_on=ADOPTED_ON,
    )
    assert str(report) in Page.of(Client().get("/stukken/")).words

    publication.withdrawn_on = ADOPTED_ON
    publication.save()

    assert list(ReportPublication.objects.public()) == []
    assert str(report) not in Page.of(Client().get("/stukken/")).words


@pytest.mark.django_db
def test_nothing_is_public_without_a_woo_category(report: Report, cast: Cast) -> None:
    report_edition(report, adopted_on=ADOPTED_ON)
    ReportPublication.objects.create(
        report=report,
        edition=report_edition(report, stage=EditionStage.PUBLIC),
        woo_decision=WooDecision.PUBLISH,
        woo_category=WooCategory.NONE,
    )

    with pytest.raises(CannotError, match="een Woo-categorie"):
        publish(report, by=cast.coordinator, seen_version=1, day=ADOPTED_ON)
