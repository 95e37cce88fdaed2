"""Reading reports: the archive, one report as page, and its files."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from monitor.models import AlteredFileError, DownloadedAs, Report, ReportEdition
from monitor.reporting.archive import ArchiveFilter, adopted_editions, reports_under_way, shared_with
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from monitor.reporting.downloads import note_download
from monitor.reporting.pages import ReportPage
from network.downloads import as_download
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require

PER_PAGE = 25


def report_seen_by(request: SignedInRequest, pk: int) -> Report:
    return get_object_or_404(Report.objects.visible_to(request.user), pk=pk)


@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """/rapportages/: the archive, newest first; above it what is being made, or what was shared with this person."""
    require(request.user, Permission.REPORT_LIST)
    chosen = ArchiveFilter(request.GET, adopted_editions(request.user))
    context = {
        "filter": chosen,
        "page": Paginator(chosen.chosen, PER_PAGE).get_page(request.GET.get("pagina")),
        "under_way": reports_under_way(request.user),
        "shared": shared_with(request.user),
        "may_make": may(request.user, Permission.REPORT_MAKE),
    }
    return render(request, "monitor/reports/report_list.html", context)


@require_safe
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A report as it was frozen; a draft, for who writes it, as the portal stands on its reference date."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_VIEW, report)
    page = ReportPage(report, request.user, version=number_in(request.GET, "versie"))
    if page.is_missing:
        raise Http404("Deze versie is er niet.")
    return render(request, "monitor/reports/report_detail.html", {"page": page})


def edition_seen_by(request: SignedInRequest, pk: int, version: int) -> ReportEdition:
    editions = ReportEdition.objects.visible_to(request.user).select_related("report").defer("content")
    return get_object_or_404(editions, report=pk, version=version)


@require_safe
def edition_download(request: SignedInRequest, pk: int, version: int) -> HttpResponse:
    """The PDF itself. Who may is asked now, not when the link was made; the download is written down."""
    edition = _edition_to_download(request, pk, version)
    try:
        content = edition.read()
    except AlteredFileError:
        return render(request, "monitor/reports/altered_file.html", {"edition": edition}, status=500)
    if request.method == "GET":
        note_download(edition, by=request.user, file_kind=DownloadedAs.PDF)
    return as_download(content, file_name=edition.file_name, content_type="application/pdf")


@require_safe
def report_csv(request: SignedInRequest, pk: int, version: int) -> HttpResponse:
    """Every figure of an edition, from what was frozen with it: so it never changes."""
    edition = _edition_to_download(request, pk, version)
    content = csv_of(Content.thaw(edition.content))
    if request.method == "GET":
        note_download(edition, by=request.user, file_kind=DownloadedAs.CSV)
    return as_download(content, file_name=f"{edition.name}.csv", content_type="text/csv; charset=utf-8")


def _edition_to_download(request: SignedInRequest, pk: int, version: int) -> ReportEdition:
    edition = edition_seen_by(request, pk, version)
    require(request.user, Permission.REPORT_DOWNLOAD, edition)
    if not edition.is_finished:
        raise Http404("Dit bestand is er nog niet.")
    return edition
