"""A whole report as plain values: its cover and its sections, and how it is frozen and thawed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from actionplan.progress import LightCounts, count_lights
from monitor.models import ReportKind, SectionKind
from monitor.reporting.frozen import Json, freeze, thaw
from monitor.reporting.parts import PARTS
from monitor.reporting.sections import ActionLine
from network.dutch import long_date


@dataclass(frozen=True)
class Cover:
    network: str
    title: str
    period_start: date
    period_end: date
    reference_date: date
    made_by: str
    version: str
    made_on: date
    adopted_on: date | None
    is_example: bool
    # Reports that were adopted before these were told are progress reports of the whole region.
    kind: str = ReportKind.PROGRESS
    about: str = ""  # a municipality or a partner
    meeting: str = ""  # «Stuurgroep van donderdag 8 oktober 2026»
    stage: str = ""  # an EditionStage

    @property
    def status(self) -> str:
        """As the head of each page says it."""
        if self.adopted_on:
            return f"Vastgesteld op {long_date(self.adopted_on)}"
        return f"Concept, peildatum {long_date(self.reference_date)}"


@dataclass(frozen=True)
class Section:
    kind: str
    text: str  # the coordinator's own words
    body: Any

    @property
    def title(self) -> str:
        return str(SectionKind(self.kind).label)

    @property
    def template(self) -> str:
        return f"monitor/reports/sections/_{self.kind}.html"


@dataclass(frozen=True)
class Content:
    """Everything that a report prints."""

    cover: Cover
    sections: tuple[Section, ...]

    def body(self, kind: SectionKind) -> Any:
        return next((section.body for section in self.sections if section.kind == kind), None)

    @property
    def actions(self) -> dict[int, ActionLine]:
        found = self.body(SectionKind.ACTIONS)
        return {line.pk: line for line in found.lines} if found else {}

    @property
    def lights(self) -> LightCounts:
        return count_lights(line.light for line in self.actions.values())

    def freeze(self) -> Json:
        sections = [{"kind": each.kind, "text": each.text, "body": freeze(each.body)} for each in self.sections]
        return {"format": 1, "cover": freeze(self.cover), "sections": sections}

    @classmethod
    def thaw(cls, frozen: dict[str, Any]) -> Self:
        sections = (
            Section(each["kind"], each["text"], thaw(PARTS[SectionKind(each["kind"])].body, each["body"]))
            for each in frozen["sections"]
        )
        return cls(thaw(Cover, frozen["cover"]), tuple(sections))
