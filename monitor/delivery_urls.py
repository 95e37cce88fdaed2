"""Addresses of deliveries of partners."""

from django.urls import URLPattern, path

from monitor.views import deliveries, delivery_rounds

delivery_urlpatterns: list[URLPattern] = [
    path("leveringen/", deliveries.delivery_list, name="delivery-list"),
    path("leveringen/vragen/", delivery_rounds.round_add, name="round-add"),
    path("leveringen/uitvragen/<int:pk>/", delivery_rounds.round_detail, name="round-detail"),
    path("leveringen/uitvragen/<int:pk>/wijzigen/", delivery_rounds.round_edit, name="round-edit"),
    path("leveringen/uitvragen/<int:pk>/sluiten/", delivery_rounds.round_close, name="round-close"),
    path("leveringen/uitvragen/<int:pk>/openen/", delivery_rounds.round_open, name="round-open"),
    path("leveringen/uitvragen/<int:pk>/herinneren/", delivery_rounds.round_remind, name="round-remind"),
    path("leveringen/<int:pk>/", deliveries.delivery_detail, name="delivery-detail"),
    path("leveringen/<int:pk>/corrigeren/", deliveries.delivery_correct, name="delivery-correct"),
    path("leveringen/<int:pk>/levering.xlsx", deliveries.delivery_xlsx, name="delivery-xlsx"),
    path("leveringen/<int:pk>/levering.csv", deliveries.delivery_csv, name="delivery-csv"),
    path("leveringen/<int:pk>/rekenblad/", deliveries.delivery_upload, name="delivery-upload"),
    path("leveringen/<int:pk>/goedkeuren/", deliveries.delivery_approve, name="delivery-approve"),
    path("leveringen/<int:pk>/terugsturen/", deliveries.delivery_send_back, name="delivery-send-back"),
    path("leveringen/<int:pk>/herinneren/", deliveries.delivery_remind, name="delivery-remind"),
]
