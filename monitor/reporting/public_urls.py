"""Addresses of the public versions and of the house style."""

from django.urls import URLPattern

public_urlpatterns: list[URLPattern] = []
