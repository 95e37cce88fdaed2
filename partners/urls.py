from django.urls import path

from partners.views import change_requests, directory, help_pages, register

app_name = "partners"

urlpatterns = [
    # /partners/
    path("partners/", register.organisation_list, name="organisation-list"),
    path("partners/<int:pk>/", register.organisation_detail, name="organisation-detail"),
    # /sociale-kaart/
    path("sociale-kaart/", directory.service_list, name="service-list"),
    path("sociale-kaart/wijzigingen/", change_requests.change_list, name="changerequest-list"),
    path("sociale-kaart/wijzigingen/<int:pk>/beoordelen/", change_requests.decide, name="changerequest-decide"),
    path("sociale-kaart/wijzigingen/<int:pk>/intrekken/", change_requests.withdraw, name="changerequest-withdraw"),
    path("sociale-kaart/<slug:short_id>/", directory.service_detail, name="service-detail"),
    path("sociale-kaart/<slug:short_id>/wijzigen/", directory.service_edit, name="service-edit"),
    path("sociale-kaart/<slug:short_id>/klopt-nog/", directory.service_confirm, name="service-confirm"),
    # /hulp/, for everybody
    path("hulp/", help_pages.index, name="help-index"),
    path("hulp/acuut/", help_pages.acute, name="help-acute"),
    path("hulp/langer-geleden/", help_pages.longer_ago, name="help-longer-ago"),
    path("hulp/naasten/", help_pages.relatives, name="help-relatives"),
    path("hulp/zelf/", help_pages.oneself, name="help-oneself"),
    path("hulp/werk/", help_pages.at_work, name="help-work"),
    path("hulp/veilig/", help_pages.safety, name="help-safety"),
    path("hulp/aanbod/<slug:short_id>/", help_pages.service, name="help-service"),
]
