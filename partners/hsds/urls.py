"""Addresses of /api/hsds/, as the specification names them: without a slash at the end.

What is no identifier may stand where one is asked for, so that the answer is always JSON.
"""

from django.urls import path

from partners.hsds import views

urlpatterns = [
    path("", views.api, name="hsds"),
    path("openapi.json", views.openapi_document, name="hsds-openapi"),
    path("services", views.service_list, name="hsds-services"),
    path("services/<path:key>", views.service_detail, name="hsds-service"),
    path("organizations", views.organization_list, name="hsds-organizations"),
    path("organizations/<path:key>", views.organization_detail, name="hsds-organization"),
    path("service_at_locations", views.place_list, name="hsds-places"),
    path("service_at_locations/<path:key>", views.place_detail, name="hsds-place"),
    path("taxonomies", views.taxonomy_list, name="hsds-taxonomies"),
    path("taxonomies/<path:key>", views.taxonomy_detail, name="hsds-taxonomy"),
    path("taxonomy_terms", views.term_list, name="hsds-terms"),
    path("taxonomy_terms/<path:key>", views.term_detail, name="hsds-term"),
]
