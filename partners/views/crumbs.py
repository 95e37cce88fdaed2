"""Where a page stands: the trail above it, of a partner and of an agreement."""

from django.urls import reverse

from partners.models import Agreement, Organisation

Crumbs = list[tuple[str, str | None]]


def crumbs_of_partner(organisation: Organisation, page: str) -> Crumbs:
    return [
        ("Partners", reverse("partners:organisation-list")),
        (str(organisation), organisation.get_absolute_url()),
        (page, None),
    ]


def crumbs_of_agreement(agreement: Agreement, page: str) -> Crumbs:
    return [
        ("Overeenkomsten", reverse("partners:agreement-list")),
        (str(agreement), agreement.get_absolute_url()),
        (page, None),
    ]
