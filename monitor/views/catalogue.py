"""Pages of the catalogue: everybody reads it; the coordinator and the data steward keep it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor import catalogue_flows as flows
from monitor.catalogue import by_source, rows_of, sources_for
from monitor.catalogue_filters import IndicatorFilter
from monitor.catalogue_flows import CatalogueRefusedError
from monitor.catalogue_forms import BreakForm, IndicatorForm, SourceForm, SubdivisionsForm, TargetForm
from monitor.catalogue_starter import add_starter, told
from monitor.menu import monitor_menu
from monitor.models import Indicator, IndicatorTarget, SeriesBreak, Source
from network.dates import today
from network.history import history_of
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

PER_PAGE = 100
Crumb = tuple[str, str | None]


# --- reading ---------------------------------------------------------------------------------------------------------


@require_safe
def indicator_list(request: SignedInRequest) -> HttpResponse:
    """Grouped by source; `?zoek=…&bron=…&stand=verouderd` narrows it down."""
    require(request.user, Permission.FIGURE_VIEW)
    form = IndicatorFilter(request.GET)
    visible = Indicator.objects.visible_to(request.user).select_related("source")
    rows = form.in_state(rows_of(form.chosen(visible).order_by("source__name", "name", "pk"), today()))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "form": form,
        "page": page,
        "groups": by_source(page.object_list),
        "may_edit": may(request.user, Permission.INDICATOR_EDIT),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
    }
    return render(request, "monitor/catalogue/indicator_list.html", context)


@require_safe
def source_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.FIGURE_VIEW)
    context = {
        "sources": sources_for(request.user),
        "may_edit": may(request.user, Permission.INDICATOR_EDIT),
        "menu": monitor_menu(request.user, "monitor:source-list"),
    }
    return render(request, "monitor/catalogue/source_list.html", context)


@require_safe
def source_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, Permission.FIGURE_VIEW)
    source = get_object_or_404(sources_for(request.user).select_related("rule"), pk=pk)
    visible = Indicator.objects.visible_to(request.user).filter(source=source).select_related("source")
    context = {
        "source": source,
        "rule": getattr(source, "rule", None),
        "rows": rows_of(visible.order_by("name", "pk"), today()),
        "breaks": source.breaks.all(),
        "may_edit": may(request.user, Permission.INDICATOR_EDIT),
        "menu": monitor_menu(request.user, "monitor:source-list"),
        "crumbs": _crumbs_of_source(source),
    }
    return render(request, "monitor/catalogue/source_detail.html", context)


@require_safe
def indicator_about(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything that is said of an indicator, and where it is changed."""
    indicator = _indicator(request, slug)
    context = {
        "indicator": indicator,
        "dimensions": indicator.dimensions.prefetch_related("parts"),
        "breaks": indicator.breaks.all(),
        "breaks_of_source": indicator.source.breaks.all(),
        "targets": indicator.targets.select_related("priority"),
        "may_edit": may(request.user, Permission.INDICATOR_EDIT),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
        "crumbs": _crumbs_of_indicator(indicator, "Omschrijving"),
    }
    return render(request, "monitor/catalogue/indicator_about.html", context)


# --- sources ---------------------------------------------------------------------------------------------------------


@require_POST
def starter_add(request: SignedInRequest) -> HttpResponse:
    """The sources and indicators that the portal knows, as far as they aren't there."""
    require(request.user, Permission.INDICATOR_EDIT)
    added = add_starter(by=request.user)
    (messages.success if added else messages.info)(request, told(added))
    return redirect("monitor:source-list")


@require_http_methods(["GET", "HEAD", "POST"])
def source_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.INDICATOR_EDIT)
    form = SourceForm(_sent(request))
    if form.is_valid():
        source = flows.add_source(by=request.user, values=form.values)
        messages.success(request, f"Toegevoegd: {source}. Voeg nu toe wat deze bron telt.")
        return redirect("monitor:source-detail", source.pk)
    crumbs: list[Crumb] = [_SOURCES, ("Bron toevoegen", None)]
    return _form_page(request, form, "Bron toevoegen", crumbs, reverse("monitor:source-list"))


@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(sources_for(request.user), pk=pk)
    require(request.user, Permission.INDICATOR_EDIT)
    form = SourceForm(_sent(request), source=source)
    page = ("Bron wijzigen", _crumbs_of_source(source, "Wijzigen"), _url_of(source))
    if not form.is_valid():
        return _form_page(request, form, *page)
    try:
        changed = flows.change_source(source, by=request.user, seen=form.what_was_seen, values=form.values)
    except CatalogueRefusedError as refused:
        form.add_error(refused.field, str(refused))
        return _form_page(request, form, *page)
    except ChangedMeanwhileError as meanwhile:
        now = flows.values_of_source(meanwhile.stored)
        return _two_versions(request, form, meanwhile.stored, now, *page, what="deze bron")
    messages.success(request, f"Opgeslagen: {changed}.")
    return redirect(_url_of(changed))


# --- indicators ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_add(request: SignedInRequest) -> HttpResponse:
    """`?bron=3` says of which source."""
    require(request.user, Permission.INDICATOR_EDIT)
    source = sources_for(request.user).filter(pk=number_in(request.GET, "bron") or 0).first()
    form = IndicatorForm(_sent(request), source=source)
    if form.is_valid():
        indicator = flows.add_indicator(by=request.user, values=form.values)
        messages.success(request, f"Toegevoegd: {indicator}.")
        return redirect("monitor:indicator-about", indicator.slug)
    crumbs: list[Crumb] = [_INDICATORS, ("Indicator toevoegen", None)]
    return _form_page(request, form, "Indicator toevoegen", crumbs, reverse("monitor:indicator-list"))


@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    indicator = _indicator(request, slug)
    require(request.user, Permission.INDICATOR_EDIT)
    form = IndicatorForm(_sent(request), indicator=indicator)
    page = ("Indicator wijzigen", _crumbs_of_indicator(indicator, "Wijzigen"), _url_of(indicator))
    if not form.is_valid():
        return _form_page(request, form, *page)
    try:
        changed = flows.change_indicator(indicator, by=request.user, seen=form.what_was_seen, values=form.values)
    except CatalogueRefusedError as refused:
        form.add_error(refused.field, str(refused))
        return _form_page(request, form, *page)
    except ChangedMeanwhileError as meanwhile:
        now = flows.values_of_indicator(meanwhile.stored)
        return _two_versions(request, form, meanwhile.stored, now, *page, what="deze indicator")
    messages.success(request, f"Opgeslagen: {changed}.")
    return redirect(_url_of(changed))


@require_http_methods(["GET", "HEAD", "POST"])
def subdivisions_edit(request: SignedInRequest, slug: str) -> HttpResponse:
    """Not once a partner filled in numbers: those would belong nowhere any more."""
    indicator = _indicator(request, slug)
    require(request.user, Permission.INDICATOR_EDIT)
    form = SubdivisionsForm(_sent(request), indicator=indicator)
    page = ("Onderverdelingen", _crumbs_of_indicator(indicator, "Onderverdelingen"), _url_of(indicator))
    if reason := flows.why_subdivisions_stay(indicator):
        return _form_page(request, form, *page, fixed=reason, status=422 if request.method == "POST" else 200)
    if not form.is_valid():
        return _form_page(request, form, *page)
    try:
        flows.set_subdivisions(indicator, by=request.user, seen=form.what_was_seen, values=form.values)
    except CatalogueRefusedError as refused:
        return _form_page(request, form, *page, fixed=str(refused), status=422)
    except ChangedMeanwhileError as meanwhile:
        now = flows.values_of_subdivisions(meanwhile.stored)
        return _two_versions(request, form, meanwhile.stored, now, *page, what="deze onderverdelingen")
    messages.success(request, "Onderverdelingen opgeslagen.")
    return redirect(_url_of(indicator))


# --- breaks ----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def break_add(request: SignedInRequest, slug: str) -> HttpResponse:
    indicator = _indicator(request, slug)
    return _add_break(request, indicator, _crumbs_of_indicator(indicator, "Trendbreuk toevoegen"))


@require_http_methods(["GET", "HEAD", "POST"])
def source_break_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of everything that the source counts."""
    source = get_object_or_404(sources_for(request.user), pk=pk)
    return _add_break(request, source, _crumbs_of_source(source, "Trendbreuk toevoegen"))


def _add_break(request: SignedInRequest, of: Indicator | Source, crumbs: list[Crumb]) -> HttpResponse:
    require(request.user, Permission.INDICATOR_EDIT)
    form = BreakForm(_sent(request))
    if form.is_valid():
        added = flows.add_break(of, by=request.user, values=form.values)
        messages.success(request, f"Toegevoegd: {added}.")
        return redirect(_url_of(of))
    return _form_page(request, form, "Trendbreuk of gebeurtenis toevoegen", crumbs, _url_of(of))


@require_http_methods(["GET", "HEAD", "POST"])
def break_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    series_break, of = _break(request, pk)
    require(request.user, Permission.INDICATOR_EDIT)
    form = BreakForm(_sent(request), series_break=series_break)
    page = ("Trendbreuk of gebeurtenis wijzigen", _crumbs_of(of, "Trendbreuk wijzigen"), _url_of(of))
    if not form.is_valid():
        return _form_page(request, form, *page)
    try:
        changed = flows.change_break(series_break, by=request.user, seen=form.what_was_seen, values=form.values)
    except ChangedMeanwhileError as meanwhile:
        now = flows.values_of_break(meanwhile.stored)
        return _two_versions(request, form, meanwhile.stored, now, *page, what="deze trendbreuk")
    messages.success(request, f"Opgeslagen: {changed}.")
    return redirect(_url_of(of))


@require_http_methods(["GET", "HEAD", "POST"])
def break_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    series_break, of = _break(request, pk)
    require(request.user, Permission.INDICATOR_EDIT)
    if request.method == "POST":
        flows.remove_break(series_break, by=request.user)
        messages.success(request, f"Verwijderd: {series_break}.")
        return redirect(_url_of(of))
    lead = "De uitleg verdwijnt bij de grafieken. De lijn loopt dan weer door. In de geschiedenis blijft het staan."
    return _remove_page(request, series_break, of, lead)


def _break(request: SignedInRequest, pk: int) -> tuple[SeriesBreak, Indicator | Source]:
    require(request.user, Permission.FIGURE_VIEW)
    found = get_object_or_404(SeriesBreak.objects.select_related("indicator__source", "source"), pk=pk)
    of = found.indicator or found.source
    if of is None:
        raise TypeError("A break is of an indicator or of a source.")
    return found, of


# --- targets ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def target_add(request: SignedInRequest, slug: str) -> HttpResponse:
    indicator = _indicator(request, slug)
    require(request.user, Permission.INDICATOR_EDIT)
    form = TargetForm(_sent(request), indicator=indicator, person=request.user)
    if form.is_valid():
        added = flows.add_target(indicator, by=request.user, values=form.values)
        messages.success(request, f"Toegevoegd: {added}.")
        return redirect(_url_of(indicator))
    crumbs = _crumbs_of_indicator(indicator, "Streefwaarde toevoegen")
    return _form_page(request, form, "Streefwaarde toevoegen", crumbs, _url_of(indicator))


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    require(request.user, Permission.INDICATOR_EDIT)
    of = target.indicator
    form = TargetForm(_sent(request), indicator=of, person=request.user, target=target)
    page = ("Streefwaarde wijzigen", _crumbs_of_indicator(of, "Streefwaarde wijzigen"), _url_of(of))
    if not form.is_valid():
        return _form_page(request, form, *page)
    try:
        changed = flows.change_target(target, by=request.user, seen=form.what_was_seen, values=form.values)
    except ChangedMeanwhileError as meanwhile:
        now = flows.values_of_target(meanwhile.stored)
        return _two_versions(request, form, meanwhile.stored, now, *page, what="deze streefwaarde")
    messages.success(request, f"Opgeslagen: {changed}.")
    return redirect(_url_of(of))


@require_http_methods(["GET", "HEAD", "POST"])
def target_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    target = _target(request, pk)
    require(request.user, Permission.INDICATOR_EDIT)
    if request.method == "POST":
        flows.remove_target(target, by=request.user)
        messages.success(request, f"Verwijderd: {target}.")
        return redirect(_url_of(target.indicator))
    lead = "De lijn verdwijnt uit de grafiek. In de geschiedenis blijft zij staan."
    return _remove_page(request, target, target.indicator, lead)


def _target(request: SignedInRequest, pk: int) -> IndicatorTarget:
    visible = Indicator.objects.visible_to(request.user)
    return get_object_or_404(IndicatorTarget.objects.select_related("indicator__source"), pk=pk, indicator__in=visible)


# --- what the pages share --------------------------------------------------------------------------------------------


_SOURCES: Crumb = ("Bronnen", "/monitor/bronnen/")
_INDICATORS: Crumb = ("Indicatoren", "/monitor/indicatoren/")


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _indicator(request: SignedInRequest, slug: str) -> Indicator:
    return get_object_or_404(Indicator.objects.visible_to(request.user).select_related("source"), slug=slug)


def _url_of(of: Indicator | Source) -> str:
    """Where the catalogue tells about it."""
    if isinstance(of, Indicator):
        return reverse("monitor:indicator-about", args=[of.slug])
    return reverse("monitor:source-detail", args=[of.pk])


def _crumbs_of(of: Indicator | Source, here: str) -> list[Crumb]:
    return _crumbs_of_indicator(of, here) if isinstance(of, Indicator) else _crumbs_of_source(of, here)


def _crumbs_of_source(source: Source, here: str = "") -> list[Crumb]:
    page: list[Crumb] = [_SOURCES, (source.name, _url_of(source))]
    return [*page, (here, None)] if here else page


def _crumbs_of_indicator(indicator: Indicator, here: str) -> list[Crumb]:
    page: list[Crumb] = [_INDICATORS, (indicator.name, indicator.get_absolute_url())]
    if here == "Omschrijving":
        return [*page, (here, None)]
    return [*page, ("Omschrijving", _url_of(indicator)), (here, None)]


def _form_page(
    request: SignedInRequest, form: Any, title: str, crumbs: list[Crumb], back: str, *, status: int = 0, **more: Any
) -> HttpResponse:
    context = {"form": form, "title": title, "crumbs": crumbs, "back": back, **more}
    name = "indicator_form" if isinstance(form, IndicatorForm) else "form"
    return render(request, f"monitor/catalogue/{name}.html", context, status=status or (422 if form.errors else 200))


def _two_versions(
    request: SignedInRequest,
    form: Any,
    stored: models.Model,
    now: dict[str, Any],
    title: str,
    crumbs: list[Crumb],
    back: str,
    *,
    what: str,
) -> HttpResponse:
    """409: nothing is saved yet, nothing that was typed is lost."""
    last_change = next(iter(history_of(stored, limit=1)), None)
    more = {"conflict": form.differences_with(now), "last_change": last_change, "what": what}
    return _form_page(request, form.on_top_of(stored), title, crumbs, back, status=409, **more)


def _remove_page(request: SignedInRequest, thing: models.Model, of: Indicator | Source, lead: str) -> HttpResponse:
    context = {"thing": thing, "lead": lead, "back": _url_of(of), "crumbs": _crumbs_of(of, "Verwijderen")}
    return render(request, "monitor/catalogue/remove.html", context)
