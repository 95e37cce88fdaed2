"""Contacts of a partner: named when they agree to it, and nobody gets access by being one."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network.dates import today
from network.models import Mailing, Person
from network.overview import todos_of
from network.together import alone
from partners.contacts import contacts_of
from partners.membership_flows import end_membership
from partners.models import ContactKind, ContactRequest, Membership, Organisation, RequestStatus
from tests.cast import Cast
from tests.factories import MembershipFactory, PersonFactory
from tests.partners.filling_in import questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/partners/wijzigingen/"


def listed(person: Person, organisation: Organisation, **fields: object) -> Membership:
    return MembershipFactory(person=person, organisation=organisation, **{"listed_since": date(2026, 5, 3), **fields})


def names_shown(cast: Cast, looking: Person, organisation: Organisation | None = None) -> list[str]:
    return [row.name for row in alone(contacts_of(organisation or cast.lead_organisation, looking)) if row.name]


# --- who is shown to whom ---------------------------------------------------------------------------------------


def test_a_contact_without_consent_is_visible_to_the_coordinator_only(cast: Cast, client_of: ClientOf) -> None:
    page = cast.lead_organisation.get_absolute_url()
    for person in (cast.lead_editor, cast.other_editor, cast.reader, cast.steering_member, cast.municipal_coordinator):
        shown = Page.of(client_of(person).get(page))
        assert shown.texts("#inhoud dt ~ dd .row-meta") == ["bekend bij de regiocoördinator"], person
        assert shown.texts("#inhoud a[href^='mailto:']") == [], person
        assert "Bas Hendriks" not in "".join(shown.texts("#inhoud")), person
    shown = Page.of(client_of(cast.coordinator).get(page))
    assert cast.lead_editor.email in shown.texts("#inhoud a[href^='mailto:']")
    assert "geen toestemming om te tonen" in shown.words


def test_a_contact_who_agreed_is_shown_with_function_kind_and_how_to_reach(cast: Cast, client_of: ClientOf) -> None:
    nadia = PersonFactory(name="Nadia Bos", email="nadia@voorbeeld.example", is_active=False)
    listed(
        nadia,
        cast.lead_organisation,
        function="gedragsdeskundige",
        contact_kind=ContactKind.ATTENTION_OFFICER,
        phone="088-0000 123",
    )
    page = Page.of(client_of(cast.reader).get(cast.lead_organisation.get_absolute_url()))
    (shown,) = [text for text in page.texts(".facts > div") if "Nadia Bos" in text]
    for words in ("Aandachtsfunctionaris", "Nadia Bos, gedragsdeskundige", "088-0000 123", "nadia@voorbeeld.example"):
        assert words in shown, words


def test_contacts_come_before_who_only_works_there(cast: Cast) -> None:
    for name, kind in (
        ("Aart Staf", ContactKind.STAFF),
        ("Bea Baas", ContactKind.DIRECTOR),
        ("Cor Aandacht", ContactKind.ATTENTION_OFFICER),
        ("Daan Contact", ContactKind.CONTACT),
    ):
        listed(PersonFactory(name=name), cast.lead_organisation, contact_kind=kind)
    assert names_shown(cast, cast.reader) == ["Daan Contact", "Cor Aandacht", "Bea Baas", "Aart Staf"]


def test_the_page_says_whether_anybody_keeps_the_data(cast: Cast) -> None:
    def about_the_editor() -> list[str]:
        return [row.note for row in alone(contacts_of(cast.lead_organisation, cast.reader)) if "redacteur" in row.kind]

    assert about_the_editor() == ["bekend bij de regiocoördinator"]
    cast.lead_organisation.memberships.update(may_edit=False)
    assert about_the_editor() == ["nog niemand: de regiocoördinator nodigt iemand uit"]
    assert alone(contacts_of(cast.lead_organisation, cast.coordinator))[-1].invite_url == "/personen/uitnodigen/"
    cast.lead_organisation.memberships.filter(person=cast.lead_editor).update(may_edit=True, listed_since=today())
    assert about_the_editor() == []
    assert names_shown(cast, cast.reader) == ["Bas Hendriks"]


def test_of_a_partner_that_left_nobody_is_to_be_reached(cast: Cast, client_of: ClientOf) -> None:
    cast.other_organisation.memberships.update(listed_since=date(2026, 5, 3))
    Organisation.objects.filter(pk=cast.other_organisation.pk).update(left_on=today() - timedelta(days=1))
    page = Page.of(client_of(cast.coordinator).get(cast.other_organisation.get_absolute_url()))
    assert "Niemand: deze organisatie doet niet meer mee." in page.words
    assert "Noor Bakker" not in "".join(page.texts("aside"))


def test_who_left_yesterday_is_no_contact_has_no_access_and_keeps_the_name_in_the_history(
    cast: Cast, client_of: ClientOf
) -> None:
    kees = cast.former_editor
    work = kees.memberships.get()
    work.listed_since = date(2026, 5, 3)
    work.save()
    ContactRequest.objects.create(organisation=cast.lead_organisation, name="Nadia Bos", email="n@voorbeeld.example")
    assert "Kees Mulder" not in names_shown(cast, cast.coordinator)
    assert client_of(kees).get(f"/partners/{cast.lead_organisation.pk}/profiel/")["Location"].startswith("/account/")
    assert client_of(cast.lead_editor).get(f"/partners/contactpersonen/{work.pk}/").status_code == 404
    assert todos_of(kees, today()) == []
    page = Page.of(client_of(cast.coordinator).get(f"/personen/{kees.pk}/"))
    assert "Kees Mulder" in page.words


# --- keeping the list -------------------------------------------------------------------------------------------


def edit(client: Client, work: Membership, **fields: object) -> HttpResponse:
    values = {"function": "jurist", "contact_kind": "contact", "phone": "088-0000 111", "is_listed": "on", **fields}
    return client.post(f"/partners/contactpersonen/{work.pk}/", {k: v for k, v in values.items() if v is not None})


def test_an_editor_keeps_the_listed_contacts_of_the_own_organisation(cast: Cast, client_of: ClientOf) -> None:
    work = listed(PersonFactory(name="Nadia Bos"), cast.lead_organisation)
    edit(client_of(cast.lead_editor), work, contact_kind="director")
    work.refresh_from_db()
    assert (work.function, work.contact_kind, work.phone) == ("jurist", ContactKind.DIRECTOR, "088-0000 111")
    assert work.listed_since == date(2026, 5, 3)


def test_who_withdraws_consent_is_seen_by_the_coordinator_only(cast: Cast, client_of: ClientOf) -> None:
    work = listed(PersonFactory(name="Nadia Bos"), cast.lead_organisation)
    editor = client_of(cast.lead_editor)
    edit(editor, work, is_listed=None)
    assert "Nadia Bos" not in names_shown(cast, cast.lead_editor)
    assert "Nadia Bos" in names_shown(cast, cast.coordinator)
    assert edit(editor, work).status_code == 404
    work.refresh_from_db()
    assert work.listed_since is None


def test_an_editor_agrees_for_nobody_but_itself(cast: Cast, client_of: ClientOf) -> None:
    editor = client_of(cast.lead_editor)
    lotte, bas = cast.reader.memberships.get(), cast.lead_editor.memberships.get()
    assert edit(editor, lotte).status_code == 404
    edit(editor, bas)
    lotte.refresh_from_db()
    bas.refresh_from_db()
    assert (lotte.listed_since, bas.listed_since) == (None, today())


def test_the_coordinator_writes_down_when_consent_was_given(cast: Cast, client_of: ClientOf) -> None:
    work = cast.reader.memberships.get()
    coordinator = client_of(cast.coordinator)
    edit(coordinator, work, listed_since="3 mei 2026")
    work.refresh_from_db()
    assert work.listed_since == date(2026, 5, 3)
    later = (today() + timedelta(days=1)).strftime("%d-%m-%Y")
    assert edit(coordinator, work, listed_since=later).status_code == 422


def test_others_change_no_contact(cast: Cast, client_of: ClientOf) -> None:
    work = listed(PersonFactory(name="Nadia Bos"), cast.lead_organisation)
    hidden = cast.lead_editor.memberships.get()
    others = (
        cast.other_editor,
        cast.reader,
        cast.steering_member,
        cast.municipal_coordinator,
        cast.administrator,
        cast.data_steward,
    )
    for person in others:
        client = client_of(person)
        for membership, status in ((work, 403), (hidden, 404)):
            url = f"/partners/contactpersonen/{membership.pk}/"
            assert client.get(url).status_code == status, person
            assert client.post(url, {"einde": "ja", "einde_when": "nu", "when": "nu"}).status_code == status, person
    assert Client().post(f"/partners/contactpersonen/{work.pk}/").status_code == 401
    assert work.organisation.memberships.not_over().filter(pk__in=[work.pk, hidden.pk]).count() == 2


def test_a_label_that_reveals_is_refused_and_what_was_typed_stays(cast: Cast, client_of: ClientOf) -> None:
    work = listed(PersonFactory(), cast.lead_organisation)
    response = edit(client_of(cast.lead_editor), work, function="ervaringsdeskundige")
    assert response.status_code == 422
    assert "zetel zonder naam" in Page.of(response).words


def end(client: Client, work: Membership) -> HttpResponse:
    return client.post(f"/partners/contactpersonen/{work.pk}/", {"einde": "ja", "when": "nu"})


def test_an_editor_ends_the_work_of_a_colleague_and_access_with_it(cast: Cast, client_of: ClientOf) -> None:
    nadia = PersonFactory(name="Nadia Bos")
    work = listed(nadia, cast.lead_organisation)
    hers = client_of(nadia)
    assert hers.get("/partners/").status_code == 200
    end(client_of(cast.lead_editor), work)
    assert hers.get("/partners/").status_code == 302
    assert "Nadia Bos" not in names_shown(cast, cast.coordinator)


def test_the_last_editor_can_not_end_itself_and_reads_no_names_of_who_did_not_agree(
    cast: Cast, client_of: ClientOf
) -> None:
    bas = cast.lead_editor.memberships.get()
    response = end(client_of(cast.lead_editor), bas)
    assert response.status_code == 422
    words = Page.of(response).words
    assert "Bas Hendriks is de laatste redacteur van MEE Gelderse Poort. Vraag de regiocoördinator" in words
    assert "Lotte Visser" not in words
    bas.refresh_from_db()
    assert bas.ends_on is None


# --- a new contact ----------------------------------------------------------------------------------------------


def proposal(**fields: object) -> dict[str, object]:
    return {
        "name": "Nadia Bos",
        "email": "nadia@voorbeeld.example",
        "function": "aandachtsfunctionaris huiselijk geweld",
        "contact_kind": "attention_officer",
        "phone": "088-0000 123",
        "listed_since": "3 mei 2026",
        **fields,
    }


def propose(client: Client, organisation: Organisation, **fields: object) -> Page:
    url = f"/partners/{organisation.pk}/contact-voorstellen/"
    return Page.of(client.post(url, proposal(**fields), follow=True))


def decide(client: Client, asked: ContactRequest, besluit: str, **fields: object) -> Page:
    url = f"/partners/contact-verzoeken/{asked.pk}/beoordelen/"
    shown = Page.of(client.get(url))
    seen = shown.one("input[name=gezien]").get("value")
    return Page.of(client.post(url, {"besluit": besluit, "gezien": seen, **fields}, follow=True))


def test_a_contact_that_an_editor_proposes_waits_for_the_coordinator(cast: Cast, client_of: ClientOf) -> None:
    page = propose(client_of(cast.lead_editor), cast.lead_organisation)
    asked = ContactRequest.objects.get()
    assert asked.is_waiting
    assert asked.asked_by == cast.lead_editor
    assert "Uw voorstel voor Nadia Bos wacht op de regiocoördinator" in page.words
    assert not Person.objects.filter(name="Nadia Bos").exists()
    (todo,) = [todo for todo in todos_of(cast.coordinator, today()) if todo.key == f"contact-request:{asked.pk}"]
    assert "Nadia" not in todo.title + todo.why
    assert "Nadia Bos" in Page.of(client_of(cast.coordinator).get(LIST)).words


def test_the_answer_is_the_same_whether_or_not_an_address_is_known(cast: Cast, client_of: ClientOf) -> None:
    editor = client_of(cast.lead_editor)
    answers = {
        propose(editor, cast.lead_organisation, name="Nadia Bos", email=email).texts(".utrecht-alert--ok")[0]
        for email in ("nieuw@voorbeeld.example", cast.other_editor.email, cast.reader.email, cast.former_editor.email)
    }
    assert len(answers) == 1
    assert ContactRequest.objects.waiting().count() == 4


def test_nobody_is_proposed_without_consent_or_with_a_label(cast: Cast, client_of: ClientOf) -> None:
    editor = client_of(cast.lead_editor)
    assert (
        "Zonder toestemming komt niemand in de lijst" in propose(editor, cast.lead_organisation, listed_since="").words
    )
    assert "zetel zonder naam" in propose(editor, cast.lead_organisation, name="Nadia, ervaringsdeskundige").words
    assert "zetel zonder naam" in propose(editor, cast.lead_organisation, function="ervaringsdeskundige").words
    assert not ContactRequest.objects.exists()


def test_the_same_address_waits_once(cast: Cast, client_of: ClientOf) -> None:
    editor = client_of(cast.lead_editor)
    propose(editor, cast.lead_organisation)
    page = propose(editor, cast.lead_organisation, email="NADIA@voorbeeld.example")
    assert "Voor dit adres wacht al een voorstel" in page.words
    assert ContactRequest.objects.count() == 1


@pytest.fixture
def asked(cast: Cast) -> Callable[..., ContactRequest]:
    def ask(**fields: object) -> ContactRequest:
        return ContactRequest.objects.create(
            organisation=cast.lead_organisation,
            asked_by=cast.lead_editor,
            **{**proposal(), "listed_since": date(2026, 5, 3), **fields},
        )

    return ask


def test_approving_lists_somebody_new_who_can_not_sign_in_and_the_request_names_nobody(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    request = asked()
    decide(client_of(cast.coordinator), request, "goedkeuren")
    nadia = Person.objects.get(email="nadia@voorbeeld.example")
    assert not nadia.is_active
    assert not nadia.invitations.exists()
    assert not Mailing.objects.filter(person=nadia).exists()
    work = nadia.memberships.get()
    assert (work.organisation, work.contact_kind, work.may_edit) == (
        cast.lead_organisation,
        ContactKind.ATTENTION_OFFICER,
        False,
    )
    assert (work.phone, work.listed_since) == ("088-0000 123", date(2026, 5, 3))
    request.refresh_from_db()
    assert request.status == RequestStatus.APPROVED
    assert (request.name, request.email, request.phone, request.function) == ("", "", "", "")
    assert "Nadia Bos" in names_shown(cast, cast.reader)


def test_refusing_and_taking_back_forget_who_it_was(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    refused, withdrawn = asked(), asked(email="ander@voorbeeld.example")
    decide(client_of(cast.coordinator), refused, "afwijzen", reason="werkt daar niet meer")
    editor = client_of(cast.lead_editor)
    page = Page.of(editor.post(f"/partners/contact-verzoeken/{withdrawn.pk}/intrekken/", follow=True))
    assert not ContactRequest.objects.exclude(name="", email="").exists()
    assert not Person.objects.filter(name="Nadia Bos").exists()
    assert "Reden: werkt daar niet meer" in page.words
    assert "Nadia" not in page.words
    assert f"contact-refused:{refused.pk}" in [todo.key for todo in todos_of(cast.lead_editor, today())]


def test_a_reader_of_another_partner_becomes_a_contact_and_gets_no_task(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    request = asked(name="N. Bakker", email=cast.other_editor.email)
    page = decide(client_of(cast.coordinator), request, "goedkeuren")
    noor = Person.objects.get(pk=cast.other_editor.pk)
    assert noor.name == "Noor Bakker"
    assert noor.editor_of == {cast.other_organisation.pk}
    assert noor.member_of == {cast.other_organisation.pk, cast.lead_organisation.pk}
    assert "Noor Bakker staat in de lijst van MEE Gelderse Poort" in page.words


def test_who_belongs_there_already_is_listed_and_keeps_the_task(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    request = asked(email=cast.lead_editor.email, function="")
    decide(client_of(cast.coordinator), request, "goedkeuren")
    work = cast.lead_editor.memberships.get()
    assert (work.may_edit, work.listed_since, work.contact_kind) == (True, date(2026, 5, 3), "attention_officer")


def test_who_left_becomes_a_contact_without_getting_back_in(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    kees = cast.former_editor
    still_open = client_of(kees)  # a browser that was never closed
    request = asked(email=kees.email)
    page = Page.of(client_of(cast.coordinator).get(f"/partners/contact-verzoeken/{request.pk}/beoordelen/"))
    assert "Deze persoon kan nu niet inloggen. Dat blijft zo." in page.words
    decide(client_of(cast.coordinator), request, "goedkeuren")
    kees = Person.objects.get(pk=kees.pk)
    assert kees.member_of == {cast.lead_organisation.pk}
    assert not kees.may_sign_in
    assert still_open.get("/partners/").status_code == 302
    assert "Kees Mulder" in names_shown(cast, cast.reader)


def test_who_was_blocked_stays_blocked(cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]) -> None:
    blocked = PersonFactory(name="Geblokkeerd", is_active=False)
    blocked.set_password("een lang wachtwoord")
    blocked.save()
    MembershipFactory(person=blocked, organisation=cast.other_organisation)
    decide(client_of(cast.coordinator), asked(email=blocked.email), "goedkeuren")
    blocked = Person.objects.get(pk=blocked.pk)
    assert blocked.is_blocked
    assert not blocked.invitations.exists()


def test_a_letter_of_before_opens_nothing_once_somebody_is_a_contact(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    invited = PersonFactory(is_active=False)
    MembershipFactory(person=invited, organisation=cast.other_organisation, ends_on=today() - timedelta(days=1))
    letter = invited.invitations.create(email=invited.email, expires_at=timezone.now() + timedelta(days=1))
    decide(client_of(cast.coordinator), asked(email=invited.email), "goedkeuren")
    letter.refresh_from_db()
    assert letter.withdrawn_at is not None


def test_who_starts_next_week_is_a_contact_from_that_day_on_and_not_inside_before(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    next_week = today() + timedelta(days=7)
    coming = PersonFactory(name="Nog Niet")
    MembershipFactory(person=coming, organisation=cast.other_organisation, starts_on=next_week)
    decide(client_of(cast.coordinator), asked(email=coming.email), "goedkeuren")
    coming = Person.objects.get(pk=coming.pk)
    assert coming.is_active
    assert not coming.is_in_the_network
    assert coming.memberships.get(organisation=cast.lead_organisation).starts_on == next_week


def test_whose_data_were_erased_is_never_a_contact_again(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    erased = PersonFactory(name="gewist", email="vertrokken-9@voorbeeld.example", is_active=False, erased_on=today())
    request = asked(email=erased.email)
    page = decide(client_of(cast.coordinator), request, "goedkeuren")
    assert "uit het portaal gewist" in page.words
    assert not erased.memberships.exists()


def test_who_approves_saw_the_name_that_is_listed(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    request = asked()
    coordinator = client_of(cast.coordinator)
    url = f"/partners/contact-verzoeken/{request.pk}/beoordelen/"
    PersonFactory(name="Heel Iemand Anders", email="nadia@voorbeeld.example")
    page = Page.of(coordinator.post(url, {"besluit": "goedkeuren", "gezien": "Nadia Bos"}))
    assert "Bij dit adres hoort intussen een andere naam" in page.words
    assert "Heel Iemand Anders" in page.words
    request.refresh_from_db()
    assert request.is_waiting


def test_a_contact_is_decided_once(cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]) -> None:
    request = asked()
    coordinator = client_of(cast.coordinator)
    decide(coordinator, request, "afwijzen")
    url = f"/partners/contact-verzoeken/{request.pk}/beoordelen/"
    again = Page.of(coordinator.post(url, {"besluit": "goedkeuren", "gezien": "Nadia Bos"}, follow=True))
    assert "Hierover is intussen al beslist: afgewezen" in again.words
    assert coordinator.post(url, {"besluit": "misschien"}).status_code == 302
    assert not Person.objects.filter(name="Nadia Bos").exists()


def test_the_coordinator_adds_a_contact_at_once_also_without_consent(cast: Cast, client_of: ClientOf) -> None:
    page = propose(client_of(cast.coordinator), cast.lead_organisation, contact_kind="director", listed_since="")
    nadia = Person.objects.get(email="nadia@voorbeeld.example")
    assert not nadia.is_active
    assert not nadia.invitations.exists()
    assert "alleen voor u te zien" in page.words
    assert not ContactRequest.objects.exists()
    assert "Nadia Bos" not in names_shown(cast, cast.lead_editor)
    rows = alone(contacts_of(cast.lead_organisation, cast.coordinator))
    assert ("bestuurder", "geen toestemming om te tonen") in [(row.kind, row.note) for row in rows]


def test_an_editor_brings_the_end_of_a_colleague_nearer_and_puts_off_none_that_was_planned(
    cast: Cast, client_of: ClientOf
) -> None:
    planned = today() + timedelta(days=9)
    own = cast.lead_editor.memberships.get()
    Membership.objects.filter(pk=own.pk).update(ends_on=planned)
    MembershipFactory(organisation=cast.lead_organisation, may_edit=True)  # who comes after
    url = f"/partners/contactpersonen/{own.pk}/"
    client = client_of(cast.lead_editor)
    later = {"einde": "ja", "when": "datum", "ends_on": (planned + timedelta(days=99)).isoformat()}
    assert "Dit eindigt al op" in Page.of(client.post(url, later)).words
    end_membership(own, by=cast.lead_editor, on=planned + timedelta(days=99))  # from a page that was open already
    own.refresh_from_db()
    assert own.ends_on == planned
    client_of(cast.coordinator).post(url, later)
    own.refresh_from_db()
    assert own.ends_on == planned + timedelta(days=99)


def test_a_partner_that_left_gets_no_contacts(cast: Cast, client_of: ClientOf) -> None:
    Organisation.objects.filter(pk=cast.other_organisation.pk).update(left_on=today() - timedelta(days=1))
    page = propose(client_of(cast.coordinator), cast.other_organisation)
    assert "doet niet meer mee" in page.words
    assert not Person.objects.filter(name="Nadia Bos").exists()


def test_nobody_else_proposes_decides_or_takes_back(
    cast: Cast, client_of: ClientOf, asked: Callable[..., ContactRequest]
) -> None:
    request = asked()
    urls = [f"/partners/contact-verzoeken/{request.pk}/{what}/" for what in ("beoordelen", "intrekken")]
    propose_url = f"/partners/{cast.lead_organisation.pk}/contact-voorstellen/"
    for person in (cast.other_editor, cast.reader, cast.steering_member, cast.municipal_coordinator):
        client = client_of(person)
        assert client.get(LIST).status_code == 403, person
        assert client.post(propose_url, proposal()).status_code == 403, person
        for url in urls:
            assert client.post(url, {"besluit": "goedkeuren", "gezien": "Nadia Bos"}).status_code == 404, person
    assert client_of(cast.lead_editor).post(urls[0], {"besluit": "goedkeuren"}).status_code == 403
    for url in (*urls, propose_url):
        assert Client().post(url).status_code == 401
    request.refresh_from_db()
    assert request.is_waiting


def test_contacts_ask_as_much_of_the_database_for_2_as_for_20(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    url = f"/partners/{cast.lead_organisation.pk}/profiel/"
    for_two = questions_of(client, url)
    for _ in range(18):
        listed(PersonFactory(), cast.lead_organisation)
    assert questions_of(client, url) == for_two


# --- the pages of the coordinator about people ------------------------------------------------------------------


def test_the_coordinator_writes_kind_phone_and_consent_where_somebody_joins_a_partner(
    cast: Cast, client_of: ClientOf
) -> None:
    coordinator = client_of(cast.coordinator)
    joining = {"organisation": cast.lead_organisation.pk, "starts_on": "3-5-2021", "contact_kind": "director"}
    coordinator.post(f"/personen/{cast.steering_member.pk}/partner/", {**joining, "listed_since": "3 mei 2026"})
    work = cast.steering_member.memberships.get()
    assert (work.contact_kind, work.listed_since) == (ContactKind.DIRECTOR, date(2026, 5, 3))
    changed = {"function": "bestuurder", "contact_kind": "contact", "phone": "0880000123", "listed_since": ""}
    coordinator.post(f"/personen/bij-partner/{work.pk}/", changed)
    work.refresh_from_db()
    assert (work.contact_kind, work.phone, work.listed_since) == (ContactKind.CONTACT, "088-0000 123", None)
    assert "geen toestemming om te tonen" in Page.of(coordinator.get(f"/personen/{work.person_id}/")).words
