"""Where a secret place is, stands nowhere: not in the entry, not in what waits, not in what tells about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from network.dates import today
from network.models import Person
from partners import channel_flows as flows
from partners.completeness import Missing
from partners.contents import Contents
from partners.feedback_forms import HandleForm
from partners.forms import ServiceForm
from partners.models import (
    CareService,
    ChangeRequest,
    ChannelKind,
    Location,
    RequestStatus,
    RiskyField,
    Visibility,
)
from partners.opening_hours import Day, HoursKind, OtherDays
from partners.publishing_forms import SendBackForm
from partners.side_by_side import ChangedMeanwhileError
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory
from tests.partners.filling_in import as_sent
from tests.reading import Page

ClientOf = Callable[[Person], Client]
STREET, POSTCODE = "Kanariestraat 7", "6511 AB"
ADDRESS = {"visibility": "public", "street": STREET, "postcode": "6511ab", "place": "Nijmegen"}


def shelter(cast: Cast, visibility: Visibility, **address: str) -> CareService:
    service = CareServiceFactory(name="Opvang", organisation=cast.lead_organisation)
    ChannelFactory(service=service, value="088-0000 000")
    Location.objects.create(service=service, visibility=visibility, **address)
    service.municipalities.add(cast.nijmegen)
    return service


def url_of(service: CareService) -> str:
    return f"{service.get_absolute_url()}wijzigen/"


def change(client: Client, service: CareService, **typed: Any) -> HttpResponse:
    opened = as_sent(client.get(url_of(service)), with_field="description")
    return client.post(url_of(service), opened | typed, follow=True)


@pytest.fixture
def secret(cast: Cast) -> CareService:
    service = shelter(cast, Visibility.SECRET)
    service.municipalities.add(cast.tiel)
    return service


def test_a_place_that_becomes_secret_is_wiped_at_once_with_all_that_waits_about_it(
    cast: Cast, client_of: ClientOf
) -> None:
    service = shelter(cast, Visibility.PUBLIC, street=STREET, postcode=POSTCODE, place="Nijmegen")
    asked = {"service": service, "asked_by": cast.lead_editor}
    ChangeRequest.objects.create(field=RiskyField.VISIBILITY, new_value="public", details={"street": STREET}, **asked)
    ChangeRequest.objects.create(field=RiskyField.CLIENT_PHONE, new_value="024 123 45 67", **asked)

    response = change(client_of(cast.lead_editor), service, visibility="secret")

    assert "Gepubliceerd:" in Page.of(response).words
    (location,) = service.locations.all()
    assert (location.visibility, location.street, location.postcode, location.place) == ("secret", "", "", "")
    assert set(service.municipalities.all()) == {cast.nijmegen, cast.tiel}, "the whole region tells nothing"
    assert {(each.status, str(each.details)) for each in ChangeRequest.objects.all()} == {
        (RequestStatus.WITHDRAWN, "{}")
    }


def test_a_more_visible_place_waits_and_nothing_keeps_its_address_afterwards(
    cast: Cast, client_of: ClientOf, secret: CareService
) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    response = change(editor, secret, **ADDRESS, municipalities=[cast.nijmegen.pk])
    assert "Wacht op beoordeling: wie het adres mag weten openbaar. Tot dan ziet iedereen: geheim." in (
        Page.of(response).words
    )
    assert secret.locations.get().street == ""
    assert secret.municipalities.count() == 2, "nor does the working area tell where it is, until then"
    for url in (secret.get_absolute_url(), f"/hulp/aanbod/{secret.short_id}/"):
        assert STREET.encode() not in Client().get(url, follow=True).content + editor.get(url, follow=True).content

    waiting = ChangeRequest.objects.get()
    page = Page.of(coordinator.get("/sociale-kaart/wijzigingen/"))
    assert (page.texts("del"), page.texts("ins")) == (["geheim"], [f"openbaar: {STREET}, {POSTCODE} Nijmegen"])
    coordinator.post(f"/sociale-kaart/wijzigingen/{waiting.pk}/beoordelen/", {"besluit": "goedkeuren", "nu": "secret"})
    waiting.refresh_from_db()
    assert (waiting.status, waiting.details) == (RequestStatus.APPROVED, {})
    assert secret.locations.get().street == STREET


@pytest.mark.parametrize(
    ("typed", "explanation"),
    [
        ({"description": f"Wij zitten aan de {STREET}, {POSTCODE}"}, "Het adres van deze plek is geheim."),
        ({"name": f"Opvang {STREET}, {POSTCODE}"}, "Het adres van deze plek is geheim."),
        ({"alert": f"Kom naar de {STREET}, {POSTCODE}"}, "Het adres van deze plek is geheim."),
        ({"professional_notes": f"Het is {STREET}, {POSTCODE}"}, "Het adres van deze plek is geheim."),
        ({"client_phone": "024 123 45 67"}, "verraadt in welke streek u zit"),
        ({"professional_phone": "14 024"}, "verraadt in welke streek u zit"),
        ({"visibility": ""}, "Kies of het adres geheim blijft."),
    ],
)
def test_no_text_and_no_number_of_a_secret_place_tells_where_it_is(
    cast: Cast, client_of: ClientOf, secret: CareService, typed: dict[str, str], explanation: str
) -> None:
    response = change(client_of(cast.coordinator), secret, **typed)
    assert response.status_code == 422
    page = Page.of(response)
    assert explanation in page.words
    assert len(page.texts(".utrecht-form-field-error-message")) == 1  # said once
    assert not ChangeRequest.objects.exists()


def test_a_street_that_is_sent_with_a_secret_place_is_not_kept(
    cast: Cast, client_of: ClientOf, secret: CareService
) -> None:
    change(client_of(cast.lead_editor), secret, street=STREET, postcode=POSTCODE, place="Nijmegen", description="Nieuw")
    secret.refresh_from_db()
    assert secret.description == "Nieuw"
    assert (secret.locations.get().street, secret.locations.get().place) == ("", "")


def test_a_note_at_a_channel_with_the_address_stops_the_place_from_becoming_secret(
    cast: Cast, client_of: ClientOf
) -> None:
    service = shelter(cast, Visibility.PLACE_ONLY, place="Nijmegen")
    ChannelFactory(service=service, value="088-0000 005", note=f"Bel aan: {STREET}, {POSTCODE}")
    response = change(client_of(cast.lead_editor), service, visibility="secret")
    assert response.status_code == 422
    assert "Bij telefoon: 088-0000 005 staat een adres" in Page.of(response).words


def test_a_number_for_whatsapp_tells_where_it_is_as_much_as_a_telephone(cast: Cast, client_of: ClientOf) -> None:
    service = shelter(cast, Visibility.PLACE_ONLY, place="Nijmegen")
    ChannelFactory(service=service, kind=ChannelKind.WHATSAPP, value="024-123 45 67")
    response = change(client_of(cast.lead_editor), service, visibility="secret")
    assert response.status_code == 422
    assert "verraadt in welke streek u zit" in Page.of(response).words


def test_what_is_written_about_a_secret_place_tells_no_address_either(secret: CareService) -> None:
    """It goes to the partner, and into the history."""
    typed = f"Kijk nog eens bij {STREET}, {POSTCODE}"
    for form in (
        SendBackForm({"reason": typed, "reason_toch": "on"}, service=secret),
        HandleForm({"outcome": typed, "outcome_toch": "on"}, service=secret),
    ):
        assert "Het adres van deze plek is geheim." in str(form.errors)


def test_an_address_that_was_typed_while_the_place_became_secret_is_not_stored(cast: Cast) -> None:
    """A form found nothing wrong, and a moment later a colleague made it secret: what is locked is looked at again."""
    service = shelter(cast, Visibility.SECRET)
    channel, by = service.channels.get(), cast.lead_editor
    week, days = channel.week, OtherDays(today(), today(), Day(HoursKind.CLOSED), note=STREET)
    new = {"service": service, "for_professionals": False, "week": week, "by": by}
    attempts: list[Callable[[], object]] = [
        lambda: flows.change_channel(channel, seen={}, value=channel.value, note=STREET, week=week, by=by),
        lambda: flows.change_channel(channel, seen={}, value="024-123 45 67", note="", week=week, by=by),
        lambda: flows.add_channel(**new, kind="phone", value="024-123 45 67", note=""),
        lambda: flows.add_channel(**new, kind="email", value="hulp@mee.example", note=STREET),
        lambda: flows.add_other_days(channel, other=days, by=by),
    ]
    for attempt in attempts:
        with pytest.raises(ChangedMeanwhileError):
            attempt()


def test_who_adds_a_number_to_what_became_secret_meanwhile_is_told_so(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = shelter(cast, Visibility.PLACE_ONLY, place="Nijmegen")
    url, editor = f"{service.get_absolute_url()}kanaal/", client_of(cast.lead_editor)
    sent = as_sent(editor.get(url), with_field="note") | {"kind": "phone", "for_professionals": "False"}
    monkeypatch.setattr("partners.channel_flows.tells_where", lambda number: True)
    monkeypatch.setattr(CareService, "has_secret_place", True)
    response = editor.post(url, sent | {"value": "088-0000 009"}, follow=True)
    assert "Het adres van dit aanbod is intussen geheim" in Page.of(response).words
    assert service.channels.count() == 1


def test_a_note_that_was_typed_while_the_place_becomes_secret_stops_it(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = shelter(cast, Visibility.PLACE_ONLY, place="Nijmegen")
    seen_by_form = ServiceForm._notes_that_tell_where

    def then_a_colleague_saves(form: ServiceForm, mine: Contents) -> list[Missing]:
        found = seen_by_form(form, mine)
        service.channels.update(note=STREET)
        return found

    monkeypatch.setattr(ServiceForm, "_notes_that_tell_where", then_a_colleague_saves)
    assert change(client_of(cast.lead_editor), service, visibility="secret").status_code == 409
    assert service.locations.get().visibility == Visibility.PLACE_ONLY


def test_what_a_form_does_not_ask_is_not_stored(cast: Cast, client_of: ClientOf, secret: CareService) -> None:
    planted = {"organisation": cast.other_organisation.pk, "status": "withdrawn", "is_staff": "on", "created_by": "1"}
    change(
        client_of(cast.lead_editor), secret, **planted, version="999", short_id="aaaa", last_verified_on="2020-01-01"
    )
    stored = CareService.objects.get(pk=secret.pk)
    assert (stored.organisation, stored.status, stored.short_id) == (secret.organisation, "published", secret.short_id)
    assert (stored.last_verified_on, stored.version) == (None, 1)
