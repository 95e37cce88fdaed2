"""/plan/successen/: what went well in the actions, and where it is shared."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplan import success_flows as flows
from actionplan.menu import plan_menu
from actionplan.models import Action, Success
from actionplan.success_forms import ProgrammeForm, SuccessForm
from actionplan.successes import KEPT, SuccessShown, coming_regional_days, kept_by, shown
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.side_by_side import ChangedMeanwhileError

PER_PAGE = 25


@require_safe
def success_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.ACTION_VIEW)
    choice = request.GET.get("toon", "")
    found = kept_by(Success.objects.visible_to(request.user).newest_first(), choice)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "menu": plan_menu(request.user, "actionplan:success-list"),
        "page": page,
        "rows": shown(page, request.user),
        "choice": choice if choice in KEPT else "",
        "choices": [(word, label) for word, (label, _) in KEPT.items()],
    }
    return render(request, "actionplan/success_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def success_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Succes delen», at an action."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("lead_organisation"), pk=pk)
    require(request.user, Permission.SUCCESS_WRITE, Success(action=action))
    form = SuccessForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            values = {name: form.cleaned_data[name] for name in form.names}
            success = flows.add_success(action, by=request.user, values=values)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"Gedeeld met het netwerk: «{success}».")
            return redirect(f"{action.get_absolute_url()}#successen")
    return _form_page(request, form, action)


@require_http_methods(["GET", "HEAD", "POST"])
def success_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    success = _success_to_write(request, pk)
    form = SuccessForm(request.POST if request.method == "POST" else None, instance=copy(success))
    if not form.is_valid():
        return _form_page(request, form, success.action, success)
    try:
        flows.change_success(
            success, by=request.user, version=form.cleaned_data["version"], seen=form.seen, changes=form.changes
        )
    except ChangedMeanwhileError as meanwhile:
        current: Success = meanwhile.stored
        both, [last_change] = form.differences_with(current, meanwhile.fields), history_of(current, limit=1)
        more = {"conflict": both, "last_change": last_change}
        return _form_page(request, form.having_seen(current), success.action, success, status=409, **more)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _form_page(request, form, success.action, success)
    messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(f"{success.action.get_absolute_url()}#successen")


def _form_page(
    request: SignedInRequest,
    form: SuccessForm,
    action: Action,
    success: Success | None = None,
    *,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    context = {"form": form, "action": action, "success": success}
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/success_form.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def success_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    success = _success_to_write(request, pk)
    if request.method == "POST":
        flows.remove_success(success, by=request.user)
        messages.success(request, f"«{success}» is verwijderd.")
        return redirect(f"{success.action.get_absolute_url()}#successen")
    return render(request, "actionplan/success_remove.html", {"success": success, "shown": _as_shown(request, success)})


@require_POST
def success_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pick it for the report or, with `kies=nee`, don't any more. Pressing twice changes nothing."""
    success = _success(request, pk)
    require(request.user, Permission.SUCCESS_PICK)
    is_picked = request.POST.get("kies") != "nee"
    flows.pick_for_report(success, by=request.user, is_picked=is_picked)
    words = "komt in de rapportage over de periode waarin het lukte" if is_picked else "komt niet in de rapportage"
    messages.success(request, f"«{success}» {words}.")
    return _back_to(request, success)


@require_http_methods(["GET", "HEAD", "POST"])
def success_programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it in the programme of a coming regio-dag or, with `haal=weg`, take it out."""
    success = _success(request, pk)
    require(request.user, Permission.SUCCESS_PICK)
    if request.method == "POST" and request.POST.get("haal") == "weg":
        return _take_out(request, success)
    days = coming_regional_days(request.user)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, days=days)
    if form.is_valid():
        try:
            item = flows.put_in_programme(success, form.cleaned_data["meeting"], by=request.user)
        except flows.SuccessError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"«{success}» staat in het programma van {item.meeting}.")
            return _back_to(request, success)
    context = {"success": success, "shown": _as_shown(request, success), "form": form, "has_days": days.exists()}
    return render(request, "actionplan/success_programme.html", context, status=422 if form.errors else 200)


def _take_out(request: SignedInRequest, success: Success) -> HttpResponse:
    try:
        flows.take_out_of_programme(success, by=request.user)
    except flows.SuccessError as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"«{success}» staat in geen programma meer.")
    return _back_to(request, success)


def _back_to(request: SignedInRequest, success: Success) -> HttpResponse:
    """To the list, at the same success; or to its action when that is where somebody came from."""
    if request.POST.get("terug") == "actie":
        return redirect(f"{success.action.get_absolute_url()}#successen")
    return redirect(f"{reverse('actionplan:success-list')}#succes-{success.pk}")


def _as_shown(request: SignedInRequest, success: Success) -> SuccessShown:
    [only] = shown([success], request.user)
    return only


def _success(request: SignedInRequest, pk: int) -> Success:
    found = Success.objects.visible_to(request.user).newest_first()
    success: Success = get_object_or_404(found, pk=pk)
    return success


def _success_to_write(request: SignedInRequest, pk: int) -> Success:
    """Unseen is 404, seen but not for this person to change is 403."""
    success = _success(request, pk)
    require(request.user, Permission.SUCCESS_WRITE, success)
    return success
