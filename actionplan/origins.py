"""What an action follows from, on its own page; and on the page of that, which actions follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q
from django.urls import reverse

from actionplan.models import Action, ActionOrigin, Plan
from actionplan.models.actions import ActionQuerySet
from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may
from partners.models import Bottleneck, Decision, Lesson
from partners.parts import Part, PartItem, part_of

LINK, ACTIONS = "Aan een actie koppelen", "Acties"

# The field of an origin, by what it points to.
FIELDS: dict[type[Model], str] = {Lesson: "lesson", Bottleneck: "bottleneck", Decision: "decision"}


@dataclass(frozen=True)
class OriginShown:
    origin: ActionOrigin
    kind: str  # «verbeterpunt»
    title: str
    note: str
    url: str


def origins_of(action: Action, person: Person) -> list[OriginShown]:
    """As far as the person may see where the action came from; in one query."""
    found = action.origins.select_related("lesson", "bottleneck__body", "decision__body").order_by("pk")
    seen = {
        "lesson": may(person, Permission.LESSON_VIEW),
        "bottleneck": may(person, Permission.BOTTLENECK_VIEW),
        "decision": may(person, Permission.DECISION_VIEW),
    }
    return [_shown(origin) for origin in found if seen[field_of(thing_of(origin))]]


def _shown(origin: ActionOrigin) -> OriginShown:
    thing = thing_of(origin)
    return OriginShown(origin, str(thing._meta.verbose_name), str(thing), _note(thing), thing.get_absolute_url())


def _note(thing: Lesson | Bottleneck | Decision) -> str:
    if isinstance(thing, Lesson):
        return f"genoteerd op {long_date(thing.noted_on)}"
    if isinstance(thing, Bottleneck):
        return f"{thing.get_status_display()}, ligt bij {thing.body}"
    return f"{thing.body}, {long_date(thing.decided_on)}"


def thing_of(origin: ActionOrigin) -> Lesson | Bottleneck | Decision:
    thing = origin.lesson or origin.bottleneck or origin.decision
    if thing is None:
        raise ValueError("An origin points to one thing.")  # a constraint of the table says so
    return thing


def field_of(thing: Model) -> str:
    return FIELDS[type(thing)]


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


def actions_after(thing: Model, person: Person, day: date) -> Part:
    """The actions that follow from this lesson, bottleneck or decision, of every plan."""
    name = field_of(thing)
    address = reverse(f"actionplan:{name}-link", args=[thing.pk])
    add = (LINK, address) if may_link(person, day) else None
    return Part(ACTIONS, list(_lines(name, thing, person)), add)


def _lines(name: str, thing: Model, person: Person) -> Iterator[PartItem]:
    following = ActionOrigin.objects.filter(**{name: thing}).values("action")
    actions = Action.objects.visible_to(person).filter(pk__in=following).select_related("lead_organisation")
    for action in actions:
        until = f", klaar op {long_date(action.ends_on)}" if action.ends_on else ""
        yield PartItem(str(action), f"trekker is {action.lead_organisation}{until}", action.get_absolute_url())


for _kind in FIELDS:
    part_of(_kind)(actions_after)
