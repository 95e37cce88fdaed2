"""Keeping the sociale kaart true: confirming entries, and seeing which ones nobody confirmed."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.account_mails import digest_of
from network.dates import today
from network.dutch import long_date
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners import upkeep_flows
from partners.models import Campaign, CareService, ConfirmLink, LinkCheck
from partners.upkeep import due_on
from partners.upkeep_filters import UpkeepFilter
from partners.upkeep_forms import SectionsForm
from partners.upkeep_list import entries_to_look_at, rows_of, unreachable_editors
from partners.upkeep_reminders import ask_again
from partners.views.directory import crumbs_of, visible_service

PER_PAGE = 25


@require_POST
def service_confirm(request: SignedInRequest, short_id: str) -> HttpResponse:
    """«Klopt nog», in one press."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_CONFIRM, service)
    confirmed = upkeep_flows.confirm_service(service, by=request.user, on=today())
    messages.success(
        request, f"Dank u. «{service}» is vandaag gecontroleerd. Op {long_date(due_on(confirmed))} vragen wij het weer."
    )
    return redirect(service)


@require_http_methods(["GET", "HEAD", "POST"])
def sections_confirm(request: SignedInRequest, short_id: str) -> HttpResponse:
    """Part by part: klopt, weet ik niet, or on to changing it."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_CONFIRM, service)
    form = SectionsForm(request.POST if request.method == "POST" else None, service=service, for_the_partner=True)
    if form.is_valid():
        upkeep_flows.answer_sections(service, form.answers, by=request.user, on=today())
        if form.first_wrong:
            return redirect(_edit_path(service, form.first_wrong))
        messages.success(request, f"Dank u. {_what_counts(form)}")
        return redirect(service)
    context = {
        "service": service,
        "form": form,
        "crumbs": crumbs_of(service, ("Nakijken", None)),
        "is_own": service.organisation_id in request.user.editor_of,
    }
    return render(request, "partners/sections_confirm.html", context, status=422 if form.errors else 200)


@require_safe
def upkeep_list(request: SignedInRequest) -> HttpResponse:
    """What has to be looked at, and why: all of it for the coordinator, the own entries for an editor."""
    require(request.user, Permission.SERVICE_LIST)
    decides = may(request.user, Permission.CHANGE_REQUEST_DECIDE)
    chosen = UpkeepFilter(request.GET, entries_to_look_at(request.user, today()), on=today())
    page = Paginator(chosen.qs, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "rows": rows_of(page),
        "decides": decides,
        "keeps_entries": decides or bool(request.user.editor_of),
        "unreachable": unreachable_editors(today()) if decides else [],
        "broken": LinkCheck.objects.broken() if decides else [],
        "running": Campaign.objects.running().filter(asked_at__isnull=False),
    }
    return render(request, "partners/upkeep_list.html", context)


# --- a link in a mail ------------------------------------------------------------------------------------------------


@csrf_exempt  # the secret in the address is the proof, and a visitor gets no cookie
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """One entry, one person, once. Opening it changes nothing, however often; only chosen answers do."""
    if refusal := ratelimit.consume_or_429(request, action="confirm_entry"):
        return refusal
    link = (
        ConfirmLink.objects.select_related("service__organisation", "person").filter(digest=digest_of(secret)).first()
    )
    if link is None or not _still_counts(link):
        return _link_page(request, "gone", status=404)
    if link.used_at:
        return _link_page(request, "used", link=link)
    if link.has_expired:
        return _expired(request, link)
    return _answer(request, link)


def _answer(request: HttpRequest, link: ConfirmLink) -> HttpResponse:
    service = CareService.objects.with_what_members_see().get(pk=link.service_id)
    form = SectionsForm(request.POST if request.method == "POST" else None, service=service, for_the_partner=False)
    if not form.is_valid():
        return _link_page(request, "open", link=link, form=form, status=422 if form.errors else 200)
    try:
        upkeep_flows.answer_by_link(link, form.answers, on=today())
    except upkeep_flows.LinkSpentError:
        return _link_page(request, "used", link=link)
    if form.first_wrong:
        return _without_referrer(redirect(_edit_path(service, form.first_wrong)))
    return _link_page(request, "thanks", link=link, thanks=_what_counts(form))


def _expired(request: HttpRequest, link: ConfirmLink) -> HttpResponse:
    """The same words whether a new link went out now or a while ago."""
    if request.method == "POST":
        ask_again(link)
        return _link_page(request, "sent")
    return _link_page(request, "expired", link=link)


def _still_counts(link: ConfirmLink) -> bool:
    """Whoever no longer keeps the data of the partner, or may not sign in, confirms nothing by mail either."""
    person, service = link.person, link.service
    return person.may_sign_in and service.organisation_id in person.editor_of and service.is_published


def _link_page(request: HttpRequest, state: str, *, status: int = 200, **more: object) -> HttpResponse:
    return _without_referrer(render(request, "partners/confirm_link.html", {"state": state, **more}, status=status))


def _without_referrer(response: HttpResponse) -> HttpResponse:
    """The secret stands in the address, which no other site and no search engine may hear of."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _edit_path(service: CareService, anchor: str) -> str:
    return f"{reverse('partners:service-edit', args=[service.short_id])}#{anchor}"


def _what_counts(form: SectionsForm) -> str:
    if all(form.answers.values()):
        return "Alles is vandaag gecontroleerd."
    return "Wat u niet weet, telt als niet gecontroleerd. Vraag het na bij een collega."
