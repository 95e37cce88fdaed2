"""The coordinator decides on new numbers."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from network.models import Person
from partners.models import ChangeRequest, RequestStatus, RiskyField
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory
from tests.partners.filling_in import as_sent, questions_of
from tests.reading import Page

ClientOf = Callable[[Person], Client]
LIST = "/sociale-kaart/wijzigingen/"


@pytest.fixture
def waiting(cast: Cast) -> ChangeRequest:
    service = CareServiceFactory(name="Begeleiding", organisation=cast.lead_organisation)
    ChannelFactory(service=service, value="088-0000 000")
    return ChangeRequest.objects.create(
        service=service,
        field=RiskyField.CLIENT_PHONE,
        old_value="088-0000 000",
        new_value="088-0000 009",
        asked_by=cast.lead_editor,
    )


def number_of(change: ChangeRequest) -> str:
    return change.service.channels.get().value


def test_the_coordinator_sees_old_and_new_and_who_asked(
    cast: Cast, client_of: ClientOf, waiting: ChangeRequest
) -> None:
    page = Page.of(client_of(cast.coordinator).get(LIST))
    assert page.texts("h1") == ["1 wijziging wacht op u"]
    assert (page.texts("del"), page.texts("ins")) == (["088-0000 000"], ["088-0000 009"])
    assert "Bas Hendriks" in page.words


def test_approving_puts_exactly_the_shown_number_online(
    cast: Cast, client_of: ClientOf, waiting: ChangeRequest
) -> None:
    response = client_of(cast.coordinator).post(
        f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"}, follow=True
    )
    waiting.refresh_from_db()
    assert number_of(waiting) == "088-0000 009"
    assert (waiting.status, waiting.decided_by) == (RequestStatus.APPROVED, cast.coordinator)
    assert "Bij «Begeleiding» ziet iedereen nu: 088-0000 009." in Page.of(response).words


def test_a_request_that_no_longer_says_what_goes_online_is_not_approved(
    cast: Cast, client_of: ClientOf, waiting: ChangeRequest
) -> None:
    coordinator, url = client_of(cast.coordinator), f"{LIST}{waiting.pk}/beoordelen/"
    shown = as_sent(coordinator.get(LIST), with_field="nu")
    waiting.service.channels.update(value="088-0000 007")
    response = coordinator.post(url, shown | {"besluit": "goedkeuren"}, follow=True)
    assert number_of(waiting) == "088-0000 007"
    words = Page.of(response).words
    assert "Er is nog niets goedgekeurd: bij «Begeleiding» is intussen iets anders ingevuld." in words
    assert "Bij het verzoek stond hier nog: 088-0000 000." in words
    seen_again = as_sent(response, with_field="nu")
    coordinator.post(url, seen_again | {"besluit": "goedkeuren"})
    assert number_of(waiting) == "088-0000 009"


def test_refusing_keeps_the_old_number(cast: Cast, client_of: ClientOf, waiting: ChangeRequest) -> None:
    client_of(cast.coordinator).post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "afwijzen"})
    waiting.refresh_from_db()
    assert (number_of(waiting), waiting.status) == ("088-0000 000", RequestStatus.REFUSED)


def test_a_decision_without_a_choice_is_asked_again(cast: Cast, client_of: ClientOf, waiting: ChangeRequest) -> None:
    for besluit in ("", "misschien"):
        response = client_of(cast.coordinator).post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": besluit})
        assert response.status_code == 422
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_a_number_is_decided_once(cast: Cast, client_of: ClientOf, waiting: ChangeRequest) -> None:
    coordinator = client_of(cast.coordinator)
    coordinator.post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"})
    again = coordinator.post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "afwijzen"}, follow=True)
    waiting.refresh_from_db()
    assert waiting.status == RequestStatus.APPROVED
    assert "intussen al beslist" in Page.of(again).words


def test_who_asked_can_take_it_back(cast: Cast, client_of: ClientOf, waiting: ChangeRequest) -> None:
    editor = client_of(cast.lead_editor)
    edit_page = Page.of(editor.get(f"{waiting.service.get_absolute_url()}wijzigen/"))
    assert "Wacht op beoordeling" in edit_page.words
    assert edit_page.texts("button[form]") == ["Wijziging intrekken: telefoon voor cliënten"]
    response = editor.post(f"{LIST}{waiting.pk}/intrekken/", follow=True)
    waiting.refresh_from_db()
    assert (number_of(waiting), waiting.status) == ("088-0000 000", RequestStatus.WITHDRAWN)
    assert "Iedereen ziet nog: 088-0000 000." in Page.of(response).words


def test_approving_what_was_just_taken_back_changes_nothing(
    cast: Cast, client_of: ClientOf, waiting: ChangeRequest
) -> None:
    client_of(cast.lead_editor).post(f"{LIST}{waiting.pk}/intrekken/")
    client_of(cast.coordinator).post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"})
    assert number_of(waiting) == "088-0000 000"


def test_nobody_else_decides_or_takes_back(cast: Cast, client_of: ClientOf, waiting: ChangeRequest) -> None:
    assert client_of(cast.lead_editor).get(LIST).status_code == 403
    assert (
        client_of(cast.lead_editor).post(f"{LIST}{waiting.pk}/beoordelen/", {"besluit": "goedkeuren"}).status_code
        == 403
    )
    for person in (cast.other_editor, cast.reader, cast.administrator):
        for what in ("beoordelen", "intrekken"):
            response = client_of(person).post(f"{LIST}{waiting.pk}/{what}/", {"besluit": "goedkeuren"})
            assert response.status_code == 404, (person, what)
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_of_one_number_one_change_waits(waiting: ChangeRequest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.create(service=waiting.service, field=waiting.field, old_value="1", new_value="2")


def test_the_list_asks_as_much_of_the_database_for_3_numbers_as_for_30(cast: Cast, client_of: ClientOf) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            ChangeRequest.objects.create(
                service=CareServiceFactory(),
                field=RiskyField.PROFESSIONAL_PHONE,
                new_value="112",
                asked_by=cast.lead_editor,
            )

    client = client_of(cast.coordinator)
    add(3)
    for_three = questions_of(client, LIST)
    add(27)
    assert questions_of(client, LIST) == for_three


def test_an_empty_list_says_what_belongs_here(cast: Cast, client_of: ClientOf) -> None:
    page = Page.of(client_of(cast.coordinator).get(LIST))
    assert page.texts("h1") == ["Geen wijzigingen om te beoordelen"]
    assert (
        "Verandert een partner een telefoonnummer, een doelgroep of wie een adres mag weten, dan staat dat hier."
        in page.words
    )
