"""The parts of an action: milestones, targets with what was reached, and remarks. None of them touches the action."""

from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actionplan import action_part_flows as flows
from actionplan.action_part_forms import (
    CommentForm,
    MilestoneForm,
    MilestoneProgressForm,
    PartForm,
    RealisationForm,
    TargetForm,
)
from actionplan.conflicts import last_saved
from actionplan.models import Action, ActionComment, ActionTarget, Milestone
from actionplan.progress import Band
from network.dutch import number
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

MILESTONES, RESULTS, COMMENTS = "mijlpalen", "resultaat", "opmerkingen"


def action_or_404(request: SignedInRequest, pk: int) -> Action:
    found = Action.objects.visible_to(request.user).select_related("lead_organisation", "plan")
    return get_object_or_404(found, pk=pk)


def place_of(action: Action, anchor: str) -> str:
    return f"{action.get_absolute_url()}#{anchor}"


def _data(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


# --- milestones -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_add(request: SignedInRequest, pk: int) -> HttpResponse:
    action = action_or_404(request, pk)
    require(request.user, Permission.ACTION_REPORT, action)
    form = MilestoneForm(_data(request))
    if form.is_valid():
        try:
            milestone = flows.add_milestone(action, by=request.user, values=form.values)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"Toegevoegd: de mijlpaal «{milestone}».")
            return redirect(place_of(action, MILESTONES))
    return _part_page(request, action, form, "Mijlpaal toevoegen", MILESTONES)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who may change the action changes what was planned; the lead tells what is expected and what was reached."""
    milestone = _part(request, Milestone, pk)
    require(request.user, Permission.ACTION_REPORT, milestone.action)
    may_plan = may(request.user, Permission.ACTION_EDIT, milestone.action)
    kind = MilestoneForm if may_plan else MilestoneProgressForm
    form = kind(_data(request), instance=copy(milestone))
    remove_url = reverse("actionplan:milestone-remove", args=[pk]) if may_plan else ""
    return _changed(request, milestone, form, "Mijlpaal bijwerken", MILESTONES, remove_url=remove_url)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    milestone = _part(request, Milestone, pk)
    require(request.user, Permission.ACTION_EDIT, milestone.action)
    return _removed(request, milestone, "Mijlpaal weghalen", MILESTONES)


# --- results --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def target_add(request: SignedInRequest, pk: int) -> HttpResponse:
    action = action_or_404(request, pk)
    require(request.user, Permission.ACTION_EDIT, action)
    form = TargetForm(_data(request))
    if form.is_valid():
        try:
            target = flows.add_target(action, by=request.user, values=form.values)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"Afgesproken: {_name(target)}.")
            return redirect(place_of(action, RESULTS))
    return _part_page(request, action, form, "Resultaat afspreken", RESULTS)


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    target = _part(request, ActionTarget, pk)
    require(request.user, Permission.ACTION_EDIT, target.action)
    form = TargetForm(_data(request), instance=copy(target))
    remove_url = reverse("actionplan:action-target-remove", args=[pk])
    return _changed(request, target, form, "Afgesproken resultaat wijzigen", RESULTS, remove_url=remove_url)


@require_http_methods(["GET", "HEAD", "POST"])
def target_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    target = _part(request, ActionTarget, pk)
    require(request.user, Permission.ACTION_EDIT, target.action)
    return _removed(request, target, "Afgesproken resultaat weghalen", RESULTS)


@require_http_methods(["GET", "HEAD", "POST"])
def realisation_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is. The one who tells so doesn't see or change what was agreed here."""
    target = _part(request, ActionTarget, pk)
    require(request.user, Permission.ACTION_REPORT, target.action)
    form = RealisationForm(_data(request))
    if form.is_valid():
        try:
            told = flows.add_realisation(target, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"Opgeslagen: {number(told.value)} {target.unit}.")
            return redirect(place_of(target.action, RESULTS))
    lead = f"{target.action}: {target.unit}"
    return _part_page(request, target.action, form, "Resultaat invullen", RESULTS, lead=lead)


# --- remarks --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def comment_add(request: SignedInRequest, pk: int) -> HttpResponse:
    action = action_or_404(request, pk)
    require(request.user, Permission.ACTION_COMMENT)
    form = CommentForm(_data(request))
    if form.is_valid():
        comment = flows.add_comment(action, by=request.user, text=form.cleaned_data["text"])
        messages.success(request, "Uw opmerking staat erbij.")
        return redirect(place_of(action, f"opmerking-{comment.pk}"))
    return _part_page(request, action, form, "Opmerking plaatsen", COMMENTS, submit="Plaatsen")


@require_http_methods(["GET", "HEAD", "POST"])
def comment_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    found = ActionComment.objects.visible_to(request.user).select_related("action__plan", "person")
    comment: ActionComment = get_object_or_404(found, pk=pk)
    require(request.user, Permission.ACTION_COMMENT_REMOVE, comment)
    if request.method == "POST":
        flows.remove_comment(comment, by=request.user)
        messages.success(request, "De opmerking is weggehaald.")
        return redirect(place_of(comment.action, COMMENTS))
    context = {
        "action": comment.action,
        "title": "Opmerking weghalen",
        "text": f"«{comment.text}»",
        "consequence": "De tekst komt niet terug. Zij staat ook niet in de geschiedenis.",
        "anchor": COMMENTS,
    }
    return render(request, "actionplan/action_part_remove.html", context)


# --- the same for milestones and targets ----------------------------------------------------------------------------


def _part(request: SignedInRequest, model: "type[flows.Part]", pk: int) -> "flows.Part":
    seen = Action.objects.visible_to(request.user).values("pk")
    found = model._default_manager.filter(action__in=seen).select_related("action__lead_organisation", "action__plan")  # noqa: SLF001  (Django's own name for it)
    return get_object_or_404(found, pk=pk)


def _changed(
    request: SignedInRequest, part: "flows.Part", form: PartForm, title: str, anchor: str, *, remove_url: str
) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    page: dict[str, Any] = {
        "lead": f"{part.action}: {_name(part)}",
        "remove_url": remove_url,
    }
    if not form.is_valid():
        return _part_page(request, part.action, form, title, anchor, **page)
    try:
        changed = flows.change_part(part, by=request.user, seen=form.seen, changes=form.changes)
    except ChangedMeanwhileError as meanwhile:
        current = meanwhile.stored
        who, when = last_saved(current, meanwhile.fields)
        page |= {
            "conflict": form.differences_with(current, meanwhile.fields),
            "last_change": {"who": who, "when": when},
        }
        return _part_page(request, part.action, form.having_seen(current), title, anchor, status=409, **page)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _part_page(request, part.action, form, title, anchor, **page)
    messages.success(request, f"Opgeslagen: {_name(changed)}." if form.changes else "Er is niets veranderd.")
    return redirect(place_of(part.action, anchor))


def _removed(request: SignedInRequest, part: "flows.Part", title: str, anchor: str) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            flows.remove_part(part, by=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, f"Weggehaald: {_name(part)}.")
            return redirect(place_of(part.action, anchor))
    context = {
        "action": part.action,
        "title": title,
        "text": f"«{_name(part)}», bij {part.action}",
        "consequence": _consequence(part),
        "anchor": anchor,
        "problem": problem,
    }
    return render(request, "actionplan/action_part_remove.html", context, status=422 if problem else 200)


def _consequence(part: Milestone | ActionTarget) -> str:
    kept = "In de geschiedenis van de actie blijft staan dat dit er was."
    if isinstance(part, ActionTarget) and part.realisations.exists():
        return f"Ook wat er tot nu toe bereikt is, gaat weg. {kept}"
    return kept


def _name(part: Milestone | ActionTarget) -> str:
    """«Eerste groep gestart», or «3 tot 5 trajecten»."""
    if isinstance(part, Milestone):
        return part.title
    band = Band(None, part.minimum, part.maximum)
    return f"{band.agreed} {part.unit}" if band.is_agreed else part.unit


def _part_page(
    request: SignedInRequest,
    action: Action,
    form: forms.Form | PartForm,
    title: str,
    anchor: str,
    *,
    status: int = 0,
    lead: str = "",
    submit: str = "Opslaan",
    **more: Any,
) -> HttpResponse:
    context = {
        "action": action,
        "form": form,
        "title": title,
        "lead": lead or str(action),
        "anchor": anchor,
        "submit": submit,
    }
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/action_part_form.html", context | more, status=status)
