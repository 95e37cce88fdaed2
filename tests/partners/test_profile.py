"""A partner keeps its own profile; the coordinator sees first what others act on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from network.dates import today
from network.history import history_of
from network.models import Person
from network.overview import todos_of
from partners.models import Organisation, ProfileChange, ProfileField, RequestStatus
from partners.profile_flows import decide_profile_change
from tests.cast import Cast
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.partners.filling_in import questions_of, values_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/partners/wijzigingen/"


@pytest.fixture
def mee(cast: Cast) -> Organisation:
    """MEE, with everything that others act on filled in."""
    cast.lead_organisation.description = "Wij ondersteunen mensen met een beperking."
    cast.lead_organisation.phone = "088-0000 100"
    cast.lead_organisation.website = "https://mee.example/"
    cast.lead_organisation.save()
    return cast.lead_organisation


def address_of(organisation: Organisation) -> str:
    return f"/partners/{organisation.pk}/profiel/"


def opened(client: Client, organisation: Organisation) -> dict[str, object]:
    """The form as this person has it open; no municipality is ticked."""
    return filled_in(client.get(address_of(organisation)))


def filled_in(response: HttpResponse) -> dict[str, object]:
    values = values_of(response, with_field="description")
    return {name: value for name, value in values.items() if name != "municipalities_served"}


def save(client: Client, organisation: Organisation, seen: dict[str, object], **typed: object) -> HttpResponse:
    return client.post(address_of(organisation), {**seen, **typed}, follow=True)


def ask(client: Client, organisation: Organisation, **typed: object) -> Page:
    return Page.of(save(client, organisation, opened(client, organisation), **typed))


def in_the_boxes(page: Page) -> dict[str, str]:
    return {box.get("name"): box.get("value") or "" for box in page.all("form[data-unsaved] input.utrecht-textbox")}


# --- saving -----------------------------------------------------------------------------------------------------


def test_description_and_area_are_seen_by_all_at_once(cast: Cast, client_of: ClientOf, mee: Organisation) -> None:
    page = ask(
        client_of(cast.lead_editor),
        mee,
        description="Wij helpen thuis.",
        municipalities_served=[cast.tiel.pk],
    )
    mee.refresh_from_db()
    assert (mee.description, mee.version) == ("Wij helpen thuis.", 2)
    assert list(mee.municipalities_served.all()) == [cast.tiel]
    assert not ProfileChange.objects.exists()
    assert "Nu zichtbaar: wie zijn wij, werkgebied." in page.words


def test_what_others_act_on_waits_and_everybody_keeps_seeing_the_old(
    cast: Cast, client_of: ClientOf, mee: Organisation
) -> None:
    page = ask(client_of(cast.lead_editor), mee, phone="0880000999", website="www.mee-nieuw.example")
    assert (page.texts("del"), page.texts("ins")) == (
        ["088-0000 100", "https://mee.example/"],
        ["088-0000 999", "https://www.mee-nieuw.example"],
    )
    assert "Het algemene telefoonnummer wacht op de regiocoördinator" in page.words
    mee.refresh_from_db()
    assert (mee.phone, mee.website) == ("088-0000 100", "https://mee.example/")
    shown = Page.of(client_of(cast.reader).get(mee.get_absolute_url())).words
    assert "088-0000 100" in shown
    assert "088-0000 999" not in shown


def test_every_field_that_others_act_on_waits(cast: Cast, client_of: ClientOf, mee: Organisation) -> None:
    ask(
        client_of(cast.lead_editor),
        mee,
        name="MEE Anders",
        short_name="Een ander",
        kvk_number="12 34 56 78",
        phone="0880000999",
        email="info@mee.example",
        website="mee-nieuw.example",
    )
    assert set(mee.profile_changes.waiting().values_list("field", flat=True)) == set(ProfileField.values)
    mee.refresh_from_db()
    assert (mee.name, mee.kvk_number, mee.version) == ("MEE Gelderse Poort", "", 1)


def test_a_coordinator_decides_by_saving(cast: Cast, client_of: ClientOf, mee: Organisation) -> None:
    ask(client_of(cast.lead_editor), mee, phone="0880000999", email="info@mee.example")
    page = ask(client_of(cast.coordinator), mee, phone="0880000555")
    mee.refresh_from_db()
    assert mee.phone == "088-0000 555"
    assert "Nu zichtbaar: het algemene telefoonnummer." in page.words
    # What waits for a decision is not decided by saving something else.
    assert list(mee.profile_changes.waiting().values_list("field", flat=True)) == [ProfileField.EMAIL]
    assert mee.email == ""


def test_a_second_wish_takes_the_place_of_the_first_and_the_old_value_takes_it_back(
    cast: Cast, client_of: ClientOf, mee: Organisation
) -> None:
    editor = client_of(cast.lead_editor)
    ask(editor, mee, phone="0880000999")
    page = ask(editor, mee, phone="0880000998")
    assert in_the_boxes(page)["phone"] == "088-0000 998"
    assert [change.new_value for change in mee.profile_changes.waiting()] == ["088-0000 998"]
    page = ask(editor, mee, phone="088-0000 100")
    assert "Ingetrokken: de wijziging van het algemene telefoonnummer." in page.words
    assert not mee.profile_changes.waiting().exists()


def test_saving_without_a_change_changes_nothing(cast: Cast, client_of: ClientOf, mee: Organisation) -> None:
    assert "Er is niets veranderd." in ask(client_of(cast.lead_editor), mee).words
    mee.refresh_from_db()
    assert mee.version == 1


def test_a_number_of_another_partner_is_named_and_what_was_typed_stays(
    cast: Cast, client_of: ClientOf, mee: Organisation
) -> None:
    OrganisationFactory(name="Iriszorg", kvk_number="12345678", left_on=today() - timedelta(days=9))
    response = save(client_of(cast.lead_editor), mee, {}, name="MEE", kvk_number="12.345.678", description="Nieuw")
    page = Page.of(response)
    assert response.status_code == 422
    assert "Dit nummer is al van Iriszorg." in page.words
    assert page.one("textarea[name=description]").text_content().strip() == "Nieuw"


def test_a_description_with_somebodys_number_is_asked_about(cast: Cast, client_of: ClientOf, mee: Organisation) -> None:
    response = save(client_of(cast.lead_editor), mee, {}, name=mee.name, description="Bel Aïcha op 06-12345678.")
    assert response.status_code == 422
    assert "vink hieronder aan" in Page.of(response).words


# --- two people at once -----------------------------------------------------------------------------------------


def test_two_who_change_different_fields_both_get_what_they_typed(
    cast: Cast, client_of: ClientOf, mee: Organisation
) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    of_the_editor, of_the_coordinator = opened(editor, mee), opened(coordinator, mee)
    save(coordinator, mee, of_the_coordinator, short_name="MEE GP", phone="0880000555")
    response = save(editor, mee, of_the_editor, description="Wij helpen thuis.")
    assert response.status_code == 200
    mee.refresh_from_db()
    assert (mee.short_name, mee.phone, mee.description) == ("MEE GP", "088-0000 555", "Wij helpen thuis.")


def test_two_who_change_the_same_field_see_both_texts_and_nothing_is_lost(
    cast: Cast, client_of: ClientOf, mee: Organisation
) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    of_the_editor, of_the_coordinator = opened(editor, mee), opened(coordinator, mee)
    save(coordinator, mee, of_the_coordinator, description="Van Marijke.", short_name="MEE GP")
    response = save(editor, mee, of_the_editor, description="Van Bas.")
    page = Page.of(response)
    assert response.status_code == 409
    assert "Marijke de Wit veranderde hetzelfde terwijl u bezig was" in page.words
    assert "Van Marijke." in page.texts(".versus__side")[0]
    assert "Van Bas." in page.texts(".versus__side")[1]
    assert page.one("textarea[name=description]").text_content().strip() == "Van Bas."
    assert in_the_boxes(page)["short_name"] == "MEE GP"
    mee.refresh_from_db()
    assert mee.description == "Van Marijke."

    assert save(editor, mee, filled_in(response)).status_code == 200
    mee.refresh_from_db()
    assert (mee.description, mee.short_name) == ("Van Bas.", "MEE GP")


def test_of_two_editors_the_second_sees_what_the_first_asked(
    cast: Cast, client_of: ClientOf, mee: Organisation
) -> None:
    vera = PersonFactory(name="Vera Smit")
    MembershipFactory(person=vera, organisation=mee, may_edit=True)
    first, second = client_of(cast.lead_editor), client_of(vera)
    of_the_first, of_the_second = opened(first, mee), opened(second, mee)
    save(first, mee, of_the_first, phone="0880000111")
    response = save(second, mee, of_the_second, phone="0880000222")
    assert response.status_code == 409
    assert "Bas Hendriks veranderde hetzelfde" in Page.of(response).words
    assert [change.new_value for change in mee.profile_changes.waiting()] == ["088-0000 111"]


# --- deciding ---------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(cast: Cast, mee: Organisation) -> ProfileChange:
    return ProfileChange.objects.create(
        organisation=mee,
        field=ProfileField.PHONE,
        old_value="088-0000 100",
        new_value="088-0000 999",
        asked_by=cast.lead_editor,
    )


def decide(client: Client, change: ProfileChange, besluit: str, **typed: str) -> Page:
    return Page.of(client.post(f"{LIST}{change.pk}/beoordelen/", {"besluit": besluit, **typed}, follow=True))


def test_what_waited_at_a_partner_that_was_merged_is_decided_where_it_stands_now(
    waiting: ProfileChange, cast: Cast
) -> None:
    """Also by who read it just before."""
    ProfileChange.objects.filter(pk=waiting.pk).update(organisation=cast.other_organisation)
    decide_profile_change(waiting, approved=True, by=cast.coordinator)
    cast.other_organisation.refresh_from_db()
    assert cast.other_organisation.phone == "088-0000 999"


def test_the_coordinator_sees_old_and_new_side_by_side_and_who_asked(
    cast: Cast, client_of: ClientOf, waiting: ProfileChange
) -> None:
    coordinator = client_of(cast.coordinator)
    for url in (LIST, f"{LIST}{waiting.pk}/beoordelen/"):
        page = Page.of(coordinator.get(url))
        assert (page.texts("del"), page.texts("ins")) == (["088-0000 100"], ["088-0000 999"])
        assert "Bas Hendriks" in page.words
    assert Page.of(coordinator.get(LIST)).texts("h1") == ["1 verzoek wacht op u"]
    assert Page.of(coordinator.get("/partners/")).all(f"a[href='{LIST}']")
    assert not Page.of(client_of(cast.lead_editor).get("/partners/")).all(f"a[href='{LIST}']")


def test_approving_shows_everybody_exactly_the_new_value(
    cast: Cast, client_of: ClientOf, waiting: ProfileChange
) -> None:
    page = decide(client_of(cast.coordinator), waiting, "goedkeuren")
    waiting.refresh_from_db()
    assert (waiting.organisation.phone, waiting.organisation.version) == ("088-0000 999", 2)
    assert (waiting.status, waiting.decided_by) == (RequestStatus.APPROVED, cast.coordinator)
    assert "ziet iedereen nu: 088-0000 999." in page.words
    assert history_of(waiting.organisation)[0].reason == "Goedgekeurd"


def test_the_partner_reads_the_outcome_with_date_name_and_reason(
    cast: Cast, client_of: ClientOf, waiting: ProfileChange
) -> None:
    decide(client_of(cast.coordinator), waiting, "afwijzen", reason="dit nummer neemt niemand op")
    waiting.refresh_from_db()
    assert (waiting.organisation.phone, waiting.status) == ("088-0000 100", RequestStatus.REFUSED)
    page = Page.of(client_of(cast.lead_editor).get(address_of(waiting.organisation)))
    (told,) = page.texts("section[aria-labelledby=besluiten] li")
    for words in ("afgewezen", "088-0000 999", "door Marijke de Wit", "Reden: dit nummer neemt niemand op"):
        assert words in told, words
    assert str(timezone.localdate().year) in told


def test_a_refusal_is_something_to_do_for_the_partner_and_an_approval_is_not(
    cast: Cast, client_of: ClientOf, waiting: ProfileChange
) -> None:
    def keys(person: Person) -> list[str]:
        return [todo.key for todo in todos_of(Person.objects.get(pk=person.pk), today()) if "profile" in todo.key]

    assert keys(cast.coordinator) == [f"profile-change:{waiting.pk}"]
    assert keys(cast.lead_editor) == []
    decide(client_of(cast.coordinator), waiting, "afwijzen")
    assert keys(cast.coordinator) == []
    assert keys(cast.lead_editor) == [f"profile-refused:{waiting.pk}"]
    assert keys(cast.other_editor) == keys(cast.reader) == []
    ask(client_of(cast.lead_editor), waiting.organisation, phone="0880000777")
    assert keys(cast.lead_editor) == []
    decide(client_of(cast.coordinator), ProfileChange.objects.waiting().get(), "goedkeuren")
    assert keys(cast.lead_editor) == []


def test_a_wish_is_late_after_two_working_days(cast: Cast, waiting: ProfileChange) -> None:
    waiting.asked_at = timezone.now() - timedelta(days=7)
    waiting.save()
    (todo,) = [todo for todo in todos_of(cast.coordinator, today()) if todo.key == f"profile-change:{waiting.pk}"]
    assert todo.late
    assert todo.due is not None


def test_who_approves_what_was_replaced_meanwhile_reads_so_and_approves_nothing(
    cast: Cast, client_of: ClientOf, waiting: ProfileChange
) -> None:
    ask(client_of(cast.lead_editor), waiting.organisation, phone="0880000777")
    page = decide(client_of(cast.coordinator), waiting, "goedkeuren")
    assert "Deze wijziging is intussen vervangen door een nieuwe." in page.words
    assert page.texts("ins") == ["088-0000 777"]
    waiting.organisation.refresh_from_db()
    assert waiting.organisation.phone == "088-0000 100"


def test_who_decides_reads_what_everybody_sees_now(cast: Cast, client_of: ClientOf, waiting: ProfileChange) -> None:
    Organisation.objects.filter(pk=waiting.organisation_id).update(phone="088-0000 123")
    page = Page.of(client_of(cast.coordinator).get(f"{LIST}{waiting.pk}/beoordelen/"))
    assert page.texts("del") == ["088-0000 123"]
    assert "Wat iedereen nu ziet, is intussen veranderd" in page.words


def test_a_number_that_became_anothers_is_not_approved(cast: Cast, client_of: ClientOf, mee: Organisation) -> None:
    change = ProfileChange.objects.create(organisation=mee, field=ProfileField.KVK_NUMBER, new_value="12345678")
    OrganisationFactory(kvk_number="12345678")
    page = decide(client_of(cast.coordinator), change, "goedkeuren")
    assert "Er is al een organisatie met dit KvK-nummer." in page.words
    change.refresh_from_db()
    assert change.is_waiting


def test_a_decision_is_made_once_and_with_a_choice(cast: Cast, client_of: ClientOf, waiting: ProfileChange) -> None:
    coordinator = client_of(cast.coordinator)
    assert coordinator.post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "misschien"}).status_code == 422
    decide(coordinator, waiting, "afwijzen")
    page = decide(coordinator, waiting, "goedkeuren")
    assert "Hierover is intussen al beslist: afgewezen." in page.words
    waiting.organisation.refresh_from_db()
    assert waiting.organisation.phone == "088-0000 100"


def test_a_reason_with_somebodys_number_is_asked_about(cast: Cast, client_of: ClientOf, waiting: ProfileChange) -> None:
    page = decide(client_of(cast.coordinator), waiting, "afwijzen", reason="bel 06-12345678")
    assert "vink hieronder aan" in page.words
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_an_editor_takes_a_wish_back(cast: Cast, client_of: ClientOf, waiting: ProfileChange) -> None:
    page = Page.of(client_of(cast.lead_editor).post(f"{LIST}{waiting.pk}/intrekken/", follow=True))
    waiting.refresh_from_db()
    assert waiting.status == RequestStatus.WITHDRAWN
    assert "Iedereen ziet nog: 088-0000 100." in page.words
    assert "Dit is intussen ingetrokken." in decide(client_of(cast.coordinator), waiting, "goedkeuren").words


def test_nobody_else_changes_decides_or_takes_back(cast: Cast, client_of: ClientOf, waiting: ProfileChange) -> None:
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
        url = address_of(waiting.organisation)
        assert client.get(url).status_code == 403, person
        assert client.post(url, {"name": "Gekaapt"}).status_code == 403, person
        assert client.get(LIST).status_code == 403, person
        for what in ("beoordelen", "intrekken"):
            response = client.post(f"{LIST}{waiting.pk}/{what}/", {"besluit": "goedkeuren"})
            assert response.status_code == 404, (person, what)
    editor = client_of(cast.lead_editor)
    assert editor.get(LIST).status_code == 403
    assert editor.post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"}).status_code == 403
    for url in (address_of(waiting.organisation), f"{LIST}{waiting.pk}/beoordelen/", f"{LIST}{waiting.pk}/intrekken/"):
        assert Client().post(url).status_code == 401
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_an_editor_sees_nothing_of_what_waits_for_another_partner(
    cast: Cast, client_of: ClientOf, waiting: ProfileChange
) -> None:
    assert "088-0000 999" not in Page.of(client_of(cast.other_editor).get(address_of(cast.other_organisation))).words
    assert (
        "088-0000 999" not in Page.of(client_of(cast.other_editor).get(waiting.organisation.get_absolute_url())).words
    )


def test_the_list_asks_as_much_of_the_database_for_3_wishes_as_for_30(cast: Cast, client_of: ClientOf) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            ProfileChange.objects.create(
                organisation=OrganisationFactory(), field=ProfileField.PHONE, new_value="112", asked_by=cast.reader
            )

    client = client_of(cast.coordinator)
    add(3)
    for_three = questions_of(client, LIST)
    add(27)
    assert questions_of(client, LIST) == for_three


def test_an_empty_list_says_what_belongs_here(cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.coordinator).get(LIST))
    assert page.texts("h1") == ["Geen wijzigingen om te beoordelen"]
    assert "stelt een partner een contactpersoon voor, dan staat dat hier." in page.words
