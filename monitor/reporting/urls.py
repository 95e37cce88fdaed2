"""Addresses of the reports, in monitor/urls.py."""

from django.urls import URLPattern, path

from monitor.reporting.comparison_urls import comparison_urlpatterns
from monitor.reporting.public_urls import public_urlpatterns
from monitor.reporting.question_urls import question_urlpatterns
from monitor.reporting.reading_urls import reading_urlpatterns
from monitor.views import reports

making_urlpatterns: list[URLPattern] = [
    path("rapportages/nieuw/", reports.report_create, name="report-create"),
    path("rapportages/<int:pk>/peildatum/", reports.report_refresh, name="report-refresh"),
    path("rapportages/<int:pk>/aanbieden/", reports.report_offer, name="report-offer"),
    path("rapportages/<int:pk>/vaststellen/", reports.report_adopt, name="report-adopt"),
    path("rapportages/<int:pk>/terugnemen/", reports.report_take_back, name="report-take-back"),
    path("rapportages/<int:pk>/tekst/<slug:kind>/", reports.section_edit, name="section-edit"),
    path("rapportages/<int:pk>/tekst/<slug:kind>/lezen/", reports.section_text, name="section-text"),
    path("rapportages/<int:pk>/onderdelen/", reports.report_sections, name="report-sections"),
    path("rapportages/<int:pk>/concept/", reports.edition_create, name="edition-create"),
    path("rapportages/<int:pk>/pdf/<int:version>/stand/", reports.edition_status, name="edition-status"),
]

report_urlpatterns: list[URLPattern] = [
    *making_urlpatterns,
    *reading_urlpatterns,
    *question_urlpatterns,
    *comparison_urlpatterns,
    *public_urlpatterns,
]
