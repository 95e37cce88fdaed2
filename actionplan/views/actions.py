"""One action: reading it, reporting how it goes, changing what it is."""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import conflicts, flows
from actionplan.action_part_forms import CommentForm
from actionplan.dossier import dossier_of
from actionplan.forms import ActionForm, StatusReportForm
from actionplan.list_look import look_of
from actionplan.listing import for_rows
from actionplan.models import Action, Light, Success
from actionplan.progress import quarter_in_words
from actionplan.views.list_rows import action_in_list, row_again, row_of
from network.dates import today
from network.pages import SignedInRequest, render_page_or_part
from network.policy import Permission, may, require
from partners.side_by_side import as_chosen


def _action_seen_by(request: SignedInRequest, pk: int) -> Action:
    seen = for_rows(Action.objects.visible_to(request.user), today())
    return get_object_or_404(seen.select_related("plan", "pillar", "lead_organisation"), pk=pk)


def _with_what_is_near(request: SignedInRequest, pk: int) -> Action:
    """With what its page says of the things that it points at."""
    near = ("plan", "pillar", "lead_organisation", "lead_person", "goal", "priority", "chain_link", "predecessor__plan")
    return get_object_or_404(Action.objects.visible_to(request.user).with_light(today()).select_related(*near), pk=pk)


@require_safe
def action_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    action = _with_what_is_near(request, pk)
    require(request.user, Permission.ACTION_VIEW, action)
    may_still_change = action.plan.may_still_change
    may_edit = may_still_change and may(request.user, Permission.ACTION_EDIT, action)
    may_report = may_still_change and may(request.user, Permission.ACTION_REPORT, action)
    context = {
        "dossier": dossier_of(action, request.user, today()),
        "action": action,
        "may_report": may_report,
        "may_edit": may_edit,
        "may_plan": may_edit,
        "may_add_milestone": may_report,
        "may_take_away": may(request.user, Permission.ACTION_REPORT, action),
        "may_comment": may_still_change and may(request.user, Permission.ACTION_COMMENT),
        "comment_form": CommentForm(auto_id="opmerking-%s"),
        "may_see_money": may(request.user, Permission.FINANCE_VIEW),
        "may_edit_money": may_still_change and may(request.user, Permission.FINANCE_EDIT),
        "may_share": may_still_change and may(request.user, Permission.SUCCESS_WRITE, Success(action=action)),
    }
    return render(request, "actionplan/action_detail.html", context)


@require_safe
def action_row(request: SignedInRequest, pk: int) -> HttpResponse:
    """The row of an action as it stands in the plan; what «Annuleren» goes back to."""
    action = action_in_list(request, pk)
    require(request.user, Permission.ACTION_VIEW, action)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('actionplan:plan')}{look_of(request.GET).query}#actie-{action.pk}")
    return render(request, "actionplan/_action.html", {"row": row_of(request, action)})


@require_http_methods(["GET", "HEAD", "POST"])
def action_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """How does it go? A page of its own, or a form under the row."""
    action = action_in_list(request, pk)
    require(request.user, Permission.ACTION_REPORT, action)
    if request.method != "POST":
        newest = action.status_reports.newest()
        return _report_page(request, action, StatusReportForm.after(newest, auto_id=_ids_of(action)))
    form = StatusReportForm(as_chosen(request.POST), auto_id=_ids_of(action))
    if not form.is_valid():
        return _report_page(request, action, form, status=422)
    try:
        report = flows.report_status(
            action, by=request.user, on=today(), last_seen=form.cleaned_data["last_seen"], **form.answers
        )
    except flows.ReportedMeanwhileError as meanwhile:
        again = form.having_seen(meanwhile.newest, auto_id=_ids_of(action))
        conflict = conflicts.between_reports(meanwhile.newest, form, again)
        return _report_page(request, action, again, conflict=conflict, status=409)
    if request.headers.get("HX-Request"):
        return row_again(request, pk, "Opgeslagen")
    messages.success(request, f"Opgeslagen: de stand van {action} is {Light(report.light).label.lower()}.")
    return redirect(action)


def _ids_of(action: Action) -> str:
    return f"stand-{action.pk}-%s"


def _report_page(
    request: SignedInRequest,
    action: Action,
    form: StatusReportForm,
    *,
    conflict: conflicts.Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "action": action,
        "row": row_of(request, action),
        "form": form,
        "conflict": conflict,
        "period": quarter_in_words(today()),
    }
    return render_page_or_part(
        request, "actionplan/action_report.html", context, part="actionplan/_action.html", status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the action is. Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    action = _action_seen_by(request, pk)
    require(request.user, Permission.ACTION_EDIT, action)
    data = request.POST if request.method == "POST" else None
    form = ActionForm(data, instance=copy(action), person=request.user)
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, action, form, status=422 if request.method == "POST" else 200)
    try:
        changed = flows.change_action(
            action,
            version=form.cleaned_data["version"],
            seen=form.seen,
            changes=form.changes,
            reason=form.cleaned_data["reason"],
            decision=form.decision_named,
        )
    except flows.ChangedMeanwhileError as meanwhile:
        again = form.having_seen(meanwhile.current)
        conflict = conflicts.between_actions(meanwhile.current, meanwhile.fields, form, again)
        return _edit_page(request, action, again, conflict=conflict, status=409)
    except ValidationError as error:
        form.add_error(None, error)
        return _edit_page(request, action, form, status=422)
    messages.success(request, f"Opgeslagen: {changed}.")
    return redirect(changed)


def _edit_page(
    request: SignedInRequest,
    action: Action,
    form: ActionForm,
    *,
    conflict: conflicts.Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"action": action, "form": form, "conflict": conflict}
    return render(request, "actionplan/action_form.html", context, status=status)
