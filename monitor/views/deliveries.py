"""/leveringen/: figures that partners deliver. Only these pages read the raw numbers, as `portal_steward`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor import delivery_files, delivery_flows
from monitor.delivery_cells import jumps_between
from monitor.delivery_flows import ChangedMeanwhileError, LockedError, needs_a_reason, why_not_now
from monitor.delivery_forms import FiguresForm, ListForm, ReasonForm, SpreadsheetForm, mark_of_jumps
from monitor.delivery_grid import Grid, Held, grid_of, held_by
from monitor.delivery_list import CHOICES, DeliveryRow, in_state, rows_of
from monitor.delivery_mails import Reminded, remind
from monitor.delivery_page import Table, corrections_of, jump_views
from monitor.menu import monitor_menu
from monitor.models import Delivery, DeliveryStatus
from network.database import as_steward
from network.dates import today
from network.downloads import as_download
from network.dutch import enumeration
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from network.spreadsheets import as_csv, as_xlsx
from network.tables import TableError
from network.uploads import MOST_PACKED, sends_more_than, too_large

PER_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def delivery_list(request: SignedInRequest) -> HttpResponse:
    """Everybody's, by round, for who asks for figures; for a partner its own, by day."""
    require(request.user, Permission.DELIVERY_LIST)
    asks = may(request.user, Permission.DELIVERY_ASK)
    form = ListForm(request.GET, states=CHOICES)
    state, indicator = form.wanted()
    deliveries = Delivery.objects.visible_to(request.user).filter(in_state(state, today()))
    if indicator:
        deliveries = deliveries.filter(round__indicator=indicator)
    order = ["-round__due_on", "round", "organisation__name"] if asks else ["round__due_on", "organisation__name"]
    deliveries = deliveries.select_related("round__indicator", "organisation").order_by(*order)
    page = Paginator(deliveries, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "asks": asks,
        "form": form,
        "page": page,
        "rows": rows_of(page, today()),
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }
    return render(request, "monitor/deliveries/delivery_list.html", context)


# --- one delivery ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The numbers: to fill in for the partner, to judge for the coordinator."""
    delivery = _delivery_or_404(request, pk)
    if request.method == "POST":
        require(request.user, Permission.DELIVERY_EDIT, delivery)
        return _save(request, delivery)
    may_edit = may(request.user, Permission.DELIVERY_EDIT, delivery)
    with_form = may_edit and not why_not_now(delivery, today())
    return _show(request, delivery, with_form=with_form)


def _save(request: SignedInRequest, delivery: Delivery) -> HttpResponse:
    grid, held = _opened(delivery)
    form = FiguresForm(grid, request.POST, stored=grid.counts_of(held.numbers), version=delivery.version)
    if not form.is_valid():
        return _form_again(request, delivery, form, held, status=422)
    delivers = "leveren" in request.POST or delivery.status == DeliveryStatus.DELIVERED
    if delivers and _asks_about_jumps(form, held):
        return _form_again(request, delivery, form, held, status=422, asks_about_jumps=True)
    try:
        delivery_flows.save_figures(
            delivery, counts=form.counts, version=form.cleaned_data["version"], by=request.user, delivers=delivers
        )
    except (ChangedMeanwhileError, LockedError) as problem:
        return _conflict(request, delivery.pk, request.POST, problem)
    words = _DELIVERED if delivers else "Opgeslagen. U heeft nog niet geleverd."
    messages.success(request, words)
    return redirect(delivery)


_DELIVERED = "Geleverd. De regiocoördinator bekijkt de getallen."


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a number after it was locked: only with a reason, and to be approved anew."""
    delivery = _delivery_or_404(request, pk)
    require(request.user, Permission.DELIVERY_EDIT, delivery)
    if not needs_a_reason(delivery):
        return redirect(delivery)
    grid, held = _opened(delivery)
    data = request.POST if request.method == "POST" else None
    stored = grid.counts_of(held.numbers)
    form = FiguresForm(grid, data, stored=stored, version=delivery.version, asks_reason=True)
    if data is None:
        return _form_again(request, delivery, form, held, status=200)
    if not form.is_valid():
        return _form_again(request, delivery, form, held, status=422)
    if _asks_about_jumps(form, held):
        return _form_again(request, delivery, form, held, status=422, asks_about_jumps=True)
    values = form.cleaned_data
    try:
        delivery_flows.correct(
            delivery, counts=form.counts, version=values["version"], reason=values["reason"], by=request.user
        )
    except ChangedMeanwhileError as problem:
        return _conflict(request, delivery.pk, request.POST, problem, asks_reason=True)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return _form_again(request, delivery, form, held, status=422)
    messages.success(request, "Gecorrigeerd. De regiocoördinator keurt de levering opnieuw goed.")
    return redirect(delivery)


def _asks_about_jumps(form: FiguresForm, held: Held) -> bool:
    jumps = jumps_between(form.grid.counts_of(held.before), form.counts)
    return bool(jumps) and not form.confirms(jumps)


def _conflict(
    request: SignedInRequest, pk: int, data: Any, problem: Exception, *, asks_reason: bool = False
) -> HttpResponse:
    """409: both numbers side by side, and what this person typed still in the form where it may be saved."""
    delivery = _delivery_or_404(request, pk)
    grid, held = _opened(delivery)
    stored = grid.counts_of(held.numbers)
    sent = FiguresForm(grid, data, stored=stored, version=delivery.version, asks_reason=asks_reason)
    sent.is_valid()
    on_top = sent.on_top(delivery.version)
    is_locked = isinstance(problem, LockedError) or (not asks_reason and bool(why_not_now(delivery, today())))
    more: dict[str, Any] = {"conflicts": _differences(on_top, sent), "is_locked": is_locked}
    if is_locked:
        return _show(request, delivery, with_form=False, status=409, **more)
    return _form_again(request, delivery, on_top, held, status=409, **more)


def _differences(on_top: FiguresForm, sent: FiguresForm) -> list[tuple[str, str, str]]:
    """What differs once what this person left alone is as it is stored."""
    return on_top.conflicts() if on_top.is_valid() else sent.conflicts()


def _opened(delivery: Delivery) -> tuple[Grid, Held]:
    grid = grid_of(delivery.round)
    with as_steward():
        return grid, held_by(delivery)


def _show(
    request: SignedInRequest, delivery: Delivery, *, with_form: bool, status: int = 200, **more: Any
) -> HttpResponse:
    """A draft is the partner's own: others see numbers once they are delivered."""
    grid = grid_of(delivery.round)
    may_edit = may(request.user, Permission.DELIVERY_EDIT, delivery)
    is_delivered = delivery.status in {DeliveryStatus.DELIVERED, DeliveryStatus.APPROVED}
    with as_steward():
        held = held_by(delivery) if may_edit or is_delivered else None
        corrections = corrections_of(delivery, grid)
    if held and with_form:
        form = FiguresForm(grid, stored=grid.counts_of(held.numbers), version=delivery.version)
        return _form_again(request, delivery, form, held, status=status, corrections=corrections, **more)
    jumps = jumps_between(grid.counts_of(held.before), grid.counts_of(held.numbers)) if held else []
    context = {
        "table": Table(grid, grid.counts_of(held.numbers)) if held and held.numbers else None,
        "jumps": jump_views(jumps, held) if held else [],
        "corrections": corrections,
        "may_judge": delivery.status == DeliveryStatus.DELIVERED and may(request.user, Permission.DELIVERY_APPROVE),
        "may_correct": may_edit and needs_a_reason(delivery),
        "why_not_now": why_not_now(delivery, today()) if may_edit else "",
        "is_judged_by_me": not may_edit,
    }
    page = _context(request, delivery) | context | more
    return render(request, "monitor/deliveries/delivery_detail.html", page, status=status)


def _form_again(
    request: SignedInRequest,
    delivery: Delivery,
    form: FiguresForm,
    held: Held,
    *,
    status: int,
    asks_about_jumps: bool = False,
    **more: Any,
) -> HttpResponse:
    counts = form.counts if form.is_bound and form.is_valid() else form.stored
    jumps = jumps_between(form.grid.counts_of(held.before), counts)
    context = {
        "form": form,
        "table": Table(form.grid, form.stored, form),
        "jumps": jump_views(jumps, held),
        "mark_of_jumps": mark_of_jumps(jumps),
        "asks_about_jumps": asks_about_jumps,
        "is_correction": "reason" in form.fields,
    }
    page = _context(request, delivery) | context | more
    return render(request, "monitor/deliveries/delivery_form.html", page, status=status)


def _context(request: SignedInRequest, delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery,
        "row": DeliveryRow(delivery, today()),
        "crumbs": _crumbs(request, delivery),
        "asks": may(request.user, Permission.DELIVERY_ASK),
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }


def _crumbs(request: SignedInRequest, delivery: Delivery, last: str = "") -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = [("Leveringen", reverse("monitor:delivery-list"))]
    if may(request.user, Permission.DELIVERY_ASK):
        trail.append((str(delivery.round), delivery.round.get_absolute_url()))
    here = str(delivery.organisation) if len(trail) > 1 else str(delivery.round)
    return [*trail, (here, delivery.get_absolute_url()), (last, None)] if last else [*trail, (here, None)]


def _delivery_or_404(request: SignedInRequest, pk: int) -> Delivery:
    visible = Delivery.objects.visible_to(request.user).select_related(
        "round__indicator__source", "organisation", "delivered_by", "decided_by"
    )
    return get_object_or_404(visible.prefetch_related("corrections"), pk=pk)


# --- as a spreadsheet -----------------------------------------------------------------------------------------------


@require_safe
def delivery_xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The partner's own numbers, to fill in elsewhere."""
    delivery = _own_delivery_or_404(request, pk)
    grid, held = _opened(delivery)
    rows = delivery_files.rows_for_file(delivery, grid, grid.counts_of(held.numbers))
    content = as_xlsx(rows, sheet=delivery_files.SHEET)
    return as_download(content, file_name=delivery_files.file_name(delivery, "xlsx"), content_type=EXCEL)


@require_safe
def delivery_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = _own_delivery_or_404(request, pk)
    grid, held = _opened(delivery)
    content = as_csv(delivery_files.rows_for_file(delivery, grid, grid.counts_of(held.numbers)))
    name = delivery_files.file_name(delivery, "csv")
    return as_download(content, file_name=name, content_type="text/csv; charset=utf-8")


def _own_delivery_or_404(request: SignedInRequest, pk: int) -> Delivery:
    delivery = _delivery_or_404(request, pk)
    require(request.user, Permission.DELIVERY_EDIT, delivery)
    return delivery


# Checking the token reads the whole body, so the size comes first and the token is checked by the view inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_upload(request: SignedInRequest, pk: int) -> HttpResponse:
    """A filled in spreadsheet: what it would change. A body above the limit is answered without being read."""
    if sends_more_than(request, MOST_PACKED):
        delivery = _own_delivery_or_404(request, pk)
        return _upload(request, delivery, SpreadsheetForm(), problem=too_large(), status=413)
    return _bring_in(request, pk)


@csrf_protect
def _bring_in(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = _own_delivery_or_404(request, pk)
    if problem := why_not_now(delivery, today()):
        messages.warning(request, problem)
        return redirect(delivery)
    if request.method != "POST":
        return _upload(request, delivery, SpreadsheetForm())
    form = SpreadsheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, delivery, form, status=422)
    grid, held = _opened(delivery)
    file = form.cleaned_data["file"]
    try:
        read = delivery_files.read_file(file.read(), file_name=file.name, delivery=delivery, grid=grid)
    except (TableError, delivery_files.NotThisDeliveryError) as refused:
        form.add_error("file", str(refused))
        return _upload(request, delivery, form, status=422)
    if read.wrong:
        return _upload(request, delivery, form, wrong=read.wrong, status=422)
    stored = grid.counts_of(held.numbers)
    context = {
        "changes": delivery_files.differences(stored, read.counts),
        "cells": [(place.name, count.typed) for place, count in read.counts.items()],
        "notes": read.notes,
        "figures": FiguresForm(grid, stored=stored, version=delivery.version),
        "file_name": file.name,
        "crumbs": _crumbs(request, delivery, "Rekenblad inlezen"),
        "delivery": delivery,
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }
    return render(request, "monitor/deliveries/upload_preview.html", context)


def _upload(
    request: SignedInRequest, delivery: Delivery, form: SpreadsheetForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "delivery": delivery,
        "crumbs": _crumbs(request, delivery, "Rekenblad inlezen"),
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }
    return render(request, "monitor/deliveries/upload.html", context | more, status=status)


# --- judging and reminding ------------------------------------------------------------------------------------------


@require_POST
def delivery_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Exactly the numbers that were on the page."""
    delivery = _delivery_or_404(request, pk)
    require(request.user, Permission.DELIVERY_APPROVE)
    version = request.POST.get("version", "")
    try:
        seen = int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0
        delivery_flows.approve(delivery, version=seen, by=request.user)
    except ChangedMeanwhileError:
        return _show(request, delivery, with_form=False, status=409, problem=_CHANGED)
    except LockedError as problem:
        return _show(request, delivery, with_form=False, status=409, problem=str(problem))
    messages.success(request, f"Goedgekeurd: de levering van {delivery.organisation} staat vast.")
    return redirect(delivery.round)


_CHANGED = "De levering is veranderd nadat u haar opende. Hieronder staan de getallen van nu. Bekijk ze opnieuw."


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = _delivery_or_404(request, pk)
    require(request.user, Permission.DELIVERY_APPROVE)
    data = request.POST if request.method == "POST" else None
    words = {
        "label": "Waarom stuurt u deze levering terug?",
        "help_text": "De partner leest dit, en krijgt een mail. Noem geen getallen en geen personen.",
    }
    form = ReasonForm(data, version=delivery.version, **words)
    status = 200
    if form.is_valid():
        try:
            seen, reason = form.cleaned_data["version"] or 0, form.cleaned_data["reason"]
            delivery_flows.send_back(delivery, version=seen, reason=reason, by=request.user)
        except ChangedMeanwhileError:
            form.add_error(None, "De levering is veranderd nadat u haar opende. Bekijk eerst de getallen van nu.")
            status = 409
        except LockedError as problem:
            form.add_error(None, str(problem))
            status = 409
        else:
            messages.success(request, f"Teruggestuurd. {delivery.organisation} krijgt een mail.")
            return redirect(delivery.round)
    context = {
        "form": form,
        "title": "Levering terugsturen",
        "lead": str(delivery),
        "submit": "Terugsturen",
        "back": delivery.get_absolute_url(),
        "crumbs": _crumbs(request, delivery, "Terugsturen"),
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }
    status = 422 if form.errors and status == 200 else status
    return render(request, "monitor/deliveries/reason_form.html", context, status=status)


@require_POST
def delivery_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """One partner that is late."""
    delivery = _delivery_or_404(request, pk)
    require(request.user, Permission.DELIVERY_ASK)
    tell_reminded(request, remind([delivery], on=today()))
    return redirect(delivery.round)


def tell_reminded(request: SignedInRequest, reminded: Reminded) -> None:
    """What came of it, in words."""
    if reminded.number:
        partners = "1 partner krijgt" if reminded.number == 1 else f"{reminded.number} partners krijgen"
        messages.success(request, f"{partners} een mail met een link.")
    if reminded.unreachable:
        names = enumeration([str(each) for each in reminded.unreachable])
        messages.warning(request, f"Bij {names} is er niemand die herinneringen krijgt. Bel zelf.")
    if not reminded.number and not reminded.unreachable:
        messages.info(request, "Niemand is te laat zonder herinnering. Er is geen mail gestuurd.")
