"""/knelpunten/: what the work floor can't solve, and every step of it on its way to who decides."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from network.dates import today
from network.history import history_of
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from partners import bottleneck_flows as flows
from partners.bottleneck_decisions import decide
from partners.bottleneck_filters import BottleneckFilter
from partners.bottleneck_flows import AlreadyRaisedError, BottleneckError, MovedMeanwhileError
from partners.bottleneck_forms import (
    BottleneckForm,
    CloseForm,
    DecideForm,
    EscalateForm,
    NoteForm,
    RaiseForm,
    ReturnForm,
)
from partners.bottlenecks import bodies_above, bodies_below, changes_of, may_be_decided, page_of
from partners.models import Bottleneck, BottleneckStep, Meeting, StepKind
from partners.parts import parts_of
from partners.side_by_side import ChangedMeanwhileError
from partners.views.meeting_steps import meeting_asked_for

PER_PAGE = 25


@require_safe
def bottleneck_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.BOTTLENECK_VIEW)
    chosen = BottleneckFilter(request.GET, Bottleneck.objects.visible_to(request.user))
    context = {
        "filter": chosen,
        "page": Paginator(chosen.qs.with_last_move().in_order(), PER_PAGE).get_page(request.GET.get("pagina")),
        "may_add": may(request.user, Permission.BOTTLENECK_ADD),
    }
    return render(request, "partners/bottleneck_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_add(request: SignedInRequest) -> HttpResponse:
    """`?bijeenkomst=12`: it came up in that meeting."""
    require(request.user, Permission.BOTTLENECK_ADD)
    meeting = meeting_asked_for(request)
    form = RaiseForm(request.POST if request.method == "POST" else None, person=request.user, meeting=meeting)
    if form.is_valid():
        try:
            bottleneck = flows.raise_bottleneck(by=request.user, values=form.values)
        except AlreadyRaisedError as twice:
            messages.info(request, twice.message)
            return redirect(twice.bottleneck)
        messages.success(request, f"Ingebracht. Het knelpunt ligt nu bij {bottleneck.body}.")
        return redirect(bottleneck)
    return _form_page(request, form, title="Knelpunt inbrengen", meeting=meeting)


@require_safe
def bottleneck_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The ladder, each step with its day and who took it, and what this person may do next."""
    bottleneck = _visible(request, pk)
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    context = {
        "shown": page_of(bottleneck, request.user),
        "parts": parts_of(bottleneck, request.user, today()),
        "may_read_history": may_read_history,
        "changes": changes_of(bottleneck) if may_read_history else [],
        "crumbs": _crumbs((str(bottleneck), None)),
    }
    return render(request, "partners/bottleneck_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    bottleneck = _visible(request, pk)
    require(request.user, Permission.BOTTLENECK_EDIT, bottleneck)
    data = request.POST if request.method == "POST" else None
    form = BottleneckForm(data, instance=copy(bottleneck), person=request.user)
    if not form.is_valid():
        return _form_page(request, form, title="Knelpunt wijzigen", bottleneck=bottleneck)
    try:
        flows.change_bottleneck(
            bottleneck, by=request.user, version=form.cleaned_data["version"], seen=form.seen, changes=form.changes
        )
    except ChangedMeanwhileError as meanwhile:
        both, [last_change] = form.differences_with(meanwhile.stored, meanwhile.fields), history_of(bottleneck, limit=1)
        on_top = form.having_seen(meanwhile.stored)
        return _form_page(
            request,
            on_top,
            title="Knelpunt wijzigen",
            bottleneck=bottleneck,
            status=409,
            conflict=both,
            last_change=last_change,
        )
    messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(bottleneck)


# --- its steps ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_escalate(request: SignedInRequest, pk: int) -> HttpResponse:
    bottleneck = _visible(request, pk)

    def save(values: dict[str, Any]) -> str:
        return f"Het knelpunt is {flows.did(flows.escalate(bottleneck, by=request.user, **values))}."

    step = Step(
        StepKind.ESCALATED,
        Permission.BOTTLENECK_ESCALATE,
        EscalateForm,
        title="Knelpunt escaleren",
        submit="Escaleren",
        refusal="" if bodies_above(bottleneck).exists() else "Escaleren kan niet: hierboven staat geen overleg.",
    )
    return _take_step(request, bottleneck, step, save)


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_return(request: SignedInRequest, pk: int) -> HttpResponse:
    bottleneck = _visible(request, pk)

    def save(values: dict[str, Any]) -> str:
        return f"Het knelpunt is {flows.did(flows.return_to(bottleneck, by=request.user, **values))}."

    step = Step(
        StepKind.RETURNED,
        Permission.BOTTLENECK_ESCALATE,
        ReturnForm,
        title="Knelpunt terugleggen",
        submit="Terugleggen",
        lead="Het staat dan weer op «in behandeling», en niemand wordt nog om een besluit gevraagd.",
        refusal="" if bodies_below(bottleneck).exists() else "Terugleggen kan niet: hieronder staat geen overleg.",
    )
    return _take_step(request, bottleneck, step, save)


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    bottleneck = _visible(request, pk)

    def save(values: dict[str, Any]) -> str:
        return f"Vastgelegd als besluit {decide(bottleneck, by=request.user, **values).number}."

    step = Step(
        StepKind.DECIDED,
        Permission.DECISION_RECORD,
        DecideForm,
        title="Besluit vastleggen",
        submit="Besluit vastleggen",
        lead=f"Een besluit van {bottleneck.body}. Het krijgt een nummer en komt in de lijst van besluiten.",
        refusal="" if may_be_decided(bottleneck) else "Er is nog geen besluit gevraagd. Escaleer het knelpunt eerst.",
    )
    return _take_step(request, bottleneck, step, save)


@require_http_methods(["GET", "HEAD", "POST"])
def bottleneck_close(request: SignedInRequest, pk: int) -> HttpResponse:
    bottleneck = _visible(request, pk)

    def save(values: dict[str, Any]) -> str:
        flows.close(bottleneck, by=request.user, **values)
        return "Het knelpunt is afgerond."

    step = Step(
        StepKind.CLOSED,
        Permission.BOTTLENECK_CLOSE,
        CloseForm,
        title="Knelpunt afronden",
        submit="Afronden",
        lead="Daarna staat het niet meer bij de gevraagde besluiten.",
    )
    return _take_step(request, bottleneck, step, save)


@require_http_methods(["GET", "HEAD", "POST"])
def step_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words at a step; that it was taken, and when, stays."""
    steps = BottleneckStep.objects.filter(bottleneck__in=Bottleneck.objects.visible_to(request.user).values("pk"))
    step = get_object_or_404(steps.select_related("bottleneck__body", "body"), pk=pk)
    bottleneck, title = step.bottleneck, "Toelichting wijzigen"
    require(request.user, Permission.BOTTLENECK_EDIT, bottleneck)
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, stored={"note": step.note}, initial={})
    if not form.is_valid():
        return _form_page(request, form, title=title, bottleneck=bottleneck)
    try:
        flows.change_note(step, by=request.user, seen=form.what_was_seen.get("note"), note=form.cleaned_data["note"])
    except ChangedMeanwhileError as meanwhile:
        both, [last_change] = form.differences_with({"note": meanwhile.stored.note}), history_of(step, limit=1)
        on_top = form.on_top_of(meanwhile.stored)
        return _form_page(
            request, on_top, title=title, bottleneck=bottleneck, status=409, conflict=both, last_change=last_change
        )
    messages.success(request, "Opgeslagen.")
    return redirect(bottleneck)


# --- small steps ----------------------------------------------------------------------------------------------


def _visible(request: SignedInRequest, pk: int) -> Bottleneck:
    names = ("body", "organisation", "chain_link", "meeting__body")
    bottleneck: Bottleneck = get_object_or_404(
        Bottleneck.objects.visible_to(request.user).select_related(*names), pk=pk
    )
    return bottleneck


@dataclass(frozen=True)
class Step:
    """A step on a page of its own; `refusal` is why nobody can take it now."""

    kind: StepKind
    right: Permission
    form: Callable[..., Any]
    title: str
    submit: str
    lead: str = ""
    refusal: str = ""


def _take_step(
    request: SignedInRequest, bottleneck: Bottleneck, step: Step, save: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """`save` takes the step and says in words what it did.

    Who was just too late is told so before being asked for a right, which may have gone up with the bottleneck.
    """
    form = step.form(request.POST if request.method == "POST" else None, bottleneck=bottleneck)
    try:
        flows.require_unmoved(bottleneck, number_in(request.POST, "seen"))
        require(request.user, step.right, bottleneck)
        if refusal := "Dit knelpunt is al afgerond." if bottleneck.is_closed else step.refusal:
            messages.warning(request, refusal)
            return redirect(bottleneck)
        if form.is_valid():
            messages.success(request, save(dict(form.cleaned_data)))
            return redirect(bottleneck)
    except MovedMeanwhileError as meanwhile:
        own = meanwhile.step.by_id == request.user.pk and meanwhile.step.kind == step.kind
        if own and _says_the_same(form, meanwhile.step):
            messages.info(request, f"Dat was al gelukt: het knelpunt is {flows.did(meanwhile.step)}.")
            return redirect(bottleneck)
        return _step_page(request, form.after_that_step(), step, moved=str(meanwhile.message), status=409)
    except BottleneckError as refused:
        form.add_error(None, refused.messages)
    return _step_page(request, form, step, status=422 if form.errors else 200)


def _says_the_same(form: Any, taken: BottleneckStep) -> bool:
    """A second press of the button, and not other words typed in another window."""
    bottleneck: Bottleneck = form.bottleneck
    bottleneck.refresh_from_db(fields=["asked", "outcome"])
    stored = {"to": str(taken.body_id), "note": taken.note, "reason": taken.note}
    stored |= {"asked": bottleneck.asked, "outcome": bottleneck.outcome}
    if taken.decision:
        stored |= {"title": taken.decision.title, "text": taken.decision.text}
    both = [(form.data.get(name, ""), stored[name]) for name in form.fields if name in stored]
    return all(typed.split() == kept.split() for typed, kept in both)


def _step_page(request: SignedInRequest, form: Any, step: Step, *, status: int, moved: str = "") -> HttpResponse:
    """With `moved`, somebody else was first: what was typed still stands there, to be sent by who still may."""
    bottleneck: Bottleneck = form.bottleneck
    context = {
        "form": form,
        "bottleneck": bottleneck,
        "step": step,
        "moved": moved,
        "may_go_on": not moved or (not bottleneck.is_closed and may(request.user, step.right, bottleneck)),
        "crumbs": _crumbs((str(bottleneck), bottleneck.get_absolute_url()), (step.title, None)),
    }
    return render(request, "partners/bottleneck_step.html", context, status=status)


def _form_page(
    request: SignedInRequest,
    form: BaseForm,
    *,
    title: str,
    bottleneck: Bottleneck | None = None,
    meeting: Meeting | None = None,
    status: int = 0,
    **more: object,
) -> HttpResponse:
    back = meeting.get_absolute_url() if meeting else reverse("partners:bottleneck-list")
    context = {
        "form": form,
        "title": title,
        "bottleneck": bottleneck,
        "meeting": meeting,
        "back": bottleneck.get_absolute_url() if bottleneck else back,
        "crumbs": _crumbs(*([(str(bottleneck), bottleneck.get_absolute_url())] if bottleneck else []), (title, None)),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "partners/bottleneck_form.html", context | more, status=status)


def _crumbs(*pages: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [("Knelpunten", reverse("partners:bottleneck-list")), *pages]
