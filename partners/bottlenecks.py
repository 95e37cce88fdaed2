"""Bottlenecks as pages show them: where each lies, what happened to it, and what this person may do about it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from network.dates import today
from network.dutch import long_date
from network.history import Change, past_of, past_of_parts, told_together
from network.models import Person
from network.policy import Permission, may
from partners.bottleneck_flows import did
from partners.models import (
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStatus,
    BottleneckStep,
    Meeting,
    Organisation,
    Origin,
    StepKind,
)
from partners.models.bodies import WORK_FLOOR, BodyQuerySet, level_of
from partners.models.register import OrganisationQuerySet

# The ladder, from the work floor up, with what a rung is called while nobody stood on it.
_RUNGS = ((WORK_FLOOR, BodyKind.WORKING_GROUP), (2, BodyKind.CORE_GROUP), (3, BodyKind.STEERING_GROUP))


@dataclass(frozen=True)
class Rung:
    """A rung of the ladder, as `components/cycle.html` takes it."""

    name: str
    text: str
    state: str


@dataclass(frozen=True)
class StepShown:
    """One step on the timeline."""

    step: BottleneckStep
    is_last: bool

    @property
    def title(self) -> str:
        """«Geëscaleerd naar stuurgroep»"""
        words = did(self.step)
        return words[:1].upper() + words[1:]

    @property
    def icon(self) -> str:
        return "ok" if self._is_behind_us else "clock"

    @property
    def dot(self) -> str:
        return f"timeline__dot{' timeline__dot--done' if self._is_behind_us else ''}"

    @property
    def _is_behind_us(self) -> bool:
        return not self.is_last or self.step.kind == StepKind.CLOSED


@dataclass(frozen=True)
class BottleneckPage:
    """Everything the page of one bottleneck shows."""

    bottleneck: Bottleneck
    rungs: list[Rung]
    steps: list[StepShown]
    facts: list[tuple[str, str]]
    may_edit: bool
    may_escalate: bool
    may_return: bool
    may_decide: bool
    may_close: bool

    @property
    def may_do_something(self) -> bool:
        """Besides the next step, which has a button of its own."""
        rest = (self.may_decide and self.next_step != "decide") or (self.may_close and self.next_step != "close")
        return self.may_escalate or self.may_return or rest

    @property
    def next_step(self) -> str:
        """What the network waits for: the decision that was asked, and after it what changed."""
        if self.asks_a_decision:
            return "decide" if self.may_decide else ""
        return "close" if self.may_close and self.bottleneck.status == BottleneckStatus.DECIDED else ""

    @property
    def asks_a_decision(self) -> bool:
        return self.bottleneck.status == BottleneckStatus.ESCALATED


def page_of(bottleneck: Bottleneck, person: Person) -> BottleneckPage:
    steps = list(bottleneck.steps.select_related("body", "by", "decision").order_by("happened_on", "pk"))
    moves = not bottleneck.is_closed and may(person, Permission.BOTTLENECK_ESCALATE, bottleneck)
    return BottleneckPage(
        bottleneck,
        rungs=_rungs(bottleneck, steps),
        steps=[StepShown(step, is_last=step is steps[-1]) for step in steps],
        facts=_facts(bottleneck),
        may_edit=may(person, Permission.BOTTLENECK_EDIT, bottleneck),
        may_escalate=moves and bodies_above(bottleneck).exists(),
        may_return=moves and bottleneck.body.level > WORK_FLOOR and bodies_below(bottleneck).exists(),
        may_decide=may_be_decided(bottleneck) and may(person, Permission.DECISION_RECORD, bottleneck),
        may_close=not bottleneck.is_closed and may(person, Permission.BOTTLENECK_CLOSE),
    )


def changes_of(bottleneck: Bottleneck, *, limit: int = 20) -> list[Change]:
    """Who changed what, of the bottleneck and of the words at its steps; newest first."""
    of_steps = past_of_parts(BottleneckStep, called=lambda event: event.get_kind_display(), bottleneck=bottleneck)
    return told_together(past_of(bottleneck, limit=limit), of_steps)[:limit]


def may_be_decided(bottleneck: Bottleneck) -> bool:
    """Somebody asked for a decision; there may be more than one."""
    return bottleneck.status in (BottleneckStatus.ESCALATED, BottleneckStatus.DECIDED)


def bodies_above(bottleneck: Bottleneck) -> BodyQuerySet:
    """Where it can be escalated to today."""
    return Body.objects.above(bottleneck.body).on(today()).in_order()


def bodies_below(bottleneck: Bottleneck) -> BodyQuerySet:
    """Where it can be brought back to today."""
    kinds = [kind for kind in BodyKind if level_of(kind) < bottleneck.body.level]
    return Body.objects.filter(kind__in=kinds).on(today()).in_order()


def where_it_came_from(bottleneck: Bottleneck) -> int | None:
    """The body below where it lay before, to be offered first."""
    before = bottleneck.steps.filter(body__in=bodies_below(bottleneck).values("pk")).order_by("happened_on", "pk")
    last = before.last()
    return last.body_id if last else None


# --- what a form of a bottleneck or a lesson begins with --------------------------------------------------------


def partners_of(person: Person) -> OrganisationQuerySet:
    """On whose behalf somebody brings something in: the coordinator for all, others for the own partners."""
    standing: OrganisationQuerySet = Organisation.objects.standing().still_there()
    if may(person, Permission.BOTTLENECK_CLOSE):
        return standing
    own = Q(pk__in=person.editor_of) | Q(municipality__in=person.coordinates)
    if not person.editor_of and not person.coordinates:
        own = Q(pk__in=person.member_of)
    return standing.filter(own)


def origin_of(meeting: Meeting | None) -> Origin:
    if meeting is None or meeting.body.kind == BodyKind.CASE_MEETING:
        return Origin.CASEWORK
    return Origin.REGIONAL_DAY if meeting.is_regional_day else Origin.MEETING


def day_of(meeting: Meeting | None) -> date:
    """When it came up: the day of the meeting, unless that is still to come."""
    return min(meeting.day, today()) if meeting else today()


# --- small steps ------------------------------------------------------------------------------------------------


def _facts(bottleneck: Bottleneck) -> list[tuple[str, str]]:
    facts = [
        ("Ligt bij", "" if bottleneck.is_closed else str(bottleneck.body)),
        ("Ingebracht op", long_date(bottleneck.raised_on)),
        ("Ingebracht door", str(bottleneck.organisation or "")),
        ("Komt uit", bottleneck.get_origin_display()),
        ("Afgerond op", long_date(bottleneck.closed_on) if bottleneck.closed_on else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _rungs(bottleneck: Bottleneck, steps: list[BottleneckStep]) -> list[Rung]:
    """The way up: where it lay and when, what was skipped, and what is still to come."""
    decided = next((step for step in reversed(steps) if step.kind == StepKind.DECIDED), None)
    is_decided = bottleneck.status == BottleneckStatus.DECIDED
    return [
        *(_rung(bottleneck, steps, level, kind) for level, kind in _RUNGS),
        Rung("Besluit", long_date(decided.happened_on), "now" if is_decided else "done")
        if decided
        else Rung("Besluit", "", "to come"),
        Rung("Wat er veranderde", long_date(bottleneck.closed_on), "now")
        if bottleneck.is_closed
        else Rung("Wat er veranderde", "", "to come"),
    ]


def _rung(bottleneck: Bottleneck, steps: list[BottleneckStep], level: int, kind: BodyKind) -> Rung:
    came = [step for step in steps if step.body.level == level and step.kind in _BRINGS]
    if not came:
        is_skipped = any(step.body.level > level for step in steps)
        return Rung(_name(kind), "overgeslagen" if is_skipped else "", "to come")
    lies_here = bottleneck.body.level == level and bottleneck.status in _ON_ITS_WAY
    return Rung(_name(came[-1].body.kind), long_date(came[-1].happened_on), "now" if lies_here else "done")


def _name(kind: str) -> str:
    label = str(BodyKind(kind).label)
    return label[:1].upper() + label[1:]


_BRINGS = (StepKind.RAISED, StepKind.ESCALATED, StepKind.RETURNED)
_ON_ITS_WAY = (BottleneckStatus.OPEN, BottleneckStatus.ESCALATED)
