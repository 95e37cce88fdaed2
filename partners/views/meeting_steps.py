"""What every page about one meeting begins with: may this person see it, read its papers, keep it?"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from network.pages import SignedInRequest, number_in
from network.policy import Permission, require
from partners.meeting_page import with_its_body
from partners.models import Meeting
from partners.views.crumbs import Crumbs


def meeting_or_404(request: SignedInRequest, pk: int) -> Meeting:
    """When and where a body meets is for the whole network."""
    found: Meeting = get_object_or_404(with_its_body(Meeting.objects.visible_to(request.user)), pk=pk)
    return found


def meeting_to_keep(request: SignedInRequest, pk: int) -> Meeting:
    """403 for who may see it and not keep it."""
    meeting = meeting_or_404(request, pk)
    require(request.user, Permission.MEETING_EDIT, meeting)
    return meeting


def meeting_with_papers(request: SignedInRequest, pk: int) -> Meeting:
    """404 for who may not read its papers: what they hold stays out of sight."""
    found: Meeting = get_object_or_404(with_its_body(Meeting.objects.with_papers_for(request.user)), pk=pk)
    return found


def meeting_asked_for(request: SignedInRequest) -> Meeting | None:
    """`?bijeenkomst=12`: who comes from the page of that meeting."""
    asked = number_in(request.GET, "bijeenkomst")
    meetings = Meeting.objects.visible_to(request.user).select_related("body")
    return meetings.filter(pk=asked).first() if asked else None


def crumbs_of_meeting(meeting: Meeting, page: str = "") -> Crumbs:
    trail: Crumbs = [("Bijeenkomsten", reverse("partners:meeting-list"))]
    own = str(meeting)
    return [*trail, (own, meeting.get_absolute_url()), (page, None)] if page else [*trail, (own, None)]


def step_page(
    request: SignedInRequest,
    meeting: Meeting,
    form: object,
    *,
    title: str,
    submit: str = "Opslaan",
    lead: str = "",
    template: str = "partners/meeting_step.html",
    status: int = 0,
    **more: object,
) -> HttpResponse:
    """One step about a meeting, on a page of its own."""
    context = {
        "meeting": meeting,
        "form": form,
        "title": title,
        "submit": submit,
        "lead": lead,
        "crumbs": crumbs_of_meeting(meeting, title),
    }
    status = status or (422 if getattr(form, "errors", None) else 200)
    return render(request, template, context | more, status=status)
