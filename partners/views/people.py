"""/personen/: who is in the network, and letting somebody in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import account_flows, people_flows
from network.dates import today
from network.dutch import long_date
from network.models import Person
from network.pages import SignedInRequest
from network.people import people_visible_to, person_or_404
from network.people_flows import AlreadyOverError, AlreadyThereError
from network.policy import Permission, may, require
from network.successors import NeedsSuccessorError
from partners.filters import PersonFilter
from partners.membership_flows import NewTie, Welcomed, welcome
from partners.people import page_of, rows_of, with_their_ties
from partners.people_forms import InviteForm, NameForm

PER_PAGE = 50


def crumbs_of(person: Person, page: str = "") -> list[tuple[str, str | None]]:
    crumbs: list[tuple[str, str | None]] = [("Personen", reverse("partners:person-list"))]
    if not page:
        return [*crumbs, (person.name, None)]
    return [*crumbs, (person.name, reverse("partners:person-detail", args=[person.pk])), (page, None)]


@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.PEOPLE_VIEW)
    chosen = PersonFilter(request.GET, people_visible_to(request.user).filter(erased_on=None), request=request)
    page = Paginator(with_their_ties(chosen.qs), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "rows": rows_of(page),
        "may_invite": may(request.user, Permission.PERSON_INVITE),
    }
    return render(request, "partners/person_list.html", context)


@require_safe
def person_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where somebody stands, and everything that may be done about it."""
    person = person_or_404(request, pk)
    shown = page_of(person, with_history=may(request.user, Permission.HISTORY_VIEW))
    return render(request, "partners/person_detail.html", {"shown": shown, "crumbs": crumbs_of(person)})


@require_http_methods(["GET", "HEAD", "POST"])
def person_invite(request: SignedInRequest) -> HttpResponse:
    """One form for somebody new, and for somebody known who gets something to do."""
    require(request.user, Permission.PERSON_INVITE)
    typed = request.POST if request.method == "POST" else None
    form = InviteForm(typed, may_give_roles=may(request.user, Permission.ROLE_GRANT))
    if form.is_valid():
        values = form.cleaned_data
        try:
            welcomed = welcome(name=values["name"], email=values["email"], tie=form.tie, by=request.user)
        except AlreadyThereError as already:
            form.add_error("email", str(already))
        except AlreadyOverError:
            form.add_error("organisation", "Deze partner doet niet meer mee. Kies een andere partner.")
        else:
            messages.success(request, _welcome_in_words(welcomed, form.tie, typed_name=values["name"]))
            return redirect("partners:person-detail", pk=welcomed.person.pk)
    crumbs = [("Personen", reverse("partners:person-list")), ("Uitnodigen", None)]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "partners/person_invite.html", context, status=422 if form.errors else 200)


def _welcome_in_words(welcomed: Welcomed, tie: NewTie, *, typed_name: str) -> str:
    person = welcomed.person
    sentences = []
    if not welcomed.is_new:
        sentences.append(f"Dit adres was al van {person.name}. De nieuwe rol of partner staat er nu bij.")
    if not welcomed.is_new and typed_name != person.name:
        sentences.append("De naam is niet veranderd.")
    if welcomed.is_invited:
        sentences.append(f"De uitnodiging gaat naar {person.email}.")
        sentences += [f"De link werkt vanaf {long_date(tie.starts_on)}."] if tie.starts_on > today() else []
    elif person.is_blocked:
        sentences.append("De toegang van deze persoon is geblokkeerd. Alleen de beheerder kan die teruggeven.")
    else:
        sentences.append("Een uitnodiging was niet nodig: deze persoon kan al inloggen.")
    return " ".join(sentences)


@require_POST
def person_invite_again(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    # Whoever may block is the one who lets somebody in again.
    require(request.user, Permission.ROLE_GRANT if person.is_blocked else Permission.PERSON_INVITE)
    if person.is_active or not person.is_in_the_network or person.erased_on:
        messages.warning(request, "Een nieuwe uitnodiging is hier niet nodig, of er is geen rol of partner.")
    else:
        account_flows.invite(person, by=request.user)
        messages.success(request, f"De nieuwe uitnodiging gaat naar {person.email}. De vorige link werkt niet meer.")
    return redirect("partners:person-detail", pk=person.pk)


@require_POST
def person_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the letter that is open."""
    person = person_or_404(request, pk)
    require(request.user, Permission.PERSON_INVITE)
    people_flows.withdraw_letter(person, by=request.user)
    messages.success(request, f"De uitnodiging van {person.name} is ingetrokken. De link werkt niet meer.")
    return redirect("partners:person-detail", pk=person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_rename(request: SignedInRequest, pk: int) -> HttpResponse:
    person = person_or_404(request, pk)
    require(request.user, Permission.PERSON_INVITE)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": person.name})
    if form.is_valid():
        people_flows.rename(person, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "De naam is veranderd.")
        return redirect("partners:person-detail", pk=person.pk)
    return form_about(request, person, form, title="Naam wijzigen")


@require_http_methods(["GET", "HEAD", "POST"])
def person_block(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account whatever its ties; the last one in a post stays."""
    person = person_or_404(request, pk)
    require(request.user, Permission.ROLE_GRANT)
    refused = ""
    if request.method == "POST":
        try:
            people_flows.block(person, by=request.user)
        except NeedsSuccessorError as needed:
            refused = str(needed)
        else:
            messages.success(request, f"{person.name} is overal uitgelogd en kan niet meer inloggen.")
            return redirect("partners:person-detail", pk=person.pk)
    lead = (
        f"{person.name} wordt overal uitgelogd en kan niet meer inloggen. Rollen en partners blijven staan. Wilt u dit"
        " later ongedaan maken? Stuur dan een nieuwe uitnodiging."
    )
    return form_about(
        request, person, None, title="Toegang blokkeren", lead=lead, submit="Toegang blokkeren", refused=refused
    )


def form_about(request: SignedInRequest, person: Person, form: Any, *, title: str, **more: str) -> HttpResponse:
    """A small form about one person; 422 when something in it has to change first. `more` is for the template."""
    is_refused = bool(form and form.errors) or bool(more.get("refused"))
    context = {"person": person, "form": form, "title": title, "crumbs": crumbs_of(person, title), **more}
    return render(request, "partners/person_form.html", context, status=422 if is_refused else 200)
