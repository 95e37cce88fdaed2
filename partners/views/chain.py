"""/partners/keten/: the links of the chain, who leads and takes part in each, and the team that directs it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.dates import today
from network.dutch import long_date
from network.history import history_of
from network.models import Municipality
from network.pages import SignedInRequest, number_in
from network.policy import Permission, may, require
from partners import chain_flows
from partners.chain import chain_shown, link_shown, other_roles
from partners.chain_flows import ChainHasBegunError, RoleInTheWayError
from partners.chain_forms import ChainLinkForm, ChainRoleForm, ChainTeamForm, LastDayForm
from partners.coverage import coverage_shown
from partners.models import Body, ChainLink, ChainRole, Organisation


@require_safe
def chain(request: SignedInRequest) -> HttpResponse:
    """Every link with its process owner or «niet belegd», and the ketenregieteam."""
    require(request.user, Permission.CHAIN_VIEW)
    context = {
        "shown": chain_shown(request.user, today()),
        "may_edit": may(request.user, Permission.CHAIN_EDIT),
    }
    return render(request, "partners/chain.html", context)


@require_POST
def chain_begin(request: SignedInRequest) -> HttpResponse:
    """The seven usual links, for a region that has none yet."""
    require(request.user, Permission.CHAIN_EDIT)
    try:
        chain_flows.begin_chain(by=request.user)
    except ChainHasBegunError:
        messages.warning(request, "Er waren al schakels. Er is niets toegevoegd.")
    else:
        messages.success(request, "De zeven schakels staan er. Geef nu elke schakel een procesverantwoordelijke.")
    return redirect("partners:chain")


@require_http_methods(["GET", "HEAD", "POST"])
def link_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.CHAIN_EDIT)
    form = ChainLinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        link = chain_flows.add_link(name=values["name"], description=values["description"], by=request.user)
        messages.success(request, f"Toegevoegd: {link}. De schakel staat achteraan.")
        return redirect("partners:chain")
    return _form_page(request, form, title="Schakel toevoegen", back=reverse("partners:chain"))


@require_safe
def link_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One link: who does what now, who did before and who will."""
    link = _link_or_404(request, pk)
    require(request.user, Permission.CHAIN_VIEW)
    may_read_history = may(request.user, Permission.HISTORY_VIEW)
    coming, over = other_roles(link, request.user, today())
    context = {
        "link": link,
        "shown": link_shown(link, request.user, today()),
        "coming": coming,
        "over": over,
        "may_edit": may(request.user, Permission.CHAIN_EDIT),
        "may_read_history": may_read_history,
        "changes": history_of(link) if may_read_history else [],
        "crumbs": _crumbs((str(link), None)),
    }
    return render(request, "partners/chain_link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def link_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    link = _link_or_404(request, pk)
    require(request.user, Permission.CHAIN_EDIT)
    form = ChainLinkForm(request.POST if request.method == "POST" else None, instance=link)
    if form.is_valid():
        changed = chain_flows.change_link(link, by=request.user, **form.cleaned_data)
        gone = "" if changed.is_in_use else " De schakel staat nu onder «Niet in gebruik»."
        messages.success(request, f"Opgeslagen: {changed}.{gone}")
        return redirect("partners:chain")
    link = _link_or_404(request, pk)  # the form has put what was typed into the other one
    return _form_page(request, form, title=f"{link} wijzigen", back=link.get_absolute_url(), link=link)


@require_POST
def link_move(request: SignedInRequest, pk: int) -> HttpResponse:
    link = _link_or_404(request, pk)
    require(request.user, Permission.CHAIN_EDIT)
    chain_flows.move_link(link, up=request.POST.get("richting") != "omlaag", by=request.user)
    return redirect(f"{reverse('partners:chain')}#schakel-{link.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def role_give(request: SignedInRequest, pk: int) -> HttpResponse:
    """One process owner at a time: who is it now, and does that end the day before?"""
    link = _link_or_404(request, pk)
    require(request.user, Permission.CHAIN_EDIT)
    form = ChainRoleForm(
        request.POST if request.method == "POST" else None, organisation=_organisation_asked_for(request)
    )
    if form.is_valid():
        values = form.cleaned_data
        contact = values.pop("contact")
        try:
            role = chain_flows.give_chain_role(link, person=contact and contact.person, by=request.user, **values)
        except RoleInTheWayError as taken:
            form.explain(taken.roles, values["starts_on"], can_end=taken.can_end)
        else:
            since = long_date(role.starts_on)
            messages.success(request, f"{role.organisation} is {role.get_kind_display()} vanaf {since}.")
            return redirect(link)
    return _form_page(
        request, form, title="Rol geven", back=link.get_absolute_url(), link=link, template="partners/chain_role.html"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: SignedInRequest, pk: int) -> HttpResponse:
    roles = ChainRole.objects.visible_to(request.user).select_related("organisation", "link")
    role = get_object_or_404(roles, pk=pk)
    require(request.user, Permission.CHAIN_EDIT)
    form = LastDayForm(
        request.POST if request.method == "POST" else None, starts_on=role.starts_on, ends_on=role.ends_on
    )
    if form.is_valid():
        chain_flows.end_chain_role(role, by=request.user, last_day=form.last_day)
        ends = f"eindigt na {long_date(form.last_day)}" if form.last_day else "is weggehaald"
        messages.success(request, f"De rol van {role.organisation} {ends}.")
        return redirect(role.link)
    after = " Daarna staat bij deze schakel «niet belegd», tot u een ander vastlegt." if role.is_process_owner else ""
    context = {
        "form": form,
        "title": "Rol beëindigen",
        "lead": f"{role.organisation} is {role.get_kind_display()} in {role.link}.{after}",
        "back": role.link.get_absolute_url(),
        "crumbs": _crumbs((str(role.link), role.link.get_absolute_url()), ("Rol beëindigen", None)),
    }
    return render(request, "partners/chain_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: SignedInRequest) -> HttpResponse:
    """The ketenregieteam of today: its rhythm and its seats."""
    require(request.user, Permission.CHAIN_EDIT)
    shown = chain_shown(request.user, today())
    team = shown.teams[0] if shown.teams else None
    form = ChainTeamForm(
        request.POST if request.method == "POST" else None,
        instance=team.body if team else Body(name="Ketenregieteam", rhythm="eens per 2 maanden"),
        owners=[link.owner.role.organisation_id for link in shown.links if link.owner],
        seats=team.seats if team else (),
    )
    if form.is_valid():
        chain_flows.save_chain_team(team.body if team else None, by=request.user, **form.cleaned_data)
        messages.success(request, "Het ketenregieteam is opgeslagen.")
        return redirect("partners:chain")
    return _form_page(request, form, title="Ketenregieteam", back=reverse("partners:chain"))


@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """Domain × link × municipality, and what is empty."""
    require(request.user, Permission.CHAIN_VIEW)
    places = list(Municipality.objects.of_this_region(today()))
    only = _municipality_asked_for(request, places)
    context = {
        "shown": coverage_shown(request.user, today(), places=[only] if only else places),
        "places": places,
        "only": only,
    }
    return render(request, "partners/coverage.html", context)


def _municipality_asked_for(request: HttpRequest, places: list[Municipality]) -> Municipality | None:
    asked = request.GET.get("gemeente", "")
    return next((place for place in places if place.code == asked), None)


def _link_or_404(request: SignedInRequest, pk: int) -> ChainLink:
    return get_object_or_404(ChainLink.objects.visible_to(request.user), pk=pk)


def _organisation_asked_for(request: SignedInRequest) -> Organisation | None:
    """`?organisatie=12`: who comes from the page of that partner."""
    asked = number_in(request.GET, "organisatie")
    return Organisation.objects.visible_to(request.user).still_there().filter(pk=asked).first() if asked else None


def _crumbs(*pages: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [("Keten", reverse("partners:chain")), *pages]


def _form_page(
    request: SignedInRequest,
    form: Any,
    *,
    title: str,
    back: str,
    link: ChainLink | None = None,
    template: str = "partners/chain_form.html",
) -> HttpResponse:
    crumbs = _crumbs(*([(str(link), link.get_absolute_url())] if link else []), (title, None))
    context = {"form": form, "title": title, "back": back, "link": link, "crumbs": crumbs}
    return render(request, template, context, status=422 if form.errors else 200)
