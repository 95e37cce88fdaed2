"""Pages of the monitor: what is released, for every member of the network."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from monitor.comparison import SortBy
from monitor.dashboard import dashboard_for, default_choice, indicator_page
from monitor.downloads import Form, edition_as_csv
from monitor.figure_forms import SeriesForm
from monitor.figures import with_what_is_said
from monitor.geography import Borders
from monitor.menu import monitor_menu
from monitor.models import Edition, Indicator, ReleasedValue, SourceKind
from monitor.series import Contents
from network.dates import today
from network.downloads import as_download
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.parts import parts_of

RELEASED_BY = "Partners leveren ze. De regiocoördinator of de databeheerder geeft ze vrij."


@require_safe
def dashboard(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.FIGURE_VIEW)
    context = {
        "board": dashboard_for(request.user, request.GET.get("pagina")),
        "menu": monitor_menu(request.user, "monitor:dashboard"),
    }
    return render(request, "monitor/figures/dashboard.html", context)


@require_safe
def indicator_detail(request: SignedInRequest, slug: str) -> HttpResponse:
    """The trend of one series; `?gebied=…&onderverdeling=…` asks for another one, `?sorteer=…` for another order."""
    require(request.user, Permission.FIGURE_VIEW)
    menu = monitor_menu(request.user, "monitor:indicator-list")
    edition, borders = with_what_is_said(Edition.objects.newest_first(slug)).first(), Borders.known()
    first = default_choice(Contents.from_json(edition.contents), borders) if edition else None
    if edition is None or first is None:
        indicator = get_object_or_404(Indicator.objects.visible_to(request.user).select_related("source"), slug=slug)
        delivered = indicator.source.kind == SourceKind.DELIVERED
        who = RELEASED_BY if delivered else "De databeheerder importeert ze."
        context = {
            "indicator": indicator,
            "who": who,
            "parts": parts_of(indicator, request.user, today()),
            "menu": menu,
        }
        return render(request, "monitor/figures/indicator_empty.html", context)
    form = SeriesForm(Contents.from_json(edition.contents), first, request.GET)
    context = {
        "page": indicator_page(edition, form.choice, borders, SortBy.asked(request.GET.get("sorteer"))),
        "parts": parts_of(edition.indicator, request.user, today()),
        "form": form,
        "clear": request.path if request.GET else "",
        "menu": menu,
    }
    return render(request, "monitor/figures/indicator_detail.html", context)


@require_safe
def indicator_csv(request: SignedInRequest, slug: str) -> HttpResponse:
    """The whole newest edition as a file: for Excel, or with `?vorm=machine` for another program."""
    require(request.user, Permission.FIGURE_VIEW)
    edition = Edition.objects.newest_of(slug)
    if edition is None:
        raise Http404
    form = Form.asked(request.GET.get("vorm"))
    values = ReleasedValue.objects.of_edition(edition).for_a_file()
    file_name = f"{slug}-editie-{edition.number}{'-machine' * (form == Form.MACHINE)}.csv"
    content = edition_as_csv(edition, values, form=form)
    return as_download(content, file_name=file_name, content_type="text/csv; charset=utf-8")
