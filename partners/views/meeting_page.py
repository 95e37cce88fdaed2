"""/overleg/12/: one meeting, and its agenda."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.pages import SignedInRequest, number_in
from network.policy import Permission, require
from partners import agenda_flows
from partners.agenda_forms import AgendaItemForm, initial_for, initial_of
from partners.meeting_page import bottlenecks_waiting_for, meeting_shown
from partners.models import AgendaItem, Meeting
from partners.models.meetings import bodies_whose_papers_are_for
from partners.views.meeting_steps import crumbs_of_meeting, meeting_or_404, meeting_to_keep, step_page


@require_safe
def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """For everybody when, where and what was decided; for who may read its papers the rest."""
    meeting = meeting_or_404(request, pk)
    require(request.user, Permission.MEETING_VIEW, meeting)
    context = {
        "shown": meeting_shown(meeting, request.user),
        "crumbs": crumbs_of_meeting(meeting),
    }
    return render(request, "partners/meeting_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """`?knelpunt=12`: a bottleneck that waits for this body."""
    meeting = meeting_to_keep(request, pk)
    asked = number_in(request.GET, "knelpunt")
    bottleneck = next((each for each in bottlenecks_waiting_for(meeting) if each.pk == asked), None) if asked else None
    sent = request.POST if request.method == "POST" else None
    form = AgendaItemForm(sent, meeting=meeting, initial=initial_for(meeting, bottleneck))
    if form.is_valid():
        item = agenda_flows.add_to_agenda(meeting, values=form.cleaned_data, by=request.user)
        messages.success(request, f"«{item}» staat nu achteraan {_place_of(meeting)}.")
        return redirect(_agenda_of(meeting))
    return step_page(
        request,
        meeting,
        form,
        title=f"{_kind_of(meeting)} toevoegen",
        submit=f"{_place_of(meeting).capitalize()} zetten",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    item, meeting = _item_to_keep(request, pk)
    sent = request.POST if request.method == "POST" else None
    form = AgendaItemForm(sent, meeting=meeting, item=item, initial=initial_of(item))
    if form.is_valid():
        if agenda_flows.change_agenda_item(item, changes=form.changes, by=request.user):
            messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
        else:
            messages.warning(request, "Iemand anders haalde dit punt intussen weg.")
        return redirect(_agenda_of(meeting))
    return step_page(request, meeting, form, title=f"{_kind_of(meeting)} wijzigen")


@require_POST
def agenda_move(request: SignedInRequest, pk: int) -> HttpResponse:
    item, meeting = _item_to_keep(request, pk)
    agenda_flows.move_agenda_item(item, up=request.POST.get("richting") != "omlaag", by=request.user)
    return redirect(_agenda_of(meeting))


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    item, meeting = _item_to_keep(request, pk)
    if request.method == "POST":
        agenda_flows.remove_from_agenda(item, by=request.user)
        messages.success(request, f"«{item}» is weggehaald.")
        return redirect(_agenda_of(meeting))
    lead = f"«{item}» wordt weggehaald. In de geschiedenis blijft staan dat het er was."
    return step_page(request, meeting, None, title=f"{_kind_of(meeting)} verwijderen", lead=lead, submit="Verwijderen")


def _kind_of(meeting: Meeting) -> str:
    return "Programmapunt" if meeting.is_regional_day else "Agendapunt"


def _place_of(meeting: Meeting) -> str:
    return "in het programma" if meeting.is_regional_day else "op de agenda"


def _item_to_keep(request: SignedInRequest, pk: int) -> tuple[AgendaItem, Meeting]:
    """404 for who may not read the agenda, 403 for who may and doesn't keep it."""
    items = AgendaItem.objects.filter(meeting__body__in=bodies_whose_papers_are_for(request.user).values("pk"))
    item = get_object_or_404(items, pk=pk)
    return item, meeting_to_keep(request, item.meeting_id)


def _agenda_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}#agenda"
