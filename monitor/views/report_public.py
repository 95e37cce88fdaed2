"""Public reports, for everybody: a list, a page, a PDF and a CSV. No sign-in, no cookie, and nobody is written down."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitor.models import AlteredFileError
from monitor.reporting.csv import csv_of
from monitor.reporting.published import PublicReport, public_report, public_reports
from network.downloads import as_download
from partners.public_cache import kept_for_a_moment


@kept_for_a_moment
@login_not_required
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    return render(request, "monitor/public/report_list.html", {"reports": public_reports()})


@kept_for_a_moment
@login_not_required
@require_safe
def public_report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The public version as it was frozen."""
    report = public_report(pk)
    if report is None or not report.publication.is_public:
        return _gone(request, report)
    return render(request, "monitor/public/report.html", {"report": report})


@login_not_required
@require_safe
def public_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    report = public_report(pk)
    if report is None or not report.publication.is_public:
        return _gone(request, report)
    try:
        content = report.pdf()
    except AlteredFileError:
        return render(request, "monitor/public/altered.html", {"report": report}, status=500)
    return as_download(content, file_name=report.file_name("pdf"), content_type="application/pdf")


@login_not_required
@require_safe
def public_csv(request: HttpRequest, pk: int) -> HttpResponse:
    report = public_report(pk)
    if report is None or not report.publication.is_public:
        return _gone(request, report)
    content = csv_of(report.content)
    return as_download(content, file_name=report.file_name("csv"), content_type="text/csv; charset=utf-8")


def _gone(request: HttpRequest, report: PublicReport | None) -> HttpResponse:
    """410 for what was withdrawn, 404 for what never was public: whether it is there is then not told."""
    return render(
        request, "monitor/public/gone.html", {"was_public": report is not None}, status=410 if report else 404
    )
