"""What the plan page shows: a page of actions, each a row, in groups."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from actionplan import reading
from actionplan.action_completeness import THINGS, has_any, missing_parts
from actionplan.list_facts import (
    Asked,
    Group,
    Grouping,
    GroupKey,
    Tally,
    block_key,
    common_of,
    in_groups,
    on_page,
    one_each,
    tallies_of,
)
from actionplan.list_look import PAGE, USUAL_LOOK, Column, Look
from actionplan.models import (
    Action,
    ActionTarget,
    BuildingBlock,
    Plan,
)
from actionplan.models.actions import ActionQuerySet
from actionplan.progress import Band, Result, percent_of_action
from network.dutch import enumeration, long_date, short_date
from network.models import Person
from network.policy import Permission, may

PER_PAGE = 50
MOST_TO_NAME = 2  # in a row; the page of the action names all that it lacks
NOT_KNOWN = "nog niet bekend"


@dataclass(frozen=True)
class Cell:
    """What stands in one column of a row: words or a light, and under it something smaller."""

    column: Column
    text: str = ""
    below: str = ""
    light: str = ""  # drawn, as it stands on the page
    is_late: bool = False
    is_soft: bool = False  # nothing is known here yet


@dataclass(frozen=True)
class PlanRow:
    """One action as a row: nothing in it asks the database any more."""

    action: Action
    look: Look
    cells: tuple[Cell, ...]
    about: str  # «Nazorg · risicogroep, sekswerkers»
    update_url: str  # the form under the row: the whole row for who may change the action, else how it goes
    to_complete: str  # «einddatum, streefwaarde»; only for who may fill it in, and asked for it
    may_report: bool
    may_edit: bool
    saved: str = ""  # what was just done with it
    may_undo: bool = False  # it is what this person changed last

    @property
    def light(self) -> str:
        return self.action.light

    @property
    def row_url(self) -> str:
        return self._url("actionplan:action-row")

    @property
    def report_url(self) -> str:
        return self._url("actionplan:action-report")

    @property
    def undo_url(self) -> str:
        return self._url("actionplan:action-undo")

    @property
    def move_url(self) -> str:
        return self._url("actionplan:action-move")

    def _url(self, name: str) -> str:
        return _url(name, self.action, self.look)


@dataclass(frozen=True)
class PlanGroup:
    """The rows of one group that are on this page, and how many actions the group has in all."""

    key: GroupKey
    rows: tuple[PlanRow, ...]
    size: int

    @property
    def anchor(self) -> str:
        return self.key.anchor

    @property
    def name(self) -> str:
        return self.key.name

    @property
    def number(self) -> int | None:
        return self.key.number


@dataclass(frozen=True)
class Listing:
    """A page of the list."""

    page: "Page[int]"
    groups: tuple[PlanGroup, ...]

    @property
    def may_edit_some(self) -> bool:
        return any(row.may_edit for group in self.groups for row in group.rows)


def lights_of_plan(plan: Plan, person: Person, on: date) -> dict[str, Any]:
    """The counts above the list and in the four cards, which change with a light."""
    tallies = tallies_of(Action.objects.visible_to(person).of_plan(plan).in_base(on), on, Asked())
    return lights_in(tallies)


def lights_in(tallies: Iterable[Tally]) -> dict[str, Any]:
    each = one_each(tallies)
    return {"counts": reading.lights_of(each), "blocks": reading.block_lights(each)}


def listing(
    actions: ActionQuerySet,
    groups: Sequence[Group],
    person: Person,
    on: date,
    look: Look,
    *,
    page: str | None,
    with_empty_blocks: bool,
    undo_of: int | None = None,
) -> Listing:
    """The wanted page of these actions, which alone is read. `undo_of` is what this person changed last."""
    wanted = Paginator(range(sum(group.size for group in groups)), PER_PAGE).get_page(page)
    on_it, first = on_page(groups, wanted.start_index() - 1, wanted.end_index())
    found: dict[GroupKey, list[PlanRow]] = {}
    if look.by == Grouping.BLOCK and with_empty_blocks and not wanted.has_other_pages():
        found = {block_key(block): [] for block in BuildingBlock}
    found |= {group.key: [] for group in on_it}
    key_of = {group.value: group.key for group in on_it}
    show = cache(drawn_light)
    seen = in_groups(for_list(actions, on), on_it, look.by)[first : first + PER_PAGE] if on_it else ()
    for action in seen:
        row = plan_row(action, person, on, look, show=show)
        found[key_of[common_of(action, look.by)]].append(
            replace(row, may_undo=row.may_edit) if action.pk == undo_of else row
        )
    sizes = {group.key: group.size for group in groups}
    return Listing(wanted, tuple(PlanGroup(key, tuple(rows), sizes.get(key, 0)) for key, rows in found.items()))


def for_rows(actions: ActionQuerySet, on: date) -> ActionQuerySet:
    return (
        actions.with_light(on)
        .with_last_milestone(on)
        .select_related("pillar", "lead_organisation")
        .prefetch_related("target_groups", Prefetch("targets", ActionTarget.objects.with_reached(on)))
    )


def for_list(actions: ActionQuerySet, on: date) -> ActionQuerySet:
    """With all that the rows print and what tells what each action lacks: one query, whatever their number."""
    return (
        actions.with_light(on)
        .with_last_milestone(on)
        .with_next_milestone(on)
        .with_progress(on)
        .with_names_of_target_groups()
        .with_told_targets(on)
        .annotate(**{f"has_{field}": has_any(field) for field in THINGS})
        .select_related("plan", "pillar", "lead_organisation", "goal", "priority")
    )


def _read_target(action: Action, told: Mapping[str, Any]) -> ActionTarget:
    target = ActionTarget(action=action, unit=told["unit"], counts_persons=told["counts_persons"])
    target.minimum, target.maximum, target.reached = (_exact(told[name]) for name in ("minimum", "maximum", "reached"))
    return target


def _exact(value: float | None) -> Decimal | None:
    """A number with one decimal, which is never rounded on its way."""
    return None if value is None else Decimal(str(value))


def plan_row(
    action: Action, person: Person, on: date, look: Look = USUAL_LOOK, *, show: Callable[[str], str] | None = None
) -> PlanRow:
    """`show` draws a light; a list draws each of the five once."""
    may_edit = action.plan.may_still_change and may(person, Permission.ACTION_EDIT, action)
    may_report = action.plan.may_still_change and may(person, Permission.ACTION_REPORT, action)
    labels = [part.label for part in missing_parts(action)]
    missing = ", ".join(labels)
    return PlanRow(
        action=action,
        look=look,
        cells=tuple(_cell(column, action, person, on, missing, show or drawn_light) for column in look.columns),
        about=_about(action, look),
        update_url=_update_url(action, look, may_report=may_report, may_edit=may_edit),
        to_complete=_shortened(labels) if may_edit and look.seeks_missing and not look.has("invullen") else "",
        may_report=may_report,
        may_edit=may_edit,
    )


def drawn_light(light: str) -> str:
    return render_to_string("components/light.html", {"light": light})


def _url(name: str, action: Action, look: Look) -> str:
    """With what leads back to this list."""
    return reverse(name, args=[action.pk]) + look.query


def _update_url(action: Action, look: Look, *, may_report: bool, may_edit: bool) -> str:
    if not may_report:
        return ""
    return _url("actionplan:action-row-edit" if may_edit else "actionplan:action-report", action, look)


def _about(action: Action, look: Look) -> str:
    pillar = "" if look.by == Grouping.PILLAR or look.has("pijler") else action.pillar.name
    groups = "" if look.has("doelgroep") else _groups_inside_a_sentence(action)
    return " · ".join(filter(None, (pillar, groups if pillar else groups[:1].upper() + groups[1:])))


def _shortened(labels: Sequence[str]) -> str:
    """doel, doelgroepen en nog 3"""
    rest = len(labels) - MOST_TO_NAME
    return enumeration(labels) if rest <= 1 else enumeration([*labels[:MOST_TO_NAME], f"nog {rest}"])


def _cell(column: Column, action: Action, person: Person, on: date, missing: str, show: Callable[[str], str]) -> Cell:
    match column.key:
        case "stand":
            reported_on = action.light_reported_on
            return Cell(column, light=show(action.light), below=short_date(reported_on) if reported_on else "")
        case "klaar":
            return _due(column, action, on)
        case "begint":
            return _or_soft(column, short_date(action.starts_on) if action.starts_on else "", NOT_KNOWN)
        case "mijlpaal":
            return _next_milestone(column, action, on)
        case "resultaat":
            return Cell(column, _result_in_a_row(action, person, on))
        case "voortgang":
            is_completed = action.completed_on is not None and action.completed_on <= on
            percent = percent_of_action(is_completed=is_completed, reported=action.reported_progress)
            return _or_soft(column, "" if percent is None else f"{percent} %", "niet ingevuld")
        case "invullen":
            return _or_soft(column, missing, "niets")
        case _:
            return _or_soft(column, _plain(column.key, action), "geen")


def _plain(key: str, action: Action) -> str:
    match key:
        case "trekker":
            return action.lead_organisation.name
        case "bouwsteen":
            return str(BuildingBlock(action.building_block).label)
        case "pijler":
            return action.pillar.name
        case "doel":
            return str(action.goal or "")
        case "speerpunt":
            return str(action.priority or "")
        case "doelgroep":
            return _groups_inside_a_sentence(action)
    raise KeyError(key)


def _or_soft(column: Column, text: str, nothing: str) -> Cell:
    return Cell(column, text) if text else Cell(column, nothing, is_soft=True)


def _due(column: Column, action: Action, on: date) -> Cell:
    if action.is_late(on):
        return Cell(column, short_date(action.ends_on), "te laat", is_late=True)
    if action.completed_on:
        return Cell(column, short_date(action.completed_on), "afgerond")
    return _or_soft(column, short_date(action.ends_on) if action.ends_on else "", NOT_KNOWN)


def _next_milestone(column: Column, action: Action, on: date) -> Cell:
    if action.next_milestone is None:
        return Cell(column, "geen", is_soft=True)
    planned = action.next_milestone_on
    if planned is not None and planned < on:
        return Cell(column, action.next_milestone, f"{short_date(planned)}, te laat", is_late=True)
    return Cell(column, action.next_milestone, short_date(planned) if planned else "datum volgt")


def result_of(target: ActionTarget, person: Person) -> Result:
    """A target that was read with_reached(), as this person may see it."""
    return Result(
        band=Band(target.reached, target.minimum, target.maximum),
        unit=target.unit,
        counts_persons=target.counts_persons,
        may_see_counts=may(person, Permission.RESULT_COUNT_VIEW, target.action),
    )


def _result_in_a_row(action: Action, person: Person, on: date) -> str:
    results = [result_of(_read_target(action, told), person) for told in action.told_targets]
    if known := [result for result in results if result.is_known]:
        return known[0].in_a_row
    if action.starts_on and action.starts_on > on:
        return f"Start op {long_date(action.starts_on)}"
    if action.last_milestone:
        return f"{action.last_milestone}, {long_date(action.last_milestone_on)}"
    return "Nog niets ingevuld"


def _groups_inside_a_sentence(action: Action) -> str:
    return ", ".join(_inside_a_sentence(name) for name in action.names_of_target_groups)


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
        rest.pop(PAGE, None)
        found.append(Chip(text, f"?{rest.urlencode()}"))
    return found
