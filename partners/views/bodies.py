"""/overleg/groepen/: the bodies of the network, and who has a seat in them since when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.dates import today
from network.dutch import long_date
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners import body_flows as flows
from partners.bodies import (
    active_bodies,
    bodies_of_before,
    bodies_to_come,
    body_or_404,
    history_of_body,
    page_of,
    seat_or_404,
)
from partners.body_forms import BodyForm, SeatForm
from partners.chain_forms import LastDayForm
from partners.models import Body
from partners.side_by_side import ChangedMeanwhileError


@require_safe
def body_list(request: SignedInRequest) -> HttpResponse:
    """The bodies of today by kind; what ended is behind a click."""
    require(request.user, Permission.MEETING_VIEW)
    context = {
        "groups": active_bodies(request.user, today()),
        "to_come": bodies_to_come(request.user, today()),
        "before": bodies_of_before(request.user, today()),
        "may_edit": may(request.user, Permission.BODY_EDIT),
    }
    return render(request, "partners/body_list.html", context)


@require_safe
def body_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it is for, who sits in it now and sat in it before, and when it comes together."""
    body = body_or_404(request.user, pk)
    require(request.user, Permission.MEETING_VIEW, body)
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    context = {
        "shown": page_of(body, request.user, today()),
        "may_read_papers": may(request.user, Permission.MEETING_PAPERS_VIEW, body),
        "may_add_meeting": may(request.user, Permission.MEETING_ADD),
        "may_read_history": may_read_history,
        "changes": history_of_body(body) if may_read_history else [],
        "crumbs": [("Overleggen", reverse("partners:body-list")), (str(body), None)],
    }
    return render(request, "partners/body_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def body_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.BODY_EDIT)
    form = BodyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        body = flows.add_body(by=request.user, values=form.values)
        messages.success(request, f"«{body}» staat erbij. Geef nu een voorzitter en de leden een zetel.")
        return redirect(body)
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def body_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Also to end it: a body is gone the day after its last one."""
    body = body_or_404(request.user, pk)
    require(request.user, Permission.BODY_EDIT, body)
    form = BodyForm(request.POST if request.method == "POST" else None, body=body)
    if not form.is_valid():
        return _form_page(request, form, body)
    try:
        changed = flows.change_body(body, by=request.user, seen=form.what_was_seen, values=form.values)
    except ChangedMeanwhileError as meanwhile:
        stored: Body = meanwhile.stored
        [last_change] = history_of(stored, limit=1)
        conflict = form.differences_with(flows.values_of(stored))
        return _form_page(request, form.on_top_of(stored), body, status=409, conflict=conflict, last_change=last_change)
    messages.success(request, f"Opgeslagen: {changed}.")
    if changed.ends_on and (open_ones := changed.bottlenecks.not_closed().count()):
        what = "nog 1 knelpunt" if open_ones == 1 else f"nog {open_ones} knelpunten"
        last_day = long_date(changed.ends_on)
        messages.warning(request, f"Bij dit overleg ligt {what}. Leg dat voor {last_day} ergens anders neer.")
    return redirect(changed)


# --- seats --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def seat_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """One chair at a time: who is it now, and does that end the day before?"""
    body = body_or_404(request.user, pk)
    require(request.user, Permission.BODY_EDIT, body)
    form = SeatForm(request.POST if request.method == "POST" else None, body=body)
    if form.is_valid():
        values = form.cleaned_data
        try:
            seat = flows.give_seat(body, by=request.user, **values)
        except flows.SeatInTheWayError as taken:
            form.explain(taken.seats, values["starts_on"], can_end=taken.can_end)
        except flows.SeatCameMeanwhileError as meanwhile:
            form.ask_again(meanwhile.newest)
        else:
            messages.success(request, f"Zetel gegeven: {seat.in_words}, vanaf {long_date(seat.starts_on)}.")
            return redirect(body)
    context = {"form": form, "body": body, "crumbs": _crumbs(body, "Zetel geven")}
    return render(request, "partners/seat_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_end(request: SignedInRequest, pk: int) -> HttpResponse:
    seat = seat_or_404(request.user, pk)
    require(request.user, Permission.BODY_EDIT, seat.body)
    form = LastDayForm(
        request.POST if request.method == "POST" else None, starts_on=seat.starts_on, ends_on=seat.ends_on
    )
    if form.is_valid():
        flows.end_seat(seat, by=request.user, last_day=form.last_day)
        ends = f"laatste dag {long_date(form.last_day)}" if form.last_day else "weggehaald"
        messages.success(request, f"Opgeslagen: zetel van {seat.in_words}, {ends}.")
        return redirect(seat.body)
    context = {"form": form, "seat": seat, "crumbs": _crumbs(seat.body, "Zetel beëindigen")}
    return render(request, "partners/seat_end.html", context, status=422 if form.errors else 200)


def _crumbs(body: Body, page: str) -> list[tuple[str, str | None]]:
    return [("Overleggen", reverse("partners:body-list")), (str(body), body.get_absolute_url()), (page, None)]


def _form_page(
    request: SignedInRequest, form: BodyForm, body: Body | None, *, status: int = 0, **more: Any
) -> HttpResponse:
    title = f"{body} wijzigen" if body else "Overleg toevoegen"
    crumbs = _crumbs(body, "Wijzigen") if body else [("Overleggen", reverse("partners:body-list")), (title, None)]
    context = {"form": form, "body": body, "title": title, "crumbs": crumbs}
    return render(request, "partners/body_form.html", context | more, status=status or (422 if form.errors else 200))
