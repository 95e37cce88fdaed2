from django.urls import path

from partners.views import (
    change_requests,
    directory,
    documents,
    help_pages,
    merge,
    people,
    publication,
    region,
    register,
    ties,
    who_is_who,
)

app_name = "partners"

urlpatterns = [
    # /partners/
    path("partners/", register.organisation_list, name="organisation-list"),
    path("partners/toevoegen/", register.organisation_add, name="organisation-add"),
    path("partners/verloop/", register.organisation_turnover, name="organisation-turnover"),
    path("partners/uren/<int:pk>/", register.capacity_edit, name="capacity-edit"),
    path("partners/uren/<int:pk>/verwijderen/", register.capacity_remove, name="capacity-remove"),
    path("partners/<int:pk>/", register.organisation_detail, name="organisation-detail"),
    path("partners/<int:pk>/wijzigen/", register.organisation_edit, name="organisation-edit"),
    path("partners/<int:pk>/opnieuw-meedoen/", register.organisation_rejoin, name="organisation-rejoin"),
    path("partners/<int:pk>/uren/", register.capacity_add, name="capacity-add"),
    path("partners/<int:pk>/deelname-beeindigen/", ties.organisation_end, name="organisation-end"),
    path("partners/<int:pk>/samenvoegen/", merge.organisation_merge, name="organisation-merge"),
    path("partners/wie-is-wie/", who_is_who.who_is_who, name="who-is-who"),
    # /overeenkomsten/…: documents
    path("overeenkomsten/<int:pk>/document/", documents.document_add, name="document-add"),
    path("overeenkomsten/documenten/<int:pk>/", documents.document_download, name="document-download"),
    path("overeenkomsten/documenten/<int:pk>/wijzigen/", documents.document_edit, name="document-edit"),
    path("overeenkomsten/documenten/<int:pk>/verwijderen/", documents.document_remove, name="document-remove"),
    # /overeenkomsten/…: what is published of them
    path("overeenkomsten/<int:pk>/openbaarheid/", publication.agreement_publication, name="agreement-publication"),
    path("overeenkomsten/openbaar/", publication.agreements_to_publish, name="publication-list"),
    path("overeenkomsten/openbaar/csv/", publication.publication_csv, name="publication-csv"),
    # /personen/
    path("personen/", people.person_list, name="person-list"),
    path("personen/uitnodigen/", people.person_invite, name="person-invite"),
    path("personen/<int:pk>/", people.person_detail, name="person-detail"),
    path("personen/<int:pk>/naam/", people.person_rename, name="person-rename"),
    path("personen/<int:pk>/opnieuw-uitnodigen/", people.person_invite_again, name="person-invite-again"),
    path("personen/<int:pk>/uitnodiging-intrekken/", people.person_withdraw, name="person-withdraw"),
    path("personen/<int:pk>/blokkeren/", people.person_block, name="person-block"),
    path("personen/<int:pk>/partner/", ties.person_join, name="person-join"),
    path("personen/<int:pk>/rol/", ties.role_give, name="role-give"),
    path("personen/bij-partner/<int:pk>/", ties.membership_edit, name="membership-edit"),
    path("personen/bij-partner/<int:pk>/beeindigen/", ties.membership_end, name="membership-end"),
    path("personen/rol/<int:pk>/beeindigen/", ties.role_end, name="role-end"),
    # /regio/
    path("regio/", region.region, name="region"),
    path("regio/gemeenten/<slug:code>/", region.municipality, name="municipality-detail"),
    path("regio/gemeenten/<slug:code>/<slug:office>/", region.office_assign, name="office-assign"),
    path("regio/gemeenten/<slug:code>/<slug:office>/beeindigen/", region.office_end, name="office-end"),
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
