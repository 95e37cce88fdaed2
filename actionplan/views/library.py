"""Interventions, campaigns and adjoining policy."""

from copy import copy
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplan.changing import change_part
from actionplan.library import campaigns_shown, interventions_shown, policies_shown, without_connection
from actionplan.library_flows import add_entry, connect_policy, disconnect_policy
from actionplan.library_forms import (
    AdjoiningPolicyForm,
    AwarenessCampaignForm,
    ConnectForm,
    EntryForm,
    InterventionForm,
)
from actionplan.menu import plan_menu
from actionplan.models import Action, AdjoiningPolicy, AwarenessCampaign, Intervention, PolicyConnection
from actionplan.origins import editable_actions, may_link
from actionplan.which_plan import plan_asked
from network.dates import today
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import DUTCH, Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

LIBRARY, POLICIES = "actionplan:intervention-list", "actionplan:adjoining-policy-list"
TITLES = {LIBRARY: "Interventies en campagnes", POLICIES: "Aanpalend beleid"}
Entry = TypeVar("Entry", bound=Model)


# --- interventions and campaigns ----------------------------------------------------------------------------------


@require_safe
def intervention_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    context = {
        "interventions": interventions_shown(plan, request.user, today()),
        "campaigns": campaigns_shown(plan, request.user, today()),
        "may_edit": may(request.user, Permission.PLAN_EDIT),
        "menu": plan_menu(request.user, LIBRARY, plan),
    }
    return render(request, "actionplan/library.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_add(request: SignedInRequest) -> HttpResponse:
    return _add(request, InterventionForm, Intervention(), back=LIBRARY)


@require_http_methods(["GET", "HEAD", "POST"])
def intervention_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, InterventionForm, get_object_or_404(Intervention, pk=pk), back=LIBRARY)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_add(request: SignedInRequest) -> HttpResponse:
    return _add(request, AwarenessCampaignForm, AwarenessCampaign(), back=LIBRARY)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, AwarenessCampaignForm, get_object_or_404(AwarenessCampaign, pk=pk), back=LIBRARY)


# --- adjoining policy -----------------------------------------------------------------------------------------------


@require_safe
def policy_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    policies = policies_shown(plan, request.user, today())
    context = {
        "policies": policies,
        "loose": without_connection(policies),
        "may_edit": may(request.user, Permission.PLAN_EDIT),
        "may_connect": may_link(request.user, today()),
        "menu": plan_menu(request.user, POLICIES, plan),
    }
    return render(request, "actionplan/adjoining_policy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_add(request: SignedInRequest) -> HttpResponse:
    return _add(request, AdjoiningPolicyForm, AdjoiningPolicy(), back=POLICIES)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _edit(request, AdjoiningPolicyForm, get_object_or_404(AdjoiningPolicy, pk=pk), back=POLICIES)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_connect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Only for who may change an action of the plan; and only those can be chosen."""
    require(request.user, Permission.PLAN_VIEW)
    policy = get_object_or_404(AdjoiningPolicy, pk=pk)
    if not may_link(request.user, today()):
        raise PermissionDenied(DUTCH[Permission.ACTION_EDIT])
    actions = editable_actions(request.user, today())
    not_yet = actions.exclude(pk__in=policy.connections.values("action"))
    is_sent = request.method == "POST"
    form = ConnectForm(request.POST if is_sent else None, policy=policy, actions=actions if is_sent else not_yet)
    if form.is_valid():
        connection = connect_policy(policy, by=request.user, **form.cleaned_data)
        messages.success(request, f"Verbonden met actie {connection.action}.")
        return redirect(f"{reverse(POLICIES)}#beleid-{policy.pk}")
    context = {
        "policy": policy,
        "form": form,
        "has_actions": is_sent or not_yet.exists(),
        "crumbs": _crumbs(POLICIES, "Verbinden met een actie"),
    }
    return render(request, "actionplan/policy_connect.html", context, status=422 if form.errors else 200)


@require_POST
def connection_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    of_seen_actions = PolicyConnection.objects.filter(action__in=Action.objects.visible_to(request.user).values("pk"))
    connection = get_object_or_404(of_seen_actions.select_related("action__lead_organisation", "policy"), pk=pk)
    require(request.user, Permission.ACTION_EDIT, connection.action)
    disconnect_policy(connection, by=request.user)
    messages.success(request, f"Actie {connection.action} en «{connection.policy}» zijn niet meer verbonden.")
    return redirect(f"{reverse(POLICIES)}#beleid-{connection.policy_id}")


# --- small steps ----------------------------------------------------------------------------------------------


def _add(request: SignedInRequest, kind: type[EntryForm], entry: Model, *, back: str) -> HttpResponse:
    require(request.user, Permission.PLAN_EDIT)
    form = kind(request.POST if request.method == "POST" else None, instance=entry)
    if form.is_valid():
        added = add_entry(form.instance, by=request.user)
        messages.success(request, f"Toegevoegd: {added}.")
        return redirect(back)
    return _form_page(request, form, title=f"{entry._meta.verbose_name} toevoegen".capitalize(), back=back)


def _edit(request: SignedInRequest, kind: type[EntryForm], entry: Entry, *, back: str) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    require(request.user, Permission.PLAN_EDIT)
    title = f"{entry} wijzigen"
    form = kind(request.POST if request.method == "POST" else None, instance=copy(entry))
    if not form.is_valid():
        return _form_page(request, form, title=title, back=back)
    reason = f"{entry._meta.verbose_name} gewijzigd".capitalize()
    try:
        changed = change_part(entry, by=request.user, seen=form.seen, changes=form.changes, reason=reason)
    except ChangedMeanwhileError as meanwhile:
        both, [last_change] = form.differences_with(meanwhile.stored, meanwhile.fields), history_of(entry, limit=1)
        on_top = form.having_seen(meanwhile.stored)
        return _form_page(request, on_top, title=title, back=back, conflict=both, last_change=last_change, status=409)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, title=title, back=back)
    messages.success(request, f"Opgeslagen: {changed}." if form.changes else "Er is niets veranderd.")
    return redirect(back)


def _form_page(
    request: SignedInRequest, form: EntryForm, *, title: str, back: str, status: int = 0, **more: object
) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse(back), "crumbs": _crumbs(back, title), **more}
    return render(request, "actionplan/library_form.html", context, status=status or (422 if form.errors else 200))


def _crumbs(back: str, page: str) -> list[tuple[str, str | None]]:
    return [("Plan", reverse("actionplan:plan")), (TITLES[back], reverse(back)), (page, None)]
