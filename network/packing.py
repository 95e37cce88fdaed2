"""Pages of members go out packed, which halves what a phone on a bad line has to fetch.

Packing can give a secret away (BREACH): whoever makes somebody's browser ask for pages, and sees how long the answers
are, finds what stands in a page by having his guesses stand in it too. So a page is packed only when nothing in it
comes from the question: it answers an address alone, without a query, that led to what exists. The key of a form
differs in every page, and some bytes of a random number go along. Pages under /account/, which may show the key of a
second factor, are never packed. Decision 0025.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

Handler = Callable[[HttpRequest], HttpResponseBase]


def pack_pages_of_members(get_response: Handler) -> Handler:
    """After whoever tells who is asking; what visitors get is packed by `partners.public_cache`, or not at all."""
    pack = GZipMiddleware(get_response).process_response

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.user.is_authenticated and _says_nothing_back(request) and _is_a_whole_page(response):
            return pack(request, response)
        return response

    return middleware


def _says_nothing_back(request: HttpRequest) -> bool:
    is_an_address_alone = request.method == "GET" and not request.META.get("QUERY_STRING")
    return is_an_address_alone and not request.path.startswith("/account/")


def _is_a_whole_page(response: HttpResponseBase) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and is_html and not response.streaming
