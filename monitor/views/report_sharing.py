"""Sharing a version of a report with members by name, before it is adopted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from monitor.models import ReportReader
from monitor.reporting.sharing import NotToShareError, readers_of, share_edition, stop_sharing
from monitor.reporting.sharing_forms import SearchForm, ShareForm
from monitor.views.report_reading import report_seen_by
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "HEAD", "POST"])
def report_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """/rapportages/12/delen/: who has which version, and giving one to others."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_SHARE, report)
    search = SearchForm(request.GET)
    form = ShareForm(request.POST if request.method == "POST" else None, report=report, people=search.found)
    if form.is_valid():
        try:
            new = share_edition(form.edition_to_share, with_=form.chosen, by=request.user)
        except NotToShareError as problem:
            form.add_error("edition", str(problem))
        else:
            messages.success(request, _shared_in_words([reader.person.name for reader in new]))
            return redirect("monitor:report-share", pk=report.pk)
    readers = list(readers_of(report))
    context = {
        "report": report,
        "form": form,
        "search": search,
        "now": [reader for reader in readers if reader.withdrawn_at is None],
        "before": [reader for reader in readers if reader.withdrawn_at is not None],
    }
    return render(request, "monitor/reports/report_share.html", context, status=422 if form.errors else 200)


def _shared_in_words(names: list[str]) -> str:
    if not names:
        return "Iedereen die u koos, had deze versie al."
    return f"Gedeeld met {', '.join(names)}. Zij krijgen een mail met een link."


@require_POST
def report_share_stop(request: SignedInRequest, pk: int, reader: int) -> HttpResponse:
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_SHARE, report)
    shared = get_object_or_404(ReportReader, edition__report=report, pk=reader)
    stop_sharing(shared, by=request.user)
    messages.success(request, f"{shared.person.name} kan deze versie niet meer lezen.")
    return redirect("monitor:report-share", pk=report.pk)
