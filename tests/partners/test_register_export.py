"""The register as a file: it opens in Dutch Excel, and comes back in as it went out."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.imports.kinds import RowState
from network.models import Person
from network.spreadsheets import from_csv
from network.tables import read_table
from partners.models import Membership, Organisation, ServedMunicipality
from tests.cast import Cast
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory
from tests.partners.bringing_in_lists import look_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
DOWNLOAD = "/partners/downloaden/"


@pytest.fixture
def register(cast: Cast) -> Cast:
    """A register with what goes wrong in files: accents, formulas, line breaks, two of one name."""
    OrganisationFactory(
        name="=Café «Fryslân»; GGZ",
        short_name="+1",
        kvk_number="01234567",
        phone="+3225550123",
        website="https://ggz.example/over?a=1,2",
        email="info@ggz.example",
        description="Wij helpen.\n\n- dag en nacht\n'zo nodig'",
        left_on="2025-01-31",
        leaving_reason="@verhuisd",
    )
    OrganisationFactory(name="Sterker", phone="0880000123")
    for municipality in (cast.tiel, cast.nijmegen):
        ServedMunicipality.objects.create(organisation=cast.other_organisation, municipality=municipality)
    return cast


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_what_is_downloaded_comes_back_in_unchanged(register: Cast, client_of: ClientOf, file_format: str) -> None:
    answer = client_of(register.coordinator).get(f"{DOWNLOAD}{file_format}/")
    look = look_of(answer.content, name=f"partners.{file_format}")
    assert look.rejected == []
    assert look.counts == {RowState.UNCHANGED: Organisation.objects.count()}


def test_the_file_opens_in_dutch_excel_with_its_accents_and_without_formulas(
    register: Cast, client_of: ClientOf
) -> None:
    answer = client_of(register.coordinator).get(f"{DOWNLOAD}csv/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfNummer in het portaal;Naam;")
    text = answer.content.decode()
    assert "\"'=Café «Fryslân»; GGZ\";'+1;" in text
    assert ";'@verhuisd" in text
    header, *rows = from_csv(text)
    assert len(rows) == Organisation.objects.count()
    assert header[:2] == ["Nummer in het portaal", "Naam"]


def test_a_contact_without_consent_is_in_no_file_whoever_asks(register: Cast, client_of: ClientOf) -> None:
    listed = MembershipFactory(organisation=register.lead_organisation, listed_since=LONG_AGO, function="teamleider")
    hidden = MembershipFactory(organisation=register.lead_organisation, function="bestuurder")
    client = client_of(register.coordinator)
    assert Membership.objects.visible_to(register.coordinator).filter(pk=hidden.pk).exists()
    for file_format in ("csv", "xlsx", "ods"):
        content = client.get(f"{DOWNLOAD}{file_format}/?contacten").content
        rows = read_table(content, file_name=f"contacten.{file_format}").rows
        assert [(row.cells[1], row.cells[2]) for row in rows] == [(listed.person.name, "teamleider")]
        register_itself = read_table(client.get(f"{DOWNLOAD}{file_format}/").content, file_name=f"x.{file_format}")
        assert listed.person.name not in {cell for row in register_itself.rows for cell in row.cells}


def test_the_page_for_a_list_offers_every_download(register: Cast, client_of: ClientOf) -> None:
    client = client_of(register.coordinator)
    links = [link.get("href") for link in Page.of(client.get("/partners/importeren/")).all("#downloaden ~ ul a")]
    assert [client.get(link).status_code for link in links] == [200] * 4


@pytest.mark.parametrize("who", ["lead_editor", "municipal_coordinator", "steering_member", "administrator", "reader"])
def test_only_the_coordinator_downloads_the_register(cast: Cast, client_of: ClientOf, who: str) -> None:
    assert client_of(cast.people[who]).get(f"{DOWNLOAD}csv/").status_code == 403
