"""/monitor/grenzen/: the data steward looks at a file with borders first, and then saves it."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from monitor.boundaries import MOST_BYTES
from monitor.models import Boundaries
from network.models import Region
from tests.cast import Cast
from tests.monitor.maps.conftest import ClientOf
from tests.monitor.maps.released import release
from tests.monitor.maps.test_boundaries import feature, geojson
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(cast: Cast, client_of: ClientOf, region: Region) -> Client:
    return client_of(cast.data_steward)


def bring(client: Client, content: bytes, **changes: Any) -> HttpResponse:
    typed = {"valid_from": "1-1-2023", "attribution": "CBS en Kadaster, 2023"} | changes
    file = SimpleUploadedFile("grenzen.json", content)
    response: HttpResponse = client.post(reverse("monitor:boundaries"), {"file": file, **typed})
    return response


def mark_on(client: Client) -> str:
    page = Page.of(client.get(reverse("monitor:boundaries")))
    return str(page.one("input[name=seen]").get("value"))


def test_the_preview_says_what_is_in_the_file_and_which_of_ours_are_missing(steward: Client) -> None:
    response = bring(steward, geojson(feature(), feature("GM0281"), feature("GM9998")))
    page = Page.of(steward.get(response["Location"]))

    assert response.status_code == 302
    assert "Niet erbij: Berg en Dal, Druten, Heumen, Maasdriel." in page.words
    assert "1 januari 2023" in page.words
    assert "GM9998" in page.words
    assert not Boundaries.objects.exists()


def test_what_was_looked_at_is_saved_and_of_the_same_day_replaced(steward: Client) -> None:
    for content in (geojson(feature()), geojson(feature(), feature("GM0281"))):
        bring(steward, content)
        saved = steward.post(reverse("monitor:boundaries-save"), {"seen": mark_on(steward)})
        assert saved.status_code == 302

    held = Boundaries.objects.get()
    assert (held.valid_from, held.attribution) == (date(2023, 1, 1), "CBS en Kadaster, 2023")
    assert set(held.shapes) == {"GM0268", "GM0281"}


def test_another_file_than_was_looked_at_is_not_saved(steward: Client) -> None:
    bring(steward, geojson(feature()))
    seen = mark_on(steward)
    bring(steward, geojson(feature("GM0281")))

    response = steward.post(reverse("monitor:boundaries-save"), {"seen": seen})

    assert response.status_code == 409
    assert not Boundaries.objects.exists()


def test_a_file_that_was_cancelled_is_forgotten(steward: Client) -> None:
    bring(steward, geojson(feature()))
    seen = mark_on(steward)
    steward.post(reverse("monitor:boundaries-cancel"))

    assert steward.post(reverse("monitor:boundaries-save"), {"seen": seen}).status_code == 422
    assert not Boundaries.objects.exists()


@pytest.mark.parametrize(
    ("content", "changes", "words"),
    [
        (b"{}", {}, "Dit is geen kaart die wij kennen."),
        (geojson(feature(), feature()), {}, "GM0268 staat er twee keer in."),
        (geojson(feature("GM0457")), {}, "Op 1 januari 2023 bestond niet: Weesp"),
        (geojson(feature()), {"valid_from": "1-1-2009"}, "Vul een dag in van 2010"),
        (geojson(feature()), {"attribution": ""}, "Bronvermelding"),
    ],
)
def test_nonsense_is_refused_with_words(steward: Client, content: bytes, changes: dict[str, str], words: str) -> None:
    response = bring(steward, content, **changes)

    assert response.status_code == 422
    assert words in Page.of(response).words


def test_a_body_above_the_limit_is_answered_without_being_read(steward: Client) -> None:
    response = steward.post(
        reverse("monitor:boundaries"), data=b"", content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": str(MOST_BYTES * 3)},
    )  # fmt: skip

    assert response.status_code == 413


def test_somebody_else_does_not_load_borders(cast: Cast, client_of: ClientOf, region: Region) -> None:
    assert bring(client_of(cast.coordinator), geojson(feature())).status_code == 403


def test_a_file_waits_for_who_brought_it_only(steward: Client, cast: Cast, client_of: ClientOf) -> None:
    bring(steward, geojson(feature()))

    page = Page.of(client_of(cast.administrator).get(reverse("monitor:boundaries")))

    assert not page.all("input[name=seen]")


def test_the_map_shows_the_way_to_who_may_load_borders_only(
    steward: Client, cast: Cast, client_of: ClientOf, region: Region
) -> None:
    release({(cast.tiel, "2025"): 5})
    way = reverse("monitor:boundaries")

    pages = [client.get(reverse("monitor:municipality-list")) for client in (steward, client_of(cast.reader))]

    assert [bool(Page.of(page).all(f'main a[href="{way}"]')) for page in pages] == [True, False]
