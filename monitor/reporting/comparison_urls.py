"""Addresses of comparing reports."""

from django.urls import URLPattern

comparison_urlpatterns: list[URLPattern] = []
