"""What happens around every request."""

import time
from collections.abc import Callable
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from network import sessions
from network.database import PUBLIC, acting_as
from network.errors import session_expired
from network.policy import needs_second_factor

Handler = Callable[[HttpRequest], HttpResponseBase]

# Signing in reads accounts, health and the metrics ask the queue, a link in a mail tells who opens it: all before
# anybody is signed in.
BEFORE_SIGN_IN = ("/account/", "/gezondheid/", "/metrieken/", "/klopt-nog/")

# No page uses any of these; a passkey may be asked for on our own pages.
_OFF = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "usb", "web-share", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _OFF), "publickey-credentials-get=(self)"])


def security_headers(get_response: Handler) -> Handler:
    """Headers that no package of ours sets: nothing of a page is kept, shared or measured by the browser."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noarchive")
        # Static files say themselves how long they last. The rest is nobody's to keep, and for who asked alone.
        response.headers.setdefault("Cache-Control", "no-store")
        if "no-store" in response.headers["Cache-Control"]:
            patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response

    return middleware


def session_that_ends(get_response: Handler) -> Handler:
    """Sign out whoever did nothing for half an hour, or signed in half a day ago. Leaving leaves nothing behind."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            now = time.time()
            if sessions.remaining(request.session, now).seconds <= 0:
                logout(request)
            else:
                sessions.note_a_click(request.session, now)
        response = get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            # Not the cookies: those of other sites of the same organisation would go too.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def public_database_role(get_response: Handler) -> Handler:
    """Answer whoever is not signed in as `portal_public`, which can read published things only."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(BEFORE_SIGN_IN) or request.user.is_authenticated:
            return get_response(request)
        with acting_as(PUBLIC):
            response = get_response(request)
        # Stricter than the rest of the portal: what visitors send holds no token, so no Origin is needed to trust one.
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return middleware


def history_context(get_response: Handler) -> Handler:
    """Tell the history who is at work."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        who = {"person": request.user.pk} if request.user.is_authenticated else {"actor": "Zonder inloggen"}
        with pghistory.context(**who):
            return get_response(request)

    return middleware


class PrivateByDefault(LoginRequiredMiddleware):
    """Every page needs signing in unless it says `@login_not_required`.

    A save after the session ended keeps what was typed: a fragment gets 401, so the page stays as it is; a form gets
    a page with its own text and a button to send it again.
    """

    def handle_no_permission(  # type: ignore[override]  # Django promises a redirect, we may answer 401
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        if request.headers.get("HX-Request") or request.method == "POST":
            return session_expired(request)
        return super().handle_no_permission(request, view_func)


def second_factor(get_response: Handler) -> Handler:
    """Whoever must have a second factor sets it up before anything else opens."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_exempt = request.path.startswith(("/account/", settings.STATIC_URL)) or not settings.SECOND_FACTOR_REQUIRED
        if is_exempt or not request.user.is_authenticated or not needs_second_factor(request.user):
            return get_response(request)
        if has_second_factor(request):
            return get_response(request)
        return redirect(reverse("mfa_index"))

    return middleware


def page_for_a_button(get_response: Handler) -> Handler:
    """Whoever opens an address that only takes what a form sends gets a page that says how to go on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 405 or request.method != "GET" or request.headers.get("HX-Request"):
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware


def has_second_factor(request: HttpRequest) -> bool:
    """Did this session use one, or does the account have one that the next sign-in will ask for?"""
    used = request.session.get("account_authentication_methods", [])
    if any(record.get("method") == "mfa" for record in used):
        return True
    return bool(request.user.authenticator_set.exists())  # type: ignore[union-attr]  # asked of people who signed in
