"""Addresses of what a report asks of the stuurgroep."""

from django.urls import URLPattern

question_urlpatterns: list[URLPattern] = []
