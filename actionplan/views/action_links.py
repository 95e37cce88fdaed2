"""What an action is tied to: interventions, campaigns and the agreements that bind it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from actionplan.library_flows import tie_action
from actionplan.library_forms import TiesForm
from actionplan.models import Action
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "HEAD", "POST"])
def links_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What two people tick at once is both kept."""
    seen = Action.objects.visible_to(request.user).select_related("lead_organisation", "plan")
    action: Action = get_object_or_404(seen, pk=pk)
    require(request.user, Permission.ACTION_EDIT, action)
    form = TiesForm(request.POST if request.method == "POST" else None, action=action, person=request.user)
    if form.is_valid():
        try:
            tie_action(action, by=request.user, seen=form.seen, chosen=form.chosen)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"Opgeslagen: de verbanden van {action}.")
            return redirect(f"{action.get_absolute_url()}#verbanden")
    context = {"action": action, "form": form}
    return render(request, "actionplan/action_ties.html", context, status=422 if form.errors else 200)
