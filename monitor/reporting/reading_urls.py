"""Addresses of reading reports: the archive, one report, its files, and with whom it is shared."""

from django.urls import URLPattern, path

from monitor.views import report_reading as reading
from monitor.views import report_sharing as sharing

reading_urlpatterns: list[URLPattern] = [
    # /rapportages/
    path("rapportages/", reading.report_list, name="report-list"),
    path("rapportages/<int:pk>/", reading.report_detail, name="report-detail"),
    path("rapportages/<int:pk>/pdf/<int:version>/", reading.edition_download, name="edition-download"),
    path("rapportages/<int:pk>/csv/<int:version>/", reading.report_csv, name="report-csv"),
    path("rapportages/<int:pk>/delen/", sharing.report_share, name="report-share"),
    path("rapportages/<int:pk>/delen/<int:reader>/stoppen/", sharing.report_share_stop, name="report-share-stop"),
]
