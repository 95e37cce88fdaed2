"""What an action follows from, on its own page; and on the page of that, which actions follow from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from actionplan.models import Action, ActionOrigin, Plan, ScanAnswer, Success
from actionplan.models.actions import ActionQuerySet
from network import together
from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may
from partners.models import Bottleneck, Decision, Lesson
from partners.parts import Part, PartItem, Telling, part_of

LINK, NEW, ACTIONS = "Aan een actie koppelen", "Hier een actie van maken", "Acties"

Thing = Lesson | Bottleneck | Decision | Success | ScanAnswer

# The field of an origin, by what it points to.
FIELDS: dict[type[Model], str] = {
    Lesson: "lesson",
    Bottleneck: "bottleneck",
    Decision: "decision",
    Success: "success",
    ScanAnswer: "scan_answer",
}
# What the address of a new action calls them: `?uit=besluit-12`.
WORDS: dict[type[Model], str] = {
    Lesson: "verbeterpunt",
    Bottleneck: "knelpunt",
    Decision: "besluit",
    Success: "succes",
    ScanAnswer: "scan",
}
_LINK_PAGES: dict[type[Model], str] = {ScanAnswer: "actionplan:scan-link"}


# What telling of an origin needs, in one query.
NEAR = (
    "lesson",
    "bottleneck__body",
    "decision__body",
    "success__action",
    "scan_answer__item",
    "scan_answer__municipality",
    "scan_answer__organisation",
)


@dataclass(frozen=True)
class OriginShown:
    origin: ActionOrigin
    kind: str  # «verbeterpunt»
    title: str
    note: str
    url: str


def origins_with_things(action: Action) -> QuerySet[ActionOrigin]:
    """With all that telling of them needs, in one query."""
    return action.origins.select_related(*NEAR).order_by("pk")


def origins_shown(origins: Iterable[ActionOrigin], person: Person) -> list[OriginShown]:
    """Of `origins_with_things`, as far as the person may see where the action came from."""
    seen = {
        "lesson": may(person, Permission.LESSON_VIEW),
        "bottleneck": may(person, Permission.BOTTLENECK_VIEW),
        "decision": may(person, Permission.DECISION_VIEW),
        "success": may(person, Permission.ACTION_VIEW),
        "scan_answer": may(person, Permission.PLAN_VIEW),
    }
    return [_shown(origin) for origin in origins if seen[field_of(thing_of(origin))]]


def _shown(origin: ActionOrigin) -> OriginShown:
    thing = thing_of(origin)
    return OriginShown(origin, str(thing._meta.verbose_name), str(thing), _note(thing), thing.get_absolute_url())


def _note(thing: Thing) -> str:
    if isinstance(thing, Lesson):
        return f"genoteerd op {long_date(thing.noted_on)}"
    if isinstance(thing, Bottleneck):
        return f"{thing.get_status_display()}, ligt bij {thing.body}"
    if isinstance(thing, Success):
        return f"bij actie {thing.action}, {long_date(thing.happened_on)}"
    if isinstance(thing, ScanAnswer):
        return f"volgens {thing.side}, scan van {thing.year}"
    return f"{thing.body}, {long_date(thing.decided_on)}"


def thing_of(origin: ActionOrigin) -> Thing:
    thing = origin.lesson or origin.bottleneck or origin.decision or origin.success or origin.scan_answer
    if thing is None:
        raise ValueError("An origin points to one thing.")  # a constraint of the table says so
    return thing


def field_of(thing: Model) -> str:
    return FIELDS[type(thing)]


def new_action_address(thing: Model) -> str:
    """/plan/acties/toevoegen/?uit=besluit-12"""
    return f"{reverse('actionplan:action-add')}?uit={WORDS[type(thing)]}-{thing.pk}"


def things_seen_by(person: Person, word: str) -> QuerySet[Any] | None:
    """What the address calls «besluit», as far as the person may see it; None for a word that it never uses."""
    seen: dict[str, QuerySet[Any]] = {
        "verbeterpunt": Lesson.objects.visible_to(person),
        "knelpunt": Bottleneck.objects.visible_to(person),
        "besluit": Decision.objects.visible_to(person),
        "succes": Success.objects.visible_to(person).select_related("action"),
        "scan": ScanAnswer.objects.visible_to(person).select_related("item", "municipality", "organisation"),
    }
    return seen.get(word)


def editable_actions(person: Person, day: date) -> ActionQuerySet:
    """Actions of the plan of that day that the person may change."""
    plan = Plan.objects.current(day)
    if plan is None:
        return Action.objects.none()
    return Action.objects.visible_to(person).editable_by(person).of_plan(plan).in_base(day)


def actions_to_link(thing: Model, person: Person, day: date) -> ActionQuerySet:
    """Of those the ones that do not follow from this already."""
    linked = Q(pk__in=ActionOrigin.objects.filter(**{field_of(thing): thing}).values("action"))
    return editable_actions(person, day).exclude(linked)


def may_link(person: Person, day: date) -> bool:
    return may(person, Permission.ACTION_EDIT) or editable_actions(person, day).exists()


def actions_after(thing: Model, person: Person, day: date) -> Telling:
    """The actions that follow from it, of every plan; and the two ways to one more."""
    name = field_of(thing)
    following = ActionOrigin.objects.filter(**{name: thing}).values("action")
    actions = Action.objects.visible_to(person).filter(pk__in=following).select_related("lead_organisation")
    yield together.fetch(actions)
    address = reverse(_LINK_PAGES.get(type(thing), f"actionplan:{name}-link"), args=[thing.pk])
    link = (LINK, address) if may_link(person, day) else None
    new = (NEW, new_action_address(thing)) if may(person, Permission.ACTION_ADD) else None
    return Part(ACTIONS, list(_lines(actions)), link, also=new)


def _lines(actions: Iterable[Action]) -> Iterator[PartItem]:
    for action in actions:
        until = f", klaar op {long_date(action.ends_on)}" if action.ends_on else ""
        yield PartItem(str(action), f"trekker is {action.lead_organisation}{until}", action.get_absolute_url())


for _kind in FIELDS:
    part_of(_kind)(actions_after)
