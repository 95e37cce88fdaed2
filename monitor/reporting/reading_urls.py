"""Addresses of reading reports: the list, one report, its PDF."""

from django.urls import URLPattern, path

from monitor.views import report_reading as reading

reading_urlpatterns: list[URLPattern] = [
    # /rapportages/
    path("rapportages/", reading.report_list, name="report-list"),
    path("rapportages/<int:pk>/", reading.report_detail, name="report-detail"),
    path("rapportages/<int:pk>/pdf/<int:version>/", reading.edition_download, name="edition-download"),
    path("rapportages/<int:pk>/pdf/<int:version>/stand/", reading.edition_status, name="edition-status"),
]
