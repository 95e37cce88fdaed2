"""Monitoring sees how the portal is doing, with a token, and nobody's data."""

from collections.abc import Callable

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from network import mail
from network.metrics import people_in_the_network
from network.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db

TOKEN = "een-lang-geheim-van-de-bewaking"


def figures(client: Client, authorization: str) -> dict[tuple[str, str], float]:
    """Name and label of every figure → its value."""
    text = client.get("/metrieken/", headers={"authorization": authorization}).content.decode()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, ",".join(sample.labels.values())): sample.value for sample in samples}


def test_monitoring_reads_jobs_mails_people_and_the_version(settings: Settings, cast: Cast) -> None:
    settings.METRICS_TOKEN = TOKEN
    before = figures(Client(), f"Bearer {TOKEN}")
    mail.send_soon(cast.reader, next(iter(mail.KINDS)))

    now = figures(Client(), f"Bearer {TOKEN}")

    assert now["portal_version", "0.1.0"] == 1
    assert now["portal_mails", "waiting"] == before["portal_mails", "waiting"] + 1
    assert now["portal_jobs", "failed"] == ProcrastinateJob.objects.filter(status="failed").count()
    assert now["process_resident_memory_bytes", ""] > 0


def test_whoever_left_is_not_counted_among_the_people(settings: Settings, cast: Cast) -> None:
    belong = [person for person in Person.objects.all() if person.is_in_the_network and person.is_active]

    assert 0 < people_in_the_network() == len(belong) < Person.objects.count()


@pytest.mark.parametrize("authorization", ["", TOKEN, "Bearer fout", f"Bearer {TOKEN}é", f"Basic {TOKEN}", "Bearer "])
def test_without_the_token_the_page_is_not_there(
    authorization: str, settings: Settings, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    settings.METRICS_TOKEN = TOKEN

    for client in (Client(), client_of(cast.administrator)):
        wrong = authorization if authorization != TOKEN else TOKEN[:-1]
        assert client.get("/metrieken/", headers={"authorization": wrong}).status_code == 404


def test_without_a_token_in_the_settings_an_empty_one_opens_nothing(settings: Settings) -> None:
    settings.METRICS_TOKEN = ""

    assert Client().get("/metrieken/", headers={"authorization": "Bearer "}).status_code == 404


def test_the_metrics_hold_no_name_and_no_address(settings: Settings, cast: Cast) -> None:
    settings.METRICS_TOKEN = TOKEN
    text = Client().get("/metrieken/", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()

    for person in cast.people.values():
        assert person.email not in text
        assert person.name not in text
