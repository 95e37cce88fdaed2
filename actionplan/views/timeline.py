"""The timeline of actions and milestones, with the same as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from actionplan.editing import year_of_now, years_of
from actionplan.menu import plan_menu
from actionplan.models import Plan
from actionplan.timeline_paper import make_timeline_paper, timeline_paper
from actionplan.timeline_reading import GROUPS, WHOLE, timeline_page, window_of
from actionplan.which_plan import address_part, plan_asked
from network.dates import today
from network.downloads import as_download
from network.pages import SignedInRequest, number_in
from network.pdf import PdfError
from network.policy import Permission, require


@require_safe
def timeline(request: SignedInRequest) -> HttpResponse:
    """/plan/tijdlijn/: this year; `?jaar=2027` is another one, `?jaar=alles` the whole plan."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    year, by = _year_asked(request, plan), _grouping_asked(request)
    shown, page = timeline_page(
        plan, request.user, window_of(plan, year), by=by, on=today(), page=request.GET.get("pagina")
    )
    years = [(str(each), str(each), each == year) for each in years_of(plan)]
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:timeline", plan),
        "timeline": shown,
        "page": page,
        "year": year,
        "years": [*years, (WHOLE, "Hele plan", year is None)],
        "by": by,
        "groupings": [(word, label) for word, (label, _) in GROUPS.items()],
        "now": today(),
    }
    return render(request, "actionplan/timeline.html", context)


@require_safe
def timeline_pdf(request: SignedInRequest) -> HttpResponse:
    """The same on one page, made anew each time."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    year, by = _year_asked(request, plan), _grouping_asked(request)
    paper = timeline_paper(plan, request.user, year=year, by=by, on=today())
    try:
        content = make_timeline_paper(paper)
    except PdfError as problem:
        back = reverse("actionplan:timeline") + address_part(plan)
        context = {"problem": str(problem), "back": back, "what": "Tijdlijn"}
        return render(request, "actionplan/paper_failed.html", context, status=503)
    return as_download(content, file_name=paper.file_name, content_type="application/pdf")


def _year_asked(request: SignedInRequest, plan: Plan) -> int | None:
    """None for the whole plan; a year outside it is read as this one."""
    if request.GET.get("jaar") == WHOLE:
        return None
    year = number_in(request.GET, "jaar")
    return year if year in years_of(plan) else year_of_now(plan)


def _grouping_asked(request: SignedInRequest) -> str:
    asked = request.GET.get("groep", "")
    return asked if asked in GROUPS else "bouwsteen"
