"""What every change of the contents of a plan starts with."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplan.models import Plan, PlanStatus, PlanVersion
from actionplan.plan_contents import contents_of
from network.dates import today

IS_CLOSED = "Dit plan is afgesloten en verandert niet meer. Werk in het plan dat erop volgt."


def may_be_edited(plan: Plan) -> Plan:
    """Refuse a plan that is closed. Editing one that was adopted opens its next version, which waits to be adopted.

    Progress is no such change: lights, milestones that were reached and what was realised belong to the version in
    force.
    """
    if not plan.may_still_change:
        raise ValidationError(IS_CLOSED)
    if plan.status == PlanStatus.ADOPTED and not plan.versions.open().exists():
        _open_next_version(plan)
    return plan


def keep_version_in_force(plan: Plan) -> PlanVersion | None:
    """The version in force with its contents, kept from before versions were; None while none is in force."""
    if plan.status != PlanStatus.ADOPTED:
        return None
    version, _ = PlanVersion.objects.without_contents().get_or_create(
        plan=plan,
        number=plan.version,
        defaults={
            "status": PlanStatus.ADOPTED,
            "adopted_on": plan.adopted_on,
            "contents": lambda: contents_of(plan),
        },
    )
    return version


def _open_next_version(plan: Plan) -> None:
    try:
        with transaction.atomic():
            keep_version_in_force(plan)
            PlanVersion.objects.create(plan=plan, number=plan.version + 1)
    except IntegrityError:
        if not plan.versions.open().exists():  # else somebody else opened it at this very moment
            raise


def years_of(plan: Plan) -> list[int]:
    return list(range(plan.starts_on.year, plan.ends_on.year + 1))


def year_of_now(plan: Plan) -> int:
    """This year, or the nearest one of the plan."""
    return min(max(today().year, plan.starts_on.year), plan.ends_on.year)
