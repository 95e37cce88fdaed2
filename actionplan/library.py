"""Reading the library: what is recognised, which campaigns come, and what the plan connects with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from actionplan.models import Action, AdjoiningPolicy, AwarenessCampaign, Intervention, Plan, PolicyConnection
from actionplan.models.actions import ActionQuerySet
from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may

GOOD_FOR = timedelta(days=365)  # what was looked up longer ago, is to be looked up again


@dataclass(frozen=True)
class InterventionShown:
    intervention: Intervention
    actions: tuple[Action, ...]
    must_be_checked: bool


@dataclass(frozen=True)
class CampaignShown:
    campaign: AwarenessCampaign
    actions: tuple[Action, ...]
    days: str
    is_over: bool


@dataclass(frozen=True)
class ConnectionShown:
    connection: PolicyConnection
    may_remove: bool


@dataclass(frozen=True)
class PolicyShown:
    policy: AdjoiningPolicy
    connections: tuple[ConnectionShown, ...]


def must_be_checked(checked_on: date | None, on: date) -> bool:
    return checked_on is None or checked_on < on - GOOD_FOR


def interventions_shown(plan: Plan | None, person: Person, on: date) -> list[InterventionShown]:
    """Each with the actions of this plan that use it; in two queries."""
    using = Prefetch("actions", queryset=_actions(plan, person, on), to_attr="in_plan")
    return [
        InterventionShown(each, tuple(each.in_plan), must_be_checked(each.checked_on, on))
        for each in Intervention.objects.prefetch_related(using)
    ]


def campaigns_shown(plan: Plan | None, person: Person, on: date) -> list[CampaignShown]:
    """What comes first, first; what has been comes last."""
    joining = Prefetch("actions", queryset=_actions(plan, person, on), to_attr="in_plan")
    shown = [
        CampaignShown(each, tuple(each.in_plan), days_of(each), each.ends_on is not None and each.ends_on < on)
        for each in AwarenessCampaign.objects.prefetch_related(joining)
    ]
    return sorted(shown, key=lambda each: each.is_over)


def days_of(campaign: AwarenessCampaign) -> str:
    """15 maart 2027 tot en met 19 maart 2027"""
    if campaign.starts_on and campaign.ends_on and campaign.starts_on != campaign.ends_on:
        return f"{long_date(campaign.starts_on)} tot en met {long_date(campaign.ends_on)}"
    if campaign.ends_on:
        return long_date(campaign.ends_on) if campaign.starts_on else f"tot en met {long_date(campaign.ends_on)}"
    return f"vanaf {long_date(campaign.starts_on)}" if campaign.starts_on else "datum nog niet bekend"


def policies_shown(plan: Plan | None, person: Person, on: date) -> list[PolicyShown]:
    """Each with its connections to actions of this plan; what is not in use any more is left out."""
    connections = PolicyConnection.objects.filter(action__in=_actions(plan, person, on).values("pk"))
    near = Prefetch("connections", connections.select_related("action__lead_organisation"), to_attr="in_plan")
    policies = AdjoiningPolicy.objects.filter(is_in_use=True).select_related("owner").prefetch_related(near)
    return [
        PolicyShown(
            each,
            tuple(
                ConnectionShown(connection, may(person, Permission.ACTION_EDIT, connection.action))
                for connection in each.in_plan
            ),
        )
        for each in policies
    ]


def without_connection(policies: Iterable[PolicyShown]) -> list[PolicyShown]:
    return [each for each in policies if not each.connections]


def _actions(plan: Plan | None, person: Person, on: date) -> ActionQuerySet:
    if plan is None:
        return Action.objects.none()
    return Action.objects.visible_to(person).of_plan(plan).in_base(on)
