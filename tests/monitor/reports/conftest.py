"""A plan as a report sees it: three actions at three moments, and money from one source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from actionplan.models import (
    Action,
    ActionTarget,
    BudgetLine,
    FundingSource,
    FundingType,
    Light,
    Pillar,
    Plan,
    Realisation,
    StatusReport,
)
from monitor.models import Report, SectionKind
from monitor.reporting.flows import create_report, write_section
from monitor.reporting.half_years import HalfYear
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    FundingSourceFactory,
    MilestoneFactory,
    PlanFactory,
    RegionFactory,
    StatusReportFactory,
)

REFERENCE_DATE = date(2026, 7, 10)
EXPLAINED = {
    "cause": "De trainer is ziek.",
    "consequence": "De groep start later.",
    "correction": "Er komt een andere trainer.",
}


@dataclass(frozen=True)
class Situation:
    """The plan around which the tests of reports turn."""

    plan: Plan
    on_course: Action  # groen, and counts persons: 4 of 3 to 5
    in_trouble: Action  # rood since June
    not_started: Action  # grijs
    source: FundingSource


@pytest.fixture
def situation(cast: Cast) -> Situation:
    RegionFactory(name="Proefregio")
    plan = PlanFactory()
    care, prevention = Pillar.objects.get(name="Nazorg"), Pillar.objects.get(name="Preventie")
    on_course = ActionFactory(
        plan=plan,
        code="4.2",
        title="Begeleiding",
        building_block=4,
        pillar=care,
        lead_organisation=cast.lead_organisation,
    )
    in_trouble = ActionFactory(plan=plan, code="2.5", title="Politie aansluiten", building_block=2, pillar=prevention)
    not_started = ActionFactory(plan=plan, code="1.3", title="Verbinding", building_block=1, pillar=care)
    StatusReportFactory(action=on_course, reported_on=date(2026, 6, 20))
    StatusReportFactory(action=in_trouble, reported_on=date(2026, 6, 25), **lights(Light.RED), **EXPLAINED)
    target = ActionTarget.objects.create(action=on_course, unit="trajecten", minimum=3, maximum=5, counts_persons=True)
    Realisation.objects.create(target=target, value=4, measured_on=date(2026, 6, 20))
    MilestoneFactory(action=on_course, title="Gestart", planned_on=date(2026, 4, 1), achieved_on=date(2026, 4, 20))
    MilestoneFactory(action=in_trouble, title="Twee partners", planned_on=date(2026, 6, 1))
    MilestoneFactory(action=not_started, title="Afspraken op papier", planned_on=date(2026, 11, 1))
    return Situation(plan, on_course, in_trouble, not_started, money(plan, on_course, cast))


def lights(light: Light) -> dict[str, Light]:
    return dict.fromkeys(["time", "money", "quality", "light"], light)


def money(plan: Plan, action: Action, cast: Cast) -> FundingSource:
    source = FundingSourceFactory(name="DUUP", year=2026, amount_available=Decimal(20000))
    asked = [("Begeleiding", Decimal("13588.00")), ("Lotgenotengroep", Decimal("4355.50"))]
    for position, (description, amount) in enumerate(asked):
        BudgetLine.objects.create(
            organisation=cast.lead_organisation,
            action=action,
            source=source,
            year=2026,
            description=description,
            funding_type=FundingType.GRANT,
            hours_per_week=3,
            hours_per_year=156,
            amount_requested=amount,
            position=position,
        )
    BudgetLine.objects.create(
        organisation=cast.other_organisation,
        source=source,
        year=2026,
        description="Veldwerk",
        funding_type=FundingType.GRANT,
        amount_requested=Decimal(11000),
    )
    return source


@pytest.fixture
def report(situation: Situation, cast: Cast) -> Report:
    """A draft over the first half of 2026 that can be adopted."""
    report = create_report(period=HalfYear(2026, 1), reference_date=REFERENCE_DATE, by=cast.coordinator)
    summary = report.sections.get(kind=SectionKind.SUMMARY)
    write_section(summary, text="Eén actie staat op rood.")
    return report


def change_light(action: Action, light: Light, on: date) -> StatusReport:
    return StatusReportFactory(action=action, reported_on=on, **lights(light), **EXPLAINED)
