"""Help pages are the same for every visitor, so a page that was made is shown to others for half a minute.

In the memory of the process, not in the cache that processes share: reading a file costs about as much as what is
saved, and each process makes a page at most twice a minute. The middleware answers before the session, the transaction
and the database role of visitors; it keeps what leaves there, headers included, so that nobody can tell a kept page
from a new one.

It goes out packed, which makes the difference on a bad line: these pages hold no token, and say nothing back of what
was asked. Which pages of members may be is another question (`network.packing`).

A page is known by its path alone. Whatever could make another page of it goes past: a signed-in visitor, a query, htmx.
What nobody may see any longer, such as an address that became secret, is forgotten as soon as that is stored; the other
processes have it for half a minute at most.
"""

import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from threading import Lock
from typing import Any, Concatenate

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import ResolverMatch
from django.utils.cache import patch_vary_headers

AT_MOST = 300  # pages; one entry of the sociale kaart is a page too

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


@dataclass(frozen=True)
class _Page:
    made_at: float
    content: bytes
    headers: dict[str, str]
    match: ResolverMatch | None

    @property
    def is_fresh(self) -> bool:
        """Not when the clock went back either."""
        return 0 <= time.time() - self.made_at < settings.HELP_PAGES_ARE_KEPT.total_seconds()

    def answer(self, request: HttpRequest) -> HttpResponse:
        request.resolver_match = self.match  # the log tells which page it was
        is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.packed if is_packed else self.content, headers=self.headers)
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.content, mtime=0)


_pages: dict[str, _Page] = {}
_lock = Lock()


def kept_for_a_moment(view: View) -> View:
    """Outermost on a view whose page is the same for all visitors, holds no token and sets no cookie."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.may_be_kept = True  # type: ignore[attr-defined]  # a mark for the middleware below
        return response

    return kept


def answer_from_memory(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Before everything that asks the database something."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not _is_like_any_other(request):
            return get_response(request)
        page = _pages.get(request.path)
        if page and page.is_fresh:
            request.get_host()  # refuses a host that isn't ours, as for every page
            return page.answer(request)
        pages, response = _pages, get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponse) and _may_be_kept(response):
            made = _Page(time.time(), response.content, dict(response.items()), request.resolver_match)
            _keep(pages, request.path, made)
            return made.answer(request)
        return response

    return middleware


def forget_all() -> None:
    """Other pages from now on. One that is being made at this moment goes to the former ones, which nobody is shown."""
    global _pages
    _pages = {}


def forget_all_once_stored() -> None:
    """When what is changed here holds for everybody, and not before: until then a page would be made of the old."""
    transaction.on_commit(forget_all)


def _is_like_any_other(request: HttpRequest) -> bool:
    is_plain = request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING")
    return is_plain and settings.SESSION_COOKIE_NAME not in request.COOKIES and "HX-Request" not in request.headers


def _may_be_kept(response: HttpResponse) -> bool:
    return getattr(response, "may_be_kept", False) and response.status_code == 200 and not response.cookies


def _keep(pages: dict[str, _Page], path: str, page: _Page) -> None:
    """The oldest one makes room."""
    with _lock:
        pages.pop(path, None)
        while len(pages) >= AT_MOST:
            del pages[next(iter(pages))]
        pages[path] = page
