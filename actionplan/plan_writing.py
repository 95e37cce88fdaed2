"""Writing what a list of actions brings in, in bulk: the number of queries does not grow with the list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actionplan.action_add_flows import next_code
from actionplan.editing import may_be_edited
from actionplan.models import (
    Action,
    ActionPartner,
    ActionTarget,
    ActionTargetGroup,
    BudgetLine,
    Contribution,
    FundingSource,
    Goal,
    Milestone,
    Plan,
    Priority,
)
from actionplan.plan_columns import (
    BLOCK,
    CHAIN_LINK,
    CODE,
    GOAL,
    GROUPS,
    LEAD,
    MILESTONES,
    MONEY,
    OWN_FIELDS,
    PARTNERS,
    PILLAR,
    PLACES,
    PRIORITY,
    SOURCE,
    TARGETS,
    YEAR,
    counts_people,
)
from actionplan.plan_register import LINE_FIELDS, Register, new_parts, title_key, values_of
from network.bulk import BATCH, change_rows
from partners.models import Membership

# What an action points at, by what a list calls it.
POINTS_AT = {PILLAR: "pillar_id", LEAD: "lead_organisation_id", CHAIN_LINK: "chain_link_id"}
WRITTEN_FIELDS = (
    *OWN_FIELDS,
    "pillar",
    "lead_organisation",
    "lead_person",
    "chain_link",
    "goal",
    "priority",
    "version",
)


@dataclass(frozen=True)
class Written:
    """An action, or None for one that is new, and what of it is written."""

    plan: Plan
    action: Action | None
    values: Mapping[str, Any]


@dataclass
class _Rows:
    """Everything around the actions, gathered action by action."""

    groups: list[ActionTargetGroup] = field(default_factory=list)
    partners: list[ActionPartner] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    milestones_changed: list[Milestone] = field(default_factory=list)
    targets: list[ActionTarget] = field(default_factory=list)
    targets_changed: list[ActionTarget] = field(default_factory=list)
    lines: list[BudgetLine] = field(default_factory=list)
    lines_changed: list[BudgetLine] = field(default_factory=list)


def write(written: Sequence[Written], register: Register) -> None:
    """Write what was compared, in the transaction of the caller; of an adopted plan it opens the next version."""
    for plan in {each.plan.pk: each.plan for each in written}.values():
        may_be_edited(plan)
    _add_goals_and_priorities(written, register)
    numbering = _Numbering({each.plan.pk for each in written})
    new = [(_new(each, numbering), each.values) for each in written if each.action is None]
    for action, _ in new:  # only now: a number that stands further down is taken
        action.code = action.code or numbering.code(action.plan_id, action.building_block)
    changed = [(each.action, each.values) for each in written if each.action is not None]
    held = {action.pk: values_of(action) for action, _ in changed}
    for action, values in [*new, *changed]:
        _fill(action, values, register)
    _forget_people_of_another_lead([action for action, values in changed if LEAD in values])
    for action, _ in changed:
        action.version += 1
    Action.objects.bulk_create([action for action, _ in new], batch_size=BATCH)
    change_rows([action for action, _ in changed], WRITTEN_FIELDS)
    rows = _Rows()
    for action, values in new:
        _around(rows, action, values, {})
    for action, values in changed:
        _take_away(action, values, held[action.pk])
        _around(rows, action, values, held[action.pk])
    _add_money([*new, *changed], {action.pk for action, _ in new}, rows, register)
    _save(rows)


class _Numbering:
    """The next number and place of each bouwsteen of each plan."""

    def __init__(self, plans: Collection[int]) -> None:
        self._codes: dict[int, set[str]] = {plan: set() for plan in plans}
        self._places: dict[tuple[int, int], int] = {}
        found = Action.objects.filter(plan__in=plans).values_list("plan_id", "code", BLOCK, "position")
        for plan, code, block, position in found:
            self._codes[plan].add(code)
            self._places[plan, block] = max(position, self._places.get((plan, block), 0))
        self._next: dict[tuple[int, int], int] = {}

    def code(self, plan: int, block: int) -> str:
        key = (plan, block)
        if key not in self._next:
            self._next[key] = int(next_code(block, self._codes[plan]).partition(".")[2])
        while (code := f"{block}.{self._next[key]}") in self._codes[plan]:
            self._next[key] += 1
        self.take(plan, code)
        return code

    def take(self, plan: int, code: str) -> None:
        self._codes[plan].add(code)

    def place(self, plan: int, block: int) -> int:
        self._places[plan, block] = self._places.get((plan, block), 0) + 1
        return self._places[plan, block]


def _forget_people_of_another_lead(actions: Sequence[Action]) -> None:
    """Another lead has other people."""
    people = [action.lead_person_id for action in actions if action.lead_person_id]
    at_work = set(Membership.objects.filter(person__in=people).values_list("person_id", "organisation_id"))
    for action in actions:
        if (action.lead_person_id, action.lead_organisation_id) not in at_work:
            action.lead_person_id = None


def _new(written: Written, numbering: _Numbering) -> Action:
    plan, block = written.plan.pk, written.values[BLOCK]
    code = written.values.get(CODE) or ""
    if code:
        numbering.take(plan, code)
    return Action(plan=written.plan, code=code, building_block=block, position=numbering.place(plan, block))


def _fill(action: Action, values: Mapping[str, Any], register: Register) -> None:
    for key in OWN_FIELDS:
        if key in values:
            setattr(action, key, values[key])
    for key, name in POINTS_AT.items():
        if key in values:
            setattr(action, name, values[key])
    if GOAL in values:
        action.goal = register.goals[action.plan_id, title_key(values[GOAL])]
    if PRIORITY in values:
        action.priority = register.priorities[action.plan_id, title_key(values[PRIORITY])]


def _add_goals_and_priorities(written: Sequence[Written], register: Register) -> None:
    """Goals and speerpunten that a list names and the plan doesn't know, each once."""
    goals: dict[tuple[int, str], Goal] = {}
    priorities: dict[tuple[int, str], Priority] = {}
    for each in written:
        if (title := each.values.get(GOAL)) and (key := (each.plan.pk, title_key(title))) not in register.goals:
            block = each.values.get(BLOCK) or (each.action.building_block if each.action else 0)
            goals.setdefault(key, Goal(plan=each.plan, title=title, building_block=block))
        if (title := each.values.get(PRIORITY)) and (
            key := (each.plan.pk, title_key(title))
        ) not in register.priorities:
            priorities.setdefault(key, Priority(plan=each.plan, title=title))
    register.goals |= dict(zip(goals, Goal.objects.bulk_create(goals.values()), strict=True))
    register.priorities |= dict(zip(priorities, Priority.objects.bulk_create(priorities.values()), strict=True))


# --- around an action ----------------------------------------------------------------------------------------------


def _around(rows: _Rows, action: Action, values: Mapping[str, Any], held: Mapping[str, Any]) -> None:
    def added(key: str) -> list[int]:
        return sorted(values.get(key, frozenset()) - held.get(key, frozenset()))

    rows.groups += [ActionTargetGroup(action=action, target_group_id=pk) for pk in added(GROUPS)]
    rows.partners += [ActionPartner(action=action, organisation_id=pk) for pk in added(PARTNERS)]
    rows.contributions += [Contribution(action=action, municipality_id=pk) for pk in added(PLACES)]
    _milestones(rows, action, values, held)
    _targets(rows, action, values, held)


def _take_away(action: Action, values: Mapping[str, Any], held: Mapping[str, Any]) -> None:
    """What a cell no longer names. Only for the few actions where something goes."""

    def gone(key: str) -> frozenset[int]:
        return frozenset(held[key] - values[key]) if key in values else frozenset()

    if groups := gone(GROUPS):
        ActionTargetGroup.objects.filter(action=action, target_group__in=groups).delete()
    if partners := gone(PARTNERS):
        ActionPartner.objects.filter(action=action, organisation__in=partners).delete()
    if places := gone(PLACES):  # never with what a municipality wrote at this very moment
        Contribution.objects.filter(action=action, municipality__in=places, text="").delete()


def _milestones(rows: _Rows, action: Action, values: Mapping[str, Any], held: Mapping[str, Any]) -> None:
    """A milestone that we hold gets another date; one with another title comes beside it."""
    known = {title_key(each.title): each for each in action.milestones.all()} if held else {}
    for told in new_parts(MILESTONES, values.get(MILESTONES, ()), held.get(MILESTONES, ())):
        milestone = known.get(title_key(told.title))
        if milestone is None:
            rows.milestones.append(Milestone(action=action, title=told.title, planned_on=told.planned_on))
        elif told.planned_on is not None:
            milestone.planned_on = told.planned_on
            milestone.version += 1
            rows.milestones_changed.append(milestone)


def _targets(rows: _Rows, action: Action, values: Mapping[str, Any], held: Mapping[str, Any]) -> None:
    known = {title_key(each.unit): each for each in action.targets.all()} if held else {}
    for told in new_parts(TARGETS, values.get(TARGETS, ()), held.get(TARGETS, ())):
        target = known.get(title_key(told.unit))
        if target is None:
            target = ActionTarget(action=action, unit=told.unit, counts_persons=counts_people(told.unit))
            rows.targets.append(target)
        else:
            target.version += 1
            rows.targets_changed.append(target)
        target.minimum, target.maximum = told.minimum, told.maximum


# --- money ---------------------------------------------------------------------------------------------------------


def _add_money(
    actions: Sequence[tuple[Action, Mapping[str, Any]]], new: Collection[int], rows: _Rows, register: Register
) -> None:
    """The one budget line of an action, with its source; a source that is not known comes with it."""
    told = [(action, values) for action, values in actions if any(key in values for key in MONEY)]
    lines = []
    for action, values in told:
        held = [] if action.pk in new else list(action.budget_lines.all())
        line = held[0] if held else _new_line(action)
        for key in LINE_FIELDS:
            if key in values:
                setattr(line, key, values[key])
        line.ends_on = values.get("money_ends_on", line.ends_on)
        lines.append((line, values))
        (rows.lines_changed if held else rows.lines).append(line)
    wanted = {(title_key(name), line.year): name for line, values in lines if (name := _source_of(line, values))}
    missing = {
        key: FundingSource(name=name, year=key[1]) for key, name in wanted.items() if key not in register.sources
    }
    register.sources |= dict(zip(missing, FundingSource.objects.bulk_create(missing.values()), strict=True))
    for line, values in lines:
        if name := _source_of(line, values):
            line.source = register.sources[title_key(name), line.year]
    for line in rows.lines_changed:
        line.version += 1


def _new_line(action: Action) -> BudgetLine:
    return BudgetLine(action=action, organisation_id=action.lead_organisation_id, description=action.title)


def _source_of(line: BudgetLine, values: Mapping[str, Any]) -> str:
    """The name of the source where the row tells it, or where the year moves it to the source of that year."""
    if SOURCE in values:
        return str(values[SOURCE])
    return line.source.name if YEAR in values and line.source else ""


def _save(rows: _Rows) -> None:
    ActionTargetGroup.objects.bulk_create(rows.groups, batch_size=BATCH)
    ActionPartner.objects.bulk_create(rows.partners, batch_size=BATCH)
    Contribution.objects.bulk_create(rows.contributions, batch_size=BATCH)
    Milestone.objects.bulk_create(rows.milestones, batch_size=BATCH)
    ActionTarget.objects.bulk_create(rows.targets, batch_size=BATCH)
    BudgetLine.objects.bulk_create(rows.lines, batch_size=BATCH)
    change_rows(rows.milestones_changed, ["planned_on", "version"])
    change_rows(rows.targets_changed, ["minimum", "maximum", "version"])
    change_rows(rows.lines_changed, [*LINE_FIELDS, "source", "ends_on", "version"])
