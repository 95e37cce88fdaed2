"""P07 and P11: who signs, who came later, who left, and that nobody signs for another."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from network import mail
from network.dates import today
from network.models import Mailing, Person
from network.overview import todos_of
from partners import agreement_flows as flows
from partners.agreement_flows import AgreementError, sign_party, state_of
from partners.life_cycle import AgreementStatus
from partners.models import Agreement, AgreementParty, Organisation, VersionKind
from tests.cast import Cast
from tests.factories import AgreementFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.partners.filling_in import values_of
from tests.reading import Page
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
SIGNATURE = {"representative": "A. de Boer", "function": "bestuurder", "signed_on": "4 september 2026"}


@pytest.fixture
def covenant(cast: Cast) -> Agreement:
    """Offered to MEE, Sterker and the municipality of Tiel; nobody signed yet."""
    parties = [cast.lead_organisation, cast.other_organisation, cast.tiel_organisation]
    made: Agreement = AgreementFactory(title="Convenant", starts_on=date(2026, 1, 1), parties=parties)
    return made


@pytest.fixture
def draft(cast: Cast) -> Agreement:
    made: Agreement = AgreementFactory(title="Convenant", offered_on=None, parties=[cast.lead_organisation])
    return made


def party(agreement: Agreement, organisation: Organisation) -> AgreementParty:
    return AgreementParty.objects.get(version__agreement=agreement, organisation=organisation, version__number=1)


def url(thing: Agreement | AgreementParty, step: str) -> str:
    return f"/overeenkomsten/{'partij/' if isinstance(thing, AgreementParty) else ''}{thing.pk}/{step}/"


def sign(client: Client, who: AgreementParty, **typed: str) -> HttpResponse:
    """Open the form, fill it in and press the button, as a browser does."""
    opened = client.get(url(who, "ondertekenen"))
    return client.post(
        url(who, "ondertekenen"), {**values_of(opened, with_field="signed_on"), **SIGNATURE, **typed}, follow=True
    )


def standing(client: Client, agreement: Agreement) -> str:
    """What stands below the title, the kind of agreement left out."""
    [lead] = Page.of(client.get(agreement.get_absolute_url())).texts(".page-title__lead")
    return lead.removesuffix(" Samenwerkingsconvenant")


def signed(covenant: Agreement, *organisations: Organisation, on: date = date(2026, 9, 4)) -> None:
    AgreementParty.objects.filter(version__agreement=covenant, organisation__in=organisations).update(
        representative="A. de Boer", function="bestuurder", signed_on=on
    )


# --- signing ----------------------------------------------------------------------------------------------------


def test_an_editor_sees_the_own_signature_as_the_one_thing_to_do(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    [button] = Page.of(client_of(cast.lead_editor).get(covenant.get_absolute_url())).all(
        "main .utrecht-button--primary-action"
    )
    assert button.get("href") == url(party(covenant, cast.lead_organisation), "ondertekenen")


def test_it_is_signed_only_when_every_party_has_a_signing_date(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    coordinator = client_of(cast.coordinator)
    said = []
    for organisation in (cast.lead_organisation, cast.other_organisation, cast.tiel_organisation):
        said.append(standing(coordinator, covenant))
        sign(coordinator, party(covenant, organisation))
    said.append(standing(coordinator, covenant))
    assert said == [
        "ter ondertekening 0 van 3 ondertekend",
        "ter ondertekening 1 van 3 ondertekend",
        "ter ondertekening 2 van 3 ondertekend",
        "lopend onbepaalde tijd",
    ]


def test_a_signature_has_a_representative_a_function_and_a_date(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    who = party(covenant, cast.lead_organisation)
    response = sign(client_of(cast.lead_editor), who, representative="", function="", signed_on="")
    assert response.status_code == 422
    for error in ("Vul in wie er heeft ondertekend.", "Vul de functie in", "Vul in op welke dag is ondertekend."):
        assert error in Page.of(response).words
    sign(client_of(cast.lead_editor), who)
    who.refresh_from_db()
    assert (who.representative, who.function, who.signed_on) == ("A. de Boer", "bestuurder", date(2026, 9, 4))


def test_nobody_signed_tomorrow(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    who = party(covenant, cast.lead_organisation)
    tomorrow = today() + timedelta(days=1)
    response = sign(client_of(cast.lead_editor), who, signed_on=tomorrow.isoformat())
    assert "Een handtekening in de toekomst kan niet. Kies vandaag of een eerdere dag." in Page.of(response).words
    assert sign(client_of(cast.lead_editor), who, signed_on=today().isoformat()).status_code == 200


def test_nobody_who_signs_is_labelled(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    who = party(covenant, cast.lead_organisation)
    response = sign(client_of(cast.lead_editor), who, function="Ervaringsdeskundige")
    assert response.status_code == 422
    assert "een zetel zonder naam" in Page.of(response).words


def test_nobody_signs_for_another_organisation(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    of_sterker, of_tiel = party(covenant, cast.other_organisation), party(covenant, cast.tiel_organisation)
    for person in (cast.lead_editor, cast.reader, cast.steering_member, cast.municipal_coordinator):
        client = client_of(person)
        assert client.get(url(of_sterker, "ondertekenen")).status_code == 403
        assert client.post(url(of_sterker, "ondertekenen"), SIGNATURE).status_code == 403
        assert client.post(url(of_sterker, "terugtrekken"), {"withdrawn_on": "2026-09-04"}).status_code == 403
    assert not AgreementParty.objects.signed().exists()
    assert sign(client_of(cast.municipal_coordinator), of_tiel).status_code == 200  # the control: the own municipality
    assert AgreementParty.objects.signed().get() == of_tiel


def test_a_page_offers_signing_only_to_who_may(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    def offered(person: Person) -> list[str]:
        page = Page.of(client_of(person).get(covenant.get_absolute_url()))
        return [link.get("href") for link in page.all("a") if "ondertekenen" in link.get("href")]

    assert offered(cast.reader) == []
    assert offered(cast.lead_editor) == [url(party(covenant, cast.lead_organisation), "ondertekenen")]
    assert len(offered(cast.coordinator)) == 3


def test_two_people_at_once_record_one_signature(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    who = party(covenant, cast.lead_organisation)
    coordinator = client_of(cast.coordinator)
    opened = values_of(coordinator.get(url(who, "ondertekenen")), with_field="signed_on")
    sign(client_of(cast.lead_editor), who)
    late = coordinator.post(url(who, "ondertekenen"), {**opened, **SIGNATURE, "representative": "Iemand anders"})
    assert late.status_code == 422
    assert "Iemand anders legde dit intussen vast." in Page.of(late).words
    assert 'value="Iemand anders"' in late.content.decode()  # nothing typed is lost
    who.refresh_from_db()
    assert who.representative == "A. de Boer"


def test_only_who_keeps_the_agreement_corrects_a_signature(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    who = party(covenant, cast.lead_organisation)
    signed(covenant, cast.lead_organisation)
    editor = client_of(cast.lead_editor)
    refused = editor.post(url(who, "ondertekenen"), {**SIGNATURE, "signed_on": "2026-09-01"}, follow=True)
    assert "Deze handtekening staat al vast." in Page.of(refused).words
    who.refresh_from_db()
    with pytest.raises(AgreementError, match="staat al vast"):
        sign_party(
            who, by=cast.lead_editor, seen=state_of(who), representative="B", function="c", signed_on=date(2026, 9, 1)
        )
    sign(client_of(cast.coordinator), who, signed_on="2026-09-02")
    who.refresh_from_db()
    assert who.signed_on == date(2026, 9, 2)


def test_nobody_signs_a_draft(draft: Agreement, cast: Cast, client_of: ClientOf) -> None:
    who = party(draft, cast.lead_organisation)
    response = client_of(cast.lead_editor).post(url(who, "ondertekenen"), SIGNATURE, follow=True)
    assert "Dit is nog een concept." in Page.of(response).words
    assert not AgreementParty.objects.signed().exists()


# --- offering -----------------------------------------------------------------------------------------------------


def test_a_draft_without_parties_is_not_offered(cast: Cast, client_of: ClientOf) -> None:
    empty = AgreementFactory(offered_on=None)
    response = client_of(cast.coordinator).post(url(empty, "aanbieden"), follow=True)
    empty.refresh_from_db()
    assert (empty.offered_on, "Voeg eerst toe wie er tekent." in Page.of(response).words) == (None, True)


def test_offering_asks_the_parties_on_their_overview(draft: Agreement, cast: Cast, client_of: ClientOf) -> None:
    def asked(person: Person) -> list[str]:
        fresh = Person.objects.get(pk=person.pk)
        return [todo.title for todo in todos_of(fresh, today()) if todo.title.startswith("Ondertekenen")]

    assert asked(cast.lead_editor) == []
    client_of(cast.coordinator).post(url(draft, "aanbieden"))
    draft.refresh_from_db()
    assert draft.offered_on == today()
    assert asked(cast.lead_editor) == ["Ondertekenen: Convenant"]
    assert asked(cast.other_editor) == asked(cast.reader) == []


# --- later: accession and amendment -------------------------------------------------------------------------------


def add_party(client: Client, agreement: Agreement, organisation: Organisation, **typed: str) -> HttpResponse:
    values = {"organisation": str(organisation.pk), "dated_on": "1 oktober 2026", **typed}
    return client.post(url(agreement, "partij"), values, follow=True)


def test_before_it_is_offered_a_party_joins_the_first_list(draft: Agreement, cast: Cast, client_of: ClientOf) -> None:
    add_party(client_of(cast.coordinator), draft, cast.other_organisation)
    assert draft.versions.count() == 1
    assert party(draft, cast.other_organisation).signed_on is None


def test_afterwards_it_is_an_addendum_with_its_own_date_and_the_first_list_stays(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    signed(covenant, cast.lead_organisation, cast.other_organisation, cast.tiel_organisation)
    before = list(AgreementParty.objects.filter(version__number=1).values())
    late = OrganisationFactory(name="Moviera")
    add_party(client_of(cast.coordinator), covenant, late, representative="C. Maas", function="directeur")
    addendum = covenant.versions.get(number=2)
    assert (addendum.kind, addendum.dated_on) == (VersionKind.ACCESSION, date(2026, 10, 1))
    assert [each.organisation for each in addendum.parties.all()] == [late]
    assert list(AgreementParty.objects.filter(version__number=1).values()) == before
    # It stays in force while the newcomer still has to sign, and shows both lists.
    reader = client_of(cast.reader)
    assert standing(reader, covenant) == "lopend onbepaalde tijd"
    page = Page.of(reader.get(covenant.get_absolute_url()))
    assert page.texts("#addenda ~ h3") == ["Addendum 1: toetreding, 1 oktober 2026"]
    assert len(page.all("table")[0].findall(".//tbody/tr")) == 3


def test_who_is_a_party_or_left_the_network_cannot_be_added(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    gone = OrganisationFactory(name="Weg", left_on=today() - timedelta(days=1))
    for organisation in (cast.lead_organisation, gone):
        response = add_party(client_of(cast.coordinator), covenant, organisation)
        assert response.status_code == 422
    assert covenant.versions.count() == 1


def test_an_amendment_is_signed_by_all_parties_of_today(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    signed(covenant, cast.lead_organisation, cast.other_organisation, cast.tiel_organisation)
    newcomer = OrganisationFactory(name="Moviera")
    coordinator = client_of(cast.coordinator)
    add_party(coordinator, covenant, newcomer)
    coordinator.post(url(party(covenant, cast.other_organisation), "terugtrekken"), {"withdrawn_on": "2026-11-01"})
    coordinator.post(url(covenant, "wijziging"), {"summary": "Langere looptijd", "dated_on": "2026-11-02"})
    amendment = covenant.versions.get(kind=VersionKind.AMENDMENT)
    assert {each.organisation for each in amendment.parties.all()} == {
        cast.lead_organisation,
        cast.tiel_organisation,
        newcomer,
    }
    assert not amendment.parties.signed().exists()
    assert Agreement.objects.get().status_on(today()) == AgreementStatus.RUNNING


def test_only_who_keeps_it_changes_who_takes_part(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    for person in (cast.lead_editor, cast.municipal_coordinator, cast.reader, cast.administrator):
        client = client_of(person)
        for step in ("partij", "wijziging", "opzeggen", "geevalueerd", "wijzigen"):
            assert client.get(url(covenant, step)).status_code == 403
        for step in ("partij", "wijziging", "opzeggen", "geevalueerd", "wijzigen", "aanbieden", "herinneren"):
            assert client.post(url(covenant, step), {}).status_code == 403


# --- leaving ------------------------------------------------------------------------------------------------------


def test_when_a_party_withdraws_the_others_and_the_coordinator_are_told_the_same_day(
    covenant: Agreement, cast: Cast, client_of: ClientOf, smtp_sink: SmtpSink
) -> None:
    signed(covenant, cast.lead_organisation, on=date(2026, 9, 4))
    who = party(covenant, cast.lead_organisation)
    client_of(cast.lead_editor).post(url(who, "terugtrekken"), {"withdrawn_on": today().isoformat()})
    who.refresh_from_db()
    assert (who.signed_on, who.withdrawn_on) == (date(2026, 9, 4), today())
    mail.deliver_all()
    told = [cast.coordinator, cast.municipal_coordinator, cast.other_editor]
    assert sorted(smtp_sink.went_to()) == sorted(person.email for person in told)
    for text in smtp_sink.texts():
        assert "http://localhost" in text
        for secret in ("MEE", "Convenant", "Bas", "Sterker", "teruggetrokken"):
            assert secret not in text.partition("Goedendag")[2]
    # What the mail leads to says who left, and is no reason for a second mail.
    for person in told:
        news = [todo for todo in todos_of(Person.objects.get(pk=person.pk), today()) if "trok zich terug" in todo.title]
        assert [todo.title for todo in news] == ["MEE Gelderse Poort trok zich terug: Convenant"]
        assert not any(todo.key for todo in news)
    assert not [todo for todo in todos_of(cast.lead_editor, today()) if "trok zich terug" in todo.title]


def test_who_withdrew_without_signing_no_longer_holds_up_the_others(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    signed(covenant, cast.lead_organisation, cast.tiel_organisation)
    assert covenant.status_on(today()) == AgreementStatus.TO_SIGN
    who = party(covenant, cast.other_organisation)
    client_of(cast.other_editor).post(url(who, "terugtrekken"), {"withdrawn_on": today().isoformat()})
    assert Agreement.objects.get().status_on(today()) == AgreementStatus.RUNNING
    again = client_of(cast.other_editor).post(url(who, "ondertekenen"), SIGNATURE, follow=True)
    assert "Ondertekenen kan niet meer." in Page.of(again).words


def test_who_withdrew_reads_what_it_signed_and_adds_nothing_and_who_never_signed_sees_no_more(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    Agreement.objects.update(is_confidential=True)
    signed(covenant, cast.lead_organisation, on=date(2026, 9, 4))
    page, document = covenant.get_absolute_url(), reverse("partners:document-add", args=[covenant.pk])
    for person, sees, may_add in ((cast.lead_editor, 200, 403), (cast.other_editor, 404, 404)):
        client = client_of(person)
        assert client.get(document).status_code == 200
        (own,) = person.editor_of
        who = AgreementParty.objects.get(organisation=own)
        left = client.post(url(who, "terugtrekken"), {"withdrawn_on": today().isoformat()}, follow=True)
        assert left.status_code == 200
        assert (client.get(page).status_code, client.get(document).status_code) == (sees, may_add)


def test_who_keeps_a_draft_takes_a_party_off_it_without_a_word(
    draft: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    who = party(draft, cast.lead_organisation)
    client_of(cast.coordinator).post(url(who, "terugtrekken"), {"withdrawn_on": today().isoformat()})
    assert (AgreementParty.objects.count(), Mailing.objects.count()) == (0, 0)


def test_a_party_that_went_off_the_list_or_up_in_another_meanwhile_is_told_as_that(
    draft: Agreement, cast: Cast
) -> None:
    who = party(draft, cast.lead_organisation)
    AgreementParty.objects.filter(pk=who.pk).delete()
    with pytest.raises(AgreementError, match="niet meer op de lijst"):
        flows.withdraw_party(who, by=cast.coordinator, on=today())
    newcomer = OrganisationFactory()
    Organisation.objects.filter(pk=newcomer.pk).update(merged_into=cast.other_organisation, left_on=today())
    with pytest.raises(AgreementError, match="doet niet meer mee"):
        flows.add_party(draft, newcomer, by=cast.coordinator, on=today(), representative="", function="")


# --- asking once more ---------------------------------------------------------------------------------------------


def test_a_reminder_goes_to_who_did_not_sign_and_at_most_once_a_week(
    covenant: Agreement, cast: Cast, client_of: ClientOf, smtp_sink: SmtpSink
) -> None:
    signed(covenant, cast.tiel_organisation)
    coordinator = client_of(cast.coordinator)
    page = Page.of(coordinator.get(covenant.get_absolute_url()))
    assert "Herinnering aan 2 partijen sturen" in page.words
    first = coordinator.post(url(covenant, "herinneren"), follow=True)
    assert "2 partijen krijgen een herinnering." in Page.of(first).words
    again = coordinator.post(url(covenant, "herinneren"), follow=True)
    assert "Iedereen tekende al of kreeg deze week al een herinnering." in Page.of(again).words
    mail.deliver_all()
    assert sorted(smtp_sink.went_to()) == [cast.lead_editor.email, cast.other_editor.email]
    assert not [text for text in smtp_sink.texts() if "Convenant" in text or "MEE" in text]
    AgreementParty.objects.to_sign().update(asked_on=today() - timedelta(days=7))
    coordinator.post(url(covenant, "herinneren"))
    assert Mailing.objects.count() == 4


def test_a_party_with_nobody_in_the_portal_is_named_so_that_somebody_calls(
    covenant: Agreement, cast: Cast, client_of: ClientOf
) -> None:
    signed(covenant, cast.lead_organisation, cast.tiel_organisation)
    cast.other_editor.memberships.update(ends_on=today() - timedelta(days=1))
    response = client_of(cast.coordinator).post(url(covenant, "herinneren"), follow=True)
    assert "Van Sterker houdt niemand hier de gegevens bij." in Page.of(response).words
    assert not Mailing.objects.exists()
    assert party(covenant, cast.other_organisation).asked_on is None


def test_who_signed_in_between_gets_no_reminder(
    covenant: Agreement, cast: Cast, client_of: ClientOf, smtp_sink: SmtpSink
) -> None:
    client_of(cast.coordinator).post(url(covenant, "herinneren"))
    signed(covenant, cast.lead_organisation)
    mail.deliver_all()
    assert sorted(smtp_sink.went_to()) == [cast.municipal_coordinator.email, cast.other_editor.email]


def test_an_editor_of_two_parties_gets_one_reminder(covenant: Agreement, cast: Cast, client_of: ClientOf) -> None:
    MembershipFactory(person=cast.lead_editor, organisation=cast.other_organisation, may_edit=True)
    MembershipFactory(person=PersonFactory(is_active=False), organisation=cast.lead_organisation, may_edit=True)
    client_of(cast.coordinator).post(url(covenant, "herinneren"))
    assert Mailing.objects.filter(person=cast.lead_editor).count() == 1
    assert Mailing.objects.count() == 3
