"""What a report says, and that it says the same as the portal on its reference date."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from actionplan.models import BudgetChoice, BuildingBlock, Light, Realisation
from actionplan.reading import light_counts
from monitor.models import Report, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from monitor.reporting.live import content_of
from monitor.reporting.sections import Actions, BuildingBlocks, Finance, Milestones, Summary
from tests.cast import Cast
from tests.factories import ActionFactory, EmbeddingFactory, GoalFactory, report_edition
from tests.monitor.reports.conftest import REFERENCE_DATE, Situation, change_light

pytestmark = pytest.mark.django_db


def read(report: Report) -> Content:
    return content_of(report, version="Concept 1", made_on=REFERENCE_DATE)


def summary_of(report: Report) -> Summary:
    body = read(report).body(SectionKind.SUMMARY)
    assert isinstance(body, Summary)
    return body


def numbers(summary: Summary) -> dict[str, str]:
    return {each.word: f"{each.count} ({each.change_sign})" for each in summary.numbers}


def test_a_report_counts_the_lights_as_the_plan_page_does(report: Report, situation: Situation) -> None:
    summary = summary_of(report)

    assert {each.light: each.count for each in summary.numbers if each.count} == {"green": 1, "red": 1, "grey": 1}
    assert summary.all_blocks == light_counts(situation.plan, REFERENCE_DATE)
    assert summary.total == 3


def test_the_counts_of_the_summary_equal_those_of_every_other_chapter(report: Report) -> None:
    content = read(report)
    blocks = content.body(SectionKind.BUILDING_BLOCKS)
    actions = content.body(SectionKind.ACTIONS)
    assert isinstance(blocks, BuildingBlocks)
    assert isinstance(actions, Actions)

    assert content.lights == summary_of(report).all_blocks
    assert sum(block.counts.red for block in blocks.blocks) == 1
    assert sorted(line.code for line in actions.lines) == ["1.3", "2.5", "4.2"]
    assert sorted(line.code for block in blocks.blocks for line in block.actions) == ["1.3", "2.5", "4.2"]


def test_the_four_bouwstenen_stand_in_order_also_when_one_is_empty(report: Report) -> None:
    body = read(report).body(SectionKind.BUILDING_BLOCKS)

    assert [block.number for block in body.blocks] == [1, 2, 3, 4]
    assert [block.name for block in body.blocks] == [block.label for block in BuildingBlock]
    assert body.blocks[2].actions == ()


def test_a_goal_without_any_action_is_flagged_in_the_report(report: Report, situation: Situation) -> None:
    GoalFactory(plan=situation.plan, title="Nog leeg")
    situation.on_course.goal = GoalFactory(plan=situation.plan, title="Met actie")
    situation.on_course.save(update_fields=["goal"])

    assert read(report).body(SectionKind.BUILDING_BLOCKS).goals_without_action == ("Nog leeg",)


def test_a_report_shows_what_was_known_on_the_reference_date(report: Report, situation: Situation) -> None:
    change_light(situation.in_trouble, Light.GREEN, on=REFERENCE_DATE + timedelta(days=1))
    Realisation.objects.create(
        target=situation.on_course.targets.get(), value=30, measured_on=REFERENCE_DATE + timedelta(days=1)
    )

    lines = {line.code: line for line in read(report).actions.values()}

    assert lines["2.5"].light == "red"
    assert lines["4.2"].result == "Trajecten: binnen bandbreedte"


def test_only_what_is_not_on_course_is_explained(report: Report) -> None:
    lines = {line.code: line for line in read(report).actions.values()}

    assert lines["4.2"].notes == ()
    assert [note.label for note in lines["2.5"].notes] == ["Oorzaak", "Consequentie", "Bijsturing"]
    assert lines["2.5"].notes[0].text == "De trainer is ziek."


def test_an_action_that_nobody_reported_on_for_90_days_is_not_shown_as_green(
    report: Report, situation: Situation
) -> None:
    situation.on_course.status_reports.update(reported_on=REFERENCE_DATE - timedelta(days=91))

    line = read(report).actions[situation.on_course.pk]

    assert line.light == "stale"
    assert line.notes[0].text == "Groen, op 10 april 2026."


@pytest.mark.parametrize(
    ("reached", "printed"),
    [
        (2, "Trajecten: eronder"),
        (4, "Trajecten: binnen bandbreedte"),
        (9, "Trajecten: erboven"),
        (10, "10 van 3 tot 5 trajecten"),
    ],
)
def test_a_number_of_persons_below_ten_is_told_in_words(
    report: Report, situation: Situation, reached: int, printed: str
) -> None:
    situation.on_course.targets.get().realisations.update(value=reached)

    assert read(report).actions[situation.on_course.pk].result == printed


def test_a_small_number_that_counts_no_persons_is_printed(report: Report, situation: Situation) -> None:
    situation.on_course.targets.update(counts_persons=False)

    assert read(report).actions[situation.on_course.pk].result == "4 van 3 tot 5 trajecten"


def test_every_red_action_is_up_for_discussion(report: Report, situation: Situation) -> None:
    change_light(situation.not_started, Light.RED, on=REFERENCE_DATE)

    assert [each.code for each in summary_of(report).to_discuss] == ["1.3", "2.5"]


def test_a_milestone_stands_in_exactly_one_list(report: Report) -> None:
    milestones = summary_of(report).milestones
    assert isinstance(milestones, Milestones)

    assert [line.title for line in milestones.achieved] == ["Gestart"]
    assert [line.title for line in milestones.missed] == ["Twee partners"]
    assert [line.title for line in milestones.next] == ["Afspraken op papier"]


def test_every_total_is_the_sum_of_the_printed_lines(report: Report) -> None:
    finance = read(report).body(SectionKind.FINANCE)
    assert isinstance(finance, Finance)
    (money,) = finance.sources

    for organisation in money.organisations:
        assert organisation.requested == sum(post.requested for post in organisation.posts)
    assert money.requested == sum(each.requested for each in money.organisations) == Decimal("28943.50")
    assert money.shortfall == Decimal("8943.50")
    assert money.organisations[0].posts[0].hours == "3 uur per week, 156 uur per jaar"


def test_the_choices_at_a_shortfall_are_told_with_what_then_remains(report: Report, situation: Situation) -> None:
    line = situation.source.lines.get(description="Veldwerk")
    BudgetChoice.objects.create(line=line, choice="other_source", amount_less=Decimal(4_000))

    (money,) = read(report).body(SectionKind.FINANCE).sources

    assert (money.shortfall, money.less, money.remaining) == (Decimal("8943.50"), 4_000, Decimal("4943.50"))
    assert [(post.description, post.choice, post.less) for _, post in money.chosen] == [
        ("Veldwerk", "andere bron", 4_000)
    ]
    assert Content.thaw(read(report).freeze()).body(SectionKind.FINANCE).sources == (money,)


def test_the_report_counts_actions_whose_funding_ends_within_12_months_and_that_have_no_borging(
    report: Report, situation: Situation
) -> None:
    situation.source.lines.filter(action=situation.on_course).update(ends_on=date(2027, 1, 31))
    finance = read(report).body(SectionKind.FINANCE)
    assert finance.ending.words == "Van 1 actie stopt het geld binnen 12 maanden, en is niets geborgd."
    assert [(str(each.action), each.ends_on) for each in finance.ending.actions] == [
        ("4.2 Begeleiding", date(2027, 1, 31))
    ]

    EmbeddingFactory(action=situation.on_course)
    assert read(report).body(SectionKind.FINANCE).ending.actions == ()


def test_a_first_report_compares_with_nothing(report: Report) -> None:
    summary = summary_of(report)

    assert summary.previous == ""
    assert {each.change for each in summary.numbers} == {None}


def test_the_next_report_tells_what_changed_since_the_one_that_was_adopted(
    report: Report, situation: Situation, cast: Cast
) -> None:
    report_edition(report, adopted_on=date(2026, 9, 17))
    change_light(situation.in_trouble, Light.AMBER, on=date(2026, 12, 1))
    change_light(situation.on_course, Light.GREEN, on=date(2026, 12, 1))
    situation.not_started.dropped_on = date(2026, 11, 1)
    situation.not_started.save()
    ActionFactory(plan=situation.plan, code="4.9", title="Nieuw", pillar=situation.on_course.pillar)
    later = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 12, 20), by=cast.coordinator)

    summary = summary_of(later)

    assert summary.previous == "Voortgangsrapportage 2026-1"
    assert numbers(summary) == {
        "groen": "1 (=)",
        "oranje": "1 (+1)",
        "rood": "0 (−1)",
        "grijs": "1 (=)",
        "niet bijgewerkt": "0 (=)",
    }
    assert [f"{each.action}: {each.words}" for each in summary.changed] == [
        "2.5 Politie aansluiten: van rood naar oranje"
    ]
    assert [str(each) for each in summary.added] == ["4.9 Nieuw"]
    assert [str(each) for each in summary.dropped] == ["1.3 Verbinding"]


def test_a_comparison_is_with_what_was_adopted_not_with_what_is_known_now(
    report: Report, situation: Situation, cast: Cast
) -> None:
    report_edition(report, adopted_on=date(2026, 9, 17))
    situation.in_trouble.status_reports.all().delete()
    later = create_report(period=HalfYear(2026, 2), reference_date=date(2026, 12, 20), by=cast.coordinator)

    assert numbers(summary_of(later))["rood"] == "0 (−1)"


def test_a_region_without_a_plan_has_a_report_that_says_so(cast: Cast) -> None:
    report = create_report(period=HalfYear(2020, 1), reference_date=date(2020, 7, 1), by=cast.coordinator)

    content = read(report)

    assert content.actions == {}
    assert [block.actions for block in content.body(SectionKind.BUILDING_BLOCKS).blocks] == [(), (), (), ()]


def test_reading_a_report_costs_the_same_for_three_actions_and_for_sixty(
    report: Report, situation: Situation, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(60):
        change_light(
            ActionFactory(plan=situation.plan, code=f"9.{number}", pillar=situation.on_course.pillar),
            Light.RED,
            on=REFERENCE_DATE,
        )

    with django_assert_max_num_queries(11):  # some fifteen sections  # type: ignore[attr-defined]
        content = read(report)

    assert len(content.actions) == 63
