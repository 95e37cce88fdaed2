"""Addresses of comparing reports."""

from django.urls import URLPattern, path

from monitor.views import report_comparison as comparison

comparison_urlpatterns: list[URLPattern] = [
    path("rapportages/vergelijken/", comparison.report_comparison, name="report-comparison"),
]
