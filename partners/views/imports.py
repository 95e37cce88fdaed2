"""Bringing in a list of partners, and downloading the register."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from network.dates import today
from network.downloads import as_download
from network.imports import pages
from network.pages import SignedInRequest
from network.policy import Permission, require
from partners.models import Membership, Organisation
from partners.organisation_import import ORGANISATIONS
from partners.register_export import FORMATS, contacts_as, register_as


@require_http_methods(["GET", "POST"])
def organisation_import(request: SignedInRequest) -> HttpResponse:
    return pages.start(request, ORGANISATIONS)


@require_http_methods(["GET", "POST"])
def import_columns(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.columns(request, ORGANISATIONS, pk)


@require_http_methods(["GET", "POST"])
def import_look(request: SignedInRequest, pk: int) -> HttpResponse:
    return pages.look(request, ORGANISATIONS, pk)


@require_safe
def organisation_export(request: SignedInRequest, file_format: str) -> HttpResponse:
    """The register in our own layout, which can be brought in again; with `?contacten` who may be named."""
    if file_format not in FORMATS:
        raise Http404
    require(request.user, Permission.ORGANISATION_EXPORT)
    if "contacten" in request.GET:
        what, content = "contactpersonen", contacts_as(file_format, Membership.objects.visible_to(request.user))
    else:
        what, content = "partners", register_as(file_format, Organisation.objects.visible_to(request.user))
    name = f"{what}-{today():%Y-%m-%d}.{file_format}"
    return as_download(content, file_name=name, content_type=FORMATS[file_format])
