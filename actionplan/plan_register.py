"""What rows of a plan are compared with: looked up once for the whole file, whatever its size."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from actionplan.models import Action, BudgetChoice, BudgetLine, FundingSource, Goal, Pillar, Plan, Priority, TargetGroup
from actionplan.plan_columns import (
    AMOUNTS,
    CHAIN_LINK,
    CODE,
    GOAL,
    GROUPS,
    HOURS,
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
    WHOLE_REGION,
    YEAR,
    MilestoneTyped,
    TargetTyped,
    as_words,
    read_milestones,
    read_targets,
)
from network.database import one_at_a_time
from network.dutch import NOT_FILLED_IN, NotReadable, enumeration, euro, long_date, number
from network.models import Municipality
from partners.models import ChainLink
from partners.organisation_columns import read_text
from partners.organisation_resource import Register as Partners

RELATED = ("milestones", "targets", "budget_lines__source", "contributions", "target_groups", "partner_organisations")
# What stands in a budget line under the same name.
LINE_FIELDS = (YEAR, "funding_type", "legal_basis", *HOURS, *AMOUNTS)
Part = TypeVar("Part", bound=MilestoneTyped | TargetTyped)


class Known(NamedTuple):
    """What tells an action from the others."""

    pk: int
    plan_id: int
    code: str
    title: str

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


def title_key(title: str) -> str:
    return " ".join(title.casefold().split()).strip(" .")


class Register:
    """All actions by what tells them apart, and those that rows are about with everything in them."""

    def __init__(self, *, locks: bool) -> None:
        self._locks = locks
        if locks:
            one_at_a_time("bring a plan in")
        plans = Plan.objects.order_by("pk")
        # Without the key: whoever holds an action and opens the next version of its plan goes on.
        plans = plans.select_for_update(no_key=True) if locks else plans
        self.plans = {plan.pk: plan for plan in plans}
        self.partners = Partners(locks=False)
        self.by_code: dict[tuple[int, str], Known] = {}
        self.by_title: dict[tuple[int, str], list[Known]] = {}
        for row in Action.objects.order_by("pk").values_list("pk", "plan_id", "code", "title"):
            known = Known(*row)
            self.by_code[known.plan_id, known.code.casefold()] = known
            self.by_title.setdefault((known.plan_id, title_key(known.title)), []).append(known)
        self.pillars = {pillar.name.casefold(): pillar for pillar in Pillar.objects.all()}
        self.groups = {group.name.casefold(): group for group in TargetGroup.objects.all()}
        self.chain_links = {link.name.casefold(): link for link in ChainLink.objects.in_order()}
        self.goals = {(goal.plan_id, title_key(goal.title)): goal for goal in Goal.objects.order_by("-pk")}
        self.priorities = {(each.plan_id, title_key(each.title)): each for each in Priority.objects.order_by("-pk")}
        self.sources = {(title_key(each.name), each.year): each for each in FundingSource.objects.all()}
        self.actions: dict[int, Action] = {}
        self._held: dict[int, dict[str, Any]] = {}

    # --- names that a row says ---

    @cached_property
    def plan_in_force(self) -> Plan | None:
        return Plan.objects.current()

    def plan(self, text: str) -> Plan:
        """By title or by our own number; nothing said is the plan that now holds."""
        if not text:
            if self.plan_in_force is None:
                raise NotReadable("Er is nog geen plan. Maak eerst een plan, en lees de lijst daarna in.")
            return self.plans[self.plan_in_force.pk]
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in self.plans:
            return self.plans[int(text)]
        found = [plan for plan in self.plans.values() if title_key(plan.title) == title_key(text)]
        if not found:
            raise NotReadable(f"Het plan «{text[:60]}» kent het portaal niet. Kies het plan bij de kolommen.")
        if len(found) > 1:
            numbers = enumeration([str(plan.pk) for plan in found], "of")
            raise NotReadable(f"Er zijn meer plannen die «{text[:60]}» heten. Vul het nummer in: {numbers}.")
        return found[0]

    def pillar(self, name: str) -> int:
        return self._named(name, self.pillars, "De pijler", "Kies uit")

    def chain_link(self, name: str) -> int:
        return self._named(name, self.chain_links, "De ketenschakel", "Kies uit")

    def group_pks(self, names: Iterable[str]) -> frozenset[int]:
        how = "Voeg haar eerst toe, of kies uit"
        return frozenset(self._named(name, self.groups, "De doelgroep", how) for name in names)

    def partner(self, text: str) -> int:
        return int(self.partners.partner(text).pk)

    def _named(self, name: str, known: Mapping[str, Any], what: str, how: str) -> int:
        if (found := known.get(name.casefold())) is not None:
            return int(found.pk)
        names = enumeration([f"«{each.name}»" for each in known.values()], "of")
        raise NotReadable(f"{what} «{name[:60]}» kent het portaal niet. {how}: {names}.")

    def partner_pks(self, names: Iterable[str]) -> frozenset[int]:
        """With a comma between them too, unless that is part of a name."""
        found: set[int] = set()
        for name in names:
            try:
                found.add(self.partner(name))
            except NotReadable:
                if "," not in name:
                    raise
                found |= {self.partner(part.strip()) for part in name.split(",") if part.strip()}
        return frozenset(found)

    @cached_property
    def region(self) -> frozenset[int]:
        return frozenset(Municipality.objects.to_choose_from().values_list("pk", flat=True))

    def places(self, names: Iterable[str]) -> frozenset[int]:
        found: set[int] = set()
        for name in names:
            whole = name.casefold() in {WHOLE_REGION, f"de {WHOLE_REGION}"}
            found |= self.region if whole else {self.partners.municipality(name)}
        return frozenset(found)

    # --- what we hold ---

    def fetch(self, wanted: Collection[int]) -> None:
        """Everything that these actions hold, in a handful of queries."""
        actions = Action.objects.filter(pk__in=wanted).order_by("pk")
        if self._locks:
            actions = actions.select_for_update(of=("self",))
            list(BudgetLine.objects.filter(action__in=wanted).order_by("pk").select_for_update().values_list("pk"))
        found = actions.select_related("goal", "priority").prefetch_related(*RELATED)
        self.actions = {action.pk: action for action in found}

    @cached_property
    def amounts_given_up(self) -> dict[int, Decimal]:
        """By budget line, what was chosen to do without."""
        return dict(BudgetChoice.objects.values_list("line_id", "amount_less"))

    def held(self, pk: int) -> dict[str, Any]:
        if pk not in self._held:
            self._held[pk] = values_of(self.actions[pk])
        return self._held[pk]

    def in_words(self, key: str, value: Any) -> str:
        """A value as people read it."""
        if value in (None, "", (), frozenset()):
            return NOT_FILLED_IN
        if isinstance(value, date):
            return long_date(value)
        if isinstance(value, Decimal):
            return euro(value) if key in AMOUNTS else number(value)
        if key == PLACES and value == self.region:
            return WHOLE_REGION
        if key in self._names_by_key:
            names = self._names_by_key[key]
            return names[value] if isinstance(value, int) else ", ".join(sorted(names[pk] for pk in value))
        return as_words(key, value)

    @cached_property
    def _names_by_key(self) -> dict[str, dict[int, str]]:
        organisations = {pk: str(each) for pk, each in self.partners.by_number.items()}
        return {
            LEAD: organisations,
            PARTNERS: organisations,
            PLACES: self.partners.municipality_names,
            PILLAR: {each.pk: each.name for each in self.pillars.values()},
            GROUPS: {each.pk: each.name for each in self.groups.values()},
            CHAIN_LINK: {each.pk: each.name for each in self.chain_links.values()},
        }


def values_of(action: Action) -> dict[str, Any]:
    """What an action holds, column by column; everything around it is fetched before."""
    values: dict[str, Any] = {key: getattr(action, key) for key in OWN_FIELDS}
    values |= {CODE: action.code, PILLAR: action.pillar_id, LEAD: action.lead_organisation_id}
    values[CHAIN_LINK] = action.chain_link_id
    values |= {GOAL: str(action.goal or ""), PRIORITY: str(action.priority or "")}
    values[PARTNERS] = frozenset(each.pk for each in action.partner_organisations.all())
    values[GROUPS] = frozenset(each.pk for each in action.target_groups.all())
    values[PLACES] = frozenset(each.municipality_id for each in action.contributions.all())
    values[MILESTONES] = tuple(MilestoneTyped(each.title, each.planned_on) for each in action.milestones.all())
    values[TARGETS] = tuple(TargetTyped(each.unit, each.minimum, each.maximum) for each in action.targets.all())
    lines = list(action.budget_lines.all())
    return values | money_of(lines[0] if len(lines) == 1 else None)


def money_of(line: BudgetLine | None) -> dict[str, Any]:
    """A row has room for one budget line; of an action with more of them it tells nothing."""
    if line is None:
        return dict.fromkeys(MONEY)
    values: dict[str, Any] = {key: getattr(line, key) for key in LINE_FIELDS}
    return values | {SOURCE: line.source.name if line.source else "", "money_ends_on": line.ends_on}


def new_parts(key: str, told: Iterable[Part], held: Iterable[Part]) -> tuple[Part, ...]:
    """Milestones or targets of a cell that we don't hold like that; one that the cell leaves out stays as it is.

    What we hold is compared as it would be written in a cell, so that nothing is taken for a change on the way.
    """
    known: set[Any] = set()
    for each in held:
        known |= {each, *_read_back(key, each.text)}
    return tuple(each for each in told if each not in known)


def _read_back(key: str, text: str) -> tuple[Any, ...]:
    try:
        return read_milestones(text) if key == MILESTONES else read_targets(text)
    except NotReadable:
        return ()


def is_same(key: str, held: Any, value: Any) -> bool:
    """Also when what we hold has blanks that no list keeps."""
    if key in {MILESTONES, TARGETS}:
        return not new_parts(key, value, held or ())
    if key in {GOAL, PRIORITY, SOURCE}:
        return title_key(held or "") == title_key(value)
    if isinstance(held, str) and isinstance(value, str):
        return read_text(held) == read_text(value)
    return bool(held == value)
