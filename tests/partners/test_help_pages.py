"""The pages for whoever needs help, on the demo's own data: somebody may be looking over a shoulder."""

import gzip
import re
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from network.dates import today
from network.demo import load_region_and_people
from partners.demo import load_partners
from partners.models import CareService, HelpLine, Location, ServiceStatus, Visibility
from tests.figures_table import Figure
from tests.plain_dutch import Measure, jargon, jargon_in, texts_of
from tests.reading import Page

TEMPLATES = Path(django_settings.BASE_DIR) / "templates"
BUILD = Path(django_settings.BASE_DIR) / "static" / "build"
BANNED = [
    word
    for word in (Path(__file__).parents[1] / "data" / "banned_words.txt").read_text(encoding="utf-8").splitlines()
    if word and not word.startswith("#")
]
HELP = [
    "/hulp/acuut/", "/hulp/langer-geleden/", "/hulp/naasten/", "/hulp/zelf/", "/hulp/werk/",
]  # fmt: skip
WITH_NUMBERS = ["/", "/hulp/", "/hulp/zoeken/", *HELP]
GONE = "/hulp/aanbod/xxxx/"


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(rows_of_this_module: None) -> None:
    """The partners of the demo region."""
    load_region_and_people()
    load_partners()


@pytest.fixture(scope="module")
def kept() -> dict[str, HttpResponse]:
    """The pages, once they were asked for: the tests only read them."""
    return {}


@pytest.fixture
def public_pages(demo: None, kept: dict[str, HttpResponse]) -> dict[str, HttpResponse]:
    """Every page that a visitor reaches from the front door by following links, signing in left out."""
    visitor = Client()
    ahead = [] if kept else ["/"]
    while ahead:
        path = ahead.pop()
        if path in kept or path.startswith(("/account/", "/static/")):
            continue
        kept[path] = visitor.get(path)
        links = [link.get("href") for link in Page.of(kept[path]).all("a[href]")]
        ahead += [link.partition("#")[0] for link in links if link.startswith("/")]
    return kept


# --- safe to look at ----------------------------------------------------


def test_all_help_is_reached_from_the_front_door(public_pages: dict[str, HttpResponse]) -> None:
    listed = CareService.objects.open_to_the_public().taking_people_in()
    entries = {f"/hulp/aanbod/{service.short_id}/" for service in listed}
    assert len(entries) > 8
    assert public_pages.keys() >= {"/", "/hulp/veilig/", *HELP, *entries}
    assert {path: r.status_code for path, r in public_pages.items() if r.status_code != 200} == {}


def test_no_title_and_no_address_tells_what_it_is_about(public_pages: dict[str, HttpResponse]) -> None:
    assert len(BANNED) >= 55
    for path, response in public_pages.items():
        page = Page.of(response)
        addresses = [element.get("href") or element.get("src") for element in page.all("[href^='/'], [src^='/']")]
        for words in (page.title, path, *addresses):
            assert [word for word in BANNED if word in words.lower()] == [], (path, words)


def test_no_two_pages_share_a_title_and_each_says_whose_it_is(public_pages: dict[str, HttpResponse]) -> None:
    titles = [Page.of(response).title for response in public_pages.values()]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith(" – Hulpwijzer") for title in titles)


def test_nothing_stays_behind_and_nobody_else_is_asked(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        assert not response.cookies, path
        assert response["Cache-Control"] == "no-store", path
        page = Page.of(response)
        loaded = [e.get("src") or e.get("href") for e in page.all("script, img, iframe, link, video, audio")]
        assert [address for address in loaded if urlsplit(address or "").netloc] == [], path
        assert page.all("style, [style], [onclick], script:not([src])") == [], path
        assert b"csrf" not in response.content, path


def test_a_page_elsewhere_is_not_told_where_somebody_came_from(public_pages: dict[str, HttpResponse]) -> None:
    links = [link for response in public_pages.values() for link in Page.of(response).all("a[href^='http']")]
    assert len(links) > 20
    assert {(link.get("rel"), link.get("target")) for link in links} == {("noreferrer noopener", None)}


def test_the_way_out_is_on_every_page(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        page = Page.of(response)
        assert page.texts("a.exit") == ["Verlaat deze site"], path
        first = [(link.get("href"), link.get("data-exit")) for link in page.all("a[href]")[:3]]
        # To the content; a hidden link that leaves; the button. Each leaves without a script too.
        assert first == [("#inhoud", None), (django_settings.EXIT_URL, ""), (django_settings.EXIT_URL, "")], path


def test_safe_browsing_is_one_click_from_every_page(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        assert Page.of(response).all("a[href='/hulp/veilig/']"), path
    words = Page.of(public_pages["/hulp/veilig/"]).words
    for promise in (
        "wist uw geschiedenis niet",
        "privévenster",
        "ander apparaat",
        "Als alles weg is, kan dat opvallen",
        "geen cookies",
        "programma op uw telefoon dat meekijkt",
    ):
        assert promise in words


# --- words ----------------------------------------------------


def test_public_text_is_plain_dutch(public_pages: dict[str, HttpResponse], figure: Figure) -> None:
    measure = Measure()
    for path, response in public_pages.items():
        texts, before = texts_of(Page.of(response)), len(measure.lengths)
        measure.read(texts)
        here = measure.lengths[before:]
        assert sum(here) <= 15 * len(here), path
        assert jargon_in(" ".join(texts)) == [], path
    assert len(jargon()) >= 40
    figure("G-31", "zinnen op openbare bladzijden", len(measure.lengths), goal="≥ 300")
    figure("G-31", "woorden per zin, gemiddeld", measure.average, goal="≤ 15")
    figure("G-31", "woorden in de langste zin", measure.longest, goal="≤ 25")
    figure("G-31", "moeilijke woorden, procent", measure.hard_percentage, goal="≤ 5")
    figure("G-31", "woorden van het vak", sum(len(jargon_in(word)) for word in measure.words), goal="0")


@pytest.mark.control_of("test_public_text_is_plain_dutch")
def test_a_text_that_is_not_plain_would_be_noticed() -> None:
    text = "<p>Cliënten dienen zich middels een verwijzer aan te melden. Dit is goed.</p><h2>Vergoedingsregeling</h2>"
    measure = Measure()
    measure.read(texts_of(Page.of(f"<main>{text}</main>")))
    assert (measure.longest, measure.average) == (9, 6)
    assert measure.too_hard == ["cliënten", "middels", "verwijzer", "vergoedingsregeling"]


def test_nobody_is_called_a_victim_and_everybody_is_u(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        text = " ".join(texts_of(Page.of(response))).lower()
        assert not re.search(r"\b(je|jij|jouw|slachtoffer|slachtoffers|dader|pleger)\b", text), path


# --- numbers first, and never nothing ----------------------------------------------------


@pytest.mark.parametrize("path", WITH_NUMBERS)
def test_112_and_the_centre_stand_above_everything(demo: None, path: str) -> None:
    page = Page.of(Client().get(path))
    calls = [(link.get("href"), " ".join(link.text_content().split())) for link in page.all("main a[href^='tel:']")]
    assert [number for number, _ in calls[:3]] == ["tel:112", "tel:08000188", "tel:08002000"]
    first_link = page.all("main a[href]")[0]
    assert first_link.get("href") == "tel:112"


def test_a_number_changed_in_one_place_changes_everywhere(demo: None) -> None:
    HelpLine.objects.filter(number="0800-0188").update(number="0800-0199")
    for path in WITH_NUMBERS:
        content = Client().get(path).content.decode()
        assert "0800-0199" in content, path
        assert "0800-0188" not in content, path


NUMBER = re.compile(
    r"tel:\+?\d|\b0[89]00[- ]?\d{2,}|\b0\d{1,3}[- ]\d{2,}|\b1(?:12|13)\b|\b116 ?\d{3}\b|\b14 ?0\d{2}|\+31"
)


def hard_coded_in(text: str) -> list[str]:
    readable = re.sub(r"<svg.*?</svg>|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", " ", text, flags=re.DOTALL)
    return NUMBER.findall(readable)


def test_no_template_holds_a_number() -> None:
    """Except the numbers on pages that may have nowhere to ask: those of a fault."""
    templates = {path.name: path.read_text() for path in TEMPLATES.rglob("*.html")}
    assert len(templates) > 40
    assert {name for name, text in templates.items() if hard_coded_in(text)} == {"_emergency_numbers.html"}


@pytest.mark.parametrize(
    "text", ["Bel 112.", '<a href="tel:08000188">', "0800-0188", "088-0000 000", "14 024", "116 006"]
)
def test_the_search_for_numbers_finds_them(text: str) -> None:
    assert hard_coded_in(text)


@pytest.mark.parametrize("name", ["404.html", "500.html", "503.html"])
def test_pages_of_a_fault_have_the_numbers_that_stand_above_everything(demo: None, name: str) -> None:
    page = Page.of(render_to_string(name))
    first = {line.phone.link for line in HelpLine.objects.first_to_call() if line.phone}
    assert {link.get("href") for link in page.all("a[href^='tel:']")} == first


def test_a_secret_place_says_call_first_and_names_no_street(demo: None) -> None:
    secret = Location.objects.get(visibility=Visibility.SECRET).service
    for path in ("/hulp/acuut/", f"/hulp/aanbod/{secret.short_id}/"):
        assert "Het adres is geheim. Bel eerst." in Page.of(Client().get(path)).words


def test_an_old_entry_says_so_to_visitors_too(demo: None) -> None:
    page = Page.of(Client().get("/hulp/langer-geleden/"))
    assert page.texts(".checked-on--old") == ["Niet recent gecontroleerd. Bel eerst of het nog klopt."]


def test_headings_go_down_one_step_at_a_time(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        levels = [int(element.tag[1]) for element in Page.of(response).all("h1, h2, h3, h4")]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path


# --- nothing to fill in, nothing that moves, nothing heavy ----------------------------------------------------


def test_there_is_nowhere_to_write_a_name_a_date_or_a_story(public_pages: dict[str, HttpResponse]) -> None:
    """A search, and what is wrong with an entry: nothing else is asked, and nothing is kept in the browser."""
    fields: dict[str, set[str]] = {}
    for path, response in public_pages.items():
        page = Page.of(response)
        for field in page.all("input:not([type=hidden]), textarea"):
            fields.setdefault("klopt-niet" if path.endswith("/klopt-niet/") else path, set()).add(field.get("name"))
        for form in page.all("form"):
            assert form.get("method") == "post", path
            assert form.get("action", path).startswith("/hulp/"), path
        assert page.all("[type=date], [type=email], [type=tel], [type=file]") == [], path
    assert fields["/hulp/zoeken/"] == {"woord", "leeftijd"}
    assert fields.keys() <= {"/hulp/zoeken/", "klopt-niet"}


def test_nothing_moves_sounds_or_pops_up(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        restless = "audio, video, img, picture, object, embed, iframe, canvas, dialog, marquee, [autofocus], [target]"
        assert Page.of(response).all(restless) == [], path
    style = (BUILD / "public.css").read_text(encoding="utf-8")
    assert not re.search(r"animation(-name)?\s*:\s*(?!none)|@keyframes", style)


def test_the_way_to_leave_is_told_once_before_the_first_page_of_help(public_pages: dict[str, HttpResponse]) -> None:
    for path in ("/", "/hulp/"):
        assert " ".join(Page.of(public_pages[path]).texts("main section")).count("Druk op Verlaat deze site") == 1, path


def test_the_first_page_is_light_enough_for_an_old_telephone(public_pages: dict[str, HttpResponse]) -> None:
    """All that a browser gets for it, as it is sent: 60 kB takes about three seconds on a bad line."""
    shared = [(BUILD / name).read_bytes() for name in ("public.css", "exit.js")]
    for path in WITH_NUMBERS:
        page = Page.of(public_pages[path])
        assert {
            Path(each.get("src") or each.get("href")).name for each in page.all("script, link[rel=stylesheet]")
        } == {
            "public.css",
            "exit.js",
        }
        sizes = [len(gzip.compress(part)) for part in (public_pages[path].content, *shared)]
        assert sum(sizes) <= 60_000, (path, sizes)


def test_paper_tells_its_day_and_to_check_the_number(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        (line,) = Page.of(response).texts(".print-only")
        assert re.fullmatch(r"Afgedrukt op \d+ \w+ \d{4}\. Controleer het nummer voor gebruik\.", line), path


# --- what is not there any more ----------------------------------------------------------------------------------


def test_help_that_is_gone_says_so_and_gives_the_numbers(demo: None) -> None:
    gone = CareService.objects.filter(status=ServiceStatus.PUBLISHED).first()
    assert gone
    day = timedelta(days=1)
    changes = {"status": ServiceStatus.WITHDRAWN, "valid_to": today() - day, "valid_from": today() + day}
    answers = [Client().get(GONE)]
    for name, value in changes.items():
        before = getattr(gone, name)
        CareService.objects.filter(pk=gone.pk).update(**{name: value})
        answers.append(Client().get(f"/hulp/aanbod/{gone.short_id}/"))
        CareService.objects.filter(pk=gone.pk).update(**{name: before})
    for answer in answers:
        assert answer.status_code == 404
        page = Page.of(answer)
        assert page.texts("h1") == ["Dit aanbod staat niet meer op deze site"]
        assert [link.get("href") for link in page.all("a.call")] == ["tel:112", "tel:08000188", "tel:08002000"]
        assert answer.content == answers[0].content  # whether it ever was there is not told


def test_each_entry_asks_whether_it_is_right(public_pages: dict[str, HttpResponse]) -> None:
    for path, response in public_pages.items():
        links = [link.get("href") for link in Page.of(response).all("a[href]")]
        assert "/hulp/klopt-niet/" in links, path
        if re.fullmatch(r"/hulp/aanbod/\w+/", path):
            assert f"{path}klopt-niet/" in links
