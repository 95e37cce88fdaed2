"""The portal as it was on the reference date of a report, and what a report says from it."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from actionplan.evaluation_page import EvaluationShown, evaluation_shown
from actionplan.models import (
    STALE,
    ActionTarget,
    Evaluation,
    Light,
    Milestone,
    Plan,
    StatusReport,
)
from actionplan.progress import Band, Result
from actionplan.reading import (
    PeriodMilestones,
    PillarActions,
    ReportedAction,
    actions_by_pillar,
    milestones_of_period,
)
from monitor.figures import ReportFigure, figures_for_report
from monitor.maps import Ground
from monitor.models import Report, ReportEdition, ReportQuestion, ReportSection, SectionKind
from monitor.municipality_picture import Picture, Readable, picture_of
from monitor.reporting.content import Content, Cover, Section
from monitor.reporting.meetings import BottleneckThen, asked_before, bottlenecks_on
from monitor.reporting.parts import PARTS
from monitor.reporting.sections import (
    WORDS,
    ActionLine,
    ActionName,
    MilestoneLine,
    Milestones,
    Note,
)
from network.dutch import long_date
from network.models import Region


class Live:
    """The portal on the reference date of a report. Each question is asked of the database once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.on = report.reference_date
        self._bodies: dict[SectionKind, Any] = {}

    @cached_property
    def sections(self) -> list[ReportSection]:
        return list(self.report.sections.filter(is_included=True).order_by("position"))

    @property
    def kinds(self) -> set[str]:
        return {section.kind for section in self.sections}

    @cached_property
    def plan(self) -> Plan | None:
        return Plan.objects.current(self.on)

    @cached_property
    def pillars(self) -> list[PillarActions]:
        return actions_by_pillar(self.plan, self.on) if self.plan else []

    @cached_property
    def in_order_of_the_plan(self) -> list[ReportedAction]:
        found = [each for pillar in self.pillars for each in pillar.actions]
        return sorted(found, key=lambda each: (each.action.building_block, each.action.position, each.action.pk))

    @cached_property
    def lines(self) -> dict[int, ActionLine]:
        """Each action as it is printed, in the order of the plan."""
        results = self._results()
        return {
            each.action.pk: _action_line(each, results.get(each.action.pk, []), self.on)
            for each in self.in_order_of_the_plan
        }

    def _results(self) -> dict[int, list[Result]]:
        found: dict[int, list[Result]] = {}
        for target in ActionTarget.objects.filter(action__plan=self.plan).with_reached(self.on):
            result = Result(
                band=Band(target.reached, target.minimum, target.maximum),
                unit=target.unit,
                counts_persons=target.counts_persons,
                may_see_counts=False,  # whoever gets to see the report
            )
            found.setdefault(target.action_id, []).append(result)
        return found

    @cached_property
    def milestones(self) -> Milestones:
        if self.plan is None:
            return Milestones((), (), ())
        found: PeriodMilestones = milestones_of_period(
            self.plan, self.report.period_start, self.report.period_end, self.on
        )
        return Milestones(*(tuple(map(self._milestone, each)) for each in (found.achieved, found.missed, found.next)))

    def _milestone(self, milestone: Milestone) -> MilestoneLine:
        return MilestoneLine(
            action=ActionName(milestone.action.code, milestone.action.title),
            title=milestone.title,
            lead=milestone.action.lead_organisation.name,
            planned_on=milestone.planned_on,
            achieved_on=milestone.achieved_on if milestone.is_achieved(self.on) else None,
            action_pk=milestone.action_id,
        )

    @cached_property
    def previous(self) -> Content | None:
        """What the report before this one said when it was adopted."""
        edition = ReportEdition.objects.adopted_before(self.report)
        return Content.thaw(edition.content) if edition else None

    def body(self, kind: SectionKind) -> Any:
        """What a section of this kind says, read once however many sections ask it."""
        if kind not in self._bodies:
            self._bodies[kind] = PARTS[kind].build(self)
        return self._bodies[kind]

    @cached_property
    def asked(self) -> list[ReportQuestion]:
        """What the coordinator picked to ask the stuurgroep, in order."""
        return list(self.report.questions.chosen())

    @cached_property
    def bottlenecks(self) -> list[BottleneckThen]:
        return bottlenecks_on(self.on, also=asked_before(self.previous))

    @cached_property
    def figures(self) -> list[ReportFigure]:
        return figures_for_report()

    @cached_property
    def picture(self) -> Picture | None:
        """Of the municipality that it is about; None when that never was one of the region."""
        municipality, ground = self.report.municipality, Ground.known()
        if municipality is None or municipality.code not in ground.municipalities:
            return None
        return picture_of(municipality.code, ground, Readable.for_reports(self.on), self.on)

    @property
    def evaluated_year(self) -> int:
        return self.report.period_end.year

    @cached_property
    def evaluation(self) -> EvaluationShown | None:
        """Of the year of the report; None when nobody had begun it."""
        begun = Evaluation.objects.filter(year=self.evaluated_year, started_on__lte=self.on).first()
        return evaluation_shown(begun, self.on) if begun else None


def content_of(report: Report, *, version: str, made_on: date, adopted_on: date | None = None) -> Content:
    """The report as the portal stood on its reference date, in the words that the coordinator wrote."""
    live = Live(report)
    sections = (Section(section.kind, section.text, live.body(SectionKind(section.kind))) for section in live.sections)
    return Content(_cover(report, version, made_on, adopted_on), tuple(sections))


def _cover(report: Report, version: str, made_on: date, adopted_on: date | None) -> Cover:
    region = Region.objects.select_related("central_municipality").first()
    central = region.central_municipality if region else None
    return Cover(
        network=f"Netwerk {region.name}" if region else "Netwerk",
        title=str(report),
        period_start=report.period_start,
        period_end=report.period_end,
        reference_date=report.reference_date,
        made_by=f"Regiocoördinator, centrumgemeente {central.name}" if central else "Regiocoördinator",
        version=version,
        made_on=made_on,
        adopted_on=adopted_on,
        is_example=bool(region and region.is_example),
        kind=report.kind,
        about=report.about,
        meeting=_meeting_in_words(report),
    )


def _action_line(each: ReportedAction, results: Iterable[Result], on: date) -> ActionLine:
    action = each.action
    return ActionLine(
        pk=action.pk,
        code=action.code,
        title=action.title,
        lead=action.lead_organisation.name,
        ends_on=action.ends_on,
        is_late=action.is_late(on),
        result=_result_in_words(list(results), action.starts_on, on),
        light=each.light,
        notes=tuple(_notes(each.light, each.report)),
    )


def _result_in_words(results: list[Result], starts_on: date | None, on: date) -> str:
    known = [result.in_a_row for result in results if result.is_known]
    if known:
        return "; ".join(known)
    return f"Start op {long_date(starts_on)}" if starts_on and starts_on > on else "Nog niets ingevuld"


def _notes(light: str, report: StatusReport | None) -> Iterable[Note]:
    """Why an action is not on course. Green needs no words."""
    if report is None or light == Light.GREEN:
        return
    if light == STALE:
        yield Note("Laatste stand", f"{WORDS[report.light].capitalize()}, op {long_date(report.reported_on)}.")
    causes = [("Oorzaak", report.cause), ("Consequentie", report.consequence), ("Bijsturing", report.correction)]
    for label, text in causes if report.light in {Light.AMBER, Light.RED} else [("Toelichting", report.explanation)]:
        if text:
            yield Note(label, text)


def _meeting_in_words(report: Report) -> str:
    """«Stuurgroep van 8 oktober 2026», or nothing while it is not known when the report will be discussed."""
    meeting = report.meeting
    return f"{meeting.body} van {long_date(timezone.localdate(meeting.starts_at))}" if meeting else ""
