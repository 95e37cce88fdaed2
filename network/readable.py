"""Text that is no text: NUL, which Postgres refuses, and halves of a pair, which can't be written as UTF-8.

Forms refuse them beside the field. What comes in by another door is stopped here, with 400.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import parse_header_parameters


class UnreadableText(SuspiciousOperation):
    """Django answers this with 400 and our own page."""


def is_readable(text: str) -> bool:
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def refuse_unreadable(texts: Iterable[str]) -> None:
    if not all(map(is_readable, texts)):
        raise UnreadableText("Tekst die geen tekst is.")  # without the text: this sentence goes into the log


def only_readable_text(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Look at the address, the questions and the cookies; whatever else a view reads is stopped before the database."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        refuse_unreadable([request.path, *request.COOKIES.values()])
        refuse_unreadable(text for name, values in request.GET.lists() for text in (name, *values))
        with connection.execute_wrapper(_only_readable_parameters):
            return get_response(request)

    return middleware


def _only_readable_parameters(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    refuse_unreadable(_texts(params))
    return execute(sql, params, many, context)


def _texts(params: Any) -> Iterable[str]:
    match params:
        case str():
            yield params
        case dict():
            for value in params.values():
                yield from _texts(value)
        case list() | tuple():
            for value in params:
                yield from _texts(value)


class Utf8Request(WSGIRequest):
    """Reads UTF-8 and nothing else, as our pages and forms are written.

    Django follows the charset that a client names, before any middleware: some names make it fail without an answer,
    and some can spell what UTF-8 can't.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        try:
            self.content_type, parameters = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, LookupError):
            self.content_type, parameters = "", {}
        self.content_params = {name: value for name, value in parameters.items() if name != "charset"}
