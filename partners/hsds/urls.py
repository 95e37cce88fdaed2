"""Addresses of /api/hsds/, as the specification names them: without a slash at the end.

What is no identifier may stand where one is asked for, so that the answer is always JSON.
"""

from django.urls import path, register_converter
from django.urls.converters import PathConverter

from partners.hsds import views


class AnyKey(PathConverter):
    """Line breaks too."""

    regex = "(?s:.+)"


register_converter(AnyKey, "any_key")

urlpatterns = [
    path("", views.api, name="hsds"),
    path("openapi.json", views.openapi_document, name="hsds-openapi"),
    path("services", views.service_list, name="hsds-services"),
    path("services/<any_key:key>", views.service_detail, name="hsds-service"),
    path("organizations", views.organization_list, name="hsds-organizations"),
    path("organizations/<any_key:key>", views.organization_detail, name="hsds-organization"),
    path("service_at_locations", views.place_list, name="hsds-places"),
    path("service_at_locations/<any_key:key>", views.place_detail, name="hsds-place"),
    path("taxonomies", views.taxonomy_list, name="hsds-taxonomies"),
    path("taxonomies/<any_key:key>", views.taxonomy_detail, name="hsds-taxonomy"),
    path("taxonomy_terms", views.term_list, name="hsds-terms"),
    path("taxonomy_terms/<any_key:key>", views.term_detail, name="hsds-term"),
]
