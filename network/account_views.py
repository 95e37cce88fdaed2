"""Pages of the account that are our own; the others are allauth's, in our layout."""

import time

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import account_flows, sessions
from network.account_flows import NotPossible
from network.account_forms import ChoosePasswordForm, NewAddressForm, SecondFactorResetForm
from network.history import history_of
from network.models import Invitation, Person, SecondFactorReset
from network.oidc import may_lead_to_the_employer
from network.pages import SignedInRequest
from network.people import person_or_404
from network.policy import Permission, needs_second_factor, require

# --- an invitation -------------------------------------------------------------------------------------------------


@login_not_required
@may_lead_to_the_employer
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link does nothing, since mail scanners open links too; sending the form uses it."""
    found = account_flows.open_invitation(token)
    if found is None:
        return _gone(request)
    form = ChoosePasswordForm(request.POST or None, person=found.person)
    if request.method == "POST" and form.is_valid():
        return _accept(request, found, password=form.cleaned_data["password1"])
    response = render(request, "account/invitation.html", {"form": form}, status=422 if form.is_bound else 200)
    # The link is in the address, so no other request may tell it; the form still needs its Origin.
    response.headers["Referrer-Policy"] = "origin"
    return response


def _accept(request: HttpRequest, found: Invitation, *, password: str) -> HttpResponse:
    try:
        person = account_flows.accept_invitation(found, password=password)
    except NotPossible:
        return _gone(request)
    if request.user.is_authenticated:
        logout(request)
    next_page = reverse("mfa_index") if needs_second_factor(person) else reverse(settings.LOGIN_REDIRECT_URL)
    login = Login(user=person, email=person.email, redirect_url=next_page)
    return perform_password_login(request, {"email": person.email}, login)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "account/link_gone.html", status=410)


# --- another address -----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.account")
def new_address(request: SignedInRequest) -> HttpResponse:
    person = request.user
    form = NewAddressForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        if refusal := ratelimit.consume_or_429(request, action="manage_email"):
            return refusal
        account_flows.ask_new_address(person, address=form.cleaned_data["email"])
        messages.success(request, "Er is een mail onderweg naar het nieuwe adres. Gebruik de link in die mail.")
        return redirect("account_email")
    return render(request, "account/new_address.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_new_address(request: HttpRequest, token: str) -> HttpResponse:
    found = account_flows.address_in_link(token)
    if found is None:
        return _gone(request)
    person, address = found
    if request.method == "POST":
        is_own_browser = request.user == person
        kept = request.session.session_key if is_own_browser else None
        account_flows.change_address(person, address=address, session_to_keep=kept)
        messages.success(request, "Uw e-mailadres is gewijzigd. Voortaan logt u in met het nieuwe adres.")
        return redirect("account_email" if is_own_browser else "account_login")
    response = render(request, "account/confirm_new_address.html", {"address": address})
    response.headers["Referrer-Policy"] = "origin"
    return response


# --- sessions ------------------------------------------------------------------------------------------------------


@require_safe
def session_list(request: SignedInRequest) -> HttpResponse:
    mine = UserSession.objects.filter(user=request.user).order_by("created_at")
    found = [session for session in mine if session.exists()]
    return render(request, "usersessions/usersession_list.html", {"sessions": found})


@require_POST
def session_end(request: SignedInRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session.end()
    messages.success(request, "Op dat apparaat bent u uitgelogd.")
    return redirect("usersessions_list")


@require_POST
def session_end_all(request: SignedInRequest) -> HttpResponse:
    account_flows.end_sessions(request.user)
    logout(request)
    messages.success(request, "U bent overal uitgelogd.")
    return redirect("account_login")


@require_POST
def session_continue(request: SignedInRequest) -> HttpResponse:
    """Somebody is still there. Tells for how long that counts."""
    request.session[sessions.SEEN] = time.time()
    return JsonResponse({"seconds": sessions.seconds_after_a_click(request.session)})


# --- a second step that is lost --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_reset(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page where one person asks and another approves."""
    person = person_or_404(request, pk)
    require(request.user, Permission.SECOND_FACTOR_RESET)
    waiting = person.second_factor_resets.waiting().select_related("asked_by", "approved_by").first()
    problem = ""
    if request.method == "POST":
        form = SecondFactorResetForm(request.POST)
        try:
            return _take_step(request, person, waiting, step=form.cleaned_data["step"] if form.is_valid() else "")
        except NotPossible as refusal:
            problem = str(refusal)
    latest = waiting or person.second_factor_resets.first()
    context = {
        "person": person,
        "waiting": waiting,
        "problem": problem,
        "may_approve": waiting and not waiting.approved_at and request.user.pk not in {waiting.asked_by_id, person.pk},
        "has_second_step": account_flows.has_second_step(person),
        "changes": history_of(latest) if latest else [],
    }
    return render(request, "network/second_factor_reset.html", context, status=422 if request.method == "POST" else 200)


def _take_step(
    request: SignedInRequest, person: Person, waiting: SecondFactorReset | None, *, step: str
) -> HttpResponse:
    by = request.user
    if step == SecondFactorResetForm.ASK:
        account_flows.ask_second_factor_reset(person, by=by)
        messages.success(request, "De aanvraag staat klaar. Iemand anders moet akkoord geven.")
    elif step == SecondFactorResetForm.APPROVE and waiting:
        account_flows.approve_second_factor_reset(waiting, by=by)
        messages.success(request, "U heeft akkoord gegeven.")
    elif step == SecondFactorResetForm.REFUSE and waiting:
        account_flows.refuse_second_factor_reset(waiting)
        messages.success(request, "De aanvraag is afgewezen. Er is niets gewist.")
    else:
        raise NotPossible("Er loopt geen aanvraag meer. Kijk hieronder hoe het nu staat.")
    return redirect("network:second-factor-reset", pk=person.pk)


@require_POST
def second_factor_refuse(request: SignedInRequest) -> HttpResponse:
    """The person self did not ask for this."""
    waiting = request.user.second_factor_resets.waiting().first()
    if waiting is None:
        raise Http404
    account_flows.refuse_second_factor_reset(waiting)
    messages.success(request, "De aanvraag is gestopt. Uw tweede stap blijft zoals hij is.")
    return redirect("mfa_index")
