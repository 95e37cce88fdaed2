"""The portal as it was on the reference date of a report, and what a report says from it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from actionplan.evaluation_page import EvaluationShown, evaluation_shown
from actionplan.models import (
    STALE,
    Light,
    Milestone,
    Plan,
    StatusReport,
)
from actionplan.progress import Band, Result
from actionplan.reading import PillarActions, ReportedAction, by_pillar, in_period, with_reports
from monitor.figures import ReportFigure, figures_for_report
from monitor.maps import Ground
from monitor.models import Report, ReportEdition, ReportQuestion, ReportSection, SectionKind
from monitor.municipality_picture import Picture, Readable, picture_of
from monitor.reporting import asked
from monitor.reporting.content import Content, Cover, Section
from monitor.reporting.meetings import BottleneckThen, bottlenecks_asked
from monitor.reporting.part import Ask
from monitor.reporting.parts import PARTS
from monitor.reporting.sections import (
    WORDS,
    ActionLine,
    MilestoneLine,
    Milestones,
    Note,
)
from network.dutch import long_date
from network.models import Region
from network.together import fetch_together
from partners.register import Participation, periods_of


class Live:
    """The portal on the reference date of a report. Each question is asked of the database once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.on = report.reference_date
        self._bodies: dict[SectionKind, Any] = {}
        self._rows: dict[Ask, QuerySet[Any]] = {}

    def rows(self, ask: Ask) -> QuerySet[Any]:
        """The answer to one of the questions; asked at once when it was not fetched with others."""
        if ask not in self._rows:
            self._rows[ask] = ask(self)
        return self._rows[ask]

    def fetch(self, *asks: Ask) -> None:
        """Ask all of these that were not asked yet, with one question."""
        fetch_together(*(self.rows(ask) for ask in dict.fromkeys(asks) if ask not in self._rows))

    @cached_property
    def sections(self) -> list[ReportSection]:
        return list(self.rows(asked.sections))

    @property
    def kinds(self) -> set[str]:
        return {section.kind for section in self.sections}

    @cached_property
    def plan(self) -> Plan | None:
        return next(iter(self.rows(asked.plan)), None)

    @cached_property
    def region(self) -> Region | None:
        return next(iter(self.rows(asked.region)), None)

    @cached_property
    def participations(self) -> list[Participation]:
        """When each partner took part in the network."""
        self.fetch(*asked.PARTICIPATIONS)
        return periods_of(self.rows(asked.partners), self.rows(asked.earlier_participations))

    @cached_property
    def pillars(self) -> list[PillarActions]:
        self.fetch(*asked.ABOUT_ACTIONS)
        actions = with_reports(self.rows(asked.actions), self.rows(asked.status_reports), self.on)
        return by_pillar(actions, self.rows(asked.pillars))

    @cached_property
    def in_order_of_the_plan(self) -> list[ReportedAction]:
        found = [each for pillar in self.pillars for each in pillar.actions]
        return sorted(found, key=lambda each: (each.action.building_block, each.action.position, each.action.pk))

    @cached_property
    def lines(self) -> dict[int, ActionLine]:
        """Each action as it is printed, in the order of the plan."""
        self.fetch(*asked.ABOUT_ACTIONS)
        results = self._results()
        return {
            each.action.pk: _action_line(each, results.get(each.action.pk, []), self.on)
            for each in self.in_order_of_the_plan
        }

    def _results(self) -> dict[int, list[Result]]:
        found: dict[int, list[Result]] = {}
        for target in self.rows(asked.targets):
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
        found = in_period(self.rows(asked.milestones), self.report.period_start, self.report.period_end, self.on)
        return Milestones(*(tuple(map(self._milestone, each)) for each in (found.achieved, found.missed, found.next)))

    def _milestone(self, milestone: Milestone) -> MilestoneLine:
        action = self.lines[milestone.action_id]
        return MilestoneLine(
            action=action.name,
            title=milestone.title,
            lead=action.lead,
            planned_on=milestone.planned_on,
            achieved_on=milestone.achieved_on if milestone.is_achieved(self.on) else None,
            action_pk=milestone.action_id,
        )

    @cached_property
    def previous(self) -> Content | None:
        """What the report before this one said when it was adopted."""
        edition = ReportEdition.objects.adopted_before(self.report)
        return Content.thaw(edition.content) if edition else None

    @property
    def asks(self) -> Iterator[Ask]:
        """What its sections ask, once it is known which plan it is about."""
        for section in self.sections:
            yield from PARTS[SectionKind(section.kind)].asks

    def body(self, kind: SectionKind) -> Any:
        """What a section of this kind says, read once however many sections ask it."""
        if kind not in self._bodies:
            self._bodies[kind] = PARTS[kind].build(self)
        return self._bodies[kind]

    @cached_property
    def asked(self) -> list[ReportQuestion]:
        """What the coordinator picked to ask the stuurgroep, in order."""
        return list(self.rows(asked.questions))

    @cached_property
    def bottlenecks(self) -> list[BottleneckThen]:
        return [BottleneckThen(each, each.steps_then) for each in self.rows(bottlenecks_asked)]

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
        begun = next(iter(self.rows(asked.evaluation)), None)
        return evaluation_shown(begun, self.on, self.participations) if begun else None


def content_of(report: Report, *, version: str, made_on: date, adopted_on: date | None = None) -> Content:
    """The report as the portal stood on its reference date, in the words that the coordinator wrote."""
    return content_from(Live(report), version=version, made_on=made_on, adopted_on=adopted_on)


def content_from(live: Live, *, version: str, made_on: date, adopted_on: date | None = None) -> Content:
    live.fetch(*asked.FIRST)
    live.fetch(*live.asks)
    sections = (Section(section.kind, section.text, live.body(SectionKind(section.kind))) for section in live.sections)
    return Content(_cover(live, version, made_on, adopted_on), tuple(sections))


def _cover(live: Live, version: str, made_on: date, adopted_on: date | None) -> Cover:
    report, region = live.report, live.region
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
