"""The minutes of a meeting: writing them together, settling them, and printing them."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from network.downloads import as_download
from network.history import history_of
from network.pages import SignedInRequest
from network.pdf import PdfError
from partners.minutes_flows import SETTLED, MinutesError, change_minutes, open_minutes_again, settle_minutes
from partners.minutes_forms import MinutesForm, OpenAgainForm, SettleForm
from partners.minutes_paper import file_name_of, make_minutes
from partners.models import Meeting
from partners.side_by_side import ChangedMeanwhileError
from partners.views.meeting_steps import crumbs_of_meeting, meeting_to_keep, meeting_with_papers, step_page

SETTLE, OPEN_AGAIN = "vaststellen", "openen"


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two people at one text: nothing is lost, both are shown."""
    meeting = meeting_to_keep(request, pk)
    if meeting.minutes_settled_on and request.method != "POST":
        messages.warning(request, SETTLED)
        return redirect(_minutes_of(meeting))
    form = MinutesForm(request.POST if request.method == "POST" else None, instance=copy(meeting))
    if not form.is_valid():
        return _form(request, meeting, form)
    try:
        change_minutes(
            meeting, version=form.cleaned_data["version"], seen=form.seen, changes=form.changes, by=request.user
        )
    except ChangedMeanwhileError as meanwhile:
        current: Meeting = meanwhile.stored
        both, [last_change] = form.differences_with(current, meanwhile.fields), history_of(current, limit=1)
        return _form(request, meeting, form.having_seen(current), status=409, conflict=both, last_change=last_change)
    except MinutesError as refused:  # settled while this person was typing; the text stays in the form
        form.add_error(None, str(refused))
        return _form(request, meeting, form)
    messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(_minutes_of(meeting))


def _form(
    request: SignedInRequest, meeting: Meeting, form: MinutesForm, *, status: int = 0, **more: Any
) -> HttpResponse:
    return step_page(
        request,
        meeting,
        form,
        title="Verslag schrijven",
        template="partners/minutes_form.html",
        status=status,
        **more,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agreed upon: from then on the text stays as it is, until somebody opens it again and says why."""
    meeting = meeting_to_keep(request, pk)
    step = request.POST.get("stap") if request.method == "POST" else None
    try:
        if step == OPEN_AGAIN or (step is None and meeting.minutes_settled_on):
            return _open_again(request, meeting)
        return _settle(request, meeting)
    except MinutesError as refused:
        messages.warning(request, str(refused))
        return redirect(_minutes_of(meeting))


def _settle(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    if not meeting.minutes.strip():
        raise MinutesError("Er is nog geen verslag. Schrijf het eerst; daarna kunt u het vaststellen.")
    status = 0
    form = SettleForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        values = form.cleaned_data
        try:
            settle_minutes(meeting, on=values["settled_on"], version=values["version"], by=request.user)
        except ChangedMeanwhileError as meanwhile:
            meeting, status = meanwhile.stored, 409
            form = SettleForm(meeting=meeting)
        else:
            messages.success(request, "Het verslag is vastgesteld. De tekst staat nu vast.")
            return redirect(_minutes_of(meeting))
    return step_page(
        request,
        meeting,
        form,
        title="Verslag vaststellen",
        submit="Vaststellen",
        template="partners/minutes_settle.html",
        status=status,
        step=SETTLE,
        is_another=status == 409,
    )


def _open_again(request: SignedInRequest, meeting: Meeting) -> HttpResponse:
    form = OpenAgainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        open_minutes_again(meeting, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Het verslag is weer open. Stel het opnieuw vast als het klaar is.")
        return redirect("partners:minutes-edit", pk=meeting.pk)
    return step_page(
        request,
        meeting,
        form,
        title="Verslag weer openen",
        submit="Weer openen",
        template="partners/minutes_settle.html",
        step=OPEN_AGAIN,
    )


@require_safe
def minutes_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """Made anew each time. Says in every head whether it is settled."""
    meeting = meeting_with_papers(request, pk)
    try:
        content = make_minutes(meeting, request.user)
    except PdfError as problem:
        context = {
            "meeting": meeting,
            "problem": str(problem),
            "crumbs": crumbs_of_meeting(meeting, "Verslag als pdf"),
        }
        return render(request, "partners/minutes_failed.html", context, status=503)
    return as_download(content, file_name=file_name_of(meeting), content_type="application/pdf")


def _minutes_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}#verslag"
