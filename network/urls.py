"""All addresses of the portal. Dutch, readable aloud, and fixed."""

from django.urls import include, path

from network import account_views, data_views, history_views, home, mail_views, views
from network.admin import admin_site
from network.gallery import gallery
from network.metrics import metrics

network_urls = (
    [
        path("wie-mag-wat/", views.policy_page, name="policy"),
        path("toegankelijkheid/", views.accessibility, name="accessibility"),
        path("privacy/", views.privacy, name="privacy"),
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
        path("personen/<int:pk>/tweede-stap/", account_views.second_factor_reset, name="second-factor-reset"),
    ],
    "network",
)

urlpatterns = [
    path("", home.front_door, name="home"),
    path("", include(network_urls)),
    path("", include("partners.urls")),
    path("", include("actionplan.urls")),
    path("", include("monitor.urls")),
    # /account/ is allauth's, in our own layout and by invitation only
    path("account/gegevens/", data_views.own_data, name="account_own_data"),
    path("account/gegevens/downloaden/", data_views.own_data_file, name="account_own_data_file"),
    path("account/", include("network.account_urls")),
    # /beheer/ is Django's admin, for the administrator alone
    path("beheer/", admin_site.urls),
]

handler500 = "network.errors.server_error"
