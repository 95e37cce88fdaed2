"""What the plan costs and who pays."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actionplan import reading
from actionplan.drawings import draw_money
from actionplan.finance import regular_groups
from actionplan.finance_export import FORMATS, finance_as
from actionplan.lasting import ending_in_words, money_that_ends
from actionplan.menu import plan_menu
from actionplan.models import BudgetLine, FundingSource, Plan
from actionplan.which_plan import PARAMETER, plan_asked
from network.dates import today
from network.downloads import as_download
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require


@require_safe
def finance(request: SignedInRequest) -> HttpResponse:
    """/plan/financien/: what each partner asks of a source, what there is, and what is short; `?bron=3` for another."""
    require(request.user, Permission.FINANCE_VIEW)
    plan = plan_asked(request)
    source = source_asked(request, plan)
    table = reading.finance_of(source) if source else None
    without_request = BudgetLine.objects.visible_to(request.user).without_request(source.year) if source else ()
    context = {
        "menu": plan_menu(request.user, "actionplan:finance", plan),
        "plan": plan,
        "plan_in_address": plan if PARAMETER in request.GET else None,
        "source": source,
        "sources": FundingSource.objects.visible_to(request.user),
        "table": table if table and table.organisations else None,
        "bar": draw_money(table) if table else None,
        "regular": regular_groups(without_request),
        "ending": ending_in_words(money_that_ends(plan, today())) if plan else "",
        "formats": [(word.upper(), export_address(source, word)) for word in FORMATS] if source else [],
        "may_edit": may(request.user, Permission.FINANCE_EDIT),
    }
    return render(request, "actionplan/finance.html", context)


@require_safe
def finance_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    """What stands on the page of a source, as a file."""
    if file_format not in FORMATS:
        raise Http404
    require(request.user, Permission.FINANCE_VIEW)
    source = source_asked(request, plan_asked(request))
    content = finance_as(file_format, source)
    name = f"financien-{source.year if source else today().year}-{today():%Y-%m-%d}.{file_format}"
    return as_download(content, file_name=name, content_type=FORMATS[file_format])


def source_asked(request: SignedInRequest, plan: Plan | None) -> FundingSource | None:
    """The source that the address names, or the newest one that somebody asks money of, for this plan where it can."""
    sources = FundingSource.objects.visible_to(request.user)
    if "bron" in request.GET:
        source: FundingSource = get_object_or_404(sources, pk=number_in(request.GET, "bron"))
        return source
    return (sources.asked_for_plan(plan).newest() if plan else None) or sources.newest() or sources.first()


def address_of(source: FundingSource | None, plan: Plan | None = None) -> str:
    """The page of a source; of the newest one when none is given."""
    asked = {"bron": source.pk if source else None, PARAMETER: plan.pk if plan else None}
    query = urlencode({name: pk for name, pk in asked.items() if pk is not None})
    return reverse("actionplan:finance") + (f"?{query}" if query else "")


def export_address(source: FundingSource, file_format: str) -> str:
    return f"{reverse('actionplan:finance-export', args=[file_format])}?{urlencode({'bron': source.pk})}"
