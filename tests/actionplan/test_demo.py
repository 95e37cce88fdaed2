"""The demo's plan: seed 004 to the euro and to the hour, and something of everything to look at."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from unittest import mock

import pytest
from django.test import Client

from actionplan import reading
from actionplan.accounting import sheet_of
from actionplan.action_completeness import PARTS, lacks_something, missing_parts
from actionplan.demo import LINKS, load_plan
from actionplan.goal_tree import goal_tree
from actionplan.lasting import money_that_ends
from actionplan.models import (
    Action,
    ActionOrigin,
    ActionTarget,
    BudgetLine,
    Evaluation,
    FundingSource,
    Pillar,
    Plan,
    TargetGroup,
    Vision,
)
from actionplan.scans import block_tallies, scan_of, together
from network.demo import load_region_and_people
from network.models import Person
from partners.demo import load_partners
from partners.models import Organisation
from tests.reading import Page
from tests.signing_in import browser_of

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


def test_the_database_finds_the_actions_that_lack_something_as_each_action_tells_it(plan: Plan) -> None:
    actions = Action.objects.of_plan(plan)
    lacking = {action.code for action in actions if missing_parts(action)}
    assert lacking == set(actions.filter(lacks_something()).values_list("code", flat=True))
    for part in PARTS:  # each on its own
        with mock.patch("actionplan.action_completeness.PARTS", (part,)):
            lacking = {action.code for action in actions if missing_parts(action)}
            assert lacking == set(actions.filter(lacks_something()).values_list("code", flat=True)), part


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


def hours_of(organisation: str, kind: str, year: int = 2021) -> dict[str, tuple[int | None, int | None]]:
    """(per week, per year) of each line."""
    lines = BudgetLine.objects.filter(organisation__name=organisation, funding_type=kind, year=year)
    return {line.description: (line.hours_per_week, line.hours_per_year) for line in lines}


def test_every_hour_of_the_application_stands_as_it_is_typed(plan: Plan) -> None:
    assert hours_of("GGD Gelderland-Zuid", "grant") == {"Coördinatie": (12, 475), "Ervaringsdeskundige": (16, 634)}
    assert hours_of("MEE Gelderse Poort", "grant") == {
        "Coaching en advies professionals": (None, 104),
        "Deskundigheidsbevordering professionals": (None, 25),
        "Individuele begeleiding": (3, 156),
        "Lotgenotengroep": (None, 50),
        "Ondersteuning bij uitstappen": (None, 104),
        "Interne projectmanager en doorontwikkeling KIS": (None, 104),
    }
    assert hours_of("Sterker", "grant") == {"Uitbreiding uren R75": (4, None)}
    assert sum(year or 0 for _, year in hours_of("MEE Gelderse Poort", "grant").values()) == 543
    sheet = sheet_of(Organisation.objects.get(name="MEE Gelderse Poort").pk, 2021, date(2021, 12, 31))
    assert sheet
    assert (sheet.with_grant.hours_per_year, sheet.with_grant.accounted) == (543, 6)
    assert {line.description: line.hours_realised for line in sheet.with_grant.lines} == {
        "Coaching en advies professionals": 98,
        "Deskundigheidsbevordering professionals": 25,
        "Individuele begeleiding": Decimal("171.5"),
        "Lotgenotengroep": 0,
        "Ondersteuning bij uitstappen": 104,
        "Interne projectmanager en doorontwikkeling KIS": 80,
    }
    assert hours_of("MEE Gelderse Poort", "grant", 2020) == {"Inzet voor de doelgroep van KIS": (None, 1137)}


def test_the_regular_tasks_of_the_appendices_are_there_with_the_sum_of_the_document(plan: Plan) -> None:
    of_mee = hours_of("MEE Gelderse Poort", "regular")
    assert of_mee == {
        "Casemanagement": (None, 156),
        "Multidisciplinair overleg": (None, 52),
        "Training (seksuele) weerbaarheid": (None, 94),
    }
    assert sum(year or 0 for _, year in of_mee.values()) == 302
    assert BudgetLine.objects.get(description="Training (seksuele) weerbaarheid").note.endswith(
        "de tekst noemt 290 uur."
    )
    assert list(hours_of("GGD Gelderland-Zuid", "regular")) == [
        "Voorlichting en educatie",
        "Signalering en ondersteuning",
        "SOA-preventie",
        "Technische hygiënezorg",
        "Meldpunt en toeleiding naar zorg",
        "Trajectregie",
    ]
    assert hours_of("Sterker", "regular").keys() >= {"Trajecten voor volwassenen (23+)"}


def test_every_range_of_the_application_is_a_target_of_the_plan(plan: Plan) -> None:
    targets = ActionTarget.objects.filter(action__plan=plan).values_list("action__code", "unit", "minimum", "maximum")
    assert set(targets) >= {
        ("2.4", "contacten", 700, None),
        ("4.1", "trajecten", 6, 10),
        ("4.1", "deelnemers per groepstraining", None, 8),
        ("4.2", "trajecten", 3, 5),
        ("4.2", "casussen met casemanagement", 5, 10),
        ("4.3", "deelnemers", 12, 12),
        ("4.3", "workshops", 1, 1),
        ("4.4", "gesprekken", 20, 40),
        ("4.5", "bijeenkomsten", 8, 8),
        ("4.5", "lotgenotengroepen", 1, 1),
        ("4.5", "deelnemers", None, 8),
        ("4.6", "trajecten", 5, 10),
    }
    assert ActionTarget.objects.get(action__code="4.2", unit="trajecten").note == "van 10 tot 20 weken"
    assert "60 mensen" in ActionTarget.objects.get(action__code="2.1").note


def test_the_page_of_the_money_tells_the_totals_of_the_application(
    plan: Plan, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(Person.objects.get(email="coordinator@demo.example"))
    page = Page.of(client.get("/plan/financien/"))
    assert page.texts("tr.subtotal [data-label=Gevraagd]") == ["€ 87.128", "€ 47.295", "€ 11.000"]
    # Gevraagd, beschikbaar, tekort, and what remains after the choices of the coordinator.
    assert page.texts(".tiles .figure") == ["€ 145.423", "€ 119.256", "€ 26.167", "€ 8.754"]
    assert "302 uur per jaar" in page.texts("section[aria-labelledby=regulier] tr.subtotal [data-label=Uren]")


def test_of_some_actions_the_money_stops_and_others_are_anchored(plan: Plan) -> None:
    assert [each.action.code for each in money_that_ends(plan, ON)] == ["4.2", "4.7", "4.5"]


def test_the_target_groups_of_the_mind_map_come_first_and_the_others_after(plan: Plan) -> None:
    names = list(TargetGroup.objects.values_list("name", flat=True))
    assert names[:6] == ["Jeugdigen", "Risicogroep", "Seksuele uitbuiting", "Sekswerkers", "OGGZ", "Professionals"]
    assert set(names[6:]) == {"Plegers", "Naasten", "Inwoners"}
    assert not TargetGroup.objects.filter(description="").exists()


def test_one_target_for_several_groups_is_there_once(plan: Plan) -> None:
    [target] = ActionTarget.objects.filter(action__code="4.2", unit="trajecten")
    assert (target.minimum, target.maximum, target.unit, target.counts_persons) == (3, 5, "trajecten", True)
    assert target.action.target_groups.count() > 1


def test_some_milestones_are_achieved_and_some_are_late(plan: Plan) -> None:
    lists = reading.in_period(reading.milestones_to_print(plan, ON), date(2026, 7, 1), date(2026, 12, 31), ON)
    assert lists.achieved
    assert lists.missed
    assert lists.next


def test_actions_stand_in_the_links_of_the_chain(plan: Plan) -> None:
    by_link = set(Action.objects.of_plan(plan).exclude(chain_link=None).values_list("chain_link__name", flat=True))
    assert by_link == set(LINKS)


def test_the_demo_has_two_versions_of_the_vision_and_one_goal_that_waits_for_an_action(plan: Plan) -> None:
    assert [(each.number, each.adopted_on is not None) for each in Vision.objects.all()] == [(2, True), (1, True)]
    tree = goal_tree(plan, ON)
    assert {each.goal.building_block for each in tree.goals} == {1, 2, 3, 4}
    assert len(tree.without_actions) == 1
    assert tree.loose.actions == ()
    assert all(each.actions for each in tree.priorities)


def test_the_demo_looks_back_on_a_year_that_is_closed_and_on_one_that_is_not(plan: Plan) -> None:
    evaluations = Evaluation.objects.with_numbers_of_verdicts()
    assert [(each.year, each.closed_on is None, each.unjudged_count) for each in evaluations] == [
        (2026, True, 2),
        (2025, False, 0),
    ]


def test_the_scan_of_the_demo_says_19_of_30_and_some_see_four_points_otherwise(plan: Plan) -> None:
    tallies = block_tallies(2026)
    assert [str(each) for each in tallies.values()] == [
        "4 van 6 op orde",
        "6 van 9 op orde",
        "5 van 8 op orde",
        "4 van 7 op orde",
    ]
    assert str(together(block_tallies(2025).values())) == "15 van 30 op orde"
    scan = scan_of(2026, Person.objects.get(email="lezer@demo.example"), mine=None, only="verschil")
    assert sum(len(block.questions) for block in scan.blocks) == 4
    assert ActionOrigin.objects.filter(scan_answer__isnull=False).count() == 5


def test_pages_of_members_leave_room_for_a_first_view_of_a_hundred_kilobytes(plan: Plan) -> None:
    """Packed; style, font and scripts have the other eighty (tests/test_bootstrap.py)."""
    client = browser_of(Person.objects.get(email="coordinator@demo.example"))

    for path in ("/", "/plan/", "/plan/matrix/", "/plan/doelen/", "/partners/", "/sociale-kaart/"):
        page = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert page["Content-Encoding"] == "gzip", path
        assert int(page["Content-Length"]) < 15_000, path
