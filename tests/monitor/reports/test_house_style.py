"""The house style: a colour on which white letters can be read, and a logo that holds nothing but what is seen."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pytest_django import DjangoAssertNumQueries

from monitor.models import HouseStyle
from monitor.reporting.style import Style, contrast_with_white, dark_enough, style_of_today
from network.models import Person
from network.pictures import MOST_BYTES, drawn_anew
from network.uploads import UploadRefused
from tests.cast import Cast
from tests.reading import Page

pytestmark = pytest.mark.django_db

URL = "/rapportages/huisstijl/"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 30), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, {"RGBA": (10, 60, 90, 0), "L": 90}.get(mode, "#0a3c5a")).save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it is `side` by `side`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


def send(client: Client, *, logo: bytes | None = None, **changed: object) -> HttpResponse:
    stored = HouseStyle.objects.first()
    values: dict[str, object] = {
        "sender": "Gemeente Proefstad",
        "colour": "#0f3443",
        "logo_text": "",
        "seen_version": stored.version if stored else 0,
    }
    if logo is not None:
        values["logo"] = SimpleUploadedFile("logo.png", logo)
    return client.post(URL, values | changed)


@pytest.fixture
def coordinator(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


# --- what paper gets ------------------------------------------------------------------------------------------------


def test_without_a_house_style_reports_carry_the_portals_own() -> None:
    assert style_of_today() == Style(sender="", colour="#0f3443", logo="", logo_text="")


def test_paper_gets_what_was_set(coordinator: Client) -> None:
    response = send(coordinator, logo=picture(), logo_text="Gemeente Proefstad", colour="7A1F3D")
    assert response.status_code == 302
    style = style_of_today()
    assert (style.sender, style.colour, style.logo_text) == ("Gemeente Proefstad", "#7a1f3d", "Gemeente Proefstad")
    assert style.logo.startswith("data:image/png;base64,")


def test_the_page_shows_the_cover_and_the_logo_that_was_stored(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    send(coordinator, logo=picture(), logo_text="Wapen van Proefstad", colour="#7a1f3d")
    with django_assert_max_num_queries(12):
        page = Page.of(coordinator.get(URL))
    (logo,) = page.all(".cover-example img")
    assert (logo.get("alt"), page.all(".cover-example rect")[0].get("fill")) == ("Wapen van Proefstad", "#7a1f3d")
    answer = coordinator.get(logo.get("src"))
    assert answer["Content-Type"] == "image/png"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer.content == HouseStyle.objects.get().logo


def test_a_logo_stays_when_only_the_colour_changes_and_goes_when_asked(coordinator: Client) -> None:
    send(coordinator, logo=picture(), logo_text="Wapen")
    send(coordinator, logo_text="Wapen", colour="#444444")
    assert style_of_today().logo
    send(coordinator, without_logo="on")
    assert style_of_today() == Style(sender="Gemeente Proefstad", colour="#0f3443")
    assert coordinator.get(reverse("monitor:house-logo")).status_code == 404


def test_a_second_save_never_wipes_out_the_first(coordinator: Client) -> None:
    send(coordinator, sender="Gemeente Tiel")
    response = send(coordinator, sender="Gemeente Nijmegen", seen_version=0)
    assert response.status_code == 409
    assert HouseStyle.objects.get().sender == "Gemeente Tiel"
    page = Page.of(response)
    assert "Iemand anders wijzigde de huisstijl intussen" in page.words
    sent_again = {
        each.get("name"): each.get("value") for each in page.all("input[name=sender], input[name=seen_version]")
    }
    assert sent_again == {"sender": "Gemeente Nijmegen", "seen_version": "1"}


# --- a colour -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48), ("#0f3443", 13.19)]
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#777777", "#00ff00"])
def test_a_darker_proposal_is_dark_enough_and_no_darker_than_needed(colour: str) -> None:
    assert 4.5 <= contrast_with_white(dark_enough(colour)) < 4.8


def test_a_colour_that_is_too_light_is_refused_with_the_measure_and_a_proposal(coordinator: Client) -> None:
    response = send(coordinator, colour="#777777")
    assert response.status_code == 422
    words = Page.of(response).words
    assert "het contrast is 4,4 op 1, en nodig is 4,5 op 1. Neem bijvoorbeeld #76" in words
    assert not HouseStyle.objects.exists()


@pytest.mark.parametrize("colour", ["petrol", "#12345", "red;}", "#gggggg", ""])
def test_what_is_no_colour_is_refused(coordinator: Client, colour: str) -> None:
    assert send(coordinator, colour=colour).status_code == 422


# --- a logo ---------------------------------------------------------------------------------------------------------


def test_a_logo_without_words_is_refused(coordinator: Client) -> None:
    response = send(coordinator, logo=picture())
    assert response.status_code == 422
    assert "Schrijf wat het logo laat zien" in Page.of(response).words


def test_what_is_kept_of_a_picture_is_what_is_seen() -> None:
    secret = "Verborgenstraat 12"
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = secret, {1: "N", 2: (51.0, 50.0, 0.0)}
    hidden = PngInfo()
    hidden.add_text("Author", secret)
    for sent in (picture("JPEG", exif=exif), picture("PNG", pnginfo=hidden) + b"<script>" + secret.encode()):
        assert secret.encode() in sent
        kept = drawn_anew(sent)
        assert secret.encode() not in kept
        drawing = Image.open(io.BytesIO(kept))
        assert (drawing.format, drawing.mode, drawing.size, drawing.info, dict(drawing.getexif())) == (
            "PNG", "RGB", (60, 30), {}, {},
        )  # fmt: skip


def test_what_is_transparent_becomes_white() -> None:
    drawing = Image.open(io.BytesIO(drawn_anew(picture(mode="RGBA"))))
    assert drawing.getpixel((5, 5)) == (255, 255, 255)


def test_a_large_logo_is_drawn_smaller_and_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    drawing = Image.open(io.BytesIO(drawn_anew(picture("JPEG", (1500, 3000), exif=exif))))
    assert drawing.size == (800, 400)


def test_a_restless_picture_stays_within_its_weight() -> None:
    noise = Image.effect_noise((700, 500), 120).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    assert len(drawn_anew(out.getvalue())) <= MOST_BYTES


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "geen PNG of JPEG"),
        (b"<html><body>geen plaatje</body></html>", "geen PNG of JPEG"),
        (b"GIF89a" + bytes(40), "geen PNG of JPEG"),
        (b"%PDF-1.7 ", "geen PNG of JPEG"),
        (b"", "geen PNG of JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "kan het portaal niet lezen"),
        (b"\xff\xd8\xff" + bytes(200), "kan het portaal niet lezen"),
        (bomb(4001), "te groot om te openen"),
        (bomb(30_000), "te groot om te openen"),
        (bytes(MOST_BYTES + 1), "hoogstens 200 kB"),
    ],
    ids=["svg", "html", "gif", "pdf", "empty", "no PNG", "no JPEG", "wide", "bomb", "heavy"],
)  # fmt: skip
def test_a_hostile_picture_is_refused_with_a_reason(content: bytes, says: str) -> None:
    with pytest.raises(UploadRefused, match=says):
        drawn_anew(content)


def test_a_refused_picture_changes_nothing_and_says_why(coordinator: Client) -> None:
    send(coordinator, logo=picture(), logo_text="Wapen")
    before = style_of_today()
    response = send(coordinator, logo=b"<svg onload=alert(1)>", logo_text="Wapen", sender="Iemand anders")
    assert response.status_code == 422
    assert "Dit is geen PNG of JPEG" in Page.of(response).words
    assert style_of_today() == before


def test_a_file_that_is_far_too_large_is_answered_without_being_read(coordinator: Client) -> None:
    response = send(coordinator, logo=bytes(MOST_BYTES + 100_000))
    assert response.status_code == 413
    assert "hoogstens 200 kB" in Page.of(response).words


# --- who ------------------------------------------------------------------------------------------------------------


def test_only_the_coordinator_and_the_administrator_set_the_style(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    members = set(cast.people.values()) - {cast.former_editor}
    allowed = {each for each in members if client_of(each).get(URL).status_code == 200}
    assert allowed == {cast.coordinator, cast.administrator}
    for person in members - allowed:
        client = client_of(person)
        assert {send(client).status_code, client.get(f"{URL}logo/").status_code} == {403}
    assert not HouseStyle.objects.exists()
