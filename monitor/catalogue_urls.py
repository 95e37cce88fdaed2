"""Addresses of the catalogue: sources, indicators, breaks and targets."""

from django.urls import URLPattern

catalogue_urlpatterns: list[URLPattern] = []
