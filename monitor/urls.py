"""Addresses of the monitor and of the reports."""

from django.urls import URLPattern, path

from monitor.catalogue_urls import catalogue_urlpatterns
from monitor.delivery_urls import delivery_urlpatterns
from monitor.edition_urls import edition_urlpatterns
from monitor.map_urls import map_urlpatterns
from monitor.reporting.urls import report_urlpatterns
from monitor.views import action_links, figures, imports

app_name = "monitor"

# --- figures: dashboards, indicators and imports ---------------------------------------------------------------
figure_urlpatterns: list[URLPattern] = [
    path("monitor/", figures.dashboard, name="dashboard"),
    path("monitor/indicatoren/<slug:slug>/", figures.indicator_detail, name="indicator-detail"),
    path("monitor/indicatoren/<slug:slug>/csv/", figures.indicator_csv, name="indicator-csv"),
    path("monitor/acties/<int:pk>/indicatoren/", action_links.action_indicators, name="action-indicators"),
    path(
        "monitor/indicatoren-van-acties/<int:pk>/verwijderen/",
        action_links.indicator_remove,
        name="action-indicator-remove",
    ),
    path("monitor/import/", imports.import_list, name="import-list"),
    path("monitor/import/<int:pk>/", imports.import_detail, name="import-detail"),
    path("monitor/import/<int:pk>/kolommen/", imports.import_columns, name="import-columns"),
    path("monitor/import/<int:pk>/gebied/", imports.import_area, name="import-area"),
    path("monitor/import/<int:pk>/kiezen/", imports.import_choose, name="import-choose"),
    path("monitor/import/<int:pk>/opslaan/", imports.import_confirm, name="import-confirm"),
    path("monitor/import/<int:pk>/annuleren/", imports.import_cancel, name="import-cancel"),
]

# The catalogue comes first: «toevoegen» is no indicator.
urlpatterns = (
    catalogue_urlpatterns
    + edition_urlpatterns
    + map_urlpatterns
    + figure_urlpatterns
    + delivery_urlpatterns
    + report_urlpatterns
)
