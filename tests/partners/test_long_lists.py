"""A long list is looked at and saved in the background: whoever brought it in may leave, and nothing is half saved."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.dates import today
from network.dutch import clock
from network.history import history_of
from network.imports import flows, jobs
from network.imports.overview import lists_to_go_on_with
from network.imports.previews import MOST_SHOWN, Preview
from network.models import ImportState, Person, Role, WaitingImport
from network.models import imports as lists
from partners.models import Organisation
from partners.organisation_resource import OrganisationResource
from tests.cast import Cast
from tests.factories import OrganisationFactory, RoleGrantFactory
from tests.partners.bringing_in_lists import as_list, confirm, look_of, look_url, send, waiting_of
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
TWO = as_list("GGD Voorbeeld;GGD;zorg;12345678;;;;Tiel", "Stichting Samen;wijkteam;sociaal;;;;;")


@pytest.fixture(autouse=True)
def two_rows_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "ROWS_AT_ONCE", 1)


def queued() -> list[dict[str, int]]:
    """What the worker is asked for, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'network.work_at_list' ORDER BY id")
        return [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]


def work() -> None:
    """Do what was asked last."""
    jobs.work_at_list(**queued()[-1])


def looked_at(client: Client, content: bytes = TWO) -> None:
    send(client, content)
    work()


def todos(person: Person) -> list[str]:
    return [todo.title for todo in lists_to_go_on_with(person, today())]


def test_a_long_list_is_looked_at_in_the_background(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO)
    url = look_url(cast.coordinator)
    with CaptureQueriesContext(connection) as asked:
        busy = client.get(url).content.decode()
    assert not any('"network_waitingimport"."content"' in each["sql"] for each in asked)  # every two seconds
    assert "De lijst wordt bekeken" in busy
    assert "<progress" in busy
    assert '<noscript><meta http-equiv="refresh"' in busy
    assert todos(cast.coordinator) == []
    work()
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card .figure") == ["2", "0", "0", "0"]
    assert "Werkgebied: Tiel" in page.words
    assert todos(cast.coordinator) == ["De lijst lijst.csv is bekeken"]
    assert client.get(look_url(cast.coordinator), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_looking_again_at_the_page_does_not_do_the_work_again(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cast.coordinator)
    looked_at(client)
    monkeypatch.delattr(flows, "look_at")
    assert client.get(look_url(cast.coordinator)).status_code == 200


def test_it_is_saved_in_the_background_and_a_second_click_changes_nothing(cast: Cast, client_of: ClientOf) -> None:
    before = Organisation.objects.count()
    client = client_of(cast.coordinator)
    looked_at(client)
    seen = Page.of(client.get(look_url(cast.coordinator))).one('input[name="gezien"]').get("value")
    for _ in range(2):
        assert client.post(look_url(cast.coordinator), {"gezien": seen}).status_code == 302
    assert len(queued()) == 2  # looking, and saving once
    assert Organisation.objects.count() == before
    assert "De lijst wordt opgeslagen" in Page.of(client.get(look_url(cast.coordinator))).words
    work()
    work()
    waiting = waiting_of(cast.coordinator)
    assert Organisation.objects.count() == before + 2
    assert (waiting.state, bytes(waiting.content), waiting.preview) == (ImportState.LOADED, b"", {})
    [change] = history_of(Organisation.objects.get(kvk_number="12345678"))
    assert (change.who, change.reason) == ("Marijke de Wit", "ingelezen uit lijst.csv")
    assert todos(cast.coordinator) == ["De lijst lijst.csv is opgeslagen"]
    client.post(look_url(cast.coordinator), {"melding": "1"})
    assert todos(cast.coordinator) == []
    assert Organisation.objects.count() == before + 2


def test_work_that_breaks_off_half_way_writes_nothing_and_says_so(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Organisation.objects.count()
    client = client_of(cast.coordinator)
    looked_at(client)
    confirm(client, cast.coordinator)
    with monkeypatch.context() as broken:
        broken.setattr(OrganisationResource, "write_served", lambda resource: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            work()
    assert Organisation.objects.count() == before
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert "Door een fout in het portaal is er niets opgeslagen." in page.words
    assert todos(cast.coordinator) == ["De lijst lijst.csv is niet opgeslagen"]
    client.post(look_url(cast.coordinator), {"opnieuw": "1"})
    work()
    confirm(client, cast.coordinator)
    work()
    assert Organisation.objects.count() == before + 2


def test_when_the_worker_was_killed_the_page_says_so_and_it_can_be_started_again(
    cast: Cast, client_of: ClientOf
) -> None:
    before = Organisation.objects.count()
    client = client_of(cast.coordinator)
    looked_at(client)
    confirm(client, cast.coordinator)
    client.post(look_url(cast.coordinator), {"opnieuw": "1"})
    client.post(look_url(cast.coordinator), {"weg": "1"})
    assert len(queued()) == 2  # it is at work, so neither did anything
    long_ago = timezone.now() - timedelta(minutes=11)
    WaitingImport.objects.update(busy_since=long_ago)
    words = Page.of(client.get(look_url(cast.coordinator))).words
    assert "Dit duurt langer dan het hoort" in words
    assert f"Begonnen om {clock(timezone.localtime(long_ago))}" in words
    assert todos(cast.coordinator) == ["De lijst lijst.csv is blijven hangen"]
    client.post(look_url(cast.coordinator), {"opnieuw": "1"})
    _, killed, anew = queued()
    jobs.work_at_list(**killed)
    assert Organisation.objects.count() == before
    jobs.work_at_list(**anew)
    assert Organisation.objects.count() == before + 2


def test_when_the_register_changed_meanwhile_it_is_looked_at_again(cast: Cast, client_of: ClientOf) -> None:
    ggd = OrganisationFactory(name="GGD", kvk_number="12345678")
    client = client_of(cast.coordinator)
    looked_at(client, as_list("GGD Nieuw;;;12345678;;;;", "Samen;wijkteam;sociaal;;;;;"))
    confirm(client, cast.coordinator)
    Organisation.objects.filter(pk=ggd.pk).update(name="GGD Nieuw")
    work()
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert "Intussen is er iets veranderd" in page.words
    assert page.texts(".tiles .card .figure") == ["1", "0", "1", "0"]
    assert not Organisation.objects.filter(name="Samen").exists()


def test_choosing_for_a_duplicate_has_the_list_looked_at_again(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    looked_at(client, as_list("Sterker;wijkteam;sociaal;;;;;", "Samen;wijkteam;sociaal;;;;;"))
    assert "nog 1 te gaan" in Page.of(client.get(look_url(cast.coordinator))).words
    client.post(look_url(cast.coordinator), {"dubbel": "zelfde"})
    work()
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card .figure") == ["1", "1", "0", "0"]


def test_nobody_else_sees_it_starts_it_or_is_told(cast: Cast, client_of: ClientOf) -> None:
    looked_at(client_of(cast.coordinator))
    colleague = RoleGrantFactory(role=Role.COORDINATOR).person
    for data in ({"opnieuw": "1"}, {"gezien": "x"}, {"weg": "1"}):
        assert client_of(colleague).post(look_url(cast.coordinator), data).status_code == 404
    assert todos(colleague) == []


def test_who_may_no_longer_bring_lists_in_when_it_is_saved_saves_nothing(cast: Cast, client_of: ClientOf) -> None:
    before = Organisation.objects.count()
    client = client_of(cast.coordinator)
    looked_at(client)
    confirm(client, cast.coordinator)
    cast.coordinator.role_grants.update(ended_at=timezone.now())
    work()
    waiting = waiting_of(cast.coordinator)
    assert (waiting.state, waiting.problem) == (ImportState.REFUSED, flows.MAY_NOT)
    assert Organisation.objects.count() == before


def test_of_a_long_list_the_first_rows_and_all_totals_are_kept(cast: Cast) -> None:
    lines = [f"Huis {n};vrouwenopvang;sociaal;{10000000 + n};;;;" for n in range(MOST_SHOWN + 5)]
    look = look_of(as_list(*lines, "Sterker;wijkteam;sociaal;;;;;", "Fout;kapper;zorg;;;;;"))
    kept = Preview.from_json(json.loads(json.dumps(Preview.of(look).as_json())))
    assert (kept.number_of_rows, kept.counts, kept.rejected_rows) == (207, {"new": 205, "undecided": 1}, 1)
    assert (len(kept.rows), kept.fingerprint) == (MOST_SHOWN, look.fingerprint)
    assert kept.undecided == {"207": f"zelfde-{cast.other_organisation.pk}"}
