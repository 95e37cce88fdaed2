"""Addresses of editions, rules for small numbers and the editions of a year."""

from django.urls import URLPattern, path

from monitor.views import editions

edition_urlpatterns: list[URLPattern] = [
    # /monitor/indicatoren/<kenmerk>/
    path("monitor/indicatoren/<slug:slug>/edities/", editions.edition_list, name="edition-list"),
    path("monitor/indicatoren/<slug:slug>/edities/<int:number>/", editions.edition_detail, name="edition-detail"),
    path("monitor/indicatoren/<slug:slug>/edities/<int:number>/csv/", editions.edition_csv, name="edition-csv"),
    path("monitor/indicatoren/<slug:slug>/vrijgeven/", editions.edition_build, name="edition-build"),
    path("monitor/indicatoren/<slug:slug>/waarom-geen-getal/", editions.edition_why, name="edition-why"),
    # /monitor/bronnen/<nummer>/
    path("monitor/bronnen/<int:pk>/regel/", editions.rule_edit, name="rule-edit"),
]
