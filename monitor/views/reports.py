"""Making reports: a new one, its texts and figures, its PDF, and adopting it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor.models import EditionStage, Report, ReportEdition, ReportKind, ReportSection, ReportStatus
from monitor.reporting.blockers import blockers_of
from monitor.reporting.edition_flows import (
    NotNowError,
    adopt_report,
    ask_for_edition,
    is_being_offered,
    offer_report,
    take_back,
)
from monitor.reporting.edition_progress import EditionProgress
from monitor.reporting.flows import choices_of, choose_sections, create_report, refresh_figures, write_section
from monitor.reporting.forms import AdoptionForm, ReferenceDateForm, SectionForm
from monitor.reporting.kinds import KINDS
from monitor.reporting.new_report_form import WHAT_FOR, NewReportForm
from monitor.reporting.pages import ReportPage
from monitor.reporting.refreshing import changes_on
from monitor.reporting.section_choices import SectionChoice, choices_in, mark_of
from monitor.views.report_reading import edition_seen_by, report_seen_by
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
        raise PermissionDenied("Deze rapportage is geen concept meer en verandert niet.")
    if is_being_offered(report):
        raise PermissionDenied("De versie ter vaststelling wordt nu gemaakt. Wacht tot die klaar is.")
    return report


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: SignedInRequest) -> HttpResponse:
    """First which kind (?soort=…), then what that kind asks."""
    require(request.user, Permission.REPORT_MAKE)
    kind = request.GET.get("soort", "")
    if kind not in ReportKind.values:
        kinds = [(each.value, each.label, WHAT_FOR[each]) for each in ReportKind]
        status = 422 if request.method == "POST" else 200
        return render(request, "monitor/reports/report_kind.html", {"kinds": kinds}, status=status)
    form = NewReportForm(_sent(request), kind=ReportKind(kind), on=today())
    if request.method == "POST" and form.is_valid():
        try:
            report = create_report(by=request.user, **form.chosen)
        except IntegrityError:  # a colleague was just ahead
            form.add_error("period", "Een collega maakte deze rapportage net. Open die, of kies een andere periode.")
        else:
            next_step = "Schrijf nu de samenvatting." if KINDS[form.kind].asks_for_a_summary else "Lees haar na."
            messages.success(request, f"{report} is gemaakt. {next_step}")
            return redirect(report)
    context = {"form": form, "kind": form.kind.label, "what_for": WHAT_FOR[form.kind]}
    return render(request, "monitor/reports/report_create.html", context, status=422 if form.errors else 200)


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
    try:
        write_section(section, text=form.cleaned_data["text"], seen=form.cleaned_data["seen"])
    except NotNowError as problem:
        form.add_error(None, str(problem))
        form.having_seen(ReportSection.objects.get(pk=section.pk).text)
        return _section_page(request, context | {"form": form}, status=409)
    if request.headers.get("HX-Request"):
        chapter = ReportPage(report, request.user).chapter(kind)
        return _section_page(request, context | {"saved": True, "chapter": chapter})
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
    """First what would change (?reference_date=…), then the press that does it."""
    report = _report_to_edit(request, pk)
    asked = request.GET if "reference_date" in request.GET else None
    form = ReferenceDateForm(request.POST if request.method == "POST" else asked, initial={"reference_date": today()})
    day = form.cleaned_data["reference_date"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and day:
        try:
            refresh_figures(report, reference_date=day)
        except NotNowError as problem:
            return _not_now(request, report, problem)
        messages.success(request, "De cijfers zijn opnieuw gelezen. Uw teksten zijn niet veranderd.")
        return redirect(report)
    context = {"report": report, "form": form, "day": day, "changes": changes_on(report, day) if day else None}
    return render(request, "monitor/reports/report_refresh.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report_sections(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which sections are in, in which order, and which stay out of the public version."""
    report = _report_to_edit(request, pk)
    current = choices_of(report)
    if request.method != "POST":
        return _sections_page(request, report, current)
    choices = choices_in(request.POST, current)
    if not any(each.is_included for each in choices):
        return _sections_page(request, report, choices, problem="Kies minstens één onderdeel.", status=422)
    try:
        choose_sections(report, choices, seen=request.POST.get("gezien", ""))
    except NotNowError as problem:
        return _sections_page(request, report, choices_of(report), problem=str(problem), status=409)
    if "opslaan" not in request.POST:
        return redirect("monitor:report-sections", pk)
    messages.success(request, "De onderdelen zijn opgeslagen.")
    return redirect(report)


def _sections_page(
    request: SignedInRequest, report: Report, rows: Sequence[SectionChoice], *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"report": report, "rows": rows, "seen": mark_of(choices_of(report)), "problem": problem}
    return render(request, "monitor/reports/report_sections.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Can always be asked; the answer is the list of what has to be done first, or what offering means."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_ADOPT, report)
    blockers = blockers_of(report)
    if request.method == "POST" and not blockers:
        return _under_way(request, report, lambda: offer_report(report, by=request.user))
    context = {"report": report, "blockers": blockers}
    status = 422 if request.method == "POST" else 200
    return render(request, "monitor/reports/report_offer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def report_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """On which day the stuurgroep adopted what was offered to it."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_ADOPT, report)
    form = AdoptionForm(_sent(request), report=report)
    if request.method == "POST" and form.is_valid():
        return _under_way(request, report, lambda: adopt_report(report, by=request.user, **form.cleaned_data))
    context = {"report": report, "form": form, "is_offered": report.status == ReportStatus.FOR_ADOPTION}
    return render(request, "monitor/reports/report_adopt.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Back to a draft, so that it can be written in again."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_ADOPT, report)
    if request.method != "POST":
        is_offered = report.status == ReportStatus.FOR_ADOPTION
        return render(request, "monitor/reports/report_take_back.html", {"report": report, "is_offered": is_offered})
    try:
        take_back(report, by=request.user)
    except NotNowError as problem:
        return _not_now(request, report, problem)
    messages.success(request, f"{report} is weer een concept. De versie die u aanbood, staat bij de eerdere versies.")
    return redirect(report)


@require_POST
def edition_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """«Concept maken»: answers at once; the worker makes the PDF."""
    report = report_seen_by(request, pk)
    require(request.user, Permission.REPORT_MAKE)
    return _under_way(request, report, lambda: ask_for_edition(report, stage=EditionStage.DRAFT, by=request.user))


def _under_way(request: SignedInRequest, report: Report, ask: Callable[[], tuple[ReportEdition, bool]]) -> HttpResponse:
    """Show how far the PDF is that was asked for; 409 when the state of the report does not allow it."""
    try:
        edition, _ = ask()
    except NotNowError as problem:
        return _not_now(request, report, problem)
    if request.headers.get("HX-Request"):
        return edition_part(request, edition)
    return redirect(f"{report.get_absolute_url()}#pdf")


@require_safe
def edition_status(request: SignedInRequest, pk: int, version: int) -> HttpResponse:
    """How far the PDF is; asked every two seconds while it is being made."""
    edition = edition_seen_by(request, pk, version)
    require(request.user, Permission.REPORT_VIEW, edition.report)
    if not request.headers.get("HX-Request"):
        return redirect(f"{edition.report.get_absolute_url()}#pdf")
    return edition_part(request, edition)


def edition_part(request: SignedInRequest, edition: ReportEdition) -> HttpResponse:
    """The page it stands on is read anew when the report got its next state; each step is said aloud once."""
    progress = EditionProgress.of(edition)
    context = {"edition": edition, "progress": progress, "say": request.GET.get("stap") != str(edition.step)}
    response = render(request, "monitor/reports/_edition_status.html", context)
    if progress.changes_the_report and (edition.is_finished or edition.has_failed):
        response["HX-Refresh"] = "true"
    return response


def _not_now(request: SignedInRequest, report: Report, problem: NotNowError) -> HttpResponse:
    """409: somebody was just ahead, or the page that was pressed on is old."""
    if request.headers.get("HX-Request"):
        alert = {"kind": "error", "title": "Dit kan nu niet", "text": str(problem), "live": True}
        return render(request, "components/alert.html", alert, status=409)
    return render(request, "monitor/reports/not_now.html", {"report": report, "problem": str(problem)}, status=409)
