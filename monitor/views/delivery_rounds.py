"""Asking partners for figures: who is asked what, by which day, and how far they are."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitor import delivery_flows
from monitor.delivery_flows import LockedError
from monitor.delivery_forms import NewRoundForm, ReasonForm, RoundForm
from monitor.delivery_list import rows_of
from monitor.delivery_mails import remind, to_remind
from monitor.menu import monitor_menu
from monitor.models import DeliveryRound
from monitor.views.deliveries import tell_reminded
from network.dates import today
from network.pages import SignedInRequest
from network.policy import Permission, require


@require_http_methods(["GET", "HEAD", "POST"])
def round_add(request: SignedInRequest) -> HttpResponse:
    """«Cijfers vragen»"""
    require(request.user, Permission.DELIVERY_ASK)
    data = request.POST if request.method == "POST" else None
    form = NewRoundForm(data, initial={"opens_on": today()})
    if form.is_valid():
        try:
            asked = delivery_flows.ask_for_figures(**form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, "Gevraagd. De partners zien dit op «Mijn overzicht» zodra zij kunnen invullen.")
            return redirect(asked)
    context = {"form": form, "title": "Cijfers vragen", "submit": "Cijfers vragen", "crumbs": _crumbs("Cijfers vragen")}
    return _form(request, context)


@require_safe
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Per partner how far it is."""
    asked = _round_or_404(request, pk)
    deliveries = asked.deliveries.select_related("organisation", "round").order_by("organisation__name")
    rows = rows_of(deliveries, today())
    context = {
        "asked": asked,
        "rows": rows,
        "to_remind": sum(row.can_be_reminded for row in rows),
        "crumbs": _crumbs(str(asked)),
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }
    return render(request, "monitor/deliveries/round_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other days or words, and partners that are asked as well."""
    asked = _round_or_404(request, pk)
    if asked.closed_at:
        messages.warning(request, "Deze uitvraag is gesloten. Open haar eerst opnieuw.")
        return redirect(asked)
    data = request.POST if request.method == "POST" else None
    stored = {"opens_on": asked.opens_on, "due_on": asked.due_on, "instructions": asked.instructions}
    form = RoundForm(data, asked=asked, initial=stored)
    if form.is_valid():
        try:
            delivery_flows.change_round(asked, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        except LockedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Opgeslagen.")
            return redirect(asked)
    crumbs = [*_crumbs(str(asked), asked.get_absolute_url()), ("Wijzigen", None)]
    back = asked.get_absolute_url()
    context = {"form": form, "title": "Uitvraag wijzigen", "lead": str(asked), "submit": "Opslaan", "back": back}
    return _form(request, context | {"crumbs": crumbs})


@require_POST
def round_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """From now on a number changes only by a correction."""
    asked = _round_or_404(request, pk)
    try:
        delivery_flows.close_round(asked)
    except LockedError:
        messages.info(request, "Deze uitvraag was al gesloten.")
    else:
        messages.success(request, "Gesloten. Een getal verandert nu alleen nog door een correctie met een reden.")
    return redirect(asked)


@require_http_methods(["GET", "HEAD", "POST"])
def round_open(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open again what was closed, with a reason."""
    asked = _round_or_404(request, pk)
    if not asked.closed_at:
        messages.info(request, "Deze uitvraag is al open.")
        return redirect(asked)
    data = request.POST if request.method == "POST" else None
    help_text = "Dit blijft in de geschiedenis staan. Noem geen personen."
    form = ReasonForm(data, label="Waarom opent u deze uitvraag opnieuw?", help_text=help_text)
    if form.is_valid():
        delivery_flows.open_again(asked, reason=form.cleaned_data["reason"])
        messages.success(request, "De uitvraag is weer open. Partners kunnen invullen en leveren.")
        return redirect(asked)
    context = {
        "form": form,
        "title": "Uitvraag opnieuw openen",
        "lead": str(asked),
        "submit": "Opnieuw openen",
        "back": asked.get_absolute_url(),
        "crumbs": [*_crumbs(str(asked), asked.get_absolute_url()), ("Opnieuw openen", None)],
        "menu": monitor_menu(request.user, "monitor:delivery-list"),
    }
    return render(request, "monitor/deliveries/reason_form.html", context, status=422 if form.errors else 200)


@require_POST
def round_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every partner that is late and was not reminded yet."""
    asked = _round_or_404(request, pk)
    tell_reminded(request, remind(asked.deliveries.filter(to_remind(today())), on=today()))
    return redirect(asked)


def _form(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    menu = monitor_menu(request.user, "monitor:delivery-list")
    status = 422 if context["form"].errors else 200
    return render(request, "monitor/deliveries/round_form.html", context | {"menu": menu}, status=status)


def _round_or_404(request: SignedInRequest, pk: int) -> DeliveryRound:
    visible = DeliveryRound.objects.visible_to(request.user).select_related("indicator__source")
    return get_object_or_404(visible, pk=pk)


def _crumbs(last: str, url: str | None = None) -> list[tuple[str, str | None]]:
    return [("Leveringen", reverse("monitor:delivery-list")), (last, url)]
