"""The page «Geschiedenis»: every change of the portal, for who may read it."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pghistory
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.history import because, by_itself
from network.history_list import Wanted, all_changes, kinds_for
from network.keeping import FOUND, erase_person_from_history, seal_history, verify_history
from network.models import Person
from partners.models import Channel, ChannelKind, HoursKind, Membership, OpeningHours
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    CareServiceFactory,
    OrganisationFactory,
    PersonFactory,
    RealisationFactory,
    RoleGrantFactory,
)

pytestmark = pytest.mark.django_db


def read(client: Client, question: str = "") -> str:
    """The list as somebody reads it."""
    page = client.get(f"/geschiedenis/{question}").content.decode()
    rows = re.findall(r'<ol class="history">(.*?)</ol>', page, re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(rows))))


def test_a_line_says_who_what_when_old_new_and_why(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    with pghistory.context(person=cast.other_editor.pk), because("verhuisd"):
        cast.other_organisation.website = "https://nieuw.example/"
        cast.other_organisation.save()
    text = read(client_of(cast.administrator))
    assert "Noor Bakker veranderde: organisatie «Sterker»" in text
    assert "website van niet ingevuld in https://nieuw.example/" in text
    assert "Reden: verhuisd" in text


def test_a_part_leads_to_the_page_of_its_whole(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    service = CareServiceFactory(name="Hulp na geweld")
    phone = Channel.objects.create(service=service, kind=ChannelKind.PHONE, value="088-0000 000")
    OpeningHours.objects.create(channel=phone, weekday=1, kind=HoursKind.CLOSED)
    phone.value = "088-0000 001"
    phone.save()
    page = client_of(cast.coordinator).get("/geschiedenis/").content.decode()
    assert page.count(f'href="{service.get_absolute_url()}"') >= 4
    text = read(client_of(cast.coordinator))
    assert "telefoon: 088-0000 001, bij Hulp na geweld" in text
    assert "van 088-0000 000 in 088-0000 001" in text


def test_raw_sql_without_a_word_came_in_outside_the_portal(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE partners_organisation SET website = 'https://x.example/' WHERE name = 'Sterker'")
    newest = all_changes(cast.administrator, Wanted()).entries[0].about
    assert (newest.who, newest.field) == ("Buiten het portaal om", "website")


def test_what_is_gone_is_still_told_by_its_name(cast: Cast) -> None:
    membership = Membership.objects.get(person=cast.reader)
    membership.delete()
    OrganisationFactory(name="Weg ermee").delete()
    texts = [(entry.about.kind, entry.thing, entry.url) for entry in all_changes(cast.coordinator, Wanted()).entries]
    assert ("verwijderd", "Weg ermee", "") in texts
    assert any(kind == "verwijderd" and thing.startswith("Lotte Visser bij MEE") for kind, thing, _ in texts)


def test_the_list_is_turned_page_by_page_without_a_gap_or_a_double(cast: Cast) -> None:
    with by_itself():
        for number in range(30):
            Person.objects.filter(pk=cast.reader.pk).update(name=f"Lotte {number}")
            OrganisationFactory()
    everything = all_changes(cast.administrator, Wanted(), size=500)
    assert everything.next_place is None
    pages, after = [], None
    while True:
        page = all_changes(cast.administrator, Wanted(), size=7, after=after)
        pages += page.entries
        if (after := page.next_place) is None:
            break
    assert [(e.about.when, e.thing, e.about.new) for e in pages] == [
        (e.about.when, e.thing, e.about.new) for e in everything.entries
    ]
    assert len(pages) > 60


def test_the_list_is_filtered_by_kind_person_period_and_words(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    with pghistory.context(person=cast.lead_editor.pk, reason="Besluit van de stuurgroep"):
        OrganisationFactory(name="Nieuwkomer")
        PersonFactory(name="Piet Nieuw")
    client = client_of(cast.coordinator)
    assert "Nieuwkomer" in read(client, "?soort=partners.organisation")
    assert "Piet Nieuw" not in read(client, "?soort=partners.organisation")
    by_bas = read(client, f"?persoon={cast.lead_editor.pk}")
    assert "Nieuwkomer" in by_bas
    assert "Sterker" not in by_bas
    assert "Nieuwkomer" in read(client, "?reden=STUURGROEP+besluit")
    assert read(client, "?reden=100%25") == ""
    day = timezone.localdate()
    assert "Nieuwkomer" in read(client, f"?vanaf={day}&tot={day}")
    assert read(client, f"?tot={day - timedelta(days=1)}") == ""
    assert "kunnen we niet lezen" in client.get("/geschiedenis/?vanaf=morgen").content.decode()


@pytest.mark.parametrize(
    "place", ["x", "2026-01-01T00:00:00+00:00~x~y", "2026-13-01~a~1", "~~", "2026-01-01~a~1", "9" * 400]
)
def test_a_place_that_is_none_starts_at_the_top(cast: Cast, client_of: Callable[[Person], Client], place: str) -> None:
    assert "Noor Bakker" in read(client_of(cast.administrator), f"?na={quote(place)}")


def test_who_may_not_read_counts_or_money_elsewhere_does_not_read_them_here(cast: Cast) -> None:
    RealisationFactory(value=3)
    kinds = {label for label, kind in kinds_for(cast.administrator).items()}
    assert not kinds & {
        "actionplan.realisation", "actionplan.budgetline", "monitor.observation", "monitor.reportsection"
    }  # fmt: skip
    agreements = {f"partners.agreement{part}" for part in ("", "document", "party", "version")}
    assert not kinds & {*agreements, "partners.responsibility"}  # whose ground may be one
    for_coordinator = set(kinds_for(cast.coordinator))
    assert {*agreements, "partners.responsibility"} <= for_coordinator
    assert {"actionplan.realisation", "actionplan.budgetline", "monitor.reportsection"} <= for_coordinator
    assert "monitor.observation" not in for_coordinator
    told = all_changes(cast.administrator, Wanted(), size=500).entries
    assert not [entry for entry in told if entry.kind == "tussenstand" or "realisatie" in entry.kind]


def test_the_page_asks_few_questions_however_mixed_the_list_is(
    cast: Cast, client_of: Callable[[Person], Client], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        with pghistory.context(person=cast.coordinator.pk):
            RealisationFactory(value=12)
            service = CareServiceFactory()
            Channel.objects.create(service=service, kind=ChannelKind.PHONE, value="088-0000 000")
            RoleGrantFactory(person=cast.reader, role="steering_member").delete()
            ActionFactory()
    client = client_of(cast.coordinator)
    client.get("/geschiedenis/")
    with django_assert_max_num_queries(12 + 2):  # the savepoint that a request gets in a test, and its end
        client.get("/geschiedenis/")
    with django_assert_max_num_queries(5):
        listed = all_changes(cast.coordinator, Wanted(), size=500)
    assert len({entry.kind for entry in listed.entries}) >= 10
    assert len({entry.url for entry in listed.entries}) >= 10


def test_removals_and_seals_stand_on_the_page(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    leaver = PersonFactory(name="Wilma Weg")
    seal_history()
    erase_person_from_history(leaver, by=cast.administrator)
    caches["shared"].set(FOUND, {"at": timezone.now(), "rows": ["network_personevent, regel 4: veranderd"], "total": 1})
    page = client_of(cast.coordinator).get("/geschiedenis/").content.decode()
    caches["shared"].delete(FOUND)
    assert "1 keer persoon, gegevens van een persoon gewist, door Ineke Postma" in page
    assert "network_personevent, regel 4: veranderd" in page
    assert "Wilma Weg" not in read(client_of(cast.coordinator))


@pytest.mark.full
def test_a_hundred_thousand_changes_are_as_quick_to_read_as_a_few(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    organisation = cast.other_organisation
    with pghistory.context(person=cast.other_editor.pk, reason="druk"), connection.cursor() as cursor:
        for number in range(20):
            cursor.execute("UPDATE partners_organisation SET website = %s WHERE id = %s", [number, organisation.pk])
        Person.objects.bulk_create(Person(name=f"Persoon {n}", email=f"p{n}@veel.example") for n in range(500))
        for _ in range(200):
            cursor.execute("UPDATE network_person SET is_active = NOT is_active WHERE email LIKE '%%@veel.example'")
        cursor.execute("ANALYZE")
    client = client_of(cast.coordinator)
    questions = ["", "?soort=partners.organisation", f"?persoon={cast.other_editor.pk}", "?reden=druk", "?reden=niets"]
    client.get("/geschiedenis/")
    for question in questions:
        started = time.perf_counter()
        assert client.get(f"/geschiedenis/{question}").status_code == 200
        seconds = time.perf_counter() - started
        print(f"/geschiedenis/{question}: {seconds * 1000:.0f} ms")
        assert seconds < 5  # a machine that does other work too
    started = time.perf_counter()
    assert seal_history() > 100_000
    sealed = time.perf_counter()
    assert verify_history() == []
    print(f"verzegelen {sealed - started:.1f} s, controleren {time.perf_counter() - sealed:.1f} s")
