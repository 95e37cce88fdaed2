"""/overleg/: when the bodies come together; planning, moving and calling off."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.dutch import day_and_date, long_date
from network.history import history_of
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from partners import meeting_flows as flows
from partners.bodies import visible_bodies
from partners.meeting_filters import MeetingFilter
from partners.meeting_forms import MeetingForm, NewMeetingForm
from partners.meetings import by_month
from partners.models import Meeting
from partners.side_by_side import ChangedMeanwhileError
from partners.views.meeting_steps import crumbs_of_meeting, meeting_to_keep

PER_PAGE = 25


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """What is coming, month by month, or what was; called off ones stay, marked."""
    require(request.user, Permission.MEETING_VIEW)
    visible = Meeting.objects.visible_to(request.user).select_related("body")
    chosen = MeetingFilter(request.GET, visible, request=request)
    page = Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "months": by_month(page),
        "is_past": chosen.is_past,
        "is_narrowed": chosen.form.has_changed(),
        "may_add": may(request.user, Permission.MEETING_ADD),
    }
    return render(request, "partners/meeting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_add(request: SignedInRequest) -> HttpResponse:
    """One meeting or a series; `?overleg=12` for who comes from the page of that body."""
    require(request.user, Permission.MEETING_ADD)
    asked = number_in(request.GET, "overleg")
    body = visible_bodies(request.user).filter(pk=asked).first() if asked else None
    form = NewMeetingForm(request.POST if request.method == "POST" else None, body=body)
    if form.is_valid():
        values = form.cleaned_data
        try:
            planned = flows.plan_meetings(
                values["body"],
                by=request.user,
                moments=values["moments"],
                theme=values["theme"],
                place=values["place"],
            )
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _planned_in_words(planned))
            return redirect(planned[0] if len(planned) == 1 else planned[0].body)
    back = body.get_absolute_url() if body else reverse("partners:meeting-list")
    title = "Bijeenkomst toevoegen"
    context = {
        "form": form,
        "title": title,
        "back": back,
        "crumbs": [("Bijeenkomsten", reverse("partners:meeting-list")), (title, None)],
    }
    return render(request, "partners/meeting_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another day, time, place or theme. Two people at once: the second sees what the first changed."""
    meeting = meeting_to_keep(request, pk)
    form = MeetingForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if not form.is_valid():
        return _edit_page(request, form, meeting)
    values = form.cleaned_data
    try:
        changed = flows.change_meeting(
            meeting,
            by=request.user,
            seen=form.what_was_seen,
            values={"theme": values["theme"], "place": values["place"], **form.moment},
        )
    except ChangedMeanwhileError as meanwhile:
        stored: Meeting = meanwhile.stored
        [last_change] = history_of(stored, limit=1)
        conflict = form.differences_with(flows.values_of(stored))
        on_top = form.on_top_of(stored)
        return _edit_page(request, on_top, meeting, status=409, conflict=conflict, last_change=last_change)
    except ValidationError as refused:
        form.refuse(refused)
        return _edit_page(request, form, meeting)
    messages.success(request, f"Opgeslagen: {changed}, {day_and_date(changed.day)}.")
    return redirect(changed)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks first. Who comes back here may let it go on after all."""
    meeting = meeting_to_keep(request, pk)
    if request.method != "POST" or request.POST.get("wat") not in ("afgelasten", "door"):
        title = "Toch door laten gaan?" if meeting.is_cancelled else "Bijeenkomst afgelasten?"
        crumbs = crumbs_of_meeting(meeting, "Afgelasten")
        context = {"meeting": meeting, "title": title, "crumbs": crumbs}
        return render(request, "partners/meeting_cancel.html", context, status=422 if request.method == "POST" else 200)
    if request.POST["wat"] == "afgelasten":
        flows.cancel_meeting(meeting, by=request.user)
        messages.success(request, f"Afgelast: {meeting}, {day_and_date(meeting.day)}. Laat het ook de leden weten.")
        return redirect(meeting)
    try:
        flows.let_it_go_on(meeting, by=request.user)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, f"Gaat door: {meeting}, {day_and_date(meeting.day)}.")
    return redirect(meeting)


def _planned_in_words(planned: list[Meeting]) -> str:
    if len(planned) == 1:
        return f"Gepland: {planned[0]}, {day_and_date(planned[0].day)}."
    first, last = long_date(planned[0].day), long_date(planned[-1].day)
    return f"{len(planned)} bijeenkomsten van {planned[0].body} gepland, van {first} tot en met {last}."


def _edit_page(
    request: SignedInRequest, form: MeetingForm, meeting: Meeting, *, status: int = 0, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "meeting": meeting,
        "title": "Bijeenkomst wijzigen",
        "lead": str(meeting),
        "back": meeting.get_absolute_url(),
        "crumbs": crumbs_of_meeting(meeting, "Wijzigen"),
    }
    return render(request, "partners/meeting_form.html", context | more, status=status or (422 if form.errors else 200))
