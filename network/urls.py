"""All addresses of the portal. Dutch, readable aloud, and fixed."""

from django.urls import include, path

from network import account_views, data_views, home, mail_views, views
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
        path("mails/", mail_views.mail_log, name="mail-log"),
        path("mails/aan/<int:pk>/opnieuw/", mail_views.try_again, name="mail-try-again"),
        path("herinneringen/", mail_views.choose_reminders, name="reminders"),
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
    path("account/", include("network.account_urls")),
    # /beheer/ is Django's admin, for the administrator alone
    path("beheer/", admin_site.urls),
]

handler500 = "network.errors.server_error"
