"""Addresses of the map, the picture of a municipality, and sources side by side."""

from django.urls import URLPattern, path

from monitor.views import maps

map_urlpatterns: list[URLPattern] = [
    path("monitor/gemeenten/", maps.municipality_list, name="municipality-list"),
    path("monitor/gemeenten/<slug:code>/", maps.municipality_detail, name="municipality-detail"),
    path("monitor/gemeenten/<slug:code>/pdf/", maps.municipality_pdf, name="municipality-pdf"),
    path("monitor/naast-elkaar/", maps.side_by_side, name="side-by-side"),
    path("monitor/grenzen/", maps.boundaries, name="boundaries"),
    path("monitor/grenzen/opslaan/", maps.boundaries_save, name="boundaries-save"),
    path("monitor/grenzen/annuleren/", maps.boundaries_cancel, name="boundaries-cancel"),
]
