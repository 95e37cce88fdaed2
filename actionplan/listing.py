"""What the plan page shows: a row per action, in groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.http import QueryDict

from actionplan.models import Action, ActionTarget, BuildingBlock, Pillar, Plan
from actionplan.models.actions import ActionQuerySet
from actionplan.progress import Band, Result
from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may


@dataclass(frozen=True)
class PlanRow:
    """One action as a row: nothing in it asks the database any more."""

    action: Action
    groups: str  # «risicogroep, sekswerkers»
    result: str
    is_late: bool
    may_report: bool

    @property
    def light(self) -> str:
        return self.action.light


@dataclass(frozen=True)
class PlanGroup:
    """The rows of one bouwsteen or pillar."""

    anchor: str
    name: str
    number: int | None
    rows: tuple[PlanRow, ...]


def actions_with_rows(plan: Plan, person: Person, on: date) -> ActionQuerySet:
    """The actions that count on that day, with all that their rows print: three queries, whatever their number."""
    return for_rows(Action.objects.visible_to(person).of_plan(plan).in_base(on), on)


def for_rows(actions: ActionQuerySet, on: date) -> ActionQuerySet:
    return (
        actions.with_light(on)
        .with_last_milestone(on)
        .select_related("pillar", "lead_organisation")
        .prefetch_related("target_groups", Prefetch("targets", ActionTarget.objects.with_reached(on)))
    )


def plan_row(action: Action, person: Person, on: date) -> PlanRow:
    return PlanRow(
        action=action,
        groups=", ".join(_inside_a_sentence(group.name) for group in action.target_groups.all()),
        result=_result_in_a_row(action, person, on),
        is_late=action.is_late(on),
        may_report=may(person, Permission.ACTION_REPORT, action),
    )


def grouped(rows: Sequence[PlanRow], by: str, *, with_empty_blocks: bool) -> list[PlanGroup]:
    """By bouwsteen or by pillar, in their own order. Bouwstenen show even when empty, unless filters made them so."""
    if by == "bouwsteen":
        groups = [_block_group(block, rows) for block in BuildingBlock]
        return [group for group in groups if group.rows or with_empty_blocks]
    pillars: dict[int, Pillar] = {row.action.pillar_id: row.action.pillar for row in rows}
    in_order = sorted(pillars.values(), key=lambda pillar: (pillar.position, pillar.name))
    return [_pillar_group(pillar, rows) for pillar in in_order]


def _block_group(block: BuildingBlock, rows: Iterable[PlanRow]) -> PlanGroup:
    mine = tuple(row for row in rows if row.action.building_block == block)
    return PlanGroup(f"bouwsteen-{block.value}", str(block.label), block.value, mine)


def _pillar_group(pillar: Pillar, rows: Iterable[PlanRow]) -> PlanGroup:
    mine = tuple(row for row in rows if row.action.pillar_id == pillar.pk)
    return PlanGroup(f"pijler-{pillar.pk}", pillar.name, None, mine)


def result_of(target: ActionTarget, person: Person) -> Result:
    """A target that was read with_reached(), as this person may see it."""
    return Result(
        band=Band(target.reached, target.minimum, target.maximum),
        unit=target.unit,
        counts_persons=target.counts_persons,
        may_see_counts=may(person, Permission.RESULT_COUNT_VIEW, target.action),
    )


def _result_in_a_row(action: Action, person: Person, on: date) -> str:
    results = [result_of(target, person) for target in action.targets.all()]
    if known := [result for result in results if result.is_known]:
        return known[0].in_a_row
    if action.starts_on and action.starts_on > on:
        return f"Start op {long_date(action.starts_on)}"
    if action.last_milestone:
        return f"{action.last_milestone}, {long_date(action.last_milestone_on)}"
    return "Nog niets ingevuld"


def _inside_a_sentence(name: str) -> str:
    """Jeugdigen → jeugdigen, but OGGZ stays OGGZ."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


@dataclass(frozen=True)
class Chip:
    """A filter in use, and the address without it."""

    text: str
    href: str


def chips(chosen: Mapping[str, str], address: QueryDict) -> list[Chip]:
    """One chip per filter; the other filters stay."""
    found = []
    for name, text in chosen.items():
        rest = address.copy()
        del rest[name]
        found.append(Chip(text, f"?{rest.urlencode()}"))
    return found
