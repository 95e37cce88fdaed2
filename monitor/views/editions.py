"""Editions: what was released and when, releasing what was approved, and the rule for small numbers."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from monitor.edition_files import edition_file
from monitor.edition_flows import order_build
from monitor.edition_forms import ReleaseForm, RuleForm
from monitor.edition_pages import EditionPage, ReleasePage, can_be_released, rule_in_words
from monitor.menu import monitor_menu
from monitor.models import BuildStatus, DisclosureRule, Edition, Indicator, Source, SourceKind
from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, require


def _indicator(request: SignedInRequest, slug: str) -> Indicator:
    require(request.user, Permission.FIGURE_VIEW)
    return get_object_or_404(Indicator.objects.visible_to(request.user).select_related("source"), slug=slug)


def _edition(request: SignedInRequest, slug: str, number: int) -> Edition:
    require(request.user, Permission.FIGURE_VIEW)
    editions = Edition.objects.select_related("indicator__source")
    return get_object_or_404(editions, indicator__slug=slug, number=number)


@require_safe
def edition_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every edition of an indicator, newest first."""
    indicator = _indicator(request, slug)
    context = {
        "indicator": indicator,
        "editions": Edition.objects.filter(indicator=indicator).order_by("-number"),
        "can_be_released": can_be_released(indicator),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
    }
    return render(request, "monitor/editions/edition_list.html", context)


@require_safe
def edition_detail(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    edition = _edition(request, slug, number)
    context = {
        "page": EditionPage(edition, request.user, request.GET.get("pagina")),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
    }
    return render(request, "monitor/editions/edition_detail.html", context)


@require_safe
def edition_csv(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """The whole edition as a file; every download of it is the same bytes."""
    edition = _edition(request, slug, number)
    file_name = f"{slug}-editie-{edition.number}.csv"
    return as_download(edition_file(edition), file_name=file_name, content_type="text/csv; charset=utf-8")


@require_safe
def edition_why(request: SignedInRequest, slug: str) -> HttpResponse:
    """«Waarom staat hier geen getal?», with the rule of the newest edition."""
    indicator = _indicator(request, slug)
    edition = Edition.objects.latest_of(indicator)
    is_protected = bool(edition and edition.is_protected)
    context = {
        "indicator": indicator,
        "edition": edition,
        "is_protected": is_protected,
        "threshold": edition.rule["threshold"] if edition and is_protected else None,
        "rule": rule_in_words(edition.rule) if edition and is_protected else [],
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
    }
    return render(request, "monitor/editions/edition_why.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edition_build(request: SignedInRequest, slug: str) -> HttpResponse:
    """GET tells what is approved and what is missing; POST releases."""
    indicator = _indicator(request, slug)
    require(request.user, Permission.EDITION_RELEASE)
    if not can_be_released(indicator):
        raise Http404("Deze cijfers komen uit een import, niet van partners.")
    page = ReleasePage(indicator)
    form = ReleaseForm(request.POST if request.method == "POST" else None, needs_reason=page.last is not None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            build = order_build(indicator, reason=form.cleaned_data.get("reason", ""), by=request.user)
            if build.status == BuildStatus.WAITING:
                messages.success(request, "De vrijgave loopt. Dit kan een paar minuten duren.")
                return redirect("monitor:edition-build", slug)
            if build.edition:
                messages.success(request, f"Editie {build.edition.number} is vrijgegeven.")
                return redirect("monitor:edition-detail", slug, build.edition.number)
    menu = monitor_menu(request.user, "monitor:indicator-list")
    context = {"page": page, "form": form, "menu": menu, "is_answer": status == 422}
    return render(request, "monitor/editions/edition_build.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """How small numbers of a source are protected. Without a rule nothing of it is released."""
    require(request.user, Permission.FIGURE_VIEW)
    source = get_object_or_404(Source.objects.filter(kind=SourceKind.DELIVERED), pk=pk)
    require(request.user, Permission.DISCLOSURE_EDIT, source)
    rule = DisclosureRule.objects.filter(source=source).first() or DisclosureRule(source=source)
    form = RuleForm(request.POST if request.method == "POST" else None, instance=rule)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"De regel van {source} is opgeslagen. Hij geldt vanaf de volgende editie.")
        return redirect("monitor:rule-edit", source.pk)
    context = {
        "source": source,
        "form": form,
        "is_new": rule.pk is None,
        "indicators": source.indicators.order_by(F("name")),
        "menu": monitor_menu(request.user, "monitor:source-list"),
    }
    return render(request, "monitor/editions/rule_edit.html", context, status=422 if form.errors else 200)
