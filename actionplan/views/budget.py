"""Keeping the money: lines, sources, and what is done about a shortfall."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actionplan import budget_flows as flows
from actionplan import reading
from actionplan.budget_forms import BudgetChoicesForm, BudgetLineForm, FundingSourceForm
from actionplan.models import Action, BudgetChoice, BudgetLine, FundingSource
from actionplan.views.money import address_of
from actionplan.which_plan import plan_asked
from network.history import history_of
from network.pages import SignedInRequest, number_in, render_page_or_part
from network.policy import Permission, require
from partners.side_by_side import ChangedMeanwhileError

# --- lines --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def line_add(request: SignedInRequest) -> HttpResponse:
    """`?bron=3` and `?actie=12` fill in what somebody came from."""
    require(request.user, Permission.FINANCE_EDIT)
    source = FundingSource.objects.visible_to(request.user).filter(pk=number_in(request.GET, "bron") or 0).first()
    action = Action.objects.visible_to(request.user).filter(pk=number_in(request.GET, "actie") or 0).first()
    plan = action.plan if action else plan_asked(request)
    form = BudgetLineForm(
        request.POST if request.method == "POST" else None,
        initial={"source": source, "year": source.year if source else None, "action": action},
        person=request.user,
        plan=plan,
    )
    back = f"{action.get_absolute_url()}#begroting" if action else address_of(source, plan_in_address(request))
    if form.is_valid():
        try:
            line = flows.add_line(by=request.user, values={name: form.cleaned_data[name] for name in form.names})
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"«{line.description}» staat in de begroting.")
            return redirect(back if action else _page_of(line))
    return _form_page(request, form, title="Post toevoegen", save="Post toevoegen", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def line_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    line = _line_to_write(request, pk)
    plan = line.action.plan if line.action else plan_asked(request)
    form = BudgetLineForm(
        request.POST if request.method == "POST" else None, instance=copy(line), person=request.user, plan=plan
    )
    page: dict[str, Any] = {
        "title": f"{line.description} wijzigen",
        "lead": str(line.organisation),
        "what": "deze post",
        "back": _back_from(request, line),
        "remove": reverse("actionplan:budget-line-remove", args=[line.pk]),
    }
    if not form.is_valid():
        return _form_page(request, form, **page)
    try:
        flows.change_line(
            line, by=request.user, version=form.cleaned_data["version"], seen=form.seen, changes=form.changes
        )
    except ChangedMeanwhileError as meanwhile:
        return _conflict_page(request, form, meanwhile, **page)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, **page)
    messages.success(request, f"«{line.description}» is opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(page["back"])


@require_http_methods(["GET", "HEAD", "POST"])
def line_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    line = _line_to_write(request, pk)
    back = _back_from(request, line)
    if request.method == "POST":
        try:
            flows.remove_line(line, by=request.user)
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
            return redirect(back)
        messages.success(request, f"«{line.description}» staat niet meer in de begroting.")
        return redirect(back)
    context = {"line": line, "back": back, "crumbs": _crumbs("Post verwijderen")}
    return render(request, "actionplan/budget_line_remove.html", context)


def _line_to_write(request: SignedInRequest, pk: int) -> BudgetLine:
    """Unseen is 404, seen but not for this person to change is 403."""
    lines = BudgetLine.objects.visible_to(request.user).with_names().select_related("action__plan")
    line = get_object_or_404(lines, pk=pk)
    require(request.user, Permission.FINANCE_EDIT)
    return line


def _back_from(request: SignedInRequest, line: BudgetLine) -> str:
    """To the action when that is where somebody came from, with `?terug=actie`."""
    if request.GET.get("terug") == "actie" and line.action:
        return f"{line.action.get_absolute_url()}#begroting"
    return _page_of(line)


def _page_of(line: BudgetLine) -> str:
    """The page on which the line stands: that of its source, or of one of its year."""
    is_asked = line.source is not None and line.amount_requested is not None
    source = line.source if is_asked else None
    return address_of(source or FundingSource.objects.filter(year=line.year).order_by("name").first())


# --- sources ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def source_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.FINANCE_EDIT)
    form = FundingSourceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            source = flows.add_source(by=request.user, values={name: form.cleaned_data[name] for name in form.names})
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"«{source}» staat erbij. Zet er nu de posten in.")
            return redirect(address_of(source))
    return _form_page(request, form, title="Bron toevoegen", save="Bron toevoegen", back=address_of(None))


@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    source = get_object_or_404(FundingSource.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FINANCE_EDIT)
    form = FundingSourceForm(request.POST if request.method == "POST" else None, instance=copy(source))
    page: dict[str, Any] = {
        "title": f"{source.name} {source.year} wijzigen",
        "what": "deze bron",
        "back": address_of(source),
    }
    if not form.is_valid():
        return _form_page(request, form, **page)
    try:
        flows.change_source(source, by=request.user, seen=form.seen, changes=form.changes)
    except ChangedMeanwhileError as meanwhile:
        return _conflict_page(request, form, meanwhile, **page)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _form_page(request, form, **page)
    messages.success(request, f"«{source}» is opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(address_of(source))


# --- choices at a shortfall ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def choices_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Doorschuiven, schrappen or andere bron, per line; with `reken` only to see what would remain."""
    source = get_object_or_404(FundingSource.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.FINANCE_EDIT)
    table, stored = reading.finance_of(source), flows.answers_to(source)
    data = request.POST if request.method == "POST" else None
    form = BudgetChoicesForm(data, table=table, stored=stored, year=source.year)
    if not form.is_valid() or "reken" in request.POST:
        return _choices_page(request, form, source)
    if both := form.both_changed(stored):
        return _choices_conflict(request, form, source, both)
    try:
        number = flows.save_choices(source, by=request.user, seen=stored, changes=form.changes(stored))
    except flows.ChoicesChangedMeanwhileError as meanwhile:
        return _choices_conflict(request, form, source, meanwhile.lines)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _choices_page(request, form, source)
    words = "De keuze voor 1 post is opgeslagen." if number == 1 else f"De keuzes voor {number} posten zijn opgeslagen."
    messages.success(request, words if number else "Er is niets veranderd.")
    return redirect(address_of(source))


def _choices_conflict(
    request: SignedInRequest, form: BudgetChoicesForm, source: FundingSource, lines: list[int]
) -> HttpResponse:
    now = flows.answers_to(source)
    conflict = form.versus(now, [pk for pk in lines if pk in now])
    choice = BudgetChoice.objects.filter(line__in=lines).first()
    changes = history_of(choice, limit=1) if choice else []
    on_top = form.having_seen(reading.finance_of(source), now)
    on_top.is_valid()
    more = {"conflict": conflict, "last_change": changes[0] if changes else None}
    return _choices_page(request, on_top, source, status=409, **more)


def _choices_page(
    request: SignedInRequest, form: BudgetChoicesForm, source: FundingSource, *, status: int = 0, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "source": source,
        "sums": form.recalculated,
        "back": address_of(source),
        "crumbs": _crumbs("Keuzes bij het tekort"),
        **more,
    }
    is_sum = bool(request.headers.get("HX-Request"))  # which tells what it can, and no errors yet
    status = status or (422 if form.errors and not is_sum else 200)
    part = "actionplan/_choice_sums.html"
    return render_page_or_part(request, "actionplan/budget_choices.html", context, part=part, status=status)


# --- pages --------------------------------------------------------------------------------------------------------


def plan_in_address(request: SignedInRequest) -> Any:
    return plan_asked(request) if "plan" in request.GET else None


def _crumbs(page: str) -> list[tuple[str, str | None]]:
    return [("Plan", reverse("actionplan:plan")), ("Financiën", address_of(None)), (page, None)]


def _form_page(
    request: SignedInRequest, form: Any, *, title: str, back: str, status: int = 0, **more: object
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "crumbs": _crumbs(title), **more}
    return render(request, "actionplan/money_form.html", context, status=status or (422 if form.errors else 200))


def _conflict_page(
    request: SignedInRequest, form: Any, meanwhile: ChangedMeanwhileError[Any], **page: Any
) -> HttpResponse:
    current = meanwhile.stored
    [last_change] = history_of(current, limit=1)
    more = {"conflict": form.differences_with(current, meanwhile.fields), "last_change": last_change, "status": 409}
    return _form_page(request, form.having_seen(current), **page, **more)
