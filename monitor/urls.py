"""Addresses of the monitor and of the reports."""

from django.urls import URLPattern

from monitor.report_urls import report_urlpatterns

app_name = "monitor"

# --- figures: dashboards, indicators and imports ---------------------------------------------------------------
figure_urlpatterns: list[URLPattern] = []

# --- reports -----------------------------------------------------------------------------------------------------
urlpatterns = figure_urlpatterns + report_urlpatterns
