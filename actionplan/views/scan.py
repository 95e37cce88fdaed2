"""The scan of the bouwstenen: what is in order, what shows it, and what is missing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actionplan.menu import plan_menu
from actionplan.models import ScanAnswer, ScanItem
from actionplan.scan_flows import answer_of, answer_question
from actionplan.scan_forms import ScanAnswerForm
from actionplan.scan_questions import ensure_scan_questions
from actionplan.scans import (
    FIRST_YEAR,
    SHOWN,
    Side,
    may_answer_for,
    own_side,
    scan_of,
    side_called,
    sides_of,
    years_answered,
)
from network.dates import today
from network.history import because, history_of
from network.pages import SignedInRequest
from network.policy import DUTCH, Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

IN_MENU = "actionplan:building-block-list"  # the scan belongs to the bouwstenen


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: SignedInRequest) -> HttpResponse:
    """Of this year. A POST brings in the questions, where there are none yet."""
    require(request.user, Permission.PLAN_VIEW)
    if request.method != "POST":
        return _scan_page(request, today().year)
    require(request.user, Permission.PLAN_EDIT)
    with because("Scan begonnen", by=request.user):
        number = ensure_scan_questions()
    if number:
        messages.success(request, f"Er staan nu {number} vragen. Begin bij de bouwsteen die u het best kent.")
    else:
        messages.info(request, "De vragen stonden er al. Er is niets toegevoegd.")
    return redirect("actionplan:scan")


@require_safe
def scan_year(request: SignedInRequest, year: int) -> HttpResponse:
    require(request.user, Permission.PLAN_VIEW)
    return _scan_page(request, _year(year))


def _scan_page(request: SignedInRequest, year: int) -> HttpResponse:
    """`?toon=open` leaves out what is in order, `?toon=verschil` what all sides agree on."""
    only = request.GET.get("toon", "")
    only = only if only in SHOWN else ""
    side = own_side(request.user)
    context = {
        "scan": scan_of(year, request.user, mine=side, only=only),
        "side": side,
        "years": years_answered(request.user),
        "choices": SHOWN.items(),
        "choice": only,
        "may_begin": may(request.user, Permission.PLAN_EDIT),
        "may_add": may(request.user, Permission.ACTION_ADD),
        "menu": plan_menu(request.user, IN_MENU),
    }
    return render(request, "actionplan/scan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scan_answer(request: SignedInRequest, year: int, pk: int) -> HttpResponse:
    """`?namens=gemeente-GM0281` says for whom; without it for the first that this person may answer for."""
    item = get_object_or_404(ScanItem, pk=pk)
    side = _side_asked(request)
    answer = answer_of(item, _year(year), side)
    before = None if answer.pk else answer_of(item, year - 1, side)
    form = ScanAnswerForm(request.POST if request.method == "POST" else None, instance=answer, before=before)
    if not form.is_valid():
        return _answer_page(request, form, answer, side, before=before)
    stored = answer_of(item, year, side)  # the form wrote what was typed in its own
    try:
        answered = answer_question(item, year=year, side=side, by=request.user, seen=form.seen, changes=form.changes)
    except ChangedMeanwhileError as meanwhile:
        both, [last_change] = form.differences_with(meanwhile.stored, meanwhile.fields), history_of(stored, limit=1)
        on_top = form.having_seen(meanwhile.stored)
        return _answer_page(request, on_top, stored, side, conflict=both, last_change=last_change, status=409)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _answer_page(request, form, stored, side)
    messages.success(request, f"Opgeslagen voor {side}: {answered.get_state_display()}.")
    return redirect(answered)


# --- small steps ----------------------------------------------------------------------------------------------


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= today().year:
        raise Http404
    return year


def _side_asked(request: SignedInRequest) -> Side:
    require(request.user, Permission.PLAN_VIEW)
    own = own_side(request.user)
    if own is None:
        raise PermissionDenied(DUTCH[Permission.SCAN_ANSWER])
    if "namens" not in request.GET:
        return own
    side = side_called(request.GET["namens"])
    if side is None:
        raise Http404
    if not may_answer_for(request.user, side):
        raise PermissionDenied(DUTCH[Permission.SCAN_ANSWER])
    return side


def _answer_page(
    request: SignedInRequest,
    form: ScanAnswerForm,
    answer: ScanAnswer,
    side: Side,
    *,
    before: ScanAnswer | None = None,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    context = {
        "form": form,
        "item": answer.item,
        "year": answer.year,
        "side": side,
        "sides": sides_of(request.user),
        "before": before if before and before.pk else None,
        **more,
    }
    return render(request, "actionplan/scan_answer.html", context, status=status or (422 if form.errors else 200))
