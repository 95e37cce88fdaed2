"""Ways to reach an entry, each with its own hours and the days on which these are others."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST

from network.pages import SignedInRequest
from network.policy import Permission, require
from partners import channel_flows as flows
from partners.channel_forms import ChannelForm, OtherDaysForm
from partners.flows import goes_online_at_once
from partners.models import CareService, Channel, HoursException
from partners.side_by_side import ChangedMeanwhileError
from partners.views.crumbs import Crumbs
from partners.views.directory import crumbs_of, visible_service

HIDDEN_MEANWHILE = "Het adres van dit aanbod is intussen geheim, dus er is niets opgeslagen. Laat het adres weg."
GONE = "Dit was intussen al weg. U hoeft niets meer te doen."
KEEPS_A_NUMBER = "Bij acute hulp hoort een nummer. Voeg eerst een ander nummer toe, of sluit het aanbod."


def visible_channel(request: SignedInRequest, pk: int) -> Channel:
    """Somebody who may change it gets it; who sees the entry but may not gets 403."""
    visible = Channel.objects.of(CareService.objects.visible_to(request.user))
    channel = get_object_or_404(visible.select_related("service__organisation"), pk=pk)
    require(request.user, Permission.SERVICE_EDIT, channel.service)
    return channel


def _crumbs(service: CareService, page: str, channel: Channel | None = None) -> Crumbs:
    above = [(_name_of(channel), reverse("partners:channel-edit", args=[channel.pk]))] if channel else []
    return crumbs_of(service, *above, (page, None))


def _name_of(channel: Channel) -> str:
    return capfirst(f"{channel.get_kind_display()} {channel.value}".strip())


@require_http_methods(["GET", "HEAD", "POST"])
def channel_add(request: SignedInRequest, short_id: str) -> HttpResponse:
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    form = ChannelForm(request.POST if request.method == "POST" else None, service=service)
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("kind", "value", "note", "for_professionals")}
        try:
            saved = flows.add_channel(service, **typed, week=form.week, by=request.user)
        except ChangedMeanwhileError:
            messages.warning(request, HIDDEN_MEANWHILE)
        else:
            messages.success(request, saved.in_words)
        return redirect(service)
    context = {
        "service": service,
        "form": form,
        "at_once": goes_online_at_once(service, request.user),
        "crumbs": _crumbs(service, "Kanaal toevoegen"),
    }
    return render(request, "partners/channel_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def channel_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One channel with its week. Two people at once: the second sees what the first changed."""
    channel = visible_channel(request, pk)
    waiting = flows.waiting_for(channel)
    waits_for_its_first = {"value": waiting.new_value} if waiting and not channel.value else None
    form = ChannelForm(
        request.POST if request.method == "POST" else None,
        service=channel.service,
        channel=channel,
        initial=waits_for_its_first,
    )
    context = {
        "channel": channel,
        "service": channel.service,
        "form": form,
        "waiting": waiting,
        "at_once": goes_online_at_once(channel.service, request.user),
        "exceptions": channel.exceptions.to_come(),
        "crumbs": _crumbs(channel.service, _name_of(channel)),
    }
    if not form.is_valid():
        return render(request, "partners/channel_form.html", context, status=422 if form.is_bound else 200)
    typed = {name: form.cleaned_data[name] for name in ("value", "note")}
    try:
        saved = flows.change_channel(channel, **typed, week=form.week, seen=form.seen_values, by=request.user)
    except ChangedMeanwhileError as conflict:
        return _show_conflict(request, form, conflict.stored, context)
    except Channel.DoesNotExist:
        messages.warning(request, GONE)
    else:
        messages.success(request, saved.in_words)
    return redirect(channel.service)


def _show_conflict(
    request: SignedInRequest, form: ChannelForm, stored: Channel, context: dict[str, Any]
) -> HttpResponse:
    """409: nothing is saved yet, nothing that was typed is lost."""
    context |= {"form": form.on_top_of(stored), "conflict": form.differences_with(flows.values_of(stored))}
    return render(request, "partners/channel_form.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def channel_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    channel = visible_channel(request, pk)
    refused = KEEPS_A_NUMBER if flows.is_last_number(channel) else ""
    if request.method == "POST" and not refused:
        waits = flows.remove_channel(channel, by=request.user)
        said = "De regiocoördinator kijkt het eerst na. Tot dan staat het nummer er nog." if waits else "Het is weg."
        messages.success(request, f"{_name_of(channel)}: {said}")
        return redirect(channel.service)
    context = {
        "channel": channel,
        "service": channel.service,
        "refused": refused,
        "crumbs": _crumbs(channel.service, "Verwijderen", channel),
    }
    is_refused = request.method == "POST"
    return render(request, "partners/channel_remove.html", context, status=422 if is_refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def exception_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Days with other hours, such as Christmas."""
    channel = visible_channel(request, pk)
    form = OtherDaysForm(request.POST if request.method == "POST" else None, channel=channel)
    if form.is_valid():
        try:
            flows.add_other_days(channel, other=form.other_days, by=request.user)
        except ChangedMeanwhileError:
            messages.warning(request, HIDDEN_MEANWHILE)
        else:
            messages.success(request, f"Opgeslagen: {form.other_days.days} {form.other_days.text}.")
        return redirect("partners:channel-edit", pk=channel.pk)
    context = {
        "channel": channel,
        "service": channel.service,
        "form": form,
        "crumbs": _crumbs(channel.service, "Andere tijden", channel),
    }
    return render(request, "partners/channel_exception.html", context, status=422 if form.is_bound else 200)


@require_POST
def exception_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = HoursException.objects.of(CareService.objects.visible_to(request.user))
    exception = get_object_or_404(visible.select_related("channel__service__organisation"), pk=pk)
    require(request.user, Permission.SERVICE_EDIT, exception.channel.service)
    flows.remove_other_days(exception, by=request.user)
    messages.success(request, f"{exception} is weg. De gewone tijden gelden weer.")
    return redirect("partners:channel-edit", pk=exception.channel_id)
