"""Addresses of editions, rules for small numbers and the editions of a year."""

from django.urls import URLPattern

edition_urlpatterns: list[URLPattern] = []
