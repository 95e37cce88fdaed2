"""«Wie is wie» on paper: whom to reach at each partner, and nobody who did not agree to that."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from network.dates import today
from network.models import Person
from network.pdf import PdfError
from partners import who_is_who
from partners.models import ContactKind, Domain, Membership
from tests.cast import Cast
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory, PersonFactory
from tests.reading import Page
from tests.verapdf import validate

pytestmark = pytest.mark.django_db

SIGN_IN = Callable[[Person], Client]
ADDRESS = "/partners/wie-is-wie/"


@pytest.fixture
def contacts(cast: Cast) -> dict[str, Membership]:
    """At MEE: two who agreed to be listed, and everybody who is not on the paper for a reason of their own."""
    yesterday = today() - timedelta(days=1)
    gone = OrganisationFactory(name="Stichting Weg", joined_on=LONG_AGO, left_on=yesterday)

    def at_mee(name: str, kind: ContactKind, **fields: object) -> Membership:
        person = PersonFactory(name=name, email=f"{name.split()[0].lower()}@mee.example")
        values = {"organisation": cast.lead_organisation, "listed_since": LONG_AGO} | fields
        return MembershipFactory(person=person, contact_kind=kind, phone="088-0000 199", **values)

    return {
        "officer": at_mee("Aïcha Çelik", ContactKind.ATTENTION_OFFICER, function="gedragswetenschapper"),
        "director": at_mee("Dirk Dijkstra", ContactKind.DIRECTOR),
        "without consent": at_mee("Zeno Zonder", ContactKind.ATTENTION_OFFICER, listed_since=None),
        "staff": at_mee("Stan Staf", ContactKind.STAFF),
        "left the partner": at_mee("Vera Vertrokken", ContactKind.CONTACT, starts_on=LONG_AGO, ends_on=yesterday),
        "partner left": at_mee("Otto Oud", ContactKind.CONTACT, organisation=gone),
    }


@pytest.mark.pdf
def test_a_contact_without_consent_is_absent_from_the_pdf_even_of_the_coordinator(
    contacts: dict[str, Membership], cast: Cast, client_of: SIGN_IN, tmp_path: Path
) -> None:
    """The sentence of the agreement; and the paper is readable for everyone, and for ever."""
    response = client_of(cast.coordinator).get(ADDRESS)

    assert response.headers["Content-Type"] == "application/pdf"
    assert re.search(r"wie-is-wie-\d{4}-\d\d-\d\d\.pdf", response.headers["Content-Disposition"])
    whole = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages)
    assert "MEE Gelderse Poort" in whole
    assert whole.count("Aïcha Çelik") == 2  # at the partner, and among the aandachtsfunctionarissen
    assert "gedragswetenschapper" in whole
    assert "088-0000 199" in whole
    assert "Dirk Dijkstra" in whole
    for absent in ("Zeno", "zeno@", "Stan Staf", "Vera", "Otto", "Stichting Weg"):
        assert absent not in whole
    file = tmp_path / "wie-is-wie.pdf"
    file.write_bytes(response.content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


@pytest.mark.parametrize("who", ["lead_editor", "municipal_coordinator", "steering_member", "administrator", "reader"])
def test_the_paper_is_the_coordinators_to_make(who: str, cast: Cast, client_of: SIGN_IN) -> None:
    assert client_of(cast.people[who]).get(ADDRESS).status_code == 403


def test_partners_stand_in_their_domain_with_whom_to_reach(contacts: dict[str, Membership], cast: Cast) -> None:
    content = who_is_who.who_is_who(cast.coordinator, today())

    by_domain = {part.title: [partner.name for partner in part.partners] for part in content.domains}
    assert by_domain[Domain.CARE.label] == ["MEE Gelderse Poort"]
    assert "Sterker" in by_domain[Domain.SOCIAL.label]
    assert by_domain[Domain.SAFETY.label] == []
    (mee,) = content.with_officer
    assert [(each.name, each.kind) for each in mee.contacts] == [
        ("Aïcha Çelik", "aandachtsfunctionaris"),
        ("Dirk Dijkstra", "bestuurder"),
    ]
    assert "Sterker" in [partner.name for partner in content.without_officer]


def test_without_consent_nothing_tells_that_there_is_somebody(contacts: dict[str, Membership], cast: Cast) -> None:
    Membership.objects.filter(pk=contacts["officer"].pk).update(listed_since=None)

    content = who_is_who.who_is_who(cast.coordinator, today())

    assert "MEE Gelderse Poort" in [partner.name for partner in content.without_officer]


def test_many_partners_cost_as_few_questions_as_one(
    contacts: dict[str, Membership], cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert cast.coordinator.roles

    with django_assert_max_num_queries(3):
        who_is_who.who_is_who(cast.coordinator, today())


def test_when_the_paper_can_not_be_made_the_page_says_why(
    cast: Cast, client_of: SIGN_IN, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PdfError("De bibliotheek Pango ontbreekt.")

    monkeypatch.setattr(who_is_who, "make_paper", refuse)
    client = client_of(cast.coordinator)
    client.raise_request_exception = False

    response = client.get(ADDRESS)

    assert response.status_code == 503
    assert "De bibliotheek Pango ontbreekt." in Page.of(response).words
