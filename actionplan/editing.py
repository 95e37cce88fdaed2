"""What every change of the contents of a plan starts with."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actionplan.models import Action, Plan, PlanStatus, PlanVersion
from actionplan.plan_contents import contents_of
from network.dates import today

IS_CLOSED = "Dit plan is afgesloten en verandert niet meer. Werk in het plan dat erop volgt."


class PlanIsClosedError(ValidationError):
    """A plan that is closed does not change, in whatever way. A page that can't say so itself is answered for."""

    def __init__(self) -> None:
        super().__init__(IS_CLOSED)


def may_be_edited(plan: Plan) -> Plan:
    """Refuse a plan that is closed. Editing one that was adopted opens its next version, which waits to be adopted.

    Whoever edits holds the plan until the end of the transaction, so that nobody offers, adopts or closes it halfway.
    Hold it before anything in it: two that hold the same in another order wait for each other.

    Progress is no such change: lights, milestones that were reached and what was realised belong to the version in
    force.
    """
    # Without the key, since whatever hangs under the plan may be added by others meanwhile.
    held = Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    if not held.may_still_change:
        raise PlanIsClosedError
    if held.status == PlanStatus.ADOPTED and not held.versions.open().exists():
        _open_next_version(held)
    return held


def refuse_when_closed(*actions: Action | None) -> None:
    """Progress, and whatever is tied to an action, ends with the plan too."""
    plans = {action.plan_id for action in actions if action is not None}
    if plans and Plan.objects.filter(pk__in=plans, status=PlanStatus.CLOSED).exists():
        raise PlanIsClosedError


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
