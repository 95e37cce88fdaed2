"""Who was at a meeting, and who comes to the regio-dag: partners and numbers, never names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from network.pages import SignedInRequest
from network.policy import Permission, may
from partners.attendance import record_attendance
from partners.attendance_forms import AttendanceForm, SignUpForm
from partners.models import Meeting, Organisation, SignUp
from partners.sign_ups import SignUpClosedError, why_closed
from partners.sign_ups import sign_up as sign_up_partner
from partners.views.meeting_steps import meeting_or_404, meeting_to_keep, step_page


@require_http_methods(["GET", "HEAD", "POST"])
def attendance_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every partner that was expected, in one form."""
    meeting = meeting_to_keep(request, pk)
    if meeting.is_cancelled:
        messages.warning(request, "Deze bijeenkomst is afgelast. Er is geen aanwezigheid om vast te leggen.")
        return redirect(meeting)
    form = AttendanceForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        record_attendance(meeting, presences=form.presences, by=request.user)
        messages.success(request, "De aanwezigheid is opgeslagen." if form.presences else "Er is niets veranderd.")
        return redirect(f"{meeting.get_absolute_url()}#aanwezigheid")
    return step_page(request, meeting, form, title="Aanwezigheid", template="partners/attendance_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """With how many a partner comes; 0 takes it back. Until the day begins."""
    meeting = meeting_or_404(request, pk)
    if not meeting.is_regional_day:
        raise Http404
    partners = _partners_to_sign_up(request, meeting)
    if closed := why_closed(meeting):
        messages.warning(request, closed)
        return redirect(meeting)
    sent = request.POST if request.method == "POST" else None
    form = SignUpForm(sent, partners=partners, initial=_known(meeting, partners))
    if form.is_valid():
        partner, people = form.chosen, form.cleaned_data["people"]
        try:
            sign_up_partner(meeting, partner, people=people, by=request.user)
        except SignUpClosedError as too_late:
            messages.warning(request, str(too_late))
        else:
            messages.success(request, _told(partner, people))
        return redirect(f"{meeting.get_absolute_url()}#aanmelden")
    lead = f"Voor {partners[0]}." if len(partners) == 1 else ""
    return step_page(request, meeting, form, title="Aanmelden", lead=lead, submit="Aanmelding opslaan")


def _partners_to_sign_up(request: SignedInRequest, meeting: Meeting) -> list[Organisation]:
    """The own partners, or all of them for the coordinator; 403 for who has none."""
    active = Organisation.objects.standing().active().order_by("name", "pk")
    if not may(request.user, Permission.SIGN_UP):
        active = active.filter(pk__in=request.user.member_of)
    found = [
        each for each in active if may(request.user, Permission.SIGN_UP, SignUp(meeting=meeting, organisation=each))
    ]
    if not found:
        raise PermissionDenied("Een partner aanmelden voor de regio-dag")
    return found


def _known(meeting: Meeting, partners: list[Organisation]) -> dict[str, int]:
    """The number that stands there, when it is clear of which partner."""
    if len(partners) != 1:
        return {}
    people = SignUp.objects.filter(meeting=meeting, organisation=partners[0]).values_list("people", flat=True).first()
    return {"people": people} if people else {}


def _told(partner: Organisation, people: int) -> str:
    if not people:
        return f"Opgeslagen: van {partner} komt niemand."
    return f"Opgeslagen: {partner} komt met {people} {'persoon' if people == 1 else 'mensen'}."
