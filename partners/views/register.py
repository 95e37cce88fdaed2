"""Who takes part in the network."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.dates import today
from network.dutch import long_date
from network.history import Change
from network.models import Municipality, Person
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from network.together import Part, fetch, together
from partners import register_flows as flows
from partners.agreements import rows_of as rows_of_agreements
from partners.bodies import where_it_sits
from partners.cards import ServiceCard, member_cards
from partners.chain import roles_of
from partners.contacts import contacts_of
from partners.coverage import wanted_cell
from partners.filters import OrganisationFilter
from partners.merge import merged_from, resolve
from partners.models import CareService, Organisation
from partners.parts import organisation_parts
from partners.register import (
    by_domain,
    capacity_or_404,
    history_of_organisation,
    in_order,
    last_change_of,
    missing_domains,
    nobody_from,
    numbers_by_domain,
    organisation_or_404,
    own_organisations,
    turnover,
    working_area,
)
from partners.register_forms import CapacityForm, OrganisationForm, RejoinForm, initial_for
from partners.responsibilities import rows_of as rows_of_responsibilities
from partners.side_by_side import ChangedMeanwhileError
from partners.views.crumbs import crumbs_of_partner

PER_PAGE = 20
MOVES_PER_PAGE = 50


@require_safe
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """Partners by domain, as they are asked for, and the domains that nobody works in."""
    require(request.user, Permission.ORGANISATION_VIEW)
    everybody = Organisation.objects.visible_to(request.user)
    region = list(Municipality.objects.of_this_region())
    chosen = OrganisationFilter(request.GET, everybody, request=request, region=region)
    taking_part = numbers_by_domain(everybody.active().still_there())
    found = chosen.qs
    numbers = numbers_by_domain(found) if chosen.is_narrowed else taking_part
    pages = Paginator(in_order(found).with_number_of_services().with_working_area(), PER_PAGE)
    pages.count = sum(numbers.values())  # known by now, and costly to ask of the rows with all that belongs to them
    page = pages.get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "domains": by_domain(page, numbers, region),
        "total": sum(taking_part.values()),
        "own": own_organisations(request.user),
        "warnings": [nobody_from(domain) for domain in missing_domains(taking_part)],
    }
    return render(request, "partners/organisation_list.html", context)


@require_safe
def organisation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who they are, what they do for the network, what they offer and what was agreed with them."""
    organisation = Organisation.objects.visible_to(request.user).filter(pk=pk).first()
    is_here = organisation is not None and organisation.merged_into_id is None
    if not is_here and (survivor := resolve(pk, request.user)):
        return redirect(survivor)
    if organisation is None:
        raise Http404
    require(request.user, Permission.ORGANISATION_VIEW, organisation)
    person, day = request.user, today()
    told = together(
        cards=_cards_of(organisation, person),
        parts=organisation_parts(organisation, person, day),
        agreements=rows_of_agreements(organisation, person, day),
        seats=where_it_sits(organisation, person, day),
        contacts=contacts_of(organisation, person),
        roles=roles_of(organisation, person, day),
        responsibilities=rows_of_responsibilities(organisation, person, day),
        facts=_facts_of(organisation),
        changes=_changes_of(organisation, person),
        merged=merged_from(organisation, person),
    )
    may_read_history = may(person, Permission.HISTORY_VIEW)
    numbers = [
        *((part.title, len(part.items)) for part in told["parts"]),
        ("Aanbod", len(told["cards"])),
        ("Overeenkomsten", len(told["agreements"])),
        ("Overleg", len(told["seats"])),
    ]
    context = {
        "organisation": organisation,
        "may_read_history": may_read_history,
        "menu": _menu_of_the_page(numbers, may_read_history),
        "crumbs": [("Partners", reverse("partners:organisation-list")), (str(organisation), None)],
        **told,
        **told["facts"],
    }
    return render(request, "partners/organisation_detail.html", context)


def _cards_of(organisation: Organisation, person: Person) -> Part[list[ServiceCard]]:
    services = CareService.objects.visible_to(person).of_organisations(frozenset({organisation.pk}))
    shown = services.with_what_a_list_shows()
    yield fetch(shown)
    return member_cards(shown, timezone.localtime())


def _facts_of(organisation: Organisation) -> Part[dict[str, Any]]:
    served, region = organisation.municipalities_served.all(), Municipality.objects.of_this_region()
    capacities = organisation.capacities.order_by("-year", "pk")
    earlier = organisation.earlier_participations.order_by("-starts_on")
    yield fetch(served, region, capacities, earlier)
    names = {place.pk: place.name for place in served}
    return {"working_area": working_area(names, region), "capacities": capacities, "earlier": earlier}


def _changes_of(organisation: Organisation, person: Person) -> Part[list[Change]]:
    if not may(person, Permission.HISTORY_VIEW):
        return []
    return (yield from history_of_organisation(organisation))


def _menu_of_the_page(numbers: list[tuple[str, int]], may_read_history: bool) -> list[tuple[str, str, bool]]:
    """Links to what stands further down, each with its number."""
    counted = [(f"{title} ({number})", f"#{title.lower()}", False) for title, number in numbers]
    history = [("Geschiedenis", "#geschiedenis", False)] if may_read_history else []
    about = [("Profiel", "#profiel", False), ("Contact", "#contact", False)]
    return [*about, ("Taken en uren", "#taken", False), *counted, *history]


# --- adding and changing ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_add(request: SignedInRequest) -> HttpResponse:
    """A new partner; the address may say what it is wanted for."""
    require(request.user, Permission.ORGANISATION_EDIT)
    wanted = wanted_cell(request.GET)
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=initial_for(wanted))
    if form.is_valid():
        try:
            organisation = flows.add_organisation(by=request.user, values=form.values)
        except flows.KnownAlreadyError:
            form.look_for_known_organisations()
        else:
            messages.success(request, f"{organisation} staat in het register.")
            if wanted.link:
                role = reverse("partners:chain-role-give", args=[wanted.link.pk])
                return redirect(f"{role}?organisatie={organisation.pk}")
            return redirect(organisation)
    return _show_form(request, form, status=422 if form.errors else 200, link=wanted.link)


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """All facts on one page. Two people at once: the second sees what the first changed."""
    organisation = organisation_or_404(request.user, pk)
    require(request.user, Permission.ORGANISATION_EDIT, organisation)
    form = OrganisationForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if form.is_valid():
        try:
            changed = flows.change_organisation(
                organisation, by=request.user, version=form.cleaned_data["version"], values=form.values
            )
        except ChangedMeanwhileError as meanwhile:
            return _show_form(
                request,
                form.on_top_of(meanwhile.stored),
                status=409,
                conflict=form.changed_by_others(meanwhile.stored),
                last_change=last_change_of(meanwhile.stored),
            )
        except flows.KnownAlreadyError:
            form.look_for_known_organisations()
        else:
            messages.success(request, f"Opgeslagen: {changed}.")
            return redirect(changed)
    return _show_form(request, form, status=422 if form.errors else 200)


def _show_form(request: SignedInRequest, form: OrganisationForm, *, status: int, **more: object) -> HttpResponse:
    organisation = form.organisation
    named = [(str(organisation), organisation.get_absolute_url())] if organisation else []
    context = {
        "form": form,
        "organisation": organisation,
        "crumbs": [
            ("Partners", reverse("partners:organisation-list")),
            *named,
            ("Wijzigen" if organisation else "Toevoegen", None),
        ],
    }
    return render(request, "partners/organisation_form.html", context | more, status=status)


# --- taking part --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_rejoin(request: SignedInRequest, pk: int) -> HttpResponse:
    """A partner that left comes back; the period before stays known."""
    organisation = organisation_or_404(request.user, pk)
    require(request.user, Permission.ORGANISATION_EDIT, organisation)
    if not organisation.has_left:
        return redirect(organisation)
    form = RejoinForm(request.POST if request.method == "POST" else None, organisation=organisation)
    if form.is_valid():
        day = form.cleaned_data["joined_on"]
        try:
            flows.rejoin(organisation, by=request.user, on=day)
        except flows.TakesPartError:
            messages.warning(request, f"{organisation} deed intussen al weer mee. U hoeft niets meer te doen.")
        else:
            messages.success(
                request, f"{organisation} doet weer mee vanaf {long_date(day)}. Nodig de mensen opnieuw uit."
            )
        return redirect(organisation)
    context = {
        "organisation": organisation,
        "form": form,
        "crumbs": crumbs_of_partner(organisation, "Opnieuw meedoen"),
    }
    return render(request, "partners/organisation_rejoin.html", context, status=422 if form.errors else 200)


@require_safe
def organisation_turnover(request: SignedInRequest) -> HttpResponse:
    """Who joined and who left in one year: the one that the address names, or else the newest."""
    require(request.user, Permission.ORGANISATION_VIEW)
    years = turnover(Organisation.objects.visible_to(request.user))
    asked = number_in(request.GET, "jaar")
    shown = next((each for each in years if each.year == asked), years[0] if years else None)
    context = {
        "years": years,
        "shown": shown,
        "page": Paginator(shown.moves if shown else [], MOVES_PER_PAGE).get_page(request.GET.get("pagina")),
        "crumbs": [("Partners", reverse("partners:organisation-list")), ("Verloop", None)],
    }
    return render(request, "partners/organisation_turnover.html", context)


# --- hours --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def capacity_add(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request.user, pk)
    require(request.user, Permission.CAPACITY_EDIT)
    form = CapacityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        capacity = flows.add_capacity(organisation, by=request.user, values=form.values)
        messages.success(request, f"Toegevoegd: {capacity.task}, {capacity.as_agreed}.")
        return redirect(f"{organisation.get_absolute_url()}#uren")
    return _show_capacity(request, form, organisation, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def capacity_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    capacity = capacity_or_404(request.user, pk)
    require(request.user, Permission.CAPACITY_EDIT)
    organisation = capacity.organisation
    form = CapacityForm(request.POST if request.method == "POST" else None, capacity=capacity)
    if form.is_valid():
        try:
            changed = flows.change_capacity(capacity, by=request.user, seen=form.what_was_seen, values=form.values)
        except ChangedMeanwhileError as meanwhile:
            return _show_capacity(
                request,
                form.on_top_of(meanwhile.stored),
                organisation,
                status=409,
                conflict=form.changed_by_others(meanwhile.stored),
            )
        messages.success(request, f"Opgeslagen: {changed.task}, {changed.as_agreed}.")
        return redirect(f"{organisation.get_absolute_url()}#uren")
    return _show_capacity(request, form, organisation, status=422 if form.errors else 200)


@require_POST
def capacity_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    capacity = capacity_or_404(request.user, pk)
    require(request.user, Permission.CAPACITY_EDIT)
    flows.remove_capacity(capacity, by=request.user)
    messages.success(request, f"Weggehaald: {capacity.task}, {capacity.as_agreed}.")
    return redirect(f"{capacity.organisation.get_absolute_url()}#uren")


def _show_capacity(
    request: SignedInRequest, form: CapacityForm, organisation: Organisation, *, status: int, **more: object
) -> HttpResponse:
    context = {
        "form": form,
        "organisation": organisation,
        "capacity": form.capacity,
        "crumbs": crumbs_of_partner(organisation, "Uren wijzigen" if form.capacity else "Uren toevoegen"),
    }
    return render(request, "partners/organisation_capacity.html", context | more, status=status)
