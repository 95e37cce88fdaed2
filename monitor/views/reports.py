"""Making reports: a new one, its texts and figures, its PDF, and adopting it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor.models import Report, ReportSection
from monitor.reporting.flows import (
    blockers_of,
    create_report,
    order_edition,
    refresh_figures,
    write_section,
)
from monitor.reporting.forms import AdoptionForm, NewReportForm, ReferenceDateForm, SectionForm
from monitor.reporting.jobs import make_report_edition
from monitor.views.report_reading import edition_part, report_seen_by
from network.dates import today
from network.pages import SignedInRequest, render_page_or_part
from network.policy import Permission, require


def _sent(request: SignedInRequest) -> QueryDict | None:
    """What was filled in; an empty form that was sent is an answer too."""
    return request.POST if request.method == "POST" else None


def _report_to_edit(request: SignedInRequest, pk: int) -> Report:
    """A draft; 403 for whoever may not, and once it is adopted or on its way there."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_EDIT, report)
    if not Report.objects.editable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied("Deze rapportage is vastgesteld en verandert niet meer.")
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.REPORT_MAKE)
    form = NewReportForm(_sent(request), on=today())
    if request.method == "POST" and form.is_valid():
        try:
            report = create_report(by=request.user, **form.cleaned_data)
        except IntegrityError:  # a colleague was just ahead
            form.add_error("half_year", "Over deze periode is er al een rapportage. Kies een andere periode.")
        else:
            messages.success(request, f"{report} is gemaakt. Schrijf nu de samenvatting.")
            return redirect(report)
    return render(request, "monitor/reports/report_create.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The coordinator's own words: a page of its own, or a form in the report."""
    report = _report_to_edit(request, pk)
    section = get_object_or_404(ReportSection, report=report, kind=kind)
    form = SectionForm(_sent(request), instance=section, auto_id=f"{kind}-%s")
    context: dict[str, Any] = {"report": report, "section": section, "may_edit": True}
    if request.method != "POST" or not form.is_valid():
        context["form"] = form
        return _section_page(request, context, status=422 if form.errors else 200)
    write_section(section, text=form.cleaned_data["text"])
    if request.headers.get("HX-Request"):
        return _section_page(request, context | {"saved": True})
    messages.success(request, f"Opgeslagen: uw tekst bij «{section}».")
    return redirect(f"{report.get_absolute_url()}#{kind}")


@require_safe
def section_text(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """The text as it stands; what «Annuleren» goes back to."""
    report = _report_to_edit(request, pk)
    section = get_object_or_404(ReportSection, report=report, kind=kind)
    if not request.headers.get("HX-Request"):
        return redirect(f"{report.get_absolute_url()}#{kind}")
    return _section_page(request, {"report": report, "section": section, "may_edit": True})


def _section_page(request: SignedInRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render_page_or_part(
        request,
        "monitor/reports/section_edit.html",
        context,
        part="monitor/reports/_section_text.html",
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_refresh(request: SignedInRequest, pk: int) -> HttpResponse:
    report = _report_to_edit(request, pk)
    form = ReferenceDateForm(_sent(request), initial={"reference_date": today()})
    if request.method == "POST" and form.is_valid():
        refresh_figures(report, **form.cleaned_data)
        messages.success(request, "De cijfers zijn opnieuw gelezen. Uw teksten zijn niet veranderd.")
        return redirect(report)
    context = {"report": report, "form": form}
    return render(request, "monitor/reports/report_refresh.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Can always be asked; the answer is the list of what has to be done first, or the question on which day."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_ADOPT, report)
    blockers = blockers_of(report)
    form = AdoptionForm(_sent(request), report=report)
    if request.method == "POST" and not blockers and form.is_valid():
        return _order(request, report, **form.cleaned_data)
    context = {"report": report, "form": form, "blockers": blockers}
    refused = request.method == "POST"
    return render(request, "monitor/reports/report_adopt.html", context, status=422 if refused else 200)


@require_POST
def edition_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Concept maken»: answers at once; the worker makes the PDF."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_MAKE)
    if report.is_adopted:
        raise PermissionDenied("Deze rapportage is vastgesteld en verandert niet meer.")
    return _order(request, report)


def _order(request: SignedInRequest, report: Report, **when: Any) -> HttpResponse:
    edition, is_new = order_edition(report, **when)
    if is_new:
        make_report_edition.defer(edition_id=edition.pk, person_id=request.user.pk)
    if request.headers.get("HX-Request"):
        return edition_part(request, edition)
    return redirect(f"{report.get_absolute_url()}#pdf")
