"""Addresses of /api/hsds/, as the specification names them."""

from django.urls import path

from partners.hsds import views

urlpatterns = [
    path("", views.api, name="hsds"),
]
