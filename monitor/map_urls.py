"""Addresses of the map, the picture of a municipality, and sources side by side."""

from django.urls import URLPattern

map_urlpatterns: list[URLPattern] = []
