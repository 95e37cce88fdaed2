"""Looking back on a year: a verdict on every ambition."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import evaluation_flows as flows
from actionplan.evaluation_page import evaluation_shown
from actionplan.menu import plan_menu
from actionplan.models import Evaluation, Verdict
from actionplan.plan_part_forms import EvaluationForm, StartEvaluationForm, VerdictForm, years_to_look_back_on
from actionplan.views.part_pages import part_page, removal_page
from actionplan.which_plan import plan_asked
from network.pages import SignedInRequest
from network.policy import Permission, may, require


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_list(request: SignedInRequest) -> HttpResponse:
    """/plan/evaluaties/: every year that was looked back on; a POST begins the next one."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    if request.method == "POST":
        require(request.user, Permission.PLAN_EDIT)
    form = StartEvaluationForm(request.POST if request.method == "POST" else None, plan=plan)
    if form.is_valid():
        evaluation = flows.start_evaluation(form.cleaned_data["year"], by=request.user)
        messages.success(
            request, f"De evaluatie van {evaluation.year} is begonnen. Alle ambities van dat jaar staan klaar."
        )
        return redirect("actionplan:evaluation-detail", evaluation.year)
    context = {
        "menu": plan_menu(request.user, "actionplan:evaluation-list", plan),
        "plan": plan,
        "evaluations": Evaluation.objects.visible_to(request.user).with_numbers_of_verdicts(),
        "form": form,
        "may_start": may(request.user, Permission.PLAN_EDIT) and bool(years_to_look_back_on(plan)),
    }
    return render(request, "actionplan/evaluation_list.html", context, status=422 if form.errors else 200)


@require_safe
def evaluation_detail(request: SignedInRequest, year: int) -> HttpResponse:
    evaluation = _evaluation(request, year)
    context = {
        "menu": plan_menu(request.user, "actionplan:evaluation-list"),
        "crumbs": [*_crumbs(), (str(year), "")],
        "shown": evaluation_shown(evaluation),
        "may_edit": may(request.user, Permission.PLAN_EDIT) and evaluation.closed_on is None,
    }
    return render(request, "actionplan/evaluation_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_edit(request: SignedInRequest, year: int) -> HttpResponse:
    """What changed in the network, and what it takes along to the next year."""
    evaluation = _evaluation(request, year)
    require(request.user, Permission.PLAN_EDIT)
    form = EvaluationForm(_sent(request), instance=copy(evaluation))
    page = part_page(
        request,
        form,
        save=lambda: flows.change_evaluation(evaluation, by=request.user, seen=form.seen, changes=form.changes),
        context={**_around(evaluation), "title": f"Evaluatie {year}: het netwerk", "what": "de evaluatie"},
    )
    if page is None:
        messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return page or redirect("actionplan:evaluation-detail", year)


@require_http_methods(["GET", "HEAD", "POST"])
def verdict_edit(request: SignedInRequest, year: int, pk: int) -> HttpResponse:
    evaluation = _evaluation(request, year)
    require(request.user, Permission.PLAN_EDIT)
    verdict = get_object_or_404(evaluation.verdicts.select_related("ambition", "evaluation"), pk=pk)
    form = VerdictForm(_sent(request), instance=copy(verdict))
    context = {
        **_around(evaluation),
        "title": f"Wat lukte er in {year}?",
        "lead": verdict.ambition.title,
        "what": "dit oordeel",
    }
    page = part_page(
        request,
        form,
        save=lambda: flows.judge(verdict, by=request.user, seen=form.seen, changes=form.changes),
        context=context,
    )
    if page is None:
        messages.success(request, _saved(verdict))
    return page or redirect(f"{reverse('actionplan:evaluation-detail', args=[year])}#ambities")


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_close(request: SignedInRequest, year: int) -> HttpResponse:
    evaluation = _evaluation(request, year)
    require(request.user, Permission.PLAN_EDIT)
    context = {
        **_around(evaluation),
        "title": f"Evaluatie {year} afsluiten",
        "warning": "Daarna verandert deze evaluatie niet meer. Ambities die niet blijven, eindigen met dit jaar.",
        "submit": "Afsluiten",
    }
    page = removal_page(request, remove=lambda: flows.close_evaluation(evaluation, by=request.user), context=context)
    if page is None:
        messages.success(request, f"De evaluatie van {year} is afgesloten.")
    return page or redirect("actionplan:evaluation-detail", year)


def _evaluation(request: SignedInRequest, year: int) -> Evaluation:
    require(request.user, Permission.PLAN_VIEW)
    return get_object_or_404(Evaluation.objects.visible_to(request.user), year=year)


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _saved(verdict: Verdict) -> str:
    return f"Opgeslagen: het oordeel over «{verdict.ambition}»."


def _crumbs() -> list[tuple[str, str]]:
    return [("Plan", reverse("actionplan:plan")), ("Evaluatie", reverse("actionplan:evaluation-list"))]


def _around(evaluation: Evaluation) -> dict[str, Any]:
    page = reverse("actionplan:evaluation-detail", args=[evaluation.year])
    return {"crumbs": [*_crumbs(), (str(evaluation.year), page)], "submit": "Opslaan"}
