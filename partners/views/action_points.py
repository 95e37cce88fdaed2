"""/overleg/actiepunten/: what partners promised each other, by date."""

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
from network.policy import Permission, may, require
from partners.action_point_filters import ActionPointFilter
from partners.action_point_flows import AlreadyAddedError, add_point, change_point, finish_point
from partners.action_point_forms import ActionPointForm
from partners.action_points import for_rows, rows_of
from partners.models import ActionPoint
from partners.side_by_side import ChangedMeanwhileError
from partners.views.meeting_steps import crumbs_of_meeting, meeting_or_404

PER_PAGE = 25


@require_safe
def point_list(request: SignedInRequest) -> HttpResponse:
    """What is open first, by date."""
    require(request.user, Permission.OVERVIEW_VIEW)
    visible = ActionPoint.objects.visible_to(request.user)
    chosen = ActionPointFilter(request.GET, visible, person=request.user)
    page = Paginator(for_rows(chosen.qs), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"filter": chosen, "page": page, "rows": rows_of(page, request.user, today())}
    return render(request, "partners/actionpoint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def point_add(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = meeting_or_404(request, pk)
    require(request.user, Permission.ACTION_POINT_EDIT, meeting)
    data = request.POST if request.method == "POST" else None
    form = ActionPointForm(data, by=request.user, body=meeting.body, meeting=meeting)
    if form.is_valid():
        try:
            point = add_point(meeting, by=request.user, values=form.values)
        except AlreadyAddedError as already:
            messages.info(request, str(already))
            return redirect(meeting)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            who = point.person or point.organisation
            messages.success(request, f"Toegevoegd: {point.title}. {who} ziet dit op «Mijn overzicht».")
            return redirect(meeting)
    context = {
        "form": form,
        "title": "Actiepunt toevoegen",
        "lead": f"{meeting}, {long_date(meeting.day)}",
        "back": meeting.get_absolute_url(),
        "crumbs": crumbs_of_meeting(meeting, "Actiepunt toevoegen"),
    }
    return render(request, "partners/actionpoint_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def point_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One action point: to read for whoever sees it, with a form for who may change it."""
    point = _point_or_404(request, pk)
    if request.method != "POST":
        form = _form(request, point) if may(request.user, Permission.ACTION_POINT_EDIT, point) else None
        return _show(request, point, form, status=200)
    require(request.user, Permission.ACTION_POINT_EDIT, point)
    form = _form(request, point)
    if not form.is_valid():
        return _show(request, point, form, status=422)
    try:
        change_point(point, by=request.user, seen=form.what_was_seen, values=form.values)
    except ChangedMeanwhileError as meanwhile:
        conflict, last_change = form.changed_by_others(meanwhile.stored), history_of(meanwhile.stored, limit=1)
        on_top = form.on_top_of(meanwhile.stored)
        return _show(request, point, on_top, status=409, conflict=conflict, last_change=last_change[0])
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _show(request, point, form, status=422)
    messages.success(request, "Opgeslagen.")
    return redirect(point)


def _form(request: SignedInRequest, point: ActionPoint) -> ActionPointForm:
    data = request.POST if request.method == "POST" else None
    return ActionPointForm(data, by=request.user, body=point.body, meeting=point.meeting, point=point)


def _show(
    request: SignedInRequest, point: ActionPoint, form: ActionPointForm | None, *, status: int, **more: object
) -> HttpResponse:
    [row] = rows_of([point], request.user, today())
    crumbs = [("Actiepunten", reverse("partners:actionpoint-list")), (point.title, None)]
    context = {"row": row, "point": point, "form": form, "crumbs": crumbs}
    return render(request, "partners/actionpoint_detail.html", context | more, status=status)


@require_POST
def point_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Done, or not done after all. From the list only its row comes back."""
    point = _point_or_404(request, pk)
    require(request.user, Permission.ACTION_POINT_FINISH, point)
    is_done = request.POST.get("gedaan") != "nee"
    finish_point(point, by=request.user, is_done=is_done)
    if request.headers.get("HX-Request"):
        [row] = rows_of([_point_or_404(request, pk)], request.user, today())
        return render(request, "partners/_actionpoint_row.html", {"row": row, "saved": True})
    messages.success(request, "Vastgelegd: dit is gedaan." if is_done else "Dit staat weer open.")
    return redirect("partners:actionpoint-list" if request.POST.get("terug") == "lijst" else point)


def _point_or_404(request: SignedInRequest, pk: int) -> ActionPoint:
    return get_object_or_404(for_rows(ActionPoint.objects.visible_to(request.user)), pk=pk)
