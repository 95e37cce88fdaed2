"""Who does what for whom: the matrix doelgroep × partner, and the activities in it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import activity_flows as flows
from actionplan.activity_forms import ActivityForm, partners_for, wanted_activity
from actionplan.matrix_paper import make_matrix_paper, matrix_paper
from actionplan.matrix_reading import FORMS, matrix_of
from actionplan.menu import plan_menu
from actionplan.models import Activity, Plan
from actionplan.which_plan import PARAMETER, address_part, plan_asked
from network.downloads import as_download
from network.history import history_of
from network.pages import SignedInRequest
from network.pdf import PdfError
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

CRUMB = "Matrix"
PARTNERS_PER_PAGE = 30


@require_safe
def matrix(request: SignedInRequest) -> HttpResponse:
    """/plan/matrix/: what each partner does for each group; `?vorm=individual` shows one form only."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    form = _form_asked(request)
    whole = matrix_of(plan, request.user, form=form)
    page = Paginator(whole.partners, PARTNERS_PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:matrix", plan),
        "matrix": whole,
        "shown": whole.from_partner(max(page.start_index() - 1, 0), page.end_index()),
        "page": page,
        "form": form,
        "forms": [("", "Alles"), *FORMS.items()],
        "may_add": may(request.user, Permission.ACTIVITY_EDIT) or bool(request.user.editor_of),
        "query": f"?{PARAMETER}={plan.pk}" if PARAMETER in request.GET else "",
        "and_query": f"&{PARAMETER}={plan.pk}" if PARAMETER in request.GET else "",
    }
    return render(request, "actionplan/matrix.html", context)


@require_safe
def matrix_pdf(request: SignedInRequest) -> HttpResponse:
    """The same on one page, made anew each time."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    paper = matrix_paper(plan, request.user, form=_form_asked(request))
    try:
        content = make_matrix_paper(paper)
    except PdfError as problem:
        context = {"problem": str(problem), "back": reverse("actionplan:matrix") + address_part(plan), "what": CRUMB}
        return render(request, "actionplan/paper_failed.html", context, status=503)
    return as_download(content, file_name=paper.file_name, content_type="application/pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def activity_add(request: SignedInRequest) -> HttpResponse:
    """`?partner=4&doelgroep=2` comes from an empty cell."""
    require(request.user, Permission.ACTIVITY_EDIT, Activity(organisation=partners_for(request.user).first()))
    plan = plan_asked(request)
    data = request.POST if request.method == "POST" else None
    form = ActivityForm(data, person=request.user, plan=plan, initial=wanted_activity(request.GET))
    if form.is_valid():
        try:
            activity = flows.add_activity(by=request.user, values=form.values)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"«{activity}» staat in de matrix bij {activity.organisation}.")
            return redirect(reverse("actionplan:matrix") + address_part(plan))
    return _form_page(request, form, plan)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    activity, plan = _activity_to_edit(request, pk), plan_asked(request)
    data = request.POST if request.method == "POST" else None
    form = ActivityForm(data, person=request.user, plan=plan, activity=activity)
    if not form.is_valid():
        return _form_page(request, form, plan, activity)
    try:
        changed, is_changed = flows.change_activity(
            activity, by=request.user, seen=form.what_was_seen, values=form.values
        )
    except ChangedMeanwhileError as meanwhile:
        stored: Activity = meanwhile.stored
        now, last_change = flows.values_of(stored), history_of(stored, limit=1)
        conflict = form.differences_with({name: now[name] for name in meanwhile.fields})
        more = {"conflict": conflict, "last_change": last_change[0] if last_change else None}
        return _form_page(request, form.on_top_of(stored), plan, stored, status=409, **more)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _form_page(request, form, plan, activity)
    messages.success(request, f"Opgeslagen: «{changed}»." if is_changed else "Er is niets veranderd.")
    return redirect(reverse("actionplan:matrix") + address_part(plan))


@require_http_methods(["GET", "HEAD", "POST"])
def activity_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    activity, plan = _activity_to_edit(request, pk), plan_asked(request)
    back = reverse("actionplan:matrix") + address_part(plan)
    if request.method == "POST":
        flows.remove_activity(activity, by=request.user)
        messages.success(request, f"«{activity}» van {activity.organisation} staat niet meer in de matrix.")
        return redirect(back)
    context = {"activity": activity, "crumbs": _crumbs(plan, "Activiteit verwijderen"), "back": back}
    return render(request, "actionplan/activity_remove.html", context)


def _form_asked(request: SignedInRequest) -> str:
    """Nothing for a form that there is not."""
    asked = request.GET.get("vorm", "")
    return asked if asked in FORMS else ""


def _activity_to_edit(request: SignedInRequest, pk: int) -> Activity:
    """Unseen is 404, seen but not for this person to change is 403."""
    found = Activity.objects.visible_to(request.user).select_related("organisation", "action")
    activity: Activity = get_object_or_404(found, pk=pk)
    require(request.user, Permission.ACTIVITY_EDIT, activity)
    return activity


def _crumbs(plan: Plan | None, page: str) -> list[tuple[str, str | None]]:
    query = address_part(plan)
    return [
        ("Plan", reverse("actionplan:plan") + query),
        (CRUMB, reverse("actionplan:matrix") + query),
        (page, None),
    ]


def _form_page(
    request: SignedInRequest,
    form: ActivityForm,
    plan: Plan | None,
    activity: Activity | None = None,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    title = "Activiteit wijzigen" if activity else "Activiteit toevoegen"
    query = address_part(plan)
    context = {"form": form, "activity": activity, "title": title, "crumbs": _crumbs(plan, title), "query": query}
    context["back"] = reverse("actionplan:matrix") + query
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/activity_form.html", context | more, status=status)
