"""What this part of the portal puts on «Mijn overzicht»: a plan to adopt, milestones, actions that are late or not
up to date, and a year to account for.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from actionplan.accounting import MONTHS_TO_ACCOUNT_IN
from actionplan.models import FRESH_FOR, STALE, Action, BudgetLine, Light, Milestone, Plan, PlanVersion
from actionplan.plan_life import url_of
from network import overview
from network.dutch import long_date
from network.models import Person
from network.overview import Todo
from network.together import Fetch, fetch

AHEAD = timedelta(days=14)


@overview.source
def plan_to_keep_up(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Of the actions in the plan of today whose progress this person keeps."""
    plan = Plan.objects.current(on)
    if plan is None:
        return
    actions = Action.objects.of_plan(plan).in_base(on).reportable_by(person)
    to_report = actions.with_light(on).filter(_asks_for_a_report(on)).select_related("lead_organisation")
    milestones = Milestone.objects.of_actions(actions).due_by(on + AHEAD, on).select_related("action")
    yield fetch(to_report, milestones)
    yield from _milestones(milestones, on)
    yield from _actions_to_report(to_report, on)


@overview.source
def plans_to_adopt(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """A version lies before the own municipality, which sets its own pace."""
    if not person.coordinates:
        return
    offered = PlanVersion.objects.visible_to(person).waiting_for(person.coordinates).without_contents()
    offered = offered.select_related("plan")
    yield fetch(offered)
    for version in offered:
        since = f" sinds {long_date(version.offered_on)}" if version.offered_on else ""
        yield Todo(
            due=None,
            title=f"Het plan «{version.plan}» wacht op vaststelling door uw gemeente",
            why=f"Versie {version.number} ligt{since} bij de gemeenten. Leg vast wat uw college of raad besloot.",
            url=url_of("plan-adopt", version.plan),
            action="Vaststelling bekijken",
            key=f"plan-version:{version.pk}:{version.offered_on}",
        )


@overview.source
def year_to_account_for(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """In the first months of a year: what was granted to the own organisation for the year before."""
    if on.month not in MONTHS_TO_ACCOUNT_IN or not person.editor_of:
        return
    year = on.year - 1
    open_lines = BudgetLine.objects.to_account_for(person.editor_of, year).values("organisation", "organisation__name")
    partners = open_lines.annotate(number=Count("pk")).order_by("organisation__name")
    yield fetch(partners)
    for partner in partners:
        pk, number = partner["organisation"], partner["number"]
        yield Todo(
            due=date(on.year, MONTHS_TO_ACCOUNT_IN[-1], 31),
            title=f"Verantwoording {year} invullen voor {partner['organisation__name']}",
            why=f"{number} {'post is' if number == 1 else 'posten zijn'} nog niet verantwoord.",
            url=reverse("actionplan:account-sheet", args=[pk, year]),
            action="Verantwoording invullen",
            key=f"account:{pk}:{year}",
        )


def _milestones(milestones: Iterable[Milestone], on: date) -> Iterator[Todo]:
    """Late, or within two weeks."""
    for milestone in milestones:
        forecast = f" Verwacht op {long_date(milestone.forecast_on)}." if milestone.forecast_on else ""
        yield Todo(
            due=milestone.planned_on,
            title=f"Mijlpaal: {milestone.title}",
            why=f"Actie {milestone.action}.{forecast}",
            url=milestone.action.get_absolute_url(),
            action="Mijlpaal bekijken",
            late=milestone.is_late(on),
            key=f"milestone:{milestone.pk}:{milestone.planned_on}",
        )


def _asks_for_a_report(on: date) -> Q:
    """What `_actions_to_report` looks at more closely; of a thousand actions few do."""
    return Q(light_reported_on__lte=on + AHEAD - FRESH_FOR) | Q(ends_on__lt=on)


def _actions_to_report(actions: Iterable[Action], on: date) -> Iterator[Todo]:
    """Whose light is old or nearly so, and those past their end date; one line per action."""
    for action in actions:
        fresh_until = _fresh_until(action, on)
        if fresh_until is not None and fresh_until <= on + AHEAD:
            words = f"De laatste stand is van {long_date(action.light_reported_on)}."
            yield _todo(action, fresh_until, words, late=action.light == STALE)
        elif action.is_late(on):
            words = f"De actie moest klaar zijn op {long_date(action.ends_on)}."
            yield _todo(action, action.ends_on, words, late=True)


def _fresh_until(action: Action, on: date) -> date | None:
    """The last day that the light counts; None when it does not grow old."""
    is_completed = action.completed_on is not None and action.completed_on <= on
    if action.light_reported_on is None or action.light == Light.GREY or is_completed:
        return None
    return action.light_reported_on + FRESH_FOR


def _todo(action: Action, due: date | None, words: str, *, late: bool) -> Todo:
    return Todo(
        due=due,
        title=f"Stand van {action} bijwerken",
        why=f"{words} Trekker: {action.lead_organisation}.",
        url=reverse("actionplan:action-report", args=[action.pk]),
        action="Stand bijwerken",
        late=late,
        key=f"action:{action.pk}:{due}",
    )
