"""What a report tells of meetings, decisions, bottlenecks and successes, as they were on its reference date.

Only organisations and totals: never who sat at the table. What has a day is told as of the reference date: the steps
of a bottleneck, where it lay then, what was decided and withdrawn, which meetings had been held. What has none is told
as it reads today: the words of a bottleneck, of a decision and of a success, the name of a body, which successes were
picked, and whether somebody filled in who was there. Adopting the report freezes all of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q, QuerySet

from actionplan.models import Success
from monitor.models import Report, SectionKind
from monitor.reporting.sections import (
    ActionName,
    Answer,
    AttendanceLine,
    DecisionLine,
    DecisionName,
    Meetings,
    MeetingsOfBody,
    Request,
    Requests,
    RequestStep,
    Successes,
    SuccessLine,
)
from network.dutch import long_date
from partners.attendance import attendance_of, held_in, not_filled_in, partners_at_meetings
from partners.bottleneck_flows import did
from partners.models import Body, Bottleneck, BottleneckStep, Decision, Organisation, StepKind

if TYPE_CHECKING:
    from monitor.reporting.content import Content
    from monitor.reporting.live import Live

ASKS = frozenset({StepKind.ESCALATED, StepKind.DECIDED})


@dataclass(frozen=True)
class Days:
    """Which days a report tells of: those of its period, up to its reference date."""

    first: date
    last: date

    @classmethod
    def of(cls, report: Report) -> "Days":
        return cls(report.period_start, min(report.period_end, report.reference_date))

    def with_what_came_late(self, previous: "Content | None", kind: SectionKind) -> "Days":
        """Also those of the report before it, for what was written down after that one was adopted.

        When that report had no such section, from the day after its period: no day falls between two reports.
        """
        if previous is None:
            return self
        told = previous.body(kind) is not None
        first = previous.cover.period_start if told else previous.cover.period_end + timedelta(days=1)
        return Days(min(first, self.first), self.last)


# --- what asks a decision -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BottleneckThen:
    """A bottleneck with the steps that it had taken by a day, oldest first."""

    bottleneck: Bottleneck
    steps: Sequence[BottleneckStep]

    @property
    def asks_a_decision(self) -> bool:
        """Escalated, and from then on until it is closed or goes back."""
        return bool(self.steps) and self.steps[-1].kind in ASKS

    @property
    def since(self) -> date:
        """The day from which a decision has been asked without a break."""
        asked_on = self.steps[-1].happened_on
        for step in reversed(self.steps):
            if step.kind not in ASKS:
                break
            asked_on = step.happened_on
        return asked_on

    @property
    def decision(self) -> Decision | None:
        """The last one since it was escalated."""
        last = self.steps[-1]
        return last.decision if last.kind == StepKind.DECIDED else None


def bottlenecks_asked(live: "Live") -> QuerySet[Any]:
    """Those that were escalated by the reference date, and those that the report before this one asked about, with
    their steps as `steps_then`; in two queries whatever their number.
    """
    steps = BottleneckStep.objects.filter(happened_on__lte=live.on).order_by("happened_on", "pk")
    escalated = steps.filter(kind=StepKind.ESCALATED).order_by().values("bottleneck")
    near = steps.select_related("body", "decision__body")
    also = list(asked_before(live.previous))
    found = Bottleneck.objects.filter(Q(pk__in=escalated) | Q(pk__in=also)).order_by("raised_on", "pk")
    return found.prefetch_related(Prefetch("steps", near, "steps_then"))


def asked_before(previous: "Content | None") -> dict[int, Request]:
    """What the report before this one asked, by the id of the bottleneck."""
    asked: Requests | None = previous.body(SectionKind.REQUESTS) if previous else None
    return {line.pk: line for line in asked.lines} if asked else {}


def requests(bottlenecks: Iterable[BottleneckThen], on: date) -> Requests:
    """What still waits for a decision stands first, the oldest on top."""
    lines = [_request(each, on) for each in bottlenecks if each.asks_a_decision]
    return Requests(tuple(sorted(lines, key=lambda line: (line.decision is not None, line.since, line.pk))))


def _request(then: BottleneckThen, on: date) -> Request:
    return Request(
        pk=then.bottleneck.pk,
        title=then.bottleneck.title,
        description=then.bottleneck.description,
        asked=then.bottleneck.asked,
        body=then.steps[-1].body.name,
        since=then.since,
        steps=tuple(RequestStep(step.happened_on, _step_in_words(step), step.note) for step in then.steps),
        decision=name_of(then.decision, on) if then.decision else None,
    )


def _step_in_words(step: BottleneckStep) -> str:
    """«besloten door de stuurgroep, besluit 2026-003»"""
    return f"{did(step)}, besluit {step.decision.number}" if step.decision else did(step)


# --- what was decided, and who came -------------------------------------------------------------------------------


def meetings(live: "Live") -> Meetings:
    previous = live.previous
    return Meetings(
        decisions=tuple(_decisions(live.rows(decisions_asked), live.on)),
        answers=tuple(_answers(asked_before(previous), live.bottlenecks)),
        held=tuple(MeetingsOfBody(body.name, body.held) for body in live.rows(held_asked)),
        attendance=tuple(
            AttendanceLine(each.organisation.name, each.present, each.meetings)
            for each in attendance_of(live.rows(attendance_asked))
        ),
        without_attendance=len(live.rows(without_attendance_asked)),
        previous=previous.cover.title if previous else "",
    )


def decisions_asked(live: "Live") -> QuerySet[Decision]:
    """By number. What the report before this one told is not told again."""
    previous = live.previous
    told: Meetings | None = previous.body(SectionKind.MEETINGS) if previous else None
    earlier = {line.pk for line in told.decisions} if told else set()
    days = Days.of(live.report).with_what_came_late(previous, SectionKind.MEETINGS)
    found = Decision.objects.between(days.first, days.last).exclude(pk__in=earlier)
    return found.select_related("body", "bottleneck").order_by("year", "sequence")


def held_asked(live: "Live") -> QuerySet[Any]:
    """The bodies that met, with how often as `held`."""
    days = Days.of(live.report)
    held = held_in(days.first, days.last).order_by().values("pk")
    return Body.objects.filter(meetings__in=held).annotate(held=Count("meetings")).order_by("name", "pk")


def attendance_asked(live: "Live") -> QuerySet[Organisation]:
    days = Days.of(live.report)
    return partners_at_meetings(days.first, days.last)


def without_attendance_asked(live: "Live") -> QuerySet[Any, int]:
    days = Days.of(live.report)
    return not_filled_in(days.first, days.last).order_by().values_list("pk", flat=True)


def _decisions(decisions: Iterable[Decision], on: date) -> Iterable[DecisionLine]:
    for decision in decisions:
        about = decision.bottleneck.title if decision.bottleneck else ""
        yield DecisionLine(decision.pk, name_of(decision, on), decision.text, about)


def name_of(decision: Decision, on: date) -> DecisionName:
    withdrawn_on, carried_out_on = decision.withdrawn_on, decision.carried_out_on
    return DecisionName(
        number=decision.number,
        title=decision.title,
        body=decision.body.name,
        day=decision.decided_on,
        withdrawn_on=withdrawn_on if withdrawn_on and withdrawn_on <= on else None,
        carried_out_on=carried_out_on if carried_out_on and carried_out_on <= on else None,
    )


def _answers(asked: dict[int, Request], bottlenecks: Iterable[BottleneckThen]) -> Iterable[Answer]:
    """Of what was still undecided then. What was decided then already, was told then."""
    for then in bottlenecks:
        before = asked.get(then.bottleneck.pk)
        if before is not None and before.decision is None and then.steps:
            yield Answer(then.bottleneck.pk, then.bottleneck.title, _answer(then))


def _answer(then: BottleneckThen) -> str:
    last = then.steps[-1]
    decision = next((step.decision for step in reversed(then.steps) if step.decision), None)
    decided = f"Besluit {decision.number} van {long_date(decision.decided_on)}: {decision.title}." if decision else ""
    if last.kind == StepKind.CLOSED:
        return f"{decided} Afgerond op {long_date(last.happened_on)}. {then.bottleneck.outcome}".strip()
    if last.kind == StepKind.RETURNED:
        return f"{decided} Teruggelegd bij {last.body} op {long_date(last.happened_on)}.".strip()
    return decided or f"Nog geen besluit. Ligt bij {last.body}."


# --- what went well -----------------------------------------------------------------------------------------------


def successes(live: "Live") -> Successes:
    return Successes(tuple(map(_success, live.rows(successes_asked))))


def successes_asked(live: "Live") -> QuerySet[Success]:
    """Those that the coordinator picked. What the report before this one told is not told again."""
    previous, days = live.previous, Days.of(live.report)
    told: Successes | None = previous.body(SectionKind.SUCCESSES) if previous else None
    earlier = {line.pk for line in told.lines} if told else set()
    days = days.with_what_came_late(previous, SectionKind.SUCCESSES)
    found = Success.objects.for_the_report().filter(happened_on__gte=days.first, happened_on__lte=days.last)
    return found.exclude(pk__in=earlier).order_by("happened_on", "pk")


def _success(success: Success) -> SuccessLine:
    action = success.action
    return SuccessLine(
        pk=success.pk,
        title=success.title,
        text=success.text,
        action=ActionName(action.code, action.title),
        lead=action.lead_organisation.name,
        day=success.happened_on,
    )
