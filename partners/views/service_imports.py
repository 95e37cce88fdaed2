"""Bringing in a list of help, and downloading the sociale kaart."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from network.dates import today
from network.downloads import as_download
from network.imports import pages
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.models import CareService
from partners.service_export import FORMATS, services_as
from partners.service_import import SERVICES


@require_http_methods(["GET", "POST"])
def service_import(request: SignedInRequest) -> HttpResponse:
    return pages.start(request, SERVICES)


@require_http_methods(["GET", "POST"])
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.columns(request, SERVICES, pk)


@require_http_methods(["GET", "POST"])
def import_look(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.look(request, SERVICES, pk)


@require_safe
def service_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    """What this person sees in our own layout, which can be brought in again; as open data only what is public."""
    if file_format not in FORMATS:
        raise Http404
    require(request.user, Permission.SERVICE_EXPORT)
    content = services_as(file_format, CareService.objects.visible_to(request.user))
    name = f"sociale-kaart-{today():%Y-%m-%d}.{file_format}"
    return as_download(content, file_name=name, content_type=FORMATS[file_format])
