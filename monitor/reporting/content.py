"""A whole report as plain values: its cover and its sections, and how it is frozen and thawed."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from actionplan.progress import LightCounts, count_lights
from monitor.models import EditionStage, ReportKind, SectionKind
from monitor.reporting.frozen import Json, freeze, thaw
from monitor.reporting.kinds import KINDS
from monitor.reporting.parts import PARTS
from monitor.reporting.sections import ActionLine, Definition
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
    def name(self) -> str:
        """The title without whom it is about, which has a line of its own."""
        return self.title.removesuffix(f", {self.about}") if self.about else self.title

    @property
    def meant_for(self) -> str:
        if self.stage == EditionStage.PUBLIC:
            return "De gemeenteraden en de inwoners van de regio"
        return self.meeting or "De stuurgroep"

    @property
    def stage_in_words(self) -> str:
        """How far it is, as the front says it."""
        if self.stage == EditionStage.PUBLIC:
            return "Openbare versie"
        if self.adopted_on:
            return "Vastgesteld door de stuurgroep"
        return "Ter vaststelling" if self.stage == EditionStage.OFFERED else "Concept, niet vastgesteld"

    @property
    def version_in_words(self) -> str:
        """«Concept 3, 22 september 2026», «Vastgesteld op 8 oktober 2026»."""
        adopted = f"Vastgesteld op {long_date(self.adopted_on)}" if self.adopted_on else ""
        if self.stage == EditionStage.PUBLIC:
            return f"Openbare versie van {long_date(self.made_on)}. {adopted}".rstrip(". ")
        return adopted or f"{self.version}, {long_date(self.made_on)}"

    @property
    def status(self) -> str:
        """As the head of each page says it."""
        if self.stage == EditionStage.PUBLIC:
            return "Openbare versie"
        if self.adopted_on:
            return f"Vastgesteld op {long_date(self.adopted_on)}"
        begins = "Ter vaststelling" if self.stage == EditionStage.OFFERED else "Concept"
        return f"{begins}, peildatum {long_date(self.reference_date)}"


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
    def is_brief(self) -> bool:
        return KINDS[ReportKind(self.cover.kind)].is_brief

    @property
    def on(self) -> date:
        return self.cover.reference_date

    @property
    def actions(self) -> dict[int, ActionLine]:
        found = self.body(SectionKind.ACTIONS)
        return {line.pk: line for line in found.lines} if found else {}

    @property
    def lights(self) -> LightCounts:
        return count_lights(line.light for line in self.actions.values())

    @property
    def lights_explained(self) -> list[Definition]:
        """What the lights mean, when it says so somewhere."""
        found = self.body(SectionKind.DEFINITIONS)
        return [each for each in found.terms if each.light] if found else []

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
