"""Rendering a page, or just the part of it that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from network.models import Person


class SignedInRequest(HttpRequest):
    """A request by somebody who signed in: what every view gets unless it says `@login_not_required`."""

    user: Person


def number_in(query: Mapping[str, str], name: str) -> int | None:
    """Which row an address names, as in `?gemeente=12`; None for anything that can't be one."""
    typed = query.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def render_page_or_part(
    request: HttpRequest, page: str, context: dict[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """The page for a browser, the part for htmx: one context, so the two can't differ."""
    template = part if request.headers.get("HX-Request") else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
