"""The report on paper: valid, whole, and silent about what has to stay hidden."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from pypdf import PdfReader

from actionplan.demo import load_plan
from actionplan.models import Realisation
from monitor.demo import TEXTS, load_figures_and_report
from monitor.models import Report, ReportEdition, SectionKind
from monitor.numbers import EXPLANATION_OF, SYMBOL_OF, ValueStatus
from monitor.reporting.content import Content
from monitor.reporting.live import content_of
from network.demo import load_region_and_people
from network.models import Person
from network.pdf import Paper, make_paper, typeset
from partners.demo import load_partners
from tests.bench.long_report import LONG_WORD, long_content
from tests.cast import Cast
from tests.factories import IndicatorFactory, SeriesBreakFactory
from tests.monitor.figures.releasing import release, years
from tests.monitor.reports.conftest import REFERENCE_DATE, Situation
from tests.reading import Page
from tests.verapdf import validate

pytestmark = pytest.mark.pdf


def paper_of(content: Content) -> Paper:
    return make_paper("pdf/report.html", {"content": content})


def pages_of(content: bytes) -> list[str]:
    """The text layer per page, words separated by one space and hyphenated words put together again."""
    texts = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return [" ".join(re.sub(r"-\n", "", text).split()) for text in texts]


def assert_valid(content: bytes, folder: Path) -> None:
    file = folder / "rapport.pdf"
    file.write_bytes(content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


# --- the example region, as the stuurgroep finds it ---------------------------------------------------------------


@pytest.fixture
def demo(db: None) -> ReportEdition:
    load_region_and_people()
    load_partners()
    load_plan()
    load_figures_and_report()
    return ReportEdition.objects.get()


def test_the_stuurgroep_of_the_example_region_gets_a_valid_pdf_with_the_right_amounts(
    demo: ReportEdition, client_of: Callable[[Person], Client], tmp_path: Path
) -> None:
    client = client_of(Person.objects.get(email="stuurgroep@demo.example"))
    (button,) = Page.of(client.get("/rapportages/")).all("main .utrecht-button--primary-action")

    content = client.get(button.get("href")).content

    pages = pages_of(content)
    whole = " ".join(pages)
    assert "Vastgesteld door de stuurgroep" in pages[0]
    assert "Voortgangs" in pages[0]
    for amount in ("€ 87.128", "€ 47.295", "€ 11.000", "€ 145.423", "€ 119.256", "€ 26.167"):
        assert amount in whole
    assert "Gelderland-Zuid (VT)" in whole
    assert "Bron: CBS, tabel 84850NED." in whole
    assert_valid(content, tmp_path)


def test_lights_are_words_and_the_summary_has_one_page(demo: ReportEdition) -> None:
    pages = pages_of(demo.read())

    (summary,) = [number for number, text in enumerate(pages) if "Samenvatting" in text]
    assert "22 acties: groen 14, oranje 1, rood 0, grijs 6, niet bijgewerkt 1." in pages[summary]
    assert "Mijlpalen" in pages[summary]
    assert "Stand per bouwsteen" in pages[summary + 1]
    assert summary == 1


def test_what_the_example_summary_says_is_what_its_figures_say(demo: ReportEdition) -> None:
    content = Content.thaw(demo.content)
    summary = content.body(SectionKind.SUMMARY)
    (money,) = content.body(SectionKind.FINANCE).sources
    words = TEXTS[SectionKind.SUMMARY]

    counts = {each.word: each.count for each in summary.numbers}
    assert f"{counts['groen']} van de {summary.total} acties" in words
    assert (counts["oranje"], counts["grijs"]) == (1, 6)
    assert f"€ {money.shortfall:,.0f}".replace(",", ".") in words


# --- what stays hidden ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_text_layer_holds_no_small_number_of_persons(report: Report, situation: Situation, cast: Cast) -> None:
    target = situation.on_course.targets.get()
    Realisation.objects.filter(target=target).update(value="7.3")

    content = content_of(report, version="Concept 1", made_on=REFERENCE_DATE)
    whole = " ".join(pages_of(paper_of(content).content))

    assert "Trajecten: erboven" in whole
    assert "7,3" not in whole
    assert "7.3" not in str(content.freeze())


# --- figures on paper ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_breaks_and_each_kind_of_missing_are_printed_beside_the_drawing(report: Report, tmp_path: Path) -> None:
    """M16, M22: the note of a break, and 0 beside five ways of having no figure, in a PDF that everybody can read."""
    indicator = IndicatorFactory(name="Meldingen", is_in_report=True)
    SeriesBreakFactory(indicator=indicator, text="Sindsdien tellen er meer feiten mee.")
    kinds = (
        *(ValueStatus.SUPPRESSED, ValueStatus.NOT_GIVEN, ValueStatus.UNKNOWN),
        *(ValueStatus.NOT_YET, ValueStatus.NOT_APPLICABLE),
    )
    release(indicator, years("country", "Nederland", 40, 0, *kinds, 38, 36, first=2018))

    content = paper_of(content_of(report, version="Concept 1", made_on=REFERENCE_DATE)).content

    whole = " ".join(pages_of(content))
    assert "Sindsdien tellen er meer feiten mee." in whole
    for year, shown in zip(range(2019, 2025), ("0", *(SYMBOL_OF[kind] for kind in kinds)), strict=True):
        assert re.search(rf"\b{year} {re.escape(shown)}(?= )", whole), (year, shown)
    for kind in kinds:
        assert EXPLANATION_OF.get(kind, SYMBOL_OF[kind]) in whole
    assert_valid(content, tmp_path)


FOOT = 785  # points from the top: below it stand network and page number
HEADING = 15  # points: no other line is so tall

HOSTILE = (
    '<link rel=attachment href="file:///etc/hostname"><img src="http://127.0.0.1:8977/meta">',
    '<style>@import "http://127.0.0.1:8977/css";@font-face{font-family:q;src:url(http://127.0.0.1:8977/f)}</style>',
    "</style></title></td></table><script>document.title='x'</script>{{ settings.SECRET_KEY }}",
)


@pytest.mark.django_db
@pytest.mark.parametrize("note", HOSTILE)
def test_a_hostile_note_is_printed_as_what_was_typed(note: str, report: Report, situation: Situation) -> None:
    situation.in_trouble.status_reports.update(cause=note)
    report.sections.update(text=note)
    content = content_of(report, version="Concept 1", made_on=REFERENCE_DATE)

    html = render_to_string("pdf/report.html", {"content": content})
    printed = typeset(html).content

    assert html.count("<link") == 1
    assert "<script" not in html
    assert "<style" not in html
    assert "/EmbeddedFiles" not in (PdfReader(BytesIO(printed)).trailer["/Root"].get("/Names") or {})
    assert note[:20] in " ".join(pages_of(printed))


# --- nothing cut ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def largest() -> Paper:
    """300 actions, an explanation of 900 words, words of 46 letters, 75 posts."""
    return paper_of(long_content(actions=300, words_of_longest_note=900))


@pytest.fixture(scope="module")
def largest_pages(largest: Paper) -> list[str]:
    return pages_of(largest.content)


@pytest.mark.slow
def test_the_largest_report_is_valid_too(largest: Paper, tmp_path: Path) -> None:
    assert largest.missing_characters == ()
    assert 40 < largest.pages < 80
    assert_valid(largest.content, tmp_path)


@pytest.mark.slow
def test_an_explanation_of_900_words_is_printed_to_the_last_word(largest_pages: list[str]) -> None:
    whole = " ".join(largest_pages)

    assert all(f"woord{number}" in whole for number in range(900))


@pytest.mark.slow
def test_the_head_of_the_table_is_printed_on_every_page_of_it(largest_pages: list[str]) -> None:
    first = next(number for number, text in enumerate(largest_pages) if "300 acties." in text)
    after = next(number for number, text in enumerate(largest_pages) if "Successen" in text)

    assert after - first > 15
    assert all("Trekker" in text and "Resultaat" in text for text in largest_pages[first:after])


@pytest.mark.slow
def test_the_summary_keeps_to_one_page_whatever_the_plan_holds(largest_pages: list[str]) -> None:
    assert "Samenvatting" in largest_pages[1]
    assert "En nog 57 acties op rood." in largest_pages[1]
    assert "Komende periode: 75" in largest_pages[1]
    assert "Stand per bouwsteen" in largest_pages[2]


@pytest.mark.slow
def test_no_word_leaves_the_page_and_no_heading_stands_alone_at_its_foot(largest: Paper, tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(largest.content)
    command = ["pdftotext", "-bbox-layout", tmp_path / "rapport.pdf", "-"]
    layout = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    for page in layout.split("<page ")[2:]:  # after the cover
        width = float(re.findall(r'width="([\d.]+)"', page)[0])
        words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page)
        assert all(float(x_min) > 40 and float(x_max) < width - 40 for x_min, _, x_max, _, _ in words)
        bottoms = [float(y_max) for _, _, _, y_max, _ in words if float(y_max) < FOOT]
        headings = [float(y_max) for _, y_min, _, y_max, _ in words if float(y_max) - float(y_min) > HEADING]
        assert not headings or max(headings) < max(bottoms)


def test_the_name_of_a_group_never_stands_alone_at_the_foot_of_a_page() -> None:
    groups = "".join(
        f'<tbody><tr class="group"><th scope="rowgroup">Groep {number}</th></tr>'
        f"<tr><th scope='row'>Regel{'<br>nog een' * (number % 4)}</th></tr></tbody>"
        for number in range(60)
    )
    table = f'<table class="t"><thead><tr><th scope="col">Actie</th></tr></thead>{groups}</table>'
    head = '<head><title>Groepen</title><link rel="stylesheet" href="pdf.css"></head>'
    paper = typeset(f'<!doctype html><html lang="nl">{head}<body><h1>Groepen</h1>{table}</body></html>')

    pages = [page.extract_text().strip().splitlines() for page in PdfReader(BytesIO(paper.content)).pages]

    assert len(pages) > 3
    for lines in pages:
        printed = [line for line in lines if not line.startswith("bladzijde")]
        assert not printed[-1].startswith("Groep")


def test_a_long_word_stays_in_its_column(tmp_path: Path) -> None:
    nine = [f"Kolom {number}" for number in range(9)]
    heads = "".join(f"<th scope=col>{each}</th>" for each in nine)
    cells = "".join(f"<td>{LONG_WORD} {'b' * 70}</td>" for _ in nine)
    body = (
        f'<section class="wide"><h1>Breed</h1><table class="t"><thead><tr>{heads}</tr></thead><tr>{cells}</tr></table>'
    )
    style = '<link rel="stylesheet" href="pdf.css">'
    html = (
        f'<!doctype html><html lang="nl"><head><title>Breed</title>{style}</head><body>{body}</section></body></html>'
    )
    (tmp_path / "breed.pdf").write_bytes(typeset(html).content)
    command = ["pdftotext", "-bbox", tmp_path / "breed.pdf", "-"]

    layout = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    columns = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(\w+)', layout)
    starts = [float(x_min) for x_min, _, word in columns if word == "Kolom"]
    assert len(starts) == 9
    assert re.search(r'<page width="841', layout)
    for x_min, x_max, word in columns:
        if len(word) > 6:
            column = max(start for start in starts if start <= float(x_min) + 1)
            following = min((start for start in starts if start > column), default=841)
            assert float(x_max) <= following
    assert "".join(word for _, _, word in columns).count("b" * 9) >= 9
