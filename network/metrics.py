"""Figures for the operator's monitoring, in the form that Prometheus reads: how the portal is doing, nobody's data.

Only with the token of METRICS_TOKEN; for everybody else the page isn't there.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, ProcessCollector, generate_latest

from network.alarms import KEYS, last_told
from network.dates import today
from network.models import Mailing, MailingState, Person, RoleGrant, ScheduledRun

JOB_STATES = ("todo", "doing", "failed")


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, settings.METRICS_TOKEN):
        raise Http404
    return HttpResponse(generate_latest(current_figures()), content_type=CONTENT_TYPE_LATEST)


def current_figures() -> CollectorRegistry:
    """A registry of its own each time: every worker process answers with the same figures of the database."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    version = Gauge("portal_version", "Welke versie draait.", ["version"], registry=registry)
    version.labels(settings.VERSION).set(1)
    people = Gauge("portal_people", "Mensen die nu meedoen in het netwerk.", registry=registry)
    people.set(people_in_the_network())

    jobs = Gauge("portal_jobs", "Taken op de achtergrond, naar stand.", ["state"], registry=registry)
    for state, count in _counted(ProcrastinateJob.objects.values_list("status"), JOB_STATES).items():
        jobs.labels(state).set(count)
    mails = Gauge("portal_mails", "Mails, naar stand.", ["state"], registry=registry)
    for state, count in _counted(Mailing.objects.values_list("state"), MailingState.values).items():
        mails.labels(state).set(count)
    last_run = Gauge("portal_daily_run_timestamp_seconds", "Laatste keer klaar.", ["job"], registry=registry)
    for run in ScheduledRun.objects.all():
        last_run.labels(run.name).set(run.finished_at.timestamp())
    _add_alarms(registry)
    return registry


def _add_alarms(registry: CollectorRegistry) -> None:
    """As «manage.py alarms» found them last, and when that was: 0 when nobody ever asked."""
    told = last_told()
    asked = Gauge("portal_alarms_asked_timestamp_seconds", "Wanneer de bewaking keek.", registry=registry)
    asked.set(told.at.timestamp() if told else 0)
    rings = Gauge("portal_alarm", "Of deze melding van de bewaking afgaat.", ["alarm"], registry=registry)
    ringing = {alarm.key for alarm in told.alarms} if told else set()
    for key in KEYS:
        rings.labels(key).set(key in ringing)


def people_in_the_network() -> int:
    """Everybody with a role or a membership today."""
    # The reverse of partners.Membership; asking for it here keeps the import pointing down.
    membership: Any = Person._meta.get_field("memberships").related_model
    memberships = membership.objects.on(today()).in_active_organisation()
    roles = RoleGrant.objects.on(today())
    belongs = Q(pk__in=roles.values("person")) | Q(pk__in=memberships.values("person"))
    return Person.objects.filter(belongs, is_active=True).count()


def _counted(states_of_all: Any, states: Iterable[str]) -> dict[str, int]:
    """How many there are of each state, zeros included: an alarm on a figure that is absent would stay silent."""
    found = dict(states_of_all.annotate(Count("pk")).order_by())
    return {state: found.get(state, 0) for state in states}
