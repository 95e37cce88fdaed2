"""Addresses of the public versions and of the house style."""

from django.urls import URLPattern, path

from monitor.views import house_style, publication
from monitor.views import report_public as public

public_urlpatterns: list[URLPattern] = [
    # /rapportages/
    path("rapportages/huisstijl/", house_style.house_style, name="house-style"),
    path("rapportages/huisstijl/logo/", house_style.house_logo, name="house-logo"),
    path("rapportages/<int:pk>/openbaar/", publication.report_publish, name="report-publish"),
    path("rapportages/<int:pk>/openbaar/maken/", publication.public_edition_create, name="public-edition-create"),
    path("rapportages/<int:pk>/openbaar/sinds/", publication.publication_start, name="publication-start"),
    path("rapportages/<int:pk>/openbaar/intrekken/", publication.publication_withdraw, name="publication-withdraw"),
    # /stukken/: for everybody
    path("stukken/", public.public_list, name="public-list"),
    path("stukken/<int:pk>/", public.public_report_page, name="public-report"),
    path("stukken/<int:pk>/pdf/", public.public_pdf, name="public-pdf"),
    path("stukken/<int:pk>/csv/", public.public_csv, name="public-csv"),
]
