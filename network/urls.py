"""All addresses of the portal. Dutch, readable aloud, and fixed."""

from django.urls import include, path

from network import home, views
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
        path("componenten/", gallery, name="components"),
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
    path("account/", include("allauth.urls")),
    # /beheer/ is Django's admin, for the administrator alone
    path("beheer/", admin_site.urls),
]

handler500 = "network.errors.server_error"
