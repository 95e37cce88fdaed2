"""An entry comes into the sociale kaart and leaves it: concept, review, published, closed for a while, taken out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from network.dates import today
from network.dutch import long_date
from network.models import Person
from network.overview import todos_of
from partners.completeness import Reachable, missing_for_publishing
from partners.contents import Contents, Town
from partners.models import CareService, ChangeRequest, Phase, RiskyField, ServiceStatus
from partners.opening_hours import UNKNOWN_WEEK, Day, HoursKind, Weekday
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory
from tests.partners.filling_in import as_sent, day
from tests.reading import Page

ClientOf = Callable[[Person], Client]

COMPLETE: dict[str, Any] = {
    "description": "Praten met wie het ook meemaakte.",
    "audiences": ("victim",),
    "phases": ("non_acute",),
    "is_nationwide": True,
    "client_phone": "088-0000 000",
}


def page_of(service: CareService, page: str = "") -> str:
    return f"{service.get_absolute_url()}{page}"


def concept(cast: Cast, **fields: Any) -> CareService:
    """Of the lead partner, with all that is needed."""
    values = {"status": ServiceStatus.DRAFT, "is_nationwide": True, **fields}
    service = CareServiceFactory(name="Lotgenoten", organisation=cast.lead_organisation, **values)
    ChannelFactory(service=service)
    return service


def decide(client: Client, service: CareService, besluit: str, **more: Any) -> HttpResponse:
    return client.post(page_of(service, "publiceren/"), {"besluit": besluit, **more}, follow=True)


# --- the checklist ------------------------------------------------------------------------------------------------


def fields_missing(**changed: Any) -> list[str]:
    contents = Contents(**COMPLETE | changed)
    return [missing.field for missing in missing_for_publishing(contents, Reachable(), (Town(1, "Tiel"),))]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, []),
        ({"description": "  "}, ["description"]),
        ({"audiences": ()}, ["audiences"]),
        ({"phases": ()}, ["phases"]),
        ({"is_nationwide": False}, ["municipalities"]),
        ({"is_nationwide": False, "municipalities": (Town(1, "Tiel"),)}, []),
        ({"client_phone": ""}, ["client_phone"]),
        ({"audiences": ("professional",)}, ["professional_phone"]),
        ({"phases": ("acute",)}, ["openingstijden"]),
        ({"phases": ("acute",), "client_phone": ""}, ["client_phone", "openingstijden"]),
        ({"phases": ("acute",), "week": {**UNKNOWN_WEEK, Weekday.FRIDAY: Day(HoursKind.ALL_DAY)}}, []),
        ({"visibility": "secret"}, []),
        ({"visibility": "secret", "is_nationwide": False}, ["municipalities", "municipalities"]),
        ({"visibility": "secret", "client_phone": "024 123 45 67"}, ["client_phone"]),
        ({"visibility": "public", "client_phone": "024 123 45 67"}, []),
    ],
)
def test_the_checklist_names_exactly_what_is_missing(changed: dict[str, Any], missing: list[str]) -> None:
    assert fields_missing(**changed) == missing


def test_what_is_missing_is_listed_with_a_link_to_each_field(cast: Cast, client_of: ClientOf) -> None:
    service = CareServiceFactory(
        organisation=cast.lead_organisation, status=ServiceStatus.DRAFT, description="", phases=[Phase.ACUTE]
    )
    editor = client_of(cast.lead_editor)
    page = Page.of(editor.get(page_of(service, "publiceren/")))
    links = [link.get("href").partition("#")[2] for link in page.all(".utrecht-alert__content li a")]
    assert links == ["id_description", "id_municipalities", "id_client_phone", "openingstijden"]
    on_the_form = Page.of(editor.get(page_of(service, "wijzigen/")))
    assert all(on_the_form.all(f"#{anchor}") for anchor in links)


def test_an_acute_entry_without_a_number_or_hours_cannot_be_submitted(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, phases=[Phase.ACUTE])
    response = decide(client_of(cast.lead_editor), service, "insturen")
    service.refresh_from_db()
    assert response.status_code == 422
    assert "Bij acute hulp horen openingstijden." in Page.of(response).words
    assert service.status == ServiceStatus.DRAFT


# --- from a name to a page for everybody --------------------------------------------------------------------------


def test_an_editor_adds_an_entry_fills_it_in_and_sends_it_to_the_coordinator(cast: Cast, client_of: ClientOf) -> None:
    editor, coordinator = client_of(cast.lead_editor), client_of(cast.coordinator)
    added = editor.post(
        "/sociale-kaart/toevoegen/",
        {"name": "Nachtlijn", "organisation": cast.lead_organisation.pk, "audiences": ["victim"]},
        follow=True,
    )
    service = CareService.objects.get(name="Nachtlijn")
    typed = {"phases": ["acute"], "is_nationwide": "on", "description": "Bel als u wilt praten."}
    filled_in = as_sent(added, with_field="description") | typed | {"client_phone": "088-0000 000"} | day(0, "all_day")
    saved = editor.post(page_of(service, "wijzigen/"), filled_in, follow=True)
    assert "Nog niet gepubliceerd:" in Page.of(saved).words
    assert not ChangeRequest.objects.exists(), "nobody looks at a concept yet, so nothing of it waits"

    sent = decide(editor, service, "insturen")
    assert "«Nachtlijn» wacht op beoordeling." in Page.of(sent).words
    assert "Nieuw aanbod van MEE Gelderse Poort beoordelen" in [
        todo.title for todo in todos_of(cast.coordinator, today())
    ]

    shown = as_sent(coordinator.get(page_of(service, "publiceren/")), with_field="versie")
    published = decide(coordinator, service, "publiceren", **shown)
    service.refresh_from_db()
    assert "«Nachtlijn» is gepubliceerd." in Page.of(published).words
    assert (service.is_published, service.verified_by) == (True, cast.lead_editor)


def test_what_came_back_tells_its_editor_why(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.REVIEW)
    coordinator = client_of(cast.coordinator)
    without_reason = decide(coordinator, service, "terug")
    assert "Schrijf op wat er nog moet gebeuren." in Page.of(without_reason).words
    decide(coordinator, service, "terug", reason="De leeftijd ontbreekt.")
    service.refresh_from_db()
    assert service.status == ServiceStatus.DRAFT
    assert [todo.why for todo in todos_of(cast.lead_editor, today()) if "Lotgenoten" in todo.title] == [
        "De regiocoördinator stuurde het terug. De leeftijd ontbreekt."
    ]
    assert "De leeftijd ontbreekt." in Page.of(client_of(cast.lead_editor).get(page_of(service, "wijzigen/"))).words


def test_a_second_one_of_the_same_name_is_added_with_a_warning(cast: Cast, client_of: ClientOf) -> None:
    """FC-094"""
    concept(cast)
    warned = {}
    for organisation in (cast.lead_organisation, cast.other_organisation):
        typed = {"name": "lotgenoten", "organisation": organisation.pk, "audiences": ["victim"]}
        added = client_of(cast.coordinator).post("/sociale-kaart/toevoegen/", typed, follow=True)
        warned[organisation.name] = "heeft al aanbod dat «lotgenoten» heet" in Page.of(added).words
    assert warned == {cast.lead_organisation.name: True, cast.other_organisation.name: False}


def test_a_mark_that_another_entry_has_is_drawn_again(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = concept(cast)
    drawn = iter([there.short_id, there.short_id, "vrij"])
    monkeypatch.setattr("partners.models.directory.new_short_id", lambda: next(drawn))
    typed = {"name": "Nachtlijn", "organisation": cast.lead_organisation.pk, "audiences": ["victim"]}
    added = client_of(cast.lead_editor).post("/sociale-kaart/toevoegen/", typed)
    assert added.headers["Location"].startswith("/sociale-kaart/vrij/")
    assert CareService.objects.get(name="Nachtlijn").short_id == "vrij"


def test_concepts_that_were_forgotten_for_a_month_are_asked_about_in_one_line(cast: Cast) -> None:
    concept(cast)
    concept(cast)
    told = {days: [todo.title for todo in todos_of(cast.lead_editor, today() + timedelta(days))] for days in (29, 30)}
    assert told == {29: [], 30: ["2 keer aanbod van u is nog een concept"]}


def test_the_coordinator_publishes_exactly_what_was_shown(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.REVIEW)
    CareService.objects.filter(pk=service.pk).update(description="Intussen anders.", version=service.version + 1)
    response = decide(client_of(cast.coordinator), service, "publiceren", versie=service.version)
    service.refresh_from_db()
    assert "intussen gewijzigd, dus er is nog niets gepubliceerd" in Page.of(response).words
    assert service.status == ServiceStatus.REVIEW


def test_an_editor_publishes_nothing_alone_and_nothing_of_others(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.REVIEW)
    for besluit in ("publiceren", "terug"):
        assert decide(client_of(cast.lead_editor), service, besluit, versie=1).status_code == 403
    of_another = {"name": "Van ons", "organisation": cast.lead_organisation.pk, "audiences": ["victim"]}
    assert client_of(cast.other_editor).post("/sociale-kaart/toevoegen/", of_another).status_code == 422
    assert not CareService.objects.filter(name="Van ons").exists()


# --- closed, open again, and gone ---------------------------------------------------------------------------------


def test_what_is_closed_for_a_while_leaves_the_acute_results_at_once_and_opens_by_itself(
    cast: Cast, client_of: ClientOf
) -> None:
    service = concept(cast, status=ServiceStatus.PUBLISHED, phases=[Phase.ACUTE])
    last_day = today() + timedelta(days=10)
    url = page_of(service, "sluiten/")
    client_of(cast.lead_editor).post(url, {"last_day": last_day.isoformat(), "message": "Bel Slachtofferhulp."})

    acute = CareService.objects.open_to_the_public().in_phases([Phase.ACUTE])
    assert service not in acute.taking_people_in()
    assert service in acute.taking_people_in(last_day + timedelta(days=1))
    page = Client().get(f"/hulp/aanbod/{service.short_id}/")
    assert page.status_code == 200, "its address stays, with an explanation"
    assert "Bel Slachtofferhulp." in Page.of(page).words


def test_a_closing_that_is_planned_is_not_told_as_closed(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.PUBLISHED)
    soon = today() + timedelta(days=5)
    response = client_of(cast.lead_editor).post(
        page_of(service, "sluiten/"), {"first_day": soon.isoformat(), "message": ""}, follow=True
    )
    page = Page.of(response)
    assert f"is vanaf {long_date(soon)} tijdelijk gesloten" in page.words
    assert "gepubliceerd" in page.texts(".page-title")[0]


def test_the_message_follows_the_day_on_which_it_opens_again(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.PUBLISHED)
    editor, url = client_of(cast.lead_editor), page_of(service, "sluiten/")
    for days in (10, 20):
        last_day = today() + timedelta(days=days)
        editor.post(url, {"last_day": last_day.isoformat(), "message": "Wij zijn er even niet."})
        service.refresh_from_db()
        assert (service.closed_until, service.alert_until) == (last_day, last_day)
    editor.post(page_of(service, "heropenen/"))
    service.refresh_from_db()
    assert (service.status, service.closed_until, service.alert) == (ServiceStatus.PUBLISHED, None, "")


def test_who_takes_an_entry_out_confirms_it_and_nothing_of_it_waits_any_longer(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.PUBLISHED)
    waiting = ChangeRequest.objects.create(
        service=service, field=RiskyField.VISIBILITY, new_value="public", details={"street": "Kanariestraat 7"}
    )
    editor = client_of(cast.lead_editor)
    assert "Niemand vindt het aanbod daarna nog." in Page.of(editor.get(page_of(service, "uit-de-kaart/"))).words
    service.refresh_from_db()
    assert service.is_published, "looking changes nothing"

    editor.post(page_of(service, "uit-de-kaart/"))
    service.refresh_from_db()
    waiting.refresh_from_db()
    assert service.status == ServiceStatus.WITHDRAWN
    assert (waiting.is_waiting, waiting.details) == (False, {})
    editor.post(page_of(service, "heropenen/"))
    service.refresh_from_db()
    assert service.status == ServiceStatus.DRAFT


def test_another_organisation_moves_nothing(cast: Cast, client_of: ClientOf) -> None:
    service = concept(cast, status=ServiceStatus.PUBLISHED)
    for page in ("publiceren/", "sluiten/", "heropenen/", "uit-de-kaart/"):
        assert client_of(cast.other_editor).post(page_of(service, page)).status_code == 403
    service.refresh_from_db()
    assert service.status == ServiceStatus.PUBLISHED
