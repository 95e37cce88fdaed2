"""What is asked of the stuurgroep, what it discusses in any case, and what came of what was asked before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.models import Light
from monitor.models import ReportQuestion, SectionKind
from monitor.reporting.meetings import name_of
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_action, of_decisions
from monitor.reporting.sections import ActionName, DecisionName
from network.dutch import long_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live

BOTTLENECK = "bottleneck:"  # how the key of a question about one begins


@dataclass(frozen=True)
class Question:
    pk: int
    number: int
    title: str
    text: str = ""


@dataclass(frozen=True)
class RedAction:
    pk: int
    name: ActionName
    lead: str
    cause: str


@dataclass(frozen=True)
class EarlierQuestion:
    """What the report before this one asked, with the decision that was taken by the reference date."""

    pk: int
    number: int
    title: str
    decision: DecisionName | None = None
    carried_out_on: date | None = None

    @property
    def answer(self) -> str:
        """«Besluit 2026-004 van 8 oktober 2026: Het tekort wordt gedekt. Uitgevoerd op 3 november 2026.»"""
        if self.decision is None:
            return "Nog geen besluit."
        words = f"Besluit {self.decision.number} van {long_date(self.decision.day)}: {self.decision.title}."
        if self.decision.withdrawn_on:
            return f"{words} Ingetrokken op {long_date(self.decision.withdrawn_on)}."
        return f"{words} Uitgevoerd op {long_date(self.carried_out_on)}." if self.carried_out_on else words


@dataclass(frozen=True)
class Questions:
    report: int
    asked: tuple[Question, ...]
    red: tuple[RedAction, ...]
    earlier: tuple[EarlierQuestion, ...] = ()
    previous: str = ""  # title of the report that asked the earlier ones


def build(live: "Live") -> Questions:
    before: Questions | None = live.previous.body(SectionKind.QUESTIONS) if live.previous else None
    return Questions(
        report=live.report.pk,
        asked=tuple(
            Question(each.pk, number, each.title, each.text) for number, each in enumerate(live.asked, start=1)
        ),
        red=tuple(_red(live)),
        earlier=tuple(_earlier(before.asked, live)) if before else (),
        previous=live.previous.cover.title if live.previous and before and before.asked else "",
    )


def _red(live: "Live") -> Iterator[RedAction]:
    for line in live.lines.values():
        if line.light == Light.RED:
            cause = next((note.text for note in line.notes if note.label == "Oorzaak"), "")
            yield RedAction(line.pk, line.name, line.lead, cause)


def _earlier(asked: Iterable[Question], live: "Live") -> Iterator[EarlierQuestion]:
    """As they were asked then; whoever typed other words since changes nothing."""
    found = ReportQuestion.objects.filter(pk__in=[each.pk for each in asked]).select_related("decision__body")
    questions = {each.pk: each for each in found}
    decided = {f"{BOTTLENECK}{each.bottleneck.pk}": each.decision for each in live.bottlenecks if each.steps}
    for each in asked:
        question = questions.get(each.pk)
        decision = (question.decision or decided.get(question.key)) if question else None
        if decision is None or decision.decided_on > live.on:
            yield EarlierQuestion(each.pk, each.number, each.title)
        else:
            done = decision.carried_out_on
            carried_out_on = done if done and done <= live.on else None
            yield EarlierQuestion(each.pk, each.number, each.title, name_of(decision, live.on), carried_out_on)


def rows(body: Questions) -> Iterator[Row]:
    for each in body.asked:
        yield Row(f"Vraag {each.number}", "wat vragen wij", each.title, note=each.text)
    for action in body.red:
        yield Row(str(action.name), "ter bespreking", "rood", note=f"Trekker is {action.lead}. {action.cause}".strip())
    for earlier in body.earlier:
        yield Row(f"Vraag {earlier.number} van {body.previous}", earlier.title, earlier.answer)


def places(body: Questions) -> Iterator[Place]:
    url = reverse("monitor:question-list", args=[body.report])
    for each in body.asked:
        yield from (Place(f"In vraag {each.number} aan de stuurgroep", text, url) for text in (each.title, each.text))
    for action in body.red:
        yield from of_action(action.name.code, action.pk, [action.name.title, action.cause])
    yield from of_decisions(earlier.decision for earlier in body.earlier)
