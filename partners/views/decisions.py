"""/besluiten/: what the bodies of the network decided, each with its number."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.dates import today
from network.dutch import long_date
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.decision_filters import DecisionFilter
from partners.decision_flows import (
    DecisionError,
    change_decision,
    note_carried_out,
    why_not_withdrawn,
    withdraw_decision,
)
from partners.decision_forms import CarriedOutForm, DecisionForm, WithdrawDecisionForm
from partners.decision_in_meeting import AlreadyRecordedError, record_in_meeting
from partners.decision_page import page_of, with_what_its_page_shows
from partners.models import Decision, Meeting
from partners.side_by_side import ChangedMeanwhileError
from partners.views.crumbs import Crumbs
from partners.views.meeting_steps import crumbs_of_meeting, meeting_or_404

PER_PAGE = 25


@require_safe
def decision_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.DECISION_VIEW)
    chosen = DecisionFilter(request.GET, Decision.objects.visible_to(request.user))
    page = Paginator(chosen.qs.newest_first(), PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "partners/decision_list.html", {"filter": chosen, "page": page})


@require_safe
def decision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _decision_or_404(request, pk)
    context = {"shown": page_of(decision, request.user, today()), "crumbs": _crumbs(decision)}
    return render(request, "partners/decision_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a meeting decided, once the meeting is there."""
    meeting = meeting_or_404(request, pk)
    require(request.user, Permission.DECISION_RECORD, meeting)
    if not_now := _why_nothing_is_decided(meeting):
        messages.warning(request, not_now)
        return redirect(meeting)
    new = Decision(body=meeting.body, meeting=meeting, decided_on=meeting.day)
    form = DecisionForm(request.POST if request.method == "POST" else None, instance=new)
    if form.is_valid():
        try:
            decision = record_in_meeting(meeting, by=request.user, **form.values)
        except AlreadyRecordedError as already:
            messages.info(request, already.message)
            return redirect(already.decision)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"Vastgelegd als besluit {decision.number}.")
            return redirect(decision)
    context = {
        "form": form,
        "title": "Besluit vastleggen",
        "lead": f"{meeting}, {long_date(meeting.day)}",
        "back": meeting.get_absolute_url(),
        "crumbs": crumbs_of_meeting(meeting, "Besluit vastleggen"),
    }
    return render(request, "partners/decision_form.html", context, status=422 if form.errors else 200)


def _why_nothing_is_decided(meeting: Meeting) -> str:
    if meeting.is_cancelled:
        return "Deze bijeenkomst is afgelast. Leg het besluit vast bij de bijeenkomst waarin het genomen is."
    if meeting.day > today():
        return f"Deze bijeenkomst is pas op {long_date(meeting.day)}. Vanaf die dag kunt u er besluiten vastleggen."
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def decision_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    decision = _decision_or_404(request, pk)
    require(request.user, Permission.DECISION_RECORD, decision)
    if decision.withdrawn_on:
        messages.warning(request, "Dit besluit is ingetrokken. De tekst verandert niet meer.")
        return redirect(decision)
    form = DecisionForm(request.POST if request.method == "POST" else None, instance=copy(decision))
    if not form.is_valid():
        return _edit_page(request, form, decision)
    try:
        change_decision(
            decision, by=request.user, version=form.cleaned_data["version"], seen=form.seen, changes=form.changes
        )
    except ChangedMeanwhileError as meanwhile:
        current: Decision = meanwhile.stored
        both, last_change = form.differences_with(current, meanwhile.fields), history_of(current, limit=1)
        on_top = form.having_seen(current)
        return _edit_page(request, on_top, decision, status=409, conflict=both, last_change=last_change[0])
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _edit_page(request, form, decision)
    messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(decision)


def _edit_page(
    request: SignedInRequest, form: DecisionForm, decision: Decision, *, status: int = 0, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "title": f"Besluit {decision.number} wijzigen",
        "lead": "Het nummer blijft hetzelfde.",
        "back": decision.get_absolute_url(),
        "crumbs": _crumbs(decision, "Wijzigen"),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "partners/decision_form.html", context | more, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = _decision_or_404(request, pk)
    require(request.user, Permission.DECISION_RECORD, decision)
    form = WithdrawDecisionForm(request.POST if request.method == "POST" else None)
    if decision.withdrawn_on:
        messages.warning(request, "Dit besluit was al ingetrokken. U hoeft niets meer te doen.")
        return redirect(decision)
    if objection := why_not_withdrawn(decision):
        messages.warning(request, objection)
        return redirect(decision)
    if form.is_valid():
        try:
            withdraw_decision(decision, by=request.user, reason=form.cleaned_data["reason"])
        except DecisionError as refused:
            messages.warning(request, refused.message)
        else:
            messages.success(request, f"Besluit {decision.number} is ingetrokken. Het blijft in de lijst staan.")
        return redirect(decision)
    context = {"form": form, "decision": decision, "crumbs": _crumbs(decision, "Intrekken")}
    return render(request, "partners/decision_withdraw.html", context, status=422 if form.errors else 200)


@require_POST
def decision_carried_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Uitgevoerd op 3 november», or that taken back."""
    decision = _decision_or_404(request, pk)
    require(request.user, Permission.DECISION_RECORD, decision)
    takes_back = "toch-niet" in request.POST
    form = CarriedOutForm({} if takes_back else request.POST)
    if takes_back or form.is_valid():
        day = None if takes_back else form.cleaned_data["carried_out_on"]
        try:
            note_carried_out(decision, by=request.user, on=day)
        except DecisionError as refused:
            form.add_error(None if decision.withdrawn_on else "carried_out_on", refused.message)
        else:
            messages.success(request, f"Opgeslagen: {'uitgevoerd' if day else 'niet uitgevoerd'}.")
            return redirect(decision)
    if decision.withdrawn_on:
        messages.warning(request, "Dit besluit is ingetrokken. Het wordt niet meer uitgevoerd.")
        return redirect(decision)
    context = {"shown": page_of(decision, request.user, today(), carried_out=form), "crumbs": _crumbs(decision)}
    return render(request, "partners/decision_detail.html", context, status=422)


def _decision_or_404(request: SignedInRequest, pk: int) -> Decision:
    require(request.user, Permission.DECISION_VIEW)
    decisions = with_what_its_page_shows(Decision.objects.visible_to(request.user))
    return get_object_or_404(decisions, pk=pk)


def _crumbs(decision: Decision, page: str = "") -> Crumbs:
    there: Crumbs = [("Besluiten", reverse("partners:decision-list"))]
    if not page:
        return [*there, (decision.number, None)]
    return [*there, (decision.number, decision.get_absolute_url()), (page, None)]
