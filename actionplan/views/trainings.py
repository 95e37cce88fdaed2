"""Trainings and whom they reached."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import training_flows as flows
from actionplan.menu import plan_menu
from actionplan.models import Action, Training
from actionplan.training_forms import TargetForm, TrainingForm
from actionplan.training_reading import (
    actions_for,
    all_targets,
    names_used,
    shown,
    trainings_of,
    year_reach,
    years_given,
)
from actionplan.which_plan import PARAMETER, plan_asked
from network.dates import today
from network.fields import FIRST_YEAR, LAST_YEAR
from network.history import history_of
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError


@require_safe
def training_list(request: SignedInRequest) -> HttpResponse:
    """/plan/trainingen/: this year; `?jaar=2025` is another one, and `?actie=12` leads to the form at that action."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    actions = actions_for(request.user, plan)
    chosen = number_in(request.GET, "actie")
    if chosen is not None and actions.filter(pk=chosen).exists():
        return redirect("actionplan:training-add", chosen)
    year, targets = _year_asked(request), all_targets()
    trainings = list(trainings_of(request.user, year))
    context = {
        "menu": plan_menu(request.user, "actionplan:training-list", plan if PARAMETER in request.GET else None),
        "year": year,
        "years": sorted({*years_given(request.user), *targets, today().year, year}, reverse=True),
        "reach": year_reach(trainings, targets.get(year, {})),
        "trainings": shown(trainings, request.user),
        "actions": actions,
        "may_agree": may(request.user, Permission.PLAN_EDIT),
    }
    return render(request, "actionplan/training_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def training_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Training toevoegen», at an action."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("lead_organisation"), pk=pk)
    require(request.user, Permission.TRAINING_EDIT, Training(action=action))
    form = TrainingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            training = flows.add_training(action, by=request.user, values=form.values)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"«{training}» is toegevoegd en telt mee in {training.given_on.year}.")
            return _back_to_year(training.given_on.year)
    return _form_page(request, form, action)


@require_http_methods(["GET", "HEAD", "POST"])
def training_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    training = _training_to_edit(request, pk)
    form = TrainingForm(request.POST if request.method == "POST" else None, training=training)
    if not form.is_valid():
        return _form_page(request, form, training.action, training)
    try:
        changed, is_changed = flows.change_training(
            training, by=request.user, seen=form.what_was_seen, values=form.values
        )
    except ChangedMeanwhileError as meanwhile:
        stored: Training = meanwhile.stored
        now, last_change = flows.values_of(stored), history_of(stored, limit=1)
        conflict = form.differences_with({name: now[name] for name in meanwhile.fields})
        more = {"conflict": conflict, "last_change": last_change[0] if last_change else None}
        return _form_page(request, form.on_top_of(stored), training.action, training, status=409, **more)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _form_page(request, form, training.action, training)
    messages.success(request, f"Opgeslagen: «{changed}»." if is_changed else "Er is niets veranderd.")
    return _back_to_year(changed.given_on.year)


@require_http_methods(["GET", "HEAD", "POST"])
def training_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    training = _training_to_edit(request, pk)
    if request.method == "POST":
        flows.remove_training(training, by=request.user)
        messages.success(request, f"«{training}» is verwijderd en telt niet meer mee.")
        return _back_to_year(training.given_on.year)
    context = {"training": training, "back": _address_of(training.given_on.year)}
    return render(request, "actionplan/training_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: SignedInRequest, year: int) -> HttpResponse:
    """How many people of each sector the network wants to train in a year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    require(request.user, Permission.PLAN_EDIT)
    form = TargetForm(request.POST if request.method == "POST" else None, year=year)
    if not form.is_valid():
        return _target_page(request, form)
    try:
        changes = flows.agree_on_targets(year, by=request.user, seen=form.what_was_seen, values=form.values)
    except ChangedMeanwhileError as meanwhile:
        now = flows.targets_of(year)
        conflict = form.differences_with({name: now[name] for name in meanwhile.fields})
        return _target_page(request, form.on_top_of_what_is_stored(), status=409, conflict=conflict)
    said = f"De streefgetallen van {year} zijn opgeslagen." if changes else "Er is niets veranderd."
    messages.success(request, said)
    return _back_to_year(year)


def _year_asked(request: SignedInRequest) -> int:
    year = number_in(request.GET, "jaar")
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else today().year


def _address_of(year: int) -> str:
    return f"{reverse('actionplan:training-list')}?jaar={year}"


def _back_to_year(year: int) -> HttpResponse:
    return redirect(_address_of(year))


def _training_to_edit(request: SignedInRequest, pk: int) -> Training:
    """Unseen is 404, seen but not for this person to change is 403."""
    found = Training.objects.visible_to(request.user).select_related("action__lead_organisation")
    training: Training = get_object_or_404(found, pk=pk)
    require(request.user, Permission.TRAINING_EDIT, training)
    return training


def _form_page(
    request: SignedInRequest,
    form: TrainingForm,
    action: Action,
    training: Training | None = None,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    title = "Training wijzigen" if training else "Training toevoegen"
    context = {"form": form, "action": action, "training": training, "title": title}
    context["names"] = names_used(request.user)
    context["back"] = _address_of(training.given_on.year) if training else action.get_absolute_url()
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/training_form.html", context | more, status=status)


def _target_page(request: SignedInRequest, form: TargetForm, *, status: int = 0, **more: Any) -> HttpResponse:
    back = _address_of(form.year)
    crumbs = [("Plan", reverse("actionplan:plan")), ("Trainingen", back), ("Streefgetallen", None)]
    context = {"form": form, "year": form.year, "back": back, "crumbs": crumbs}
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/training_target_form.html", context | more, status=status)
