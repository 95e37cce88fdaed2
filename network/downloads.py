"""Handing out a file: as a file to keep, never as a page that a browser runs."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

# Whatever stands in the file: should a browser open it after all, it may do nothing.
HARMLESS = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"


def as_download(content: bytes | str, *, file_name: str, content_type: str) -> HttpResponse:
    """`content_type` as in `text/csv; charset=utf-8`; `file_name` may hold any character."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name) or ""
    response.headers["Content-Security-Policy"] = HARMLESS
    return response
