"""The demo's plan: seed 004 to the euro and to the hour, and something of everything to look at."""

from datetime import date

import pytest

from actionplan import reading
from actionplan.demo import LINKS, load_plan
from actionplan.models import Action, ActionTarget, BudgetLine, FundingSource, Pillar, Plan, TargetGroup
from network.demo import load_region_and_people
from partners.demo import load_partners

ON = date(2026, 11, 25)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def plan(rows_of_this_module: None) -> Plan:
    load_region_and_people()
    load_partners()
    load_plan()
    plan = Plan.objects.current(ON)
    assert plan
    return plan


def test_the_demo_shows_a_plan_as_a_region_has_it(plan: Plan) -> None:
    assert (plan.version, plan.status, plan.starts_on.year, plan.ends_on.year) == (2, "adopted", 2026, 2029)
    blocks = reading.block_lights(reading.counted_actions(plan, ON))
    assert [block.counts.total for block in blocks] == [3, 5, 4, 10]
    counts = reading.light_counts(plan, ON)
    assert min(counts.green, counts.amber, counts.red, counts.grey, counts.stale) >= 1
    assert counts.total == 22


def test_actions_of_bouwsteen_1_to_3_go_beyond_the_pillars(plan: Plan) -> None:
    overarching = Pillar.objects.get(is_overarching=True)
    for action in Action.objects.of_plan(plan):
        assert (action.pillar_id == overarching.pk) == (action.building_block < 4), action


def test_the_money_is_that_of_the_application(plan: Plan) -> None:
    source = FundingSource.objects.newest()
    assert source
    table = reading.finance_of(source)
    assert str(source) == "DUUP 2021, voorbeeld"
    assert {total.organisation: total.requested for total in table.organisations} == {
        "GGD Gelderland-Zuid": 87_128,
        "MEE Gelderse Poort": 47_295,
        "Sterker": 11_000,
    }
    assert (table.requested, table.available, table.shortfall) == (145_423, 119_256, 26_167)
    assert {
        (line.description, line.hours_per_week, line.hours_per_year)
        for total in table.organisations
        for line in total.lines
    } >= {
        ("Coördinatie", 12, 475),
        ("Ervaringsdeskundige", 16, 634),
        ("Individuele begeleiding", 3, 156),
        ("Uitbreiding uren R75", 4, None),
    }
    regular = BudgetLine.objects.without_request(2021).values_list("description", "hours_per_year")
    assert dict(regular) == {
        "Casemanagement": 156,
        "Multidisciplinair overleg": 52,
        "Training (seksuele) weerbaarheid": 94,
    }


def test_the_target_groups_of_the_mind_map_come_first_and_the_others_after(plan: Plan) -> None:
    names = list(TargetGroup.objects.values_list("name", flat=True))
    assert names[:6] == ["Jeugdigen", "Risicogroep", "Seksuele uitbuiting", "Sekswerkers", "OGGZ", "Professionals"]
    assert set(names[6:]) == {"Plegers", "Naasten", "Inwoners"}
    assert not TargetGroup.objects.filter(description="").exists()


def test_one_target_for_several_groups_is_there_once(plan: Plan) -> None:
    [target] = ActionTarget.objects.filter(action__code="4.2")
    assert (target.minimum, target.maximum, target.unit, target.counts_persons) == (3, 5, "trajecten", True)
    assert target.action.target_groups.count() > 1


def test_some_milestones_are_achieved_and_some_are_late(plan: Plan) -> None:
    lists = reading.milestones_of_period(plan, date(2026, 7, 1), date(2026, 12, 31), ON)
    assert lists.achieved
    assert lists.missed
    assert lists.next


def test_actions_stand_in_the_links_of_the_chain(plan: Plan) -> None:
    by_link = set(Action.objects.of_plan(plan).exclude(chain_link=None).values_list("chain_link__name", flat=True))
    assert by_link == set(LINKS)
