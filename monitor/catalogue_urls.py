"""Addresses of the catalogue: sources, indicators, breaks, targets, and the editions of a year."""

from django.urls import URLPattern, path

from monitor.views import catalogue, year_editions

catalogue_urlpatterns: list[URLPattern] = [
    # --- sources: /monitor/bronnen/ ----------------------------------------------------------------------------------
    path("monitor/bronnen/", catalogue.source_list, name="source-list"),
    path("monitor/bronnen/toevoegen/", catalogue.source_add, name="source-add"),
    path("monitor/bronnen/startlijst/", catalogue.starter_add, name="starter-add"),
    path("monitor/bronnen/<int:pk>/", catalogue.source_detail, name="source-detail"),
    path("monitor/bronnen/<int:pk>/wijzigen/", catalogue.source_edit, name="source-edit"),
    path("monitor/bronnen/<int:pk>/trendbreuken/toevoegen/", catalogue.source_break_add, name="source-break-add"),
    # --- indicators: /monitor/indicatoren/ ---------------------------------------------------------------------------
    path("monitor/indicatoren/", catalogue.indicator_list, name="indicator-list"),
    path("monitor/indicatoren/toevoegen/", catalogue.indicator_add, name="indicator-add"),
    path("monitor/indicatoren/<slug:slug>/omschrijving/", catalogue.indicator_about, name="indicator-about"),
    path("monitor/indicatoren/<slug:slug>/wijzigen/", catalogue.indicator_edit, name="indicator-edit"),
    path("monitor/indicatoren/<slug:slug>/onderverdelingen/", catalogue.subdivisions_edit, name="subdivisions-edit"),
    path("monitor/indicatoren/<slug:slug>/trendbreuken/toevoegen/", catalogue.break_add, name="break-add"),
    path("monitor/indicatoren/<slug:slug>/streefwaarden/toevoegen/", catalogue.target_add, name="target-add"),
    path("monitor/trendbreuken/<int:pk>/wijzigen/", catalogue.break_edit, name="break-edit"),
    path("monitor/trendbreuken/<int:pk>/verwijderen/", catalogue.break_remove, name="break-remove"),
    path("monitor/streefwaarden/<int:pk>/wijzigen/", catalogue.target_edit, name="target-edit"),
    path("monitor/streefwaarden/<int:pk>/verwijderen/", catalogue.target_remove, name="target-remove"),
    # --- editions of a year: /monitor/jaaredities/ -------------------------------------------------------------------
    path("monitor/jaaredities/", year_editions.year_list, name="year-list"),
    path("monitor/jaaredities/vaststellen/", year_editions.year_freeze, name="year-freeze"),
    path("monitor/jaaredities/<int:year>/", year_editions.year_detail, name="year-detail"),
    path("monitor/jaaredities/<int:year>/csv/", year_editions.year_csv, name="year-csv"),
]
