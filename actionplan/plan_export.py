"""The plan as a file in our own layout, which can be brought in again: one row for each action.

A row has room for one budget line. A workbook has sheets besides, which are not read back: every milestone, every
budget line, and the goals. Names of people stand in none of them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from actionplan.models import STALE, Action, BudgetLine, Goal, Horizon, Light, Milestone, Plan, StatusReport
from actionplan.plan_columns import (
    CHAIN_LINK,
    CODE,
    COLUMNS,
    GROUPS,
    LEAD,
    MONEY,
    PARTNERS,
    PILLAR,
    PLACES,
    PLAN,
    as_words,
)
from actionplan.plan_register import RELATED, values_of
from actionplan.progress import percent_of_action
from network.dates import today
from network.imports.kinds import Column
from network.models import Person
from network.policy import Permission, may
from network.spreadsheets import Cell, as_csv, as_ods, as_xlsx

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
MILESTONES = ["Nummer", "Actie", "Mijlpaal", "Gepland op", "Verwacht op", "Behaald op"]
LINES = [
    *("Organisatie", "Nummer", "Actie", "Post", "Jaar", "Bron", "Soort geld", "Wettelijk of facultatief"),
    *("Uur per week", "Uur per jaar", "Gevraagd", "Toegekend", "Besteed", "Geld tot en met", "Toelichting"),
]
GOALS = ["Bouwsteen", "Termijn", "Doel", "Ambitie", "Toelichting"]
AT_A_TIME = 2000


def plan_as(file_format: str, plan: Plan, *, person: Person) -> str | bytes:
    """What this person may see of the plan. Who doesn't see the money gets its columns neither."""
    sees_money = may(person, Permission.FINANCE_VIEW)
    columns = [column for column in COLUMNS if sees_money or column.key not in MONEY]
    rows: list[list[Cell]] = [[column.label for column in columns]]
    rows += _rows(plan, person, columns)
    if file_format == "csv":
        return as_csv(rows)
    more = [("Mijlpalen", _milestones(plan, person)), ("Doelen", _goals(plan, person))]
    if sees_money:
        more.insert(1, ("Begroting", _lines(plan, person)))
    as_workbook = as_xlsx if file_format == "xlsx" else as_ods
    return as_workbook(rows, sheet="Acties", more=more)


def _rows(plan: Plan, person: Person, columns: list[Column]) -> Iterator[list[Cell]]:
    actions = Action.objects.visible_to(person).of_plan(plan).with_light().order_by("building_block", "position", "pk")
    related = ("plan", "pillar", "chain_link", "lead_organisation", "goal", "priority")
    found = actions.select_related(*related).prefetch_related(*RELATED, "contributions__municipality")
    name = _name_of(plan)
    reports = StatusReport.objects.filter(action__plan=plan, reported_on__lte=today()).oldest_first()
    progress = dict(reports.values_list("action_id", "progress"))  # the newest comes last and stays
    for action in found.iterator(chunk_size=AT_A_TIME):
        done = percent_of_action(is_completed=action.completed_on is not None, reported=progress.get(action.pk))
        values = {**values_of(action), **_names(action), PLAN: name, "progress": done}
        yield [_cell(column.key, values) for column in columns]


def _name_of(plan: Plan) -> str:
    """Its title, or its number where another plan has the same."""
    others = Plan.objects.filter(title__iexact=plan.title).exclude(pk=plan.pk)
    return str(plan.pk) if others.exists() else plan.title


def _names(action: Action) -> Mapping[str, Any]:
    light = "Niet bijgewerkt" if action.light == STALE else Light(action.light).label
    return {
        CODE: action.code,
        PILLAR: action.pillar.name,
        CHAIN_LINK: str(action.chain_link or ""),
        LEAD: str(action.lead_organisation),
        PARTNERS: _in_order(str(each) for each in action.partner_organisations.all()),
        GROUPS: _in_order(str(each) for each in action.target_groups.all()),
        PLACES: _in_order(str(each.municipality) for each in action.contributions.all()),
        "light": light,
        "reported_on": action.light_reported_on,
    }


def _in_order(names: Iterator[str]) -> str:
    return "; ".join(sorted(names))


def _cell(key: str, values: Mapping[str, Any]) -> Cell:
    value = values.get(key)
    if value in (None, "", ()):
        return None
    if isinstance(value, date | Decimal):
        return value
    if isinstance(value, int) and key in {"year", "progress"}:
        return int(value)
    return as_words(key, value)


# --- sheets besides ------------------------------------------------------------------------------------------------


def _milestones(plan: Plan, person: Person) -> Iterator[list[Cell]]:
    yield [*MILESTONES]
    visible = Action.objects.visible_to(person).of_plan(plan)
    found = Milestone.objects.of_actions(visible).select_related("action")
    for each in found.order_by("action__building_block", "action__position", "action_id", "planned_on", "pk"):
        action = each.action
        yield [action.code, action.title, each.title, each.planned_on, each.forecast_on, each.achieved_on]


def _lines(plan: Plan, person: Person) -> Iterator[list[Cell]]:
    """Every budget line of the actions, and of the years of the plan those without an action."""
    yield [*LINES]
    years = Q(action__isnull=True, year__range=(plan.starts_on.year, plan.ends_on.year))
    lines = BudgetLine.objects.visible_to(person).filter(years | Q(action__plan=plan))
    for line in lines.select_related("organisation", "action", "source"):
        action = line.action
        told: list[Cell] = [
            *(str(line.organisation), action.code if action else None, action.title if action else None),
            *(line.description, line.year, line.source.name if line.source else None),
            *(line.get_funding_type_display(), line.get_legal_basis_display() or None),
            *(line.hours_per_week, line.hours_per_year),
            *(line.amount_requested, line.amount_granted, line.amount_spent, line.ends_on, line.note or None),
        ]
        yield told


def _goals(plan: Plan, person: Person) -> Iterator[list[Cell]]:
    yield [*GOALS]
    if not may(person, Permission.PLAN_VIEW):
        return
    for goal in Goal.objects.filter(plan=plan).select_related("ambition"):
        horizon = Horizon(goal.horizon).label
        yield [goal.building_block, horizon, goal.title, str(goal.ambition or "") or None, goal.text or None]
