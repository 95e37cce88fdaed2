"""Addresses of deliveries of partners."""

from django.urls import URLPattern

delivery_urlpatterns: list[URLPattern] = []
