"""Wat is gelukt: what came of each ambition of the year, in the words of the network.

From the evaluation of that year. A verdict has no date of its own: until the evaluation is closed it is read as it is
now. How far the goals of an ambition are, is told as of the reference date.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.models import Outcome
from monitor.reporting.part import Place, Row
from network.dutch import long_date, number

if TYPE_CHECKING:
    from monitor.reporting.live import Live

NO_VERDICT = "nog geen oordeel"


@dataclass(frozen=True)
class VerdictLine:
    pk: int
    ambition_pk: int
    ambition: str
    outcome: str  # «gerealiseerd», or that there is no verdict yet
    progress: str  # of its goals: «60 %, 1 van 2 ingevuld»
    reason: str
    goes_on: bool


@dataclass(frozen=True)
class Verdicts:
    year: int
    is_begun: bool
    closed_on: date | None
    lines: tuple[VerdictLine, ...]

    @property
    def numbers(self) -> list[tuple[str, int]]:
        """Of each outcome how many ambitions had it, zeros included."""
        counted = Counter(line.outcome for line in self.lines)
        return [(word, counted[word]) for word in (*map(str, Outcome.labels), NO_VERDICT)]

    @property
    def in_words(self) -> str:
        if not self.is_begun:
            return f"Er is nog geen evaluatie van {self.year}."
        if self.closed_on:
            return f"De evaluatie van {self.year} is afgesloten op {long_date(self.closed_on)}."
        return f"De evaluatie van {self.year} is nog niet afgesloten. De oordelen kunnen nog veranderen."


def build(live: "Live") -> Verdicts:
    shown = live.evaluation
    if shown is None:
        return Verdicts(live.evaluated_year, is_begun=False, closed_on=None, lines=())
    closed_on = shown.evaluation.closed_on
    lines = (
        VerdictLine(
            pk=each.verdict.pk,
            ambition_pk=each.verdict.ambition_id,
            ambition=each.verdict.ambition.title,
            outcome=str(each.verdict.get_outcome_display()) or NO_VERDICT,
            progress=each.progress.in_words,
            reason=each.verdict.reason,
            goes_on=each.verdict.goes_on,
        )
        for each in shown.verdicts
    )
    return Verdicts(
        year=shown.evaluation.year,
        is_begun=True,
        closed_on=closed_on if closed_on and closed_on <= live.on else None,
        lines=tuple(lines),
    )


def rows(body: Verdicts) -> Iterator[Row]:
    yield Row(f"Evaluatie {body.year}", "stand", body.in_words)
    counts = body.numbers if body.lines else ()
    yield from (Row(f"Evaluatie {body.year}", word, number(count), "ambities") for word, count in counts if count)
    for line in body.lines:
        yield Row(line.ambition, "oordeel", line.outcome, note="" if line.goes_on else f"eindigt met {body.year}")
        yield Row(line.ambition, "doelen", line.progress)
        if line.reason:
            yield Row(line.ambition, "waarom", line.reason)


def places(body: Verdicts) -> Iterator[Place]:
    for line in body.lines:
        url = reverse("actionplan:verdict-edit", args=[body.year, line.pk])
        yield Place(f"In het oordeel over «{line.ambition}»", line.reason, url)
        at_ambition = reverse("actionplan:ambition-edit", args=[line.ambition_pk])
        yield Place(f"In de ambitie «{line.ambition}»", line.ambition, at_ambition)
