"""Reading reports: the list, one report as page, and its PDF."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from monitor.models import AlteredFileError, Report, ReportEdition
from monitor.reporting.flows import (
    note_download,
)
from monitor.reporting.pages import ReportPage
from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, may, require


def report_seen_by(request: SignedInRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user), pk=pk)


@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """/rapportages/: the adopted ones, newest first; drafts above them for who makes them."""
    require(request.user, Permission.REPORT_LIST)
    reports = Report.objects.visible_to(request.user).newest_first()
    context = {
        "drafts": [each for each in reports if not each.is_adopted],
        "adopted": ReportEdition.objects.adopted().of_reports(reports),
        "may_make": may(request.user, Permission.REPORT_MAKE),
    }
    return render(request, "monitor/reports/report_list.html", context)


@require_safe
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """An adopted report as it was adopted; a draft as the portal stands on its reference date."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_VIEW, report)
    return render(request, "monitor/reports/report_detail.html", {"page": ReportPage(report, request.user)})


def edition_seen_by(request: SignedInRequest, pk: int, version: int) -> ReportEdition:
    editions = ReportEdition.objects.visible_to(request.user).select_related("report")
    return get_object_or_404(editions, report=pk, version=version)


@require_safe
def edition_status(request: SignedInRequest, pk: int, version: int) -> HttpResponse:
    """How far the PDF is; asked every two seconds while it is being made."""
    edition = edition_seen_by(request, pk, version)
    require(request.user, Permission.REPORT_VIEW, edition.report)
    if not request.headers.get("HX-Request"):
        return redirect(f"{edition.report.get_absolute_url()}#pdf")
    return edition_part(request, edition)


def edition_part(request: SignedInRequest, edition: ReportEdition) -> HttpResponse:
    return render(request, "monitor/reports/_edition_status.html", {"edition": edition})


@require_safe
def edition_download(request: SignedInRequest, pk: int, version: int) -> HttpResponse:
    """The PDF itself. Who may is asked now, not when the link was made; the download is written down."""
    edition = edition_seen_by(request, pk, version)
    require(request.user, Permission.REPORT_DOWNLOAD, edition)
    if not edition.is_finished:
        raise Http404("Deze PDF is er nog niet.")
    try:
        content = edition.read()
    except AlteredFileError:
        return render(request, "monitor/reports/altered_file.html", {"edition": edition}, status=500)
    if request.method == "GET":
        note_download(edition, by=request.user)
    return as_download(content, file_name=edition.file_name, content_type="application/pdf")
