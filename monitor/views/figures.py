"""Pages of the monitor: what is released, for every member of the network."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from monitor.dashboard import default_choice, indicator_page, tiles_for
from monitor.downloads import edition_as_csv
from monitor.figure_forms import SeriesForm
from monitor.geography import Borders
from monitor.menu import monitor_menu
from monitor.models import Edition, Indicator, ReleasedValue
from monitor.series import Contents
from network.dates import today
from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.parts import parts_of


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.FIGURE_VIEW)
    context = {"tiles": tiles_for(request.user), "menu": monitor_menu(request.user, "monitor:dashboard")}
    return render(request, "monitor/figures/dashboard.html", context)


@require_safe
def indicator_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.FIGURE_VIEW)
    context = {
        "indicators": Indicator.objects.visible_to(request.user).with_newest_edition().select_related("source"),
        "menu": monitor_menu(request.user, "monitor:indicator-list"),
    }
    return render(request, "monitor/figures/indicator_list.html", context)


@require_safe
def indicator_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """The trend of one series; `?gebied=…&onderverdeling=…` asks for another one."""
    require(request.user, Permission.FIGURE_VIEW)
    menu = monitor_menu(request.user, "monitor:indicator-list")
    edition, borders = Edition.objects.newest_of(slug), Borders.known()
    first = default_choice(Contents.from_json(edition.contents), borders) if edition else None
    if edition is None or first is None:
        indicator = get_object_or_404(Indicator.objects.visible_to(request.user).select_related("source"), slug=slug)
        context = {"indicator": indicator, "parts": parts_of(indicator, request.user, today()), "menu": menu}
        return render(request, "monitor/figures/indicator_empty.html", context)
    form = SeriesForm(Contents.from_json(edition.contents), first, request.GET)
    context = {
        "page": indicator_page(edition, form.choice, borders),
        "parts": parts_of(edition.indicator, request.user, today()),
        "form": form,
        "clear": request.path if request.GET else "",
        "menu": menu,
    }
    return render(request, "monitor/figures/indicator_detail.html", context)


@require_safe
def indicator_csv(request: SignedInRequest, slug: str) -> HttpResponse:
    """The whole newest edition as a file."""
    require(request.user, Permission.FIGURE_VIEW)
    edition = Edition.objects.newest_of(slug)
    if edition is None:
        raise Http404
    values = ReleasedValue.objects.of_edition(edition).in_table_order()
    file_name = f"{slug}-editie-{edition.number}.csv"
    return as_download(edition_as_csv(edition, values), file_name=file_name, content_type="text/csv; charset=utf-8")
