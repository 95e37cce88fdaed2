"""Run in `manage.py shell` beside a running portal: fill the plan in force with actions, and time bare SQL.

All functions print JSON for who runs the bench, which has no settings itself.
"""

import json
from datetime import timedelta

from django.db import connection
from django.test import Client

from actionplan.models import Action, ActionTargetGroup, Milestone, Pillar, Plan, StatusReport, TargetGroup
from network.dates import today
from network.models import Person
from partners.models import Organisation
from tests.bench.work_rows import bare

LISTS = ("/plan/", "/plan/?groep=trekker&zoek=begeleiding&stand=green", "/plan/?pagina=40&kolom=mijlpaal&kolom=stand")


def fill(count: int) -> None:
    """As many actions as asked, each with a light, a target group and a milestone."""
    plan, day = Plan.objects.current(), today()
    assert plan is not None
    first = 1000 + plan.actions.count()  # it is called twice
    leads = list(Organisation.objects.order_by("pk")[:20])
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
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE actionplan_action, actionplan_statusreport, actionplan_actiontargetgroup")
    print(json.dumps({"action": actions[0].pk}))


def bare_sql(action: int) -> None:
    """Per page the queries that it sends, sent again without the page: how many, and how many seconds they take."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email="coordinator@demo.example"), backend="network.accounts.SignInBackend")
    paths = (*LISTS, f"/plan/acties/{action}/regel/")
    print(json.dumps({path: bare(lambda path=path: client.get(path)) for path in paths}))
