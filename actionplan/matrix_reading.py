"""Reading who does what for whom: the activities of partners, and the actions that none of them tells of yet."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import F, Q
from django.urls import reverse

from actionplan.matrix import BOTH, COLLECTIVE, INDIVIDUAL, Matrix, Named, Work, make_matrix
from actionplan.models import Action, Activity, FundingType, Plan, TargetGroup
from network.models import Person
from network.policy import Permission, may
from partners.models import Organisation, OrganisationKind

FORMS = {INDIVIDUAL: "Individueel", COLLECTIVE: "Collectief"}
_MONEY: dict[str, str] = {FundingType.REGULAR: "regulier"}  # where there is no room for all words


def matrix_of(plan: Plan, person: Person, *, form: str = "") -> Matrix:
    """With `form` only what is done that way. In four questions, whatever the number of activities."""
    groups = [Named(each.pk, each.name) for each in TargetGroup.objects.all()]
    activities = list(activities_of(plan, person))
    actions = list(actions_without_activity(plan, person))
    works = [*(_of_activity(each, person) for each in activities), *map(_of_action, actions)]
    partners = {each.organisation for each in activities}
    partners |= set(partners_in(plan, leads={each.lead_organisation_id for each in actions}))
    may_add_for_all = may(person, Permission.ACTIVITY_EDIT)
    return make_matrix(
        groups,
        [Named(each.pk, str(each)) for each in partners],
        [work for work in works if not form or work.form in (form, BOTH)],
        editable={each.pk for each in partners if may_add_for_all or each.pk in person.editor_of},
    )


def activities_of(plan: Plan, person: Person) -> Iterable[Activity]:
    """Regular work, and what partners do for the actions of this plan; without what was dropped or whoever left."""
    of_plan = Action.objects.of_plan(plan).in_base()
    found = Activity.objects.visible_to(person).filter(Q(action__isnull=True) | Q(action__in=of_plan.values("pk")))
    found = found.filter(organisation__in=Organisation.objects.active().values("pk"))
    return found.select_related("organisation", "action").with_group_pks()


class UntoldAction(NamedTuple):
    """What the matrix tells of an action: there can be thousands."""

    pk: int
    code: str
    title: str
    form: str
    lead_organisation_id: int
    group_pks: list[int]


def actions_without_activity(plan: Plan, person: Person) -> Iterable[UntoldAction]:
    """Actions for a target group of which the lead did not write what it does."""
    told = Activity.objects.filter(organisation=F("action__lead_organisation")).values("action")
    found = Action.objects.visible_to(person).of_plan(plan).in_base().filter(target_groups__isnull=False)
    found = found.filter(lead_organisation__in=Organisation.objects.active().values("pk"))
    rows = found.exclude(pk__in=told).distinct().with_group_pks().values_list(*UntoldAction._fields)
    return [UntoldAction(*row) for row in rows]


def partners_in(plan: Plan, leads: Collection[int]) -> Iterable[Organisation]:
    """Those leads, and who takes part in an action for a target group. A municipality stands in the matrix only with
    work of its own.
    """
    actions = Action.objects.of_plan(plan).in_base().filter(target_groups__isnull=False)
    takes_part = Q(partner_actions__in=actions.values("pk")) & ~Q(kind=OrganisationKind.MUNICIPALITY)
    return Organisation.objects.active().filter(Q(pk__in=leads) | takes_part).distinct()


def _of_activity(activity: Activity, person: Person) -> Work:
    """Whoever keeps it gets to the form; everybody else to the action, if it is part of one."""
    if may(person, Permission.ACTIVITY_EDIT, activity):
        url = reverse("actionplan:activity-edit", args=[activity.pk])
    else:
        url = activity.action.get_absolute_url() if activity.action else ""
    money = _MONEY.get(activity.funding_type, activity.get_funding_type_display())
    money = money if may(person, Permission.FINANCE_VIEW) else ""
    return Work(
        partner=activity.organisation_id,
        groups=frozenset(activity.group_pks),
        title=activity.title,
        form=activity.form,
        theme=activity.theme,
        remarks=tuple(part for part in (money, activity.note) if part),
        url=url,
    )


def _of_action(action: UntoldAction) -> Work:
    return Work(
        partner=action.lead_organisation_id,
        groups=frozenset(action.group_pks),
        title=action.title,
        form=action.form,
        remarks=(f"actie {action.code}",),
        action=action.pk,
    )
