"""What the sections of a report ask the database, one function per question: a report asks them all at once.

What a single section asks about things of its own stands with that section.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from actionplan.lasting import actions_whose_money_ends
from actionplan.models import (
    Action,
    ActionTarget,
    Evaluation,
    FundingSource,
    Goal,
    Milestone,
    Pillar,
    Plan,
    StatusReport,
)
from actionplan.reading import actions_to_print, milestones_to_print, reports_to_print
from monitor.models import ReportQuestion, ReportSection
from network.models import Region
from partners.models import EarlierParticipation, Organisation
from partners.register import earlier_of

if TYPE_CHECKING:
    from monitor.reporting.live import Live


# --- what other questions follow from ------------------------------------------------------------------------------


def sections(live: "Live") -> QuerySet[ReportSection]:
    return live.report.sections.filter(is_included=True).order_by("position")


def region(live: "Live") -> QuerySet[Region]:
    return Region.objects.select_related("central_municipality")[:1]


def plan(live: "Live") -> QuerySet[Plan]:
    return Plan.objects.current_first(live.on)[:1]


def evaluation(live: "Live") -> QuerySet[Evaluation]:
    """Of the year of the report; none when nobody had begun it."""
    return Evaluation.objects.filter(year=live.evaluated_year, started_on__lte=live.on)[:1]


FIRST = (sections, region, plan, evaluation)


# --- the plan -----------------------------------------------------------------------------------------------------


def actions(live: "Live") -> QuerySet[Action]:
    return actions_to_print(live.plan, live.on) if live.plan else Action.objects.none()


def status_reports(live: "Live") -> QuerySet[StatusReport]:
    return reports_to_print(live.plan, live.on) if live.plan else StatusReport.objects.none()


def targets(live: "Live") -> QuerySet[Any]:
    found = ActionTarget.objects.filter(action__plan=live.plan) if live.plan else ActionTarget.objects.none()
    return found.with_reached(live.on)


def pillars(live: "Live") -> QuerySet[Pillar]:
    return Pillar.objects.all() if live.plan else Pillar.objects.none()


def milestones(live: "Live") -> QuerySet[Milestone]:
    return milestones_to_print(live.plan, live.on) if live.plan else Milestone.objects.none()


def money_ending(live: "Live") -> QuerySet[Action]:
    return actions_whose_money_ends(live.plan, live.on) if live.plan else Action.objects.none()


def funding_sources(live: "Live") -> QuerySet[FundingSource]:
    return FundingSource.objects.asked_for_plan(live.plan) if live.plan else FundingSource.objects.none()


def goals_without_actions(live: "Live") -> QuerySet[Goal]:
    return live.plan.goals.without_actions(live.on) if live.plan else Goal.objects.none()


def questions(live: "Live") -> QuerySet[ReportQuestion]:
    """What the coordinator picked to ask the stuurgroep, in order."""
    return live.report.questions.chosen()


ABOUT_ACTIONS = (actions, status_reports, targets, pillars)


# --- the network ------------------------------------------------------------------------------------------------------


def partners(_live: "Live") -> QuerySet[Organisation]:
    return Organisation.objects.standing()


def earlier_participations(_live: "Live") -> QuerySet[EarlierParticipation]:
    return earlier_of(Organisation.objects.standing())


PARTICIPATIONS = (partners, earlier_participations)
