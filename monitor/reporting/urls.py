"""Addresses of the reports, in monitor/urls.py."""

from django.urls import URLPattern, path

from monitor.views import reports

report_urlpatterns: list[URLPattern] = [
    # /rapportages/
    path("rapportages/", reports.report_list, name="report-list"),
    path("rapportages/nieuw/", reports.report_create, name="report-create"),
    path("rapportages/<int:pk>/", reports.report_detail, name="report-detail"),
    path("rapportages/<int:pk>/peildatum/", reports.report_refresh, name="report-refresh"),
    path("rapportages/<int:pk>/vaststellen/", reports.report_adopt, name="report-adopt"),
    path("rapportages/<int:pk>/tekst/<slug:kind>/", reports.section_edit, name="section-edit"),
    path("rapportages/<int:pk>/tekst/<slug:kind>/lezen/", reports.section_text, name="section-text"),
    path("rapportages/<int:pk>/concept/", reports.edition_create, name="edition-create"),
    path("rapportages/<int:pk>/pdf/<int:version>/", reports.edition_download, name="edition-download"),
    path("rapportages/<int:pk>/pdf/<int:version>/stand/", reports.edition_status, name="edition-status"),
]
