"""What is done with the questions of a report: picked, worded and put in order; and answered with a decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from monitor.models import QuestionReason, Report, ReportQuestion
from monitor.reporting.edition_flows import is_being_offered
from monitor.reporting.parts.questions import BOTTLENECK
from network.history import because
from network.models import Person
from partners.bottleneck_decisions import decide
from partners.decision_flows import record_decision
from partners.decision_in_meeting import AlreadyRecordedError, record_in_meeting
from partners.models import Body, Bottleneck, Decision, Meeting
from partners.side_by_side import ChangedMeanwhileError, refuse_what_both_changed

OWN = "own:"  # how the key of a question begins that the coordinator thought of


class LockedReportError(Exception):
    """Offered, or on its way there: what is asked of the stuurgroep stays as it is."""


class ChangedQuestionsError(Exception):
    """Somebody else changed the same; by the key of a question, what is stored by now and which fields it is about."""

    def __init__(self, both: "dict[str, ChangedMeanwhileError[ReportQuestion]]") -> None:
        super().__init__(f"questions that two people changed: {', '.join(both)}")
        self.both = both


class AnsweredMeanwhileError(Exception):
    """Somebody else tied a decision to this question after it was opened."""

    def __init__(self, question: ReportQuestion) -> None:
        super().__init__(f"question {question.pk} was answered by somebody else")
        self.question = question


@dataclass(frozen=True)
class Typed:
    """What somebody made of one question. `version` is 0 when it was not stored yet."""

    key: str
    reason: str
    version: int
    seen: Mapping[str, Any]
    changes: Mapping[str, Any]


@transaction.atomic
def save_questions(report: Report, *, by: Person, typed: Iterable[Typed]) -> None:
    """All of them or none. What was picked comes last; the portal's own words are kept from the day they are picked."""
    _lock_draft(report)
    stored = {each.key: each for each in report.questions.select_for_update()}
    both: dict[str, ChangedMeanwhileError[ReportQuestion]] = {}
    last = max((each.position for each in stored.values() if each.is_chosen), default=0)
    with because("Vragen aan de stuurgroep gewijzigd", by=by):
        for each in typed:
            question = stored.get(each.key)
            if question and question.version != each.version:
                try:
                    refuse_what_both_changed(question, each.seen, each.changes)
                except ChangedMeanwhileError as meanwhile:
                    both[each.key] = meanwhile
            if not both and each.changes:
                last = _save(question or _new(report, each), each.changes, last)
        if both:
            raise ChangedQuestionsError(both)


def _lock_draft(report: Report) -> None:
    current = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not current.is_draft or is_being_offered(current):
        raise LockedReportError


def _new(report: Report, typed: Typed) -> ReportQuestion:
    words = {name: typed.seen[name] or "" for name in ("title", "text")}
    return ReportQuestion(report=report, key=typed.key, reason=typed.reason, version=0, **words)


def _save(question: ReportQuestion, changes: Mapping[str, Any], last: int) -> int:
    was_chosen = question.is_chosen
    for name, value in changes.items():
        setattr(question, name, value)
    if question.is_chosen and not was_chosen:
        question.position = last = last + 1
    question.version += 1
    question.save()
    return last


@transaction.atomic
def add_question(report: Report, *, by: Person, title: str, text: str) -> ReportQuestion:
    """One that the coordinator thought of. Pressing the button twice adds it once."""
    _lock_draft(report)
    own = report.questions.filter(reason=QuestionReason.OWN)
    if twin := own.filter(title=title, text=text).first():
        return twin
    numbers = [int(key.removeprefix(OWN)) for key in own.values_list("key", flat=True)]
    positions = report.questions.chosen().values_list("position", flat=True)
    with because("Vraag aan de stuurgroep toegevoegd", by=by):
        return ReportQuestion.objects.create(
            report=report,
            key=f"{OWN}{max(numbers, default=0) + 1}",
            reason=QuestionReason.OWN,
            is_chosen=True,
            title=title,
            text=text,
            position=max(positions, default=0) + 1,
        )


@transaction.atomic
def move_question(report: Report, *, by: Person, key: str, step: int) -> None:
    """One place up (-1) or down (1) among what was picked; at the end of the list nothing happens."""
    _lock_draft(report)
    chosen = list(report.questions.chosen())
    place = next((place for place, each in enumerate(chosen) if each.key == key), None)
    if place is None or not 0 <= place + step < len(chosen):
        return
    chosen[place], chosen[place + step] = chosen[place + step], chosen[place]
    for position, each in enumerate(chosen, start=1):
        each.position = position
    with because("Volgorde van de vragen aan de stuurgroep", by=by):
        ReportQuestion.objects.bulk_update(chosen, ["position"])


# --- the answer -------------------------------------------------------------------------------------------------------


@transaction.atomic
def record_answer(
    question: ReportQuestion,
    *,
    by: Person,
    version: int,
    body: Body,
    meeting: Meeting | None,
    decided_on: date,
    title: str,
    text: str,
) -> Decision:
    """A new decision, with a number of its own. An escalated bottleneck that was asked about is decided by it too."""
    current = _unanswered_since(question, version)
    decision = _record(current.key, by=by, body=body, meeting=meeting, decided_on=decided_on, title=title, text=text)
    _tie(current, decision, by=by)
    return decision


@transaction.atomic
def choose_answer(question: ReportQuestion, *, by: Person, version: int, decision: Decision) -> Decision:
    """A decision that was recorded already."""
    _tie(_unanswered_since(question, version), decision, by=by)
    return decision


def _unanswered_since(question: ReportQuestion, version: int) -> ReportQuestion:
    current = ReportQuestion.objects.select_for_update().get(pk=question.pk)
    if current.version != version:
        raise AnsweredMeanwhileError(current)
    return current


def _record(
    key: str, *, by: Person, body: Body, meeting: Meeting | None, decided_on: date, title: str, text: str
) -> Decision:
    about = None
    if key.startswith(BOTTLENECK):
        about = Bottleneck.objects.escalated().filter(pk=key.removeprefix(BOTTLENECK), body=body).first()
    if meeting:
        try:
            return record_in_meeting(meeting, by=by, decided_on=decided_on, title=title, text=text, bottleneck=about)
        except AlreadyRecordedError as already:
            return already.decision
    if about:
        return decide(about, by=by, on=decided_on, title=title, text=text)
    return record_decision(body=body, by=by, decided_on=decided_on, title=title, text=text)


def _tie(question: ReportQuestion, decision: Decision, *, by: Person) -> None:
    question.decision = decision
    question.version += 1
    with because(f"Besluit {decision.number} bij een vraag aan de stuurgroep", by=by):
        question.save(update_fields=["decision", "version"])
