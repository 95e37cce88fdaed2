"""Editing in the list: a row in place, several at once, another order, and undoing the last change."""

from collections.abc import Sequence
from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from actionplan import conflicts, flows
from actionplan.bulk_flows import Outcome, change_together
from actionplan.bulk_forms import BulkForm
from actionplan.comparison import versus
from actionplan.last_change import forget_last_change, last_change, remember_last_change
from actionplan.list_look import look_of
from actionplan.listing import plan_row
from actionplan.models import Action, Milestone
from actionplan.order_flows import NoPlaceError, Place, move_action
from actionplan.row_flows import Change, ChangedAfterwardsError, Undo, save_row, undo_row
from actionplan.row_forms import RowForm, RowMilestoneForm
from actionplan.views.list_rows import action_in_list, row_again
from network.dates import today
from network.dutch import enumeration
from network.pages import SignedInRequest, number_in, render_page_or_part
from network.policy import Permission, require
from partners.side_by_side import ChangedMeanwhileError as PartChangedMeanwhileError
from partners.side_by_side import as_chosen


@require_http_methods(["GET", "HEAD", "POST"])
def row_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What stands in the row of an action, in one form under it; without JavaScript it is a page."""
    action = action_in_list(request, pk)
    require(request.user, Permission.ACTION_EDIT, action)
    milestone = _milestone_of(request, action)
    data = as_chosen(request.POST) if request.method == "POST" else None
    form = RowForm.at_row(data, copy(action), copy(milestone), auto_id=f"regel-{action.pk}-%s")
    if request.method != "POST" or not form.is_valid():
        return _row_page(request, action, form, status=422 if request.method == "POST" else 200)
    try:
        undo = _save(request, action, milestone, form)
    except flows.ChangedMeanwhileError as meanwhile:
        again = form.about.having_seen(meanwhile.current)
        conflict = conflicts.between_actions(meanwhile.current, meanwhile.fields, form.about, again)
        form.about = again
    except flows.ReportedMeanwhileError as meanwhile:
        report = form.report.having_seen(meanwhile.newest)
        conflict = conflicts.between_reports(meanwhile.newest, form.report, report)
        form.report = report
    except PartChangedMeanwhileError as meanwhile:
        milestone_form = form.milestone.having_seen(meanwhile.stored)
        conflict = _between_milestones(meanwhile.stored, meanwhile.fields, form.milestone, milestone_form)
        form.milestone = milestone_form
    except ValidationError as error:
        form.about.add_error(None, error)
        return _row_page(request, action, form, status=422)
    else:
        return _saved(request, action, undo)
    return _row_page(request, action, form, conflict=conflict, status=409)


def _between_milestones(
    stored: Milestone, names: Sequence[str], form: RowMilestoneForm, again: RowMilestoneForm
) -> conflicts.Conflict:
    beside = [versus(each.label, each.theirs, each.mine) for each in form.differences_with(stored, names)]
    return conflicts.Conflict(*conflicts.last_saved(stored), conflicts.between(beside, names, again))


def _milestone_of(request: SignedInRequest, action: Action) -> Milestone | None:
    """The next one, or the one that a sent form is about."""
    if request.method != "POST":
        return action.milestones.to_come(today()).first()
    pk = number_in(request.POST, "mijlpaal")
    return action.milestones.filter(pk=pk).first() if pk else None


def _save(request: SignedInRequest, action: Action, milestone: Milestone | None, form: RowForm) -> Undo:
    values = form.milestone.values if milestone is None and form.milestone.has_changed() else form.milestone.changes
    return save_row(
        action,
        by=request.user,
        on=today(),
        change=Change(form.about.changes, form.about.seen, form.about.cleaned_data["version"]),
        report=form.report.answers if form.report.says_something else None,
        last_seen=form.report.cleaned_data["last_seen"],
        milestone=milestone,
        milestone_change=Change(values, form.milestone.seen),
    )


def _row_page(
    request: SignedInRequest,
    action: Action,
    form: RowForm,
    *,
    conflict: conflicts.Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    look = look_of(request.GET)
    row = plan_row(action, request.user, today(), look)
    context = {"action": action, "row": row, "row_form": form, "form": form, "conflict": conflict, "look": look}
    return render_page_or_part(
        request, "actionplan/row_form.html", context, part="actionplan/_action.html", status=status
    )


def _saved(request: SignedInRequest, action: Action, undo: Undo) -> HttpResponse:
    """The row in its new state with a way back, and the counts that changed with it."""
    remember_last_change(request.session, undo)
    if not request.headers.get("HX-Request"):
        words = f"Opgeslagen: {action.code} {action.title}." if undo.changed_something else "Er is niets veranderd."
        messages.success(request, words)
        return redirect(_address_of_row(request, action))
    words = "Opgeslagen" if undo.changed_something else "Niets veranderd"
    return row_again(request, action.pk, words, may_undo=undo.changed_something)


def _address_of_list(request: SignedInRequest) -> str:
    return reverse("actionplan:plan") + look_of(request.GET).query


def _address_of_row(request: SignedInRequest, action: Action) -> str:
    return f"{_address_of_list(request)}#actie-{action.pk}"


@require_POST
def action_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes back what this person saved last in a row of the list."""
    action = action_in_list(request, pk)
    require(request.user, Permission.ACTION_EDIT, action)
    undo = last_change(request.session, action)
    words, tell = "Er is niets meer om ongedaan te maken.", messages.info
    if undo is not None:
        try:
            undo_row(undo, by=request.user)
            words, tell = "Ongedaan gemaakt", messages.success
        except ChangedAfterwardsError:
            words = "Niet ongedaan gemaakt: iemand veranderde dit daarna nog."
        except ValidationError as error:
            words = " ".join(error.messages)
        forget_last_change(request.session)
    if request.headers.get("HX-Request"):
        return row_again(request, pk, words)
    tell(request, f"{words.rstrip('.')}: {action.code} {action.title}.")
    return redirect(_address_of_row(request, action))


@require_POST
def action_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another place in the order of its bouwsteen: `richting` up or down, or `voor` or `na` another action."""
    action = get_object_or_404(Action.objects.visible_to(request.user).select_related("plan"), pk=pk)
    require(request.user, Permission.ACTION_EDIT, action)
    place = Place(request.POST.get("richting", ""), number_in(request.POST, "voor"), number_in(request.POST, "na"))
    by_script = bool(request.headers.get("HX-Request"))  # it moves the row itself, once this says that it is done
    try:
        move_action(action, place)
    except NoPlaceError:
        words, status = f"{action} staat al op die plaats, of hoort bij een andere bouwsteen.", 409
    except ValidationError as error:
        words, status = " ".join(error.messages), 422
    else:
        words, status = f"Verplaatst: {action}.", 204
    if by_script:
        return HttpResponse(status=status)
    (messages.success if status == 204 else messages.info)(request, words)
    return redirect(_address_of_row(request, action))


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_edit(request: SignedInRequest) -> HttpResponse:
    """`?actie=12&actie=15`: what was ticked in the list."""
    require(request.user, Permission.ACTION_ADD)  # whoever works on the plan; which actions, each tells for itself
    pks = [int(pk) for pk in request.GET.getlist("actie") if pk.isascii() and pk.isdigit() and len(pk) < 10]
    actions = list(
        Action.objects.visible_to(request.user).filter(pk__in=pks).select_related("plan", "lead_organisation")
    )
    data = request.POST if request.method == "POST" else None
    form = BulkForm(data, plan=actions[0].plan if actions else None, person=request.user)
    if data is None or not actions or not form.is_valid():
        may_edit = set(Action.objects.editable_by(request.user).filter(pk__in=pks).values_list("pk", flat=True))
        context = {
            "form": form,
            "actions": [action for action in actions if action.pk in may_edit],
            "others": [action for action in actions if action.pk not in may_edit],
            "back": _address_of_list(request),
        }
        return render(request, "actionplan/bulk_edit.html", context, status=200 if data is None else 422)
    versions = {action.pk: number_in(request.POST, f"versie-{action.pk}") or 0 for action in actions}
    outcome = change_together(
        actions, by=request.user, versions=versions, changes=form.changes, reason=form.cleaned_data["reason"]
    )
    _tell(request, outcome)
    return redirect(_address_of_list(request))


def _tell(request: SignedInRequest, outcome: Outcome) -> None:
    if count := len(outcome.changed):
        messages.success(request, f"Opgeslagen: {count} {'actie is' if count == 1 else 'acties zijn'} gewijzigd.")
    if outcome.refused:
        names = enumeration([f"{action} ({why.rstrip('.')})" for action, why in outcome.refused])
        messages.warning(request, f"Niet gewijzigd: {names}.")
