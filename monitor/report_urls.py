"""Addresses of the reports, in monitor/urls.py."""

from django.urls import URLPattern

report_urlpatterns: list[URLPattern] = []
