"""All addresses of the portal. Dutch, readable aloud, and fixed."""

from django.urls import include, path

from network import (
    account_views,
    area_views,
    calendar_views,
    data_views,
    history_views,
    home,
    mail_views,
    manual_views,
    search_views,
    term_views,
    views,
)
from network.admin import admin_site
from network.gallery import gallery
from network.metrics import metrics

network_urls = (
    [
        path("wie-mag-wat/", views.policy_page, name="policy"),
        path("toegankelijkheid/", views.accessibility, name="accessibility"),
        path("privacy/", views.privacy, name="privacy"),
        path("handleiding/", manual_views.manual, name="manual"),
        path("handleiding/<slug:slug>/", manual_views.chapter, name="manual-chapter"),
        path(".well-known/security.txt", views.security_txt, name="security-txt"),
        path("gezondheid/", views.health, name="health"),
        path("metrieken/", metrics, name="metrics"),
        path("controle/", data_views.check_typed_text, name="check-text"),
        path("persoonsgegevens/", data_views.inventory, name="data-inventory"),
        path("personen/<int:pk>/gegevens/", data_views.person_data, name="person-data"),
        path("personen/<int:pk>/gegevens/downloaden/", data_views.person_data_file, name="person-data-file"),
        path("mails/", mail_views.mail_log, name="mail-log"),
        path("mails/aan/<int:pk>/opnieuw/", mail_views.try_again, name="mail-try-again"),
        path("herinneringen/", mail_views.choose_reminders, name="reminders"),
        path("geschiedenis/", history_views.history, name="history"),
        path("componenten/", gallery, name="components"),
        path("zoeken/", search_views.search, name="search"),
        path("begrippen/", term_views.term_list, name="term-list"),
        path("begrippen/beginnen/", term_views.term_begin, name="term-begin"),
        path("begrippen/toevoegen/", term_views.term_add, name="term-add"),
        path("begrippen/<int:pk>/wijzigen/", term_views.term_edit, name="term-edit"),
        path("begrippen/<int:pk>/verwijderen/", term_views.term_remove, name="term-remove"),
        path("agenda/", calendar_views.my_calendar, name="calendar"),
        path("agenda/aanmaken/", calendar_views.make, name="calendar-make"),
        path("agenda/intrekken/", calendar_views.revoke, name="calendar-revoke"),
        path("agenda/<slug:secret>/netwerkportaal.ics", calendar_views.feed, name="calendar-feed"),
        path("regio/inrichten/", area_views.region_setup, name="region-setup"),
        path("regio/gebieden/", area_views.area_list, name="area-list"),
        path("regio/gebieden/<int:pk>/", area_views.area_detail, name="area-detail"),
        path("regio/gebieden/inlezen/", area_views.area_import, name="area-import"),
        path("regio/gebieden/inlezen/<int:pk>/", area_views.import_look, name="area-import-look"),
        path("regio/gebieden/inlezen/<int:pk>/kolommen/", area_views.import_columns, name="area-import-columns"),
        path("personen/<int:pk>/tweede-stap/", account_views.second_factor_reset, name="second-factor-reset"),
    ],
    "network",
)

urlpatterns = [
    path("", home.front_door, name="home"),
    # Those with a beginning of their own come first: of the others each address is tried, and whoever guesses passwords
    # would keep the portal busy with that.
    # /account/ is allauth's, in our own layout and by invitation only
    path("account/gegevens/", data_views.own_data, name="account_own_data"),
    path("account/gegevens/downloaden/", data_views.own_data_file, name="account_own_data_file"),
    path("account/", include("network.account_urls")),
    # /beheer/ is Django's admin, for the administrator alone
    path("beheer/", admin_site.urls),
    path("", include(network_urls)),
    path("", include("partners.urls")),
    path("", include("actionplan.urls")),
    path("", include("monitor.urls")),
]

handler500 = "network.errors.server_error"
