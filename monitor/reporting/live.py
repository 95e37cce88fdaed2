"""Builds what a report says from the portal as it was on the reference date of the report."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from actionplan.lasting import ending_in_words, money_that_ends
from actionplan.models import (
    FRESH_FOR,
    STALE,
    ActionTarget,
    FundingSource,
    Light,
    Milestone,
    Plan,
    StatusReport,
)
from actionplan.progress import SMALL_COUNT, Band, Result, count_lights
from actionplan.reading import (
    PeriodMilestones,
    PillarActions,
    ReportedAction,
    actions_by_pillar,
    block_lights,
    finance_of,
    milestones_of_period,
)
from monitor.figures import ReportFigure, figures_for_report
from monitor.models import Report, ReportEdition, SectionKind
from monitor.reporting.meetings import BottleneckThen, Days, asked_before, bottlenecks_on, meetings, requests, successes
from monitor.reporting.sections import (
    LIGHTS,
    WORDS,
    ActionLine,
    ActionName,
    Actions,
    Block,
    BlockRow,
    BriefAction,
    BuildingBlocks,
    ChangedLight,
    Content,
    Cover,
    Definition,
    Definitions,
    Ending,
    Figure,
    Finance,
    LightNumber,
    Measure,
    Meetings,
    MilestoneLine,
    Milestones,
    Money,
    MoneyEnding,
    Monitor,
    Network,
    Note,
    PartnerDay,
    PillarPart,
    Post,
    PostsOfOrganisation,
    Requests,
    Section,
    Successes,
    Summary,
)
from network.dutch import hours, long_date
from network.models import Region
from partners.models import Organisation
from partners.register import participations, taking_part_on


class Live:
    """The portal on the reference date of a report. Each question is asked of the database once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.on = report.reference_date

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
        )

    @cached_property
    def previous(self) -> Content | None:
        """What the report before this one said when it was adopted."""
        edition = ReportEdition.objects.adopted_before(self.report)
        return Content.thaw(edition.content) if edition else None

    @cached_property
    def bottlenecks(self) -> list[BottleneckThen]:
        return bottlenecks_on(self.on, also=asked_before(self.previous))

    @cached_property
    def figures(self) -> list[ReportFigure]:
        return figures_for_report()


def content_of(report: Report, *, version: str, made_on: date, adopted_on: date | None = None) -> Content:
    """The report as the portal stood on its reference date, in the words that the coordinator wrote."""
    live = Live(report)
    sections = (
        Section(section.kind, section.text, _BUILDERS[SectionKind(section.kind)](live))
        for section in report.sections.order_by("position")
    )
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


def _summary(live: Live) -> Summary:
    counts = count_lights(line.light for line in live.lines.values())
    before = live.previous
    change = counts.minus(before.lights) if before else None
    then = before.actions if before else {}
    return Summary(
        numbers=tuple(
            LightNumber(light, getattr(counts, light), getattr(change, light) if change else None) for light in LIGHTS
        ),
        previous=before.cover.title if before else "",
        to_discuss=tuple(line.brief for line in live.lines.values() if line.light == Light.RED),
        blocks=tuple(
            BlockRow(block.number, block.name, block.counts)
            for block in block_lights(each.action for each in live.in_order_of_the_plan)
        ),
        all_blocks=counts,
        changed=tuple(
            ChangedLight(line.name, then[line.pk].light, line.light)
            for line in live.lines.values()
            if line.pk in then and then[line.pk].light != line.light
        ),
        added=tuple(line.name for line in live.lines.values() if before and line.pk not in then),
        dropped=tuple(line.name for line in then.values() if line.pk not in live.lines),
        milestones=live.milestones,
    )


def _building_blocks(live: Live) -> BuildingBlocks:
    blocks = block_lights(each.action for each in live.in_order_of_the_plan)
    return BuildingBlocks(
        blocks=tuple(Block(each.number, each.name, each.counts, _brief(live, each.number)) for each in blocks),
        milestones=live.milestones,
        network=_network(live),
        goals_without_action=_goals_without_action(live),
    )


def _goals_without_action(live: Live) -> tuple[str, ...]:
    if live.plan is None:
        return ()
    return tuple(goal.title for goal in live.plan.goals.without_actions(live.on))


def _network(live: Live) -> Network:
    """Who joined and who left between the first day of the period and its last, or the reference date."""
    first, last = live.report.period_start, min(live.report.period_end, live.on)
    periods = participations(Organisation.objects.standing())
    joined = [(each.starts_on, each.organisation.name) for each in periods if first <= each.starts_on <= last]
    left = [
        (each.ends_on, each.organisation.name) for each in periods if each.ends_on and first <= each.ends_on <= last
    ]
    return Network(
        partners=len(taking_part_on(live.on, periods)),
        joined=tuple(PartnerDay(name, day) for day, name in sorted(joined)),
        left=tuple(PartnerDay(name, day) for day, name in sorted(left)),
    )


def _brief(live: Live, block: int) -> tuple[BriefAction, ...]:
    lines = [live.lines[each.action.pk] for each in live.in_order_of_the_plan if each.action.building_block == block]
    return tuple(line.brief for line in lines)


def _actions(live: Live) -> Actions:
    return Actions(
        tuple(
            PillarPart(pillar.pillar.name, tuple(live.lines[each.action.pk] for each in pillar.actions))
            for pillar in live.pillars
            if pillar.actions
        )
    )


def _successes(live: Live) -> Successes:
    return successes(Days.of(live.report), previous=live.previous)


def _requests(live: Live) -> Requests:
    return requests(live.bottlenecks, live.on)


def _meetings(live: Live) -> Meetings:
    return meetings(Days.of(live.report), on=live.on, previous=live.previous, bottlenecks=live.bottlenecks)


def _finance(live: Live) -> Finance:
    if live.plan is None:
        return Finance(())
    sources = FundingSource.objects.asked_for_plan(live.plan)
    return Finance(tuple(map(_money, sources)), _ending(live.plan, live.on))


def _ending(plan: Plan, on: date) -> Ending:
    found = money_that_ends(plan, on)
    actions = (
        MoneyEnding(ActionName(each.action.code, each.action.title), each.action.lead_organisation.name, each.ends_on)
        for each in found
    )
    return Ending(ending_in_words(found), tuple(actions))


def _money(source: FundingSource) -> Money:
    table = finance_of(source)
    return Money(
        source=str(source),
        organisations=tuple(
            PostsOfOrganisation(
                organisation=each.organisation,
                posts=tuple(
                    Post(
                        description=line.description,
                        hours=_hours_in_words(line.hours_per_week, line.hours_per_year),
                        requested=line.requested,
                        note=line.note,
                        choice=line.choice,
                        less=line.less or None,
                    )
                    for line in each.lines
                ),
                requested=each.requested,
            )
            for each in table.organisations
        ),
        requested=table.requested,
        available=table.available,
        shortfall=table.shortfall,
        note=source.note,
        less=table.less or None,
        remaining=table.remaining if table.less else None,
    )


def _hours_in_words(per_week: Decimal | None, per_year: Decimal | None) -> str:
    """12 uur per week, 475 uur per jaar"""
    parts = [(per_week, "week"), (per_year, "jaar")]
    return ", ".join(f"{hours(value)} uur per {unit}" for value, unit in parts if value is not None)


def _monitor(live: Live) -> Monitor:
    return Monitor(
        tuple(
            Figure(
                indicator=figure.indicator,
                definition=figure.definition,
                area=figure.area,
                category=figure.category,
                period=figure.period,
                status=figure.status,
                measures=tuple(Measure(each.label, each.text, each.explanation) for each in figure.measures),
                source_line=figure.source_line,
                notes=tuple(figure.notes),
                drawing=str(figure.chart.svg) if figure.chart else "",
                columns=tuple(figure.trend_columns),
                rows=tuple(map(tuple, figure.trend_rows)),
                unit=figure.unit,
            )
            for figure in live.figures
        )
    )


def _definitions(live: Live) -> Definitions:
    return Definitions(
        terms=_TERMS, indicators=tuple(Definition(each.indicator, each.definition) for each in live.figures)
    )


_TERMS = (
    Definition("Groen", "De actie ligt op schema in tijd, geld en kwaliteit.", "green"),
    Definition("Oranje", "Er is een risico. De trekker stuurt bij.", "amber"),
    Definition("Rood", "Het lukt niet binnen de afspraken. De stuurgroep bespreekt het.", "red"),
    Definition("Grijs", "De actie is nog niet begonnen.", "grey"),
    Definition("Niet bijgewerkt", f"De trekker heeft {FRESH_FOR.days} dagen of langer niets gemeld.", STALE),
    Definition("Stand van een actie", "Tijd, geld en kwaliteit hebben elk een stand. De minst goede van de drie telt."),
    Definition("Peildatum", "Het rapport laat zien wat op die dag bekend was."),
    Definition(
        "Bandbreedte",
        f"Wat vooraf als resultaat is afgesproken. Een aantal personen onder de {SMALL_COUNT} staat er niet. "
        "Er staat dan alleen of het binnen de bandbreedte ligt, eronder of erboven.",
    ),
    Definition("Tekort", "Wat meer is gevraagd dan beschikbaar is."),
)


_BUILDERS: dict[SectionKind, Callable[[Live], Any]] = {
    SectionKind.SUMMARY: _summary,
    SectionKind.BUILDING_BLOCKS: _building_blocks,
    SectionKind.ACTIONS: _actions,
    SectionKind.SUCCESSES: _successes,
    SectionKind.REQUESTS: _requests,
    SectionKind.MEETINGS: _meetings,
    SectionKind.FINANCE: _finance,
    SectionKind.MONITOR: _monitor,
    SectionKind.DEFINITIONS: _definitions,
}
