"""The life of a plan: made, adopted per municipality, followed by the next version and the next plan."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from actionplan import plan_life_flows as flows
from actionplan.menu import more_of_the_plan, plan_menu
from actionplan.models import Plan, PlanAdoption, PlanStatus, PlanVersion
from actionplan.plan_comparison import compare
from actionplan.plan_contents import contents_of
from actionplan.plan_life import blocks_of, comparable, period_in_words, plan_rows, url_of, version_rows
from actionplan.plan_life_forms import AdoptForm, ComparisonForm, DecisionsForm, OfferForm, PlanForm, SuccessorForm
from actionplan.plan_standing import municipality_rows, steps_of
from actionplan.plan_successor import follow_up
from actionplan.which_plan import plan_asked
from network.dates import today
from network.dutch import long_date
from network.history import history_of
from network.models import Municipality
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from partners.side_by_side import ChangedMeanwhileError

HERE = "actionplan:plan-list"


def _menu(request: SignedInRequest, plan: Plan | None) -> dict[str, Any]:
    return {"plan": plan, "menu": plan_menu(request.user, HERE, plan)}


def _plan_asked(request: SignedInRequest) -> Plan:
    plan = plan_asked(request)
    if plan is None:
        raise Http404
    return plan


def _plan_to_edit(request: SignedInRequest) -> Plan:
    require(request.user, Permission.PLAN_EDIT)
    return _plan_asked(request)


# --- all plans ----------------------------------------------------------------------------------------------------


@require_safe
def plan_more(request: SignedInRequest) -> HttpResponse:
    """/plan/meer/: the parts of the plan that are used less often."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    context = {
        "plan": plan,
        "menu": plan_menu(request.user, "actionplan:plan-more", plan),
        "parts": more_of_the_plan(request.user, plan),
    }
    return render(request, "actionplan/plan_more.html", context)


@require_safe
def plan_list(request: SignedInRequest) -> HttpResponse:
    """/plan/alle/: every plan that there is, with what can be done with it."""
    require(request.user, Permission.PLAN_VIEW)
    context = {**_menu(request, plan_asked(request)), "rows": plan_rows(Plan.objects.visible_to(request.user))}
    return render(request, "actionplan/plan_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request: SignedInRequest) -> HttpResponse:
    """A plan from nothing: a title and a period."""
    require(request.user, Permission.PLAN_EDIT)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            plan = flows.make_plan(by=request.user, **form.values)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"«{plan}» is gemaakt. Voeg nu acties toe.")
            return redirect(url_of("plan", plan))
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: SignedInRequest) -> HttpResponse:
    """Its title and period. Whoever changed another field meanwhile is kept."""
    plan = _plan_to_edit(request)
    form = PlanForm(request.POST if request.method == "POST" else None, plan=plan)
    if not form.is_valid():
        return _form_page(request, form, plan)
    try:
        changed = flows.change_plan(plan, by=request.user, seen=form.what_was_seen, values=form.values)
    except ChangedMeanwhileError as meanwhile:
        stored: Plan = meanwhile.stored
        both, [last_change] = form.differences_with(flows.values_of(stored)), history_of(stored, limit=1)
        form = form.on_top_of(stored)
        return _form_page(request, form, plan, status=409, conflict=both, last_change=last_change)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, plan)
    messages.success(request, f"Opgeslagen: {changed}.")
    return redirect(url_of("plan-version-list", changed))


def _form_page(
    request: SignedInRequest, form: PlanForm, plan: Plan | None, *, status: int = 0, **more: object
) -> HttpResponse:
    context = {**_menu(request, plan), "form": form, **more}
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/plan_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_successor(request: SignedInRequest) -> HttpResponse:
    """The plan for the next period, with the actions that go along."""
    plan = _plan_to_edit(request)
    form = SuccessorForm(request.POST if request.method == "POST" else None, plan=plan, actions=plan.actions.all())
    if form.is_valid():
        try:
            following = follow_up(plan, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            count = following.actions.count()
            what = "1 actie" if count == 1 else f"{count} acties"
            messages.success(request, f"«{following}» is gemaakt, met {what} uit «{plan}».")
            return redirect(url_of("plan", following))
    context = {**_menu(request, plan), "form": form}
    return render(request, "actionplan/plan_successor.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_close(request: SignedInRequest) -> HttpResponse:
    """It stays readable and never changes again."""
    plan = _plan_to_edit(request)
    if request.method == "POST":
        flows.close_plan(plan, by=request.user)
        messages.success(request, f"«{plan}» is afgesloten.")
        return redirect("actionplan:plan-list")
    context = {**_menu(request, plan), "unfinished": plan.actions.unfinished().count()}
    return render(request, "actionplan/plan_close.html", context)


# --- versions -----------------------------------------------------------------------------------------------------


@require_safe
def version_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    rows = version_rows(plan)
    return render(request, "actionplan/version_list.html", {**_menu(request, plan), "rows": rows})


@require_safe
def version_compare(request: SignedInRequest) -> HttpResponse:
    """Two versions beside each other; what an address names that isn't there falls back on the usual two."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    sides = comparable(plan)
    asked = ComparisonForm(request.GET, choices=sides.choices)
    van, met = (asked.cleaned_data["van"], asked.cleaned_data["met"]) if asked.is_valid() else sides.usual
    context = {
        **_menu(request, plan),
        "form": ComparisonForm(choices=sides.choices, initial={"van": van, "met": met}),
        "old": sides.called(van),
        "new": sides.called(met),
        "comparison": compare(sides.contents(van), sides.contents(met)),
        "has_versions": bool(sides.numbers),
    }
    return render(request, "actionplan/version_compare.html", context)


@require_safe
def version_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A version as it was adopted; the one in the making as it is now."""
    found = PlanVersion.objects.visible_to(request.user).select_related("plan")
    version: PlanVersion = get_object_or_404(found, pk=pk)
    contents = version.contents or contents_of(version.plan)
    context = {
        **_menu(request, version.plan),
        "version": version,
        "title": contents["title"],
        "period": period_in_words(contents["starts_on"], contents["ends_on"]),
        "blocks": blocks_of(contents),
    }
    return render(request, "actionplan/version_detail.html", context)


# --- adopting -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def plan_adopt(request: SignedInRequest) -> HttpResponse:
    """Who adopted it, and the next step: offer the version in the making, or write down that it is adopted."""
    require(request.user, Permission.PLAN_VIEW)
    plan = plan_asked(request)
    if plan is None:
        return render(request, "actionplan/no_plan.html")
    offer_form, adopt_form = OfferForm(), AdoptForm(initial={"adopted_on": today()})
    if request.method == "POST":
        require(request.user, Permission.PLAN_EDIT)
        step = request.POST.get("stap", "")
        offer_form = OfferForm(request.POST) if step == "aanbieden" else offer_form
        adopt_form = AdoptForm(request.POST) if step == "vaststellen" else adopt_form
        try:
            if done := _take_step(request, plan, step, offer_form, adopt_form):
                messages.success(request, done)
                return redirect(url_of("plan-adopt", plan))
        except ValidationError as refused:
            return _adopt_page(request, plan, offer_form, adopt_form, blockers=refused.messages)
    return _adopt_page(request, plan, offer_form, adopt_form)


def _take_step(request: SignedInRequest, plan: Plan, step: str, offer_form: OfferForm, adopt_form: AdoptForm) -> str:
    """What was done, in words; empty when a form says what is missing."""
    if step == "aanbieden" and offer_form.is_valid():
        version = flows.offer(plan, by=request.user, reason=offer_form.cleaned_data["reason"], on=today())
        return f"Versie {version.number} ligt ter vaststelling bij de gemeenten."
    if step == "terug":
        flows.take_back(plan, by=request.user)
        return "De versie is weer een concept."
    if step == "vaststellen" and adopt_form.is_valid():
        version = flows.adopt(plan, by=request.user, on=adopt_form.cleaned_data["adopted_on"])
        return f"Versie {version.number} is vastgesteld op {long_date(version.adopted_on)}."
    if step not in ("aanbieden", "vaststellen"):
        raise ValidationError("Kies een stap: aanbieden, terug naar concept of vaststellen.")
    return ""


def _adopt_page(
    request: SignedInRequest,
    plan: Plan,
    offer_form: OfferForm,
    adopt_form: AdoptForm,
    *,
    blockers: list[str] | None = None,
) -> HttpResponse:
    versions = list(plan.versions.without_contents())
    version = flows.version_to_decide_on(plan, versions)
    in_the_making = next((each for each in versions if each.is_being_made), None)
    rows = municipality_rows(plan, version, request.user)
    context = {
        **_menu(request, plan),
        "version": version or in_the_making,
        "can_be_decided": version is not None or plan.status == PlanStatus.ADOPTED,
        "is_on_offer": version is not None and version.status == PlanStatus.FOR_ADOPTION,
        "next_version": in_the_making if in_the_making and in_the_making.status == PlanStatus.DRAFT else None,
        "steps": steps_of(version or in_the_making, plan),
        "rows": rows,
        "adopted": sum(1 for row in rows if row.decisions),
        "may_edit": may(request.user, Permission.PLAN_EDIT) and plan.may_still_change,
        "offer_form": offer_form,
        "adopt_form": adopt_form,
        "blockers": blockers,
    }
    status = 422 if blockers or offer_form.errors or adopt_form.errors else 200
    return render(request, "actionplan/plan_adopt.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def adoption_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """What the college and the gemeenteraad of one municipality decided, on the version that lies before them."""
    municipality, plan = _municipality(request, code), _plan_asked(request)
    version = flows.version_to_decide_on(plan)
    stored = flows.decisions_of(version, municipality)
    form = DecisionsForm(request.POST if request.method == "POST" else None, stored=stored)
    if form.is_valid() and number_in(request.POST, "versie") not in (None, _number_of(version, plan)):
        form.add_error(None, flows.OTHER_VERSION)  # offered after this person opened the form
    if not form.is_valid():
        return _decisions_page(request, form, plan, version, municipality)
    try:
        flows.record_decisions(
            plan, version, municipality, by=request.user, seen=form.what_was_seen, values=form.values
        )
    except ChangedMeanwhileError as meanwhile:
        now = flows.decisions_of(meanwhile.stored, municipality)
        both, form = form.differences_with(now), form.on_top_of(now)
        return _decisions_page(request, form, plan, version, municipality, status=409, conflict=both)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _decisions_page(request, form, plan, version, municipality)
    messages.success(request, f"Opgeslagen: het besluit van {municipality}.")
    return redirect(url_of("plan-adopt", plan) + f"#{code}")


def _number_of(version: PlanVersion | None, plan: Plan) -> int:
    return version.number if version else plan.version


def _decisions_page(
    request: SignedInRequest,
    form: DecisionsForm,
    plan: Plan,
    version: PlanVersion | None,
    municipality: Municipality,
    *,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    context = {
        **_menu(request, plan),
        "form": form,
        "version_number": _number_of(version, plan),
        "municipality": municipality,
        "back": url_of("plan-adopt", plan) + f"#{municipality.code}",
        **more,
    }
    status = status or (422 if form.errors else 200)
    return render(request, "actionplan/adoption_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def adoption_remove(request: SignedInRequest, code: str) -> HttpResponse:
    """For what was written down by mistake; the history keeps that it was."""
    municipality, plan = _municipality(request, code), _plan_asked(request)
    version = flows.version_to_decide_on(plan)
    if version is None or not version.adoptions.filter(municipality=municipality).exists():
        raise Http404
    if request.method == "POST":
        flows.remove_decisions(version, municipality, by=request.user)
        messages.success(request, f"Het besluit van {municipality} is weggehaald.")
        return redirect(url_of("plan-adopt", plan) + f"#{code}")
    context = {
        **_menu(request, plan),
        "municipality": municipality,
        "version": version,
        "row": next(row for row in municipality_rows(plan, version, request.user) if row.municipality == municipality),
        "back": url_of("plan-adopt", plan) + f"#{municipality.code}",
    }
    return render(request, "actionplan/adoption_remove.html", context)


def _municipality(request: SignedInRequest, code: str) -> Municipality:
    """Unseen is 404, seen but not for this person to decide about is 403."""
    municipality: Municipality = get_object_or_404(Municipality.objects.of_this_region(), code=code)
    require(request.user, Permission.ADOPTION_RECORD, PlanAdoption(municipality=municipality))
    return municipality
