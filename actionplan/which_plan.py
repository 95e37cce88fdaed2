"""Which plan a page is about: the one that its address names, or else the one in force."""

from urllib.parse import urlencode

from django.http import Http404

from actionplan.models import Plan
from network.pages import SignedInRequest, number_in

PARAMETER = "plan"


def plan_asked(request: SignedInRequest) -> Plan | None:
    """`?plan=12` names a plan, such as the next one while this one still runs; None while there is no plan at all."""
    if PARAMETER not in request.GET:
        return Plan.objects.visible_to(request.user).with_open_version().current()
    pk = number_in(request.GET, PARAMETER)
    plan = Plan.objects.visible_to(request.user).with_open_version().filter(pk=pk).first() if pk is not None else None
    if plan is None:
        raise Http404
    return plan


def address_part(plan: Plan | None) -> str:
    """What links have to carry to stay with this plan: nothing when it is the one in force."""
    current = Plan.objects.current()
    return "" if plan is None or plan == current else "?" + urlencode({PARAMETER: plan.pk})
