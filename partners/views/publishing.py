"""How an entry comes into the sociale kaart and leaves it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from network.dutch import long_date
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from partners import publishing_flows as flows
from partners.models import CareService, ServiceStatus
from partners.publishing_flows import WrongMomentError, sent_back
from partners.publishing_forms import CloseForm, SendBackForm, ServiceAddForm
from partners.publishing_page import missing_in
from partners.side_by_side import ChangedMeanwhileError
from partners.views.directory import crumbs_of, visible_service

SEND_IN, PUBLISH, BACK = "insturen", "publiceren", "terug"


@require_http_methods(["GET", "HEAD", "POST"])
def service_add(request: SignedInRequest) -> HttpResponse:
    """A name is enough for a concept; the rest is filled in on the page that follows."""
    require(request.user, Permission.SERVICE_ADD)
    form = ServiceAddForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        service = flows.add_service(**form.cleaned_data, by=request.user)
        messages.success(request, f"«{service}» is een concept. Vul het aan, en stuur het in als het klaar is.")
        if CareService.objects.namesakes_of(service).exists():
            twice = f"{service.organisation} heeft al aanbod dat «{service}» heet."
            messages.warning(request, f"{twice} Zet bijvoorbeeld de plaats in de naam, of haal één van de twee weg.")
        return redirect("partners:service-edit", short_id=service.short_id)
    crumbs = [("Sociale kaart", reverse("partners:service-list")), ("Aanbod toevoegen", None)]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "partners/service_add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def service_publish(request: SignedInRequest, short_id: str) -> HttpResponse:
    """Exactly what is missing, and the step that this person may take."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    decision = request.POST.get("besluit", "")
    if decision in {PUBLISH, BACK}:
        require(request.user, Permission.SERVICE_PUBLISH)
    form = SendBackForm(request.POST if decision == BACK else None, service=service)
    if request.method != "POST":
        return _show_publish(request, service, form)
    try:
        done = _take_step(request, service, decision, form)
    except (WrongMomentError, ChangedMeanwhileError) as other:
        shown = str(other) if isinstance(other, WrongMomentError) else CHANGED
        messages.warning(request, shown)
        return redirect("partners:service-publish", short_id=service.short_id)
    if not done:
        return _show_publish(request, service, form, status=422)
    messages.success(request, done)
    return redirect(service)


CHANGED = "Dit aanbod is intussen gewijzigd, dus er is nog niets gepubliceerd. Bekijk het opnieuw."


def _take_step(request: SignedInRequest, service: CareService, decision: str, form: SendBackForm) -> str:
    """What was done, in words; nothing when it can't be done yet."""
    if decision == BACK:
        if not form.is_valid():
            return ""
        flows.send_back(service, reason=form.cleaned_data["reason"])
        return f"«{service}» is weer een concept. De partner leest wat er nog moet gebeuren."
    if decision not in {SEND_IN, PUBLISH} or missing_in(service):
        return ""
    if decision == SEND_IN:
        flows.send_for_review(service, by=request.user)
        return f"«{service}» wacht op beoordeling. De regiocoördinator ziet het op het eigen overzicht."
    flows.publish_service(service, by=request.user, shown=request.POST.get("versie", ""))
    return f"«{service}» is gepubliceerd."


def _show_publish(
    request: SignedInRequest, service: CareService, form: SendBackForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "service": service,
        "missing": missing_in(service),
        "form": form,
        "may_publish": may(request.user, Permission.SERVICE_PUBLISH),
        "sent_back": sent_back([service]).get(service),
        "crumbs": crumbs_of(service, ("Publiceren", None)),
    }
    return render(request, "partners/service_publish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def service_close(request: SignedInRequest, short_id: str) -> HttpResponse:
    """For a while: the page stays, with an explanation, and nobody finds it among acute help."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    form = CloseForm(request.POST if request.method == "POST" else None, service=service)
    if form.is_valid():
        try:
            closed = flows.close_service(service, **form.cleaned_data)
        except WrongMomentError as moment:
            messages.warning(request, str(moment))
        else:
            when = "is" if closed.is_closed else f"is vanaf {long_date(closed.closed_from)}"
            messages.success(
                request, f"«{service}» {when} tijdelijk gesloten. De bladzijde blijft bestaan, met uitleg."
            )
        return redirect(service)
    context = {"service": service, "form": form, "crumbs": crumbs_of(service, ("Tijdelijk sluiten", None))}
    return render(request, "partners/service_close.html", context, status=422 if form.errors else 200)


@require_POST
def service_reopen(request: SignedInRequest, short_id: str) -> HttpResponse:
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    try:
        opened = flows.reopen_service(service)
    except WrongMomentError as moment:
        messages.warning(request, str(moment))
    else:
        is_concept = opened.status == ServiceStatus.DRAFT
        messages.success(request, f"«{service}» is weer {'een concept' if is_concept else 'open'}.")
    return redirect(service)


@require_http_methods(["GET", "HEAD", "POST"])
def service_withdraw(request: SignedInRequest, short_id: str) -> HttpResponse:
    """A step that is confirmed: nobody finds the entry after it."""
    service = visible_service(request, short_id)
    require(request.user, Permission.SERVICE_EDIT, service)
    if request.method != "POST":
        context = {"service": service, "crumbs": crumbs_of(service, ("Uit de sociale kaart halen", None))}
        return render(request, "partners/service_withdraw.html", context)
    try:
        flows.withdraw_service(service, by=request.user)
    except WrongMomentError as moment:
        messages.warning(request, str(moment))
    else:
        messages.success(request, f"«{service}» staat niet meer in de sociale kaart.")
    return redirect(service)
