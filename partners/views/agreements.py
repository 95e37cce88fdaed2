"""/overeenkomsten/: what partners agreed with each other, and every step in the life of an agreement."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.dates import today
from network.dutch import enumeration, long_date
from network.history import history_of
from network.pages import SignedInRequest
from network.policy import Permission, may, require
from network.together import together
from partners import agreement_flows as flows
from partners.agreement_filters import AgreementFilter
from partners.agreement_forms import (
    AgreementForm,
    AmendmentForm,
    EvaluationForm,
    PartyForm,
    SigningForm,
    TerminationForm,
    WithdrawForm,
)
from partners.agreement_page import changes_of, for_its_page, page_of, renewal_in_words
from partners.agreements import in_list_order, list_rows
from partners.documents import documents_of
from partners.models import Agreement, AgreementParty
from partners.parts import parts_of
from partners.side_by_side import ChangedMeanwhileError
from partners.views.crumbs import crumbs_of_agreement

PER_PAGE = 25


@require_safe
def agreement_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.AGREEMENT_LIST)
    day, visible = today(), Agreement.objects.visible_to(request.user)
    chosen = AgreementFilter(request.GET, visible, request=request)
    page = Paginator(in_list_order(chosen.qs, day), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "filter": chosen,
        "page": page,
        "rows": list_rows(list(page), day),
        "expiring": 0 if chosen.form.has_changed() else visible.expiring(day).count(),
        "may_add": may(request.user, Permission.AGREEMENT_ADD),
        "may_publish": may(request.user, Permission.AGREEMENT_PUBLISH),
    }
    return render(request, "partners/agreement_list.html", context)


@require_safe
def agreement_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = get_object_or_404(for_its_page(Agreement.objects.visible_to(request.user)), pk=pk)
    require(request.user, Permission.AGREEMENT_VIEW, agreement)
    # What it belonged to once may be an agreement that not everybody may see.
    may_read_history = may(request.user, Permission.HISTORY_VIEW) and may(request.user, Permission.AGREEMENT_MANAGE)
    told = together(
        documents=documents_of(agreement, request.user),
        **({"changes": changes_of(agreement)} if may_read_history else {}),
    )
    context = {
        **told,
        "shown": page_of(agreement, request.user, today()),
        "parts": parts_of(agreement, request.user, today()),
        "may_read_history": may_read_history,
        "crumbs": [("Overeenkomsten", reverse("partners:agreement-list")), (str(agreement), None)],
    }
    return render(request, "partners/agreement_detail.html", context)


# --- what was agreed ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_add(request: SignedInRequest) -> HttpResponse:
    require(request.user, Permission.AGREEMENT_ADD)
    form = AgreementForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        try:
            agreement = flows.add_agreement(
                by=request.user, values={name: form.cleaned_data[name] for name in form.names}
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, f"«{agreement}» is toegevoegd als concept. Voeg nu de partijen toe.")
            return redirect(agreement)
    return _edit_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever changed another field meanwhile is kept; the same field is chosen by a person."""
    agreement = _editable(request, pk)
    form = AgreementForm(
        request.POST if request.method == "POST" else None, instance=copy(agreement), person=request.user
    )
    if not form.is_valid():
        return _edit_page(request, form, agreement)
    try:
        flows.change_agreement(
            agreement,
            by=request.user,
            version=form.cleaned_data["version"],
            seen=form.seen,
            changes=form.changes,
        )
    except ChangedMeanwhileError as meanwhile:
        current: Agreement = meanwhile.stored
        both, [last_change] = form.differences_with(current, meanwhile.fields), history_of(current, limit=1)
        on_top = form.having_seen(current)
        return _edit_page(request, on_top, agreement, status=409, conflict=both, last_change=last_change)
    except (flows.AgreementError, ValidationError) as refused:
        form.add_error(None, _words(refused))
        return _edit_page(request, form, agreement)
    messages.success(request, "Opgeslagen." if form.changes else "Er is niets veranderd.")
    return redirect(agreement)


def _edit_page(
    request: SignedInRequest, form: AgreementForm, agreement: Agreement | None, *, status: int = 0, **more: object
) -> HttpResponse:
    title = f"{agreement} wijzigen" if agreement else "Overeenkomst toevoegen"
    context = {
        "form": form,
        "agreement": agreement,
        "title": title,
        "crumbs": (
            crumbs_of_agreement(agreement, "Wijzigen")
            if agreement
            else [("Overeenkomsten", reverse("partners:agreement-list")), (title, None)]
        ),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "partners/agreement_edit.html", context | more, status=status)


# --- its steps ------------------------------------------------------------------------------------------------


@require_POST
def agreement_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _editable(request, pk)
    try:
        flows.offer_agreement(agreement, by=request.user, on=today())
    except (flows.AgreementError, ValidationError) as refused:
        messages.warning(request, " ".join(_words(refused)))
    else:
        messages.success(request, f"«{agreement}» ligt nu ter ondertekening. De partijen zien dit op «Mijn overzicht».")
    return redirect(agreement)


@require_http_methods(["GET", "HEAD", "POST"])
def party_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """To the draft; after it was offered, as an addendum with its own date."""
    agreement = _editable(request, pk)
    form = PartyForm(request.POST if request.method == "POST" else None, agreement=agreement)
    lead = ""
    if agreement.offered_on:
        lead = (
            "De toetreding wordt een addendum met een eigen datum. De eerste lijst van ondertekenaars verandert niet."
        )

    def save(values: dict[str, Any]) -> str:
        organisation, on = values.pop("organisation"), values.pop("dated_on", today())
        flows.add_party(agreement, organisation, by=request.user, on=on, **values)
        return f"{organisation} is toegevoegd."

    return _small_form(request, agreement, form, save, title="Partij toevoegen", lead=lead, submit="Partij toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
def version_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words, which all parties of today sign again."""
    agreement = _editable(request, pk)
    form = AmendmentForm(request.POST if request.method == "POST" else None)

    def save(values: dict[str, Any]) -> str:
        version = flows.amend_agreement(agreement, by=request.user, on=values["dated_on"], summary=values["summary"])
        return f"Addendum {version.number - 1} ligt nu ter ondertekening bij alle partijen."

    return _small_form(request, agreement, form, save, title="Wijziging toevoegen", submit="Wijziging toevoegen")


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_terminate(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _editable(request, pk)
    form = TerminationForm(request.POST if request.method == "POST" else None, agreement=agreement)

    def save(values: dict[str, Any]) -> str:
        last_day = values["terminated_on"]
        flows.terminate_agreement(agreement, by=request.user, last_day=last_day, reason=values["reason"])
        return (
            f"De overeenkomst geldt tot en met {long_date(last_day)}." if last_day else "De opzegging geldt niet meer."
        )

    title = "Opzegging wijzigen" if agreement.terminated_on else "Overeenkomst opzeggen"
    lead = f"{renewal_in_words(agreement.terms, today())} Laat het ook zelf aan de partijen weten.".strip()
    return _small_form(request, agreement, form, save, title=title, lead=lead, submit="Opzegging vastleggen")


@require_http_methods(["GET", "HEAD", "POST"])
def agreement_evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    agreement = _editable(request, pk)
    form = EvaluationForm(request.POST if request.method == "POST" else None)

    def save(values: dict[str, Any]) -> str:
        flows.evaluate_agreement(agreement, by=request.user, on=values["evaluated_on"], next_on=values["next_on"])
        following = f" De volgende is op {long_date(values['next_on'])}." if values["next_on"] else ""
        return f"De evaluatie is vastgelegd.{following}"

    return _small_form(request, agreement, form, save, title="Evaluatie vastleggen", submit="Opslaan")


@require_POST
def agreement_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mail the parties that did not sign yet."""
    agreement = _editable(request, pk)
    try:
        asked = flows.remind_parties(agreement, by=request.user, on=today())
    except flows.AgreementError as refused:
        messages.warning(request, str(refused))
        return redirect(agreement)
    if asked.number:
        to_whom = "1 partij krijgt" if asked.number == 1 else f"{asked.number} partijen krijgen"
        messages.success(request, f"{to_whom} een herinnering. Over een week kan dat weer.")
    elif not asked.nobody_at:
        messages.info(request, "Iedereen tekende al of kreeg deze week al een herinnering.")
    if asked.nobody_at:
        names = enumeration(asked.nobody_at)
        messages.warning(request, f"Van {names} houdt niemand hier de gegevens bij. Bel of mail daar zelf over.")
    return redirect(agreement)


# --- its parties ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def party_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a signature; who keeps the agreement may correct it."""
    party = _party(request, pk)
    agreement = party.version.agreement
    require(request.user, Permission.AGREEMENT_SIGN, party)
    if refused := _why_not_signed(request, party):
        messages.warning(request, refused)
        return redirect(agreement)
    form = SigningForm(request.POST if request.method == "POST" else None, party=party)

    def save(values: dict[str, Any]) -> str:
        flows.sign_party(party, by=request.user, **values)
        return f"Vastgelegd: {party.organisation} ondertekende op {long_date(values['signed_on'])}."

    title = "Handtekening verbeteren" if party.signed_on else "Ondertekening vastleggen"
    lead = f"{party.organisation}, bij {party.version}."
    return _small_form(request, agreement, form, save, title=title, lead=lead, submit="Vastleggen")


def _why_not_signed(request: SignedInRequest, party: AgreementParty) -> str:
    agreement = party.version.agreement
    if agreement.offered_on is None:
        return "Dit is nog een concept. Ondertekenen kan zodra de overeenkomst is aangeboden."
    if party.withdrawn_on and not party.signed_on:
        return "Deze partij heeft zich teruggetrokken. Ondertekenen kan niet meer."
    if party.signed_on and not may(request.user, Permission.AGREEMENT_EDIT, agreement):
        return "Deze handtekening staat al vast. Klopt zij niet? Vraag het wie de overeenkomst beheert."
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def party_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """An organisation leaves the agreement; the others are told."""
    party = _party(request, pk)
    agreement, organisation = party.version.agreement, party.organisation
    require(request.user, Permission.AGREEMENT_SIGN, party)
    if party.withdrawn_on:
        messages.warning(request, f"{organisation} heeft zich al teruggetrokken. U hoeft niets meer te doen.")
        return redirect(agreement)
    leaves_a_draft = agreement.offered_on is None and may(request.user, Permission.AGREEMENT_EDIT, agreement)
    form = WithdrawForm(request.POST if request.method == "POST" else None, leaves_a_draft=leaves_a_draft)

    def save(values: dict[str, Any]) -> str:
        flows.withdraw_party(party, by=request.user, on=values.get("withdrawn_on", today()))
        return f"{organisation} is geen partij meer."

    if leaves_a_draft:
        title, submit = f"{organisation} weghalen", "Weghalen"
        lead = f"Dit is nog een concept. {organisation} verdwijnt uit de lijst, en niemand krijgt bericht."
    else:
        title, submit = f"{organisation} terugtrekken", "Terugtrekken"
        lead = f"{organisation} is dan geen partij meer. Wat zij tekende, blijft in de lijst staan."
    return _small_form(request, agreement, form, save, title=title, lead=lead, submit=submit)


# --- small steps ----------------------------------------------------------------------------------------------


def _editable(request: SignedInRequest, pk: int) -> Agreement:
    """Unseen is 404, seen but not for this person to change is 403."""
    visible = Agreement.objects.visible_to(request.user).select_related("keeper")
    agreement: Agreement = get_object_or_404(visible, pk=pk)
    require(request.user, Permission.AGREEMENT_EDIT, agreement)
    return agreement


def _party(request: SignedInRequest, pk: int) -> AgreementParty:
    visible = AgreementParty.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("organisation", "version__agreement__keeper"), pk=pk)


def _small_form(
    request: SignedInRequest,
    agreement: Agreement,
    form: BaseForm,
    save: Callable[[dict[str, Any]], str],
    *,
    title: str,
    submit: str,
    lead: str = "",
) -> HttpResponse:
    """One step on a page of its own. `save` does it and says in words what it did."""
    if form.is_valid():
        try:
            done = save(dict(form.cleaned_data))
        except (flows.AgreementError, ValidationError) as refused:
            form.add_error(None, _words(refused))
        else:
            messages.success(request, done)
            is_seen = Agreement.objects.visible_to(request.user).filter(pk=agreement.pk).exists()
            return redirect(agreement if is_seen else "partners:agreement-list")
    context = {
        "agreement": agreement,
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "crumbs": crumbs_of_agreement(agreement, title),
    }
    return render(request, "partners/agreement_form.html", context, status=422 if form.errors else 200)


def _words(refused: Exception) -> list[str]:
    return refused.messages if isinstance(refused, ValidationError) else [str(refused)]
