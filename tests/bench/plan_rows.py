"""A plan of many actions."""

from collections.abc import Sequence
from datetime import timedelta

from actionplan.models import Action, ActionTargetGroup, Milestone, Pillar, Plan, StatusReport, TargetGroup
from network.dates import today
from partners.models import Organisation


def fill_plan(count: int, partners: Sequence[Organisation]) -> None:
    """The plan in force gets as many actions as asked, each with a light, a target group and a milestone."""
    plan, day = Plan.objects.current(), today()
    assert plan is not None
    first = 1000
    leads = [*Organisation.objects.order_by("pk")[:20], *partners[:200]]
    pillars, groups = list(Pillar.objects.all()), list(TargetGroup.objects.all())
    actions = Action.objects.bulk_create(
        Action(
            plan=plan,
            code=f"{1 + number % 4}.{first + number}",
            title=f"Begeleiding {number}",
            building_block=1 + number % 4,
            pillar=pillars[number % len(pillars)],
            lead_organisation=leads[number % len(leads)],
            ends_on=day + timedelta(days=number % 700),
            position=first + number,
        )
        for number in range(count)
    )
    StatusReport.objects.bulk_create(
        StatusReport(action=action, reported_on=day, time="green", money="green", quality="green", light="green")
        for action in actions
    )
    ActionTargetGroup.objects.bulk_create(
        ActionTargetGroup(action=action, target_group=groups[number % len(groups)])
        for number, action in enumerate(actions)
    )
    Milestone.objects.bulk_create(
        Milestone(action=action, title="Eerste groep gestart", planned_on=day + timedelta(days=30))
        for action in actions
    )
