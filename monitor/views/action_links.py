"""Which indicators an action is meant to move."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from actionplan.models import Action
from monitor.action_link_forms import IndicatorForm
from monitor.action_links import link_indicator, links_of, unlink_indicator
from monitor.models import ActionIndicator
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "HEAD", "POST"])
def action_indicators(request: SignedInRequest, pk: int) -> HttpResponse:
    """Those that are linked, and a form for one more."""
    seen = Action.objects.visible_to(request.user).select_related("lead_organisation")
    action: Action = get_object_or_404(seen, pk=pk)
    require(request.user, Permission.ACTION_EDIT, action)
    form = IndicatorForm(request.POST if request.method == "POST" else None, action=action, person=request.user)
    if form.is_valid():
        link = link_indicator(action, by=request.user, **form.cleaned_data)
        messages.success(request, f"Gekoppeld: {link.indicator}.")
        return redirect("monitor:action-indicators", action.pk)
    context = {"action": action, "form": form, "links": links_of(action, request.user)}
    return render(request, "monitor/figures/action_indicators.html", context, status=422 if form.errors else 200)


@require_POST
def indicator_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    of_seen_actions = ActionIndicator.objects.filter(action__in=Action.objects.visible_to(request.user).values("pk"))
    link = get_object_or_404(of_seen_actions.select_related("action__lead_organisation", "indicator"), pk=pk)
    require(request.user, Permission.ACTION_EDIT, link.action)
    unlink_indicator(link, by=request.user)
    messages.success(request, f"Niet meer gekoppeld: {link.indicator}.")
    return redirect("monitor:action-indicators", link.action_id)
