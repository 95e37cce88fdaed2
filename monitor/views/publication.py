"""Making an adopted report public: what was decided, the public version, and since when everybody reads it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from monitor.models import Report
from monitor.reporting.edition_flows import NotNowError
from monitor.reporting.publication import PublicationPage
from monitor.reporting.publication_flows import (
    NOTHING_LEFT,
    CannotError,
    decide_on_publication,
    order_public_edition,
    publish,
    withdraw,
)
from monitor.reporting.publication_forms import DayForm, DecisionForm
from monitor.views.report_reading import report_seen_by
from monitor.views.reports import edition_part
from network.dutch import long_date
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.side_by_side import ChangedMeanwhileError


def _adopted_report(request: SignedInRequest, pk: int) -> Report:
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_PUBLISH, report)
    if not report.is_adopted:
        raise PermissionDenied("Alleen een vastgestelde rapportage kan openbaar worden.")
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def report_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    page = PublicationPage(_adopted_report(request, pk))
    form = DecisionForm(request.POST if request.method == "POST" else None, page=page)
    if request.method != "POST" or not form.is_valid():
        return _page(request, page, form=form, status=422 if form.errors else 200)
    try:
        decide_on_publication(page.report, by=request.user, **form.cleaned_data)
    except ChangedMeanwhileError as meanwhile:
        form.show_again(meanwhile.stored.version)
        return _page(request, PublicationPage(page.report), form=form, is_changed=True, status=409)
    messages.success(request, "Opgeslagen.")
    return redirect("monitor:report-publish", pk)


@require_POST
def public_edition_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Openbare versie maken»: answers at once; the worker makes the PDF."""
    report = _adopted_report(request, pk)
    try:
        edition = order_public_edition(report, by=request.user)
    except (CannotError, NotNowError) as problem:
        return _page(request, PublicationPage(report), problem=str(problem), status=422)
    if request.headers.get("HX-Request"):
        return edition_part(request, edition)
    return redirect("monitor:report-publish", pk)


@require_POST
def publication_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Openbaar maken»: from now on everybody reads the public version."""
    page = PublicationPage(_adopted_report(request, pk))
    form = _start_form(page, request.POST)
    if not form.is_valid():
        return _page(request, page, start=form, status=422)
    try:
        published = publish(page.report, by=request.user, **form.cleaned_data)
    except ChangedMeanwhileError as meanwhile:
        form.show_again(meanwhile.stored.version)
        return _page(request, PublicationPage(page.report), start=form, is_changed=True, status=409)
    except CannotError as problem:
        return _page(request, page, start=form, problem=str(problem), status=422)
    messages.success(request, f"De rapportage is openbaar sinds {long_date(published.published_on)}.")
    return redirect("monitor:report-publish", pk)


@require_POST
def publication_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Intrekken»: nobody outside the network reads it any more."""
    page = PublicationPage(_adopted_report(request, pk))
    form = _end_form(page, request.POST)
    if not form.is_valid():
        return _page(request, page, end=form, status=422)
    try:
        withdraw(page.report, by=request.user, **form.cleaned_data)
    except ChangedMeanwhileError as meanwhile:
        form.show_again(meanwhile.stored.version)
        return _page(request, PublicationPage(page.report), end=form, is_changed=True, status=409)
    except CannotError as problem:
        return _page(request, page, end=form, problem=str(problem), status=422)
    messages.success(request, "De rapportage is niet meer openbaar.")
    return redirect("monitor:report-publish", pk)


def _start_form(page: PublicationPage, data: Any = None) -> DayForm:
    earliest, version = page.adopted.adopted_on or date.min, page.stored.version
    return DayForm(data, label="Openbaar sinds", earliest=earliest, version=version, auto_id="begin")


def _end_form(page: PublicationPage, data: Any = None) -> DayForm:
    earliest, version = page.stored.published_on or date.min, page.stored.version
    return DayForm(data, label="Niet meer openbaar sinds", earliest=earliest, version=version, auto_id="eind")


def _page(
    request: SignedInRequest,
    page: PublicationPage,
    *,
    form: DecisionForm | None = None,
    start: DayForm | None = None,
    end: DayForm | None = None,
    problem: str = "",
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page,
        "form": form or DecisionForm(page=page),
        "start": start or _start_form(page),
        "end": end or _end_form(page),
        "faulty": next((each for each in (form, start, end) if each and each.errors), None),
        "problem": problem,
        "nothing_left": NOTHING_LEFT,
        "is_changed": is_changed,
    }
    return render(request, "monitor/reports/report_publish.html", context, status=status)
