"""The report on paper: valid, whole, and silent about what has to stay hidden."""

import re
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import override_settings
from PIL import Image
from pypdf import PdfReader

from actionplan.models import Realisation
from monitor.models import EditionStage, Report, ReportKind
from monitor.numbers import EXPLANATION_OF, SYMBOL_OF, ValueStatus
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from monitor.reporting.kinds import KINDS
from monitor.reporting.live import content_of
from monitor.reporting.paper import style_sheet_of
from monitor.reporting.public import public_content
from monitor.reporting.sections import DecisionLine, DecisionName, Decisions
from monitor.reporting.style import Style
from network.pdf import Paper, html_of, make_paper, typeset
from tests.bench.long_report import LONG_WORD, long_content
from tests.cast import Cast
from tests.factories import IndicatorFactory, SeriesBreakFactory
from tests.figures_table import Figure
from tests.monitor.figures.releasing import release, years
from tests.monitor.reports.conftest import REFERENCE_DATE, Situation
from tests.monitor.reports.figures_of import figures_in_csv
from tests.paper_tags import tags_of
from tests.verapdf import validate

pytestmark = pytest.mark.pdf

WITH_CONTENTS = [kind for kind in ReportKind if not KINDS[kind].is_brief]


def paper_of(content: Content, style: Style = Style()) -> Paper:  # noqa: B008
    context = {"content": content, "style": style}
    return make_paper("pdf/report.html", context, style_sheet=style_sheet_of(style))


def pages_of(content: bytes) -> list[str]:
    """The text layer per page, words separated by one space and hyphenated words put together again."""
    texts = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return [" ".join(re.sub(r"-\n", "", text).split()) for text in texts]


def assert_valid(content: bytes, folder: Path) -> None:
    file = folder / "rapport.pdf"
    file.write_bytes(content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


# --- what stays hidden ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_text_layer_holds_no_small_number_of_persons(report: Report, situation: Situation, cast: Cast) -> None:
    target = situation.on_course.targets.get()
    Realisation.objects.filter(target=target).update(value="7.3")

    content = content_of(report, version="Concept 1", made_on=REFERENCE_DATE)
    printed = paper_of(content).content
    whole = " ".join(pages_of(printed))

    assert "Trajecten: erboven" in whole
    assert "7,3" not in whole
    assert not [text for text in texts_beside_the_pages(printed) if re.search(r"7[,.]3(?!\d)", text)]
    assert "7.3" not in str(content.freeze())


# --- figures on paper ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_breaks_and_each_kind_of_missing_are_printed_beside_the_drawing(report: Report) -> None:
    """M16, M22: the note of a break, and 0 beside five ways of having no figure."""
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


def texts_beside_the_pages(content: bytes) -> Iterator[str]:
    """What is heard and not seen: descriptions, bookmarks, the title and the like, and the metadata."""
    reader = PdfReader(BytesIO(content))
    for number in range(1, reader.trailer["/Size"]):
        found = reader.get_object(number)
        if isinstance(found, dict):
            yield from (value for key, value in found.items() if isinstance(value, str) and key not in {"/ID", "/Lang"})
    yield reader.trailer["/Root"]["/Metadata"].get_data().decode()


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


# --- every kind, every stage: nothing cut, and readable for all and for ever ---------------------------------------


def logo() -> str:
    drawn = BytesIO()
    Image.new("RGBA", (90, 30), (150, 20, 40, 120)).save(drawn, "PNG")
    return f"data:image/png;base64,{b64encode(drawn.getvalue()).decode()}"


TIEL = Style(sender="Gemeente Tiel", colour="#7a1f3d", logo=logo(), logo_text="Wapen van Tiel")
ADOPTED_ON = date(2026, 10, 8)


@cache
def hard_content(kind: ReportKind) -> Content:
    """Explanations of 900 words, words of 46 letters, nine columns, and a list of 300 decisions."""
    content = long_content(kind=kind, actions=20, words_of_longest_note=900)
    decision = DecisionName("2026-001", "Besluit", "Stuurgroep", date(2026, 4, 2))
    lines = tuple(DecisionLine(n, replace(decision, number=f"2026-{n:03}"), "") for n in range(300))
    return Content(
        content.cover,
        tuple(replace(each, body=Decisions(lines)) if each.kind == "decisions" else each for each in content.sections),
    )


@cache
def content_at(stage: EditionStage) -> Content:
    """A small report at this stage; the public one is made of an adopted one."""
    adopted_on = ADOPTED_ON if stage in {EditionStage.ADOPTED, EditionStage.PUBLIC} else None
    kind = ReportKind.PROGRESS if stage == EditionStage.PUBLIC else ReportKind.PICTURE
    content = long_content(
        kind=kind, actions=4, stage=stage.value, adopted_on=adopted_on, meeting="Stuurgroep van 8 oktober 2026"
    )
    return public_content(content, KINDS[kind].internal) if stage == EditionStage.PUBLIC else content


@pytest.fixture(scope="module")
def papers() -> dict[str, Paper]:
    """Each kind at its hardest in the portal's own style, and each stage in that of a sender."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        kinds = {kind.value: paper_of(hard_content(kind)) for kind in ReportKind}
        return kinds | {stage.value: paper_of(content_at(stage), TIEL) for stage in EditionStage}


@pytest.fixture(scope="module")
def texts(papers: dict[str, Paper]) -> dict[str, list[str]]:
    return {name: pages_of(paper.content) for name, paper in papers.items()}


@pytest.mark.slow
def test_every_kind_of_report_in_every_stage_is_pdf_ua_and_pdf_a_at_once(
    papers: dict[str, Paper], tmp_path: Path, figure: Figure
) -> None:
    files = [tmp_path / f"{name}.pdf" for name in papers]
    for file in files:
        file.write_bytes(papers[file.stem].content)

    verdicts = validate(files)

    assert [(each.file.stem, each.flavour, each.failures) for each in verdicts if each.failures] == []
    assert {(each.file.stem, each.flavour) for each in verdicts} == {
        (name, f) for name in papers for f in ("ua1", "2a")
    }
    assert not [name for name, paper in papers.items() if paper.missing_characters]
    wrong = sum(len(each.failures) for each in verdicts)
    pages = sorted(paper.pages for paper in papers.values())
    figure("G-28", "soorten en standen van rapporten × PDF/UA-1 en PDF/A-2a", len(verdicts), goal="≥ 16")
    figure("G-28", f"fouten volgens veraPDF, van {pages[0]} tot {pages[-1]} bladzijden", wrong, goal="0")


@pytest.mark.control_of(
    "test_every_kind_of_report_in_every_stage_is_pdf_ua_and_pdf_a_at_once",
    "test_three_kinds_of_report_of_a_hundred_pages_are_valid_too",
)
def test_a_report_without_its_language_is_refused(tmp_path: Path) -> None:
    html = html_of("pdf/report.html", {"content": content_at(EditionStage.DRAFT), "style": Style()})
    file = tmp_path / "zonder-taal.pdf"
    file.write_bytes(typeset(html.replace('lang="nl"', "")).content)
    assert [each.flavour for each in validate([file]) if each.failures]


@pytest.mark.full
@pytest.mark.parametrize("kind", [ReportKind.PROGRESS, ReportKind.EVALUATION, ReportKind.PICTURE])
def test_three_kinds_of_report_of_a_hundred_pages_are_valid_too(
    kind: ReportKind, tmp_path: Path, figure: Figure
) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        paper = paper_of(long_content(kind=kind, actions=400, words_of_longest_note=20_000))
    assert_valid(paper.content, tmp_path)
    figure("G-28", f"bladzijden, {kind.label}", paper.pages, goal="≥ 100")


@pytest.mark.slow
def test_an_explanation_of_900_words_and_a_list_of_300_rows_are_printed_to_the_last_word(
    texts: dict[str, list[str]],
) -> None:
    for kind in (ReportKind.PROGRESS, ReportKind.EVALUATION):
        whole = " ".join(texts[kind])
        assert not [n for n in range(900) if f"woord{n} " not in whole], kind
        assert not [n for n in range(300) if f"2026-{n:03} " not in whole], kind
        assert LONG_WORD in whole


@pytest.mark.slow
def test_the_head_of_a_table_is_printed_on_every_page_of_it(texts: dict[str, list[str]]) -> None:
    pages = [
        text for text in texts[ReportKind.PROGRESS] if len(re.findall(r"2026-\d\d\d 2 apr 2026 Stuurgroep", text)) > 5
    ]

    assert len(pages) >= 8
    assert all("Nummer Datum Genomen door Besluit" in text for text in pages)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ReportKind)
def test_no_heading_and_no_caption_stands_alone_at_the_foot_of_a_page(
    kind: ReportKind, papers: dict[str, Paper], tmp_path: Path
) -> None:
    (tmp_path / "rapport.pdf").write_bytes(papers[kind].content)
    command = ["pdftotext", "-layout", tmp_path / "rapport.pdf", "-"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    document = html_of("pdf/report.html", {"content": hard_content(kind), "style": Style()})
    titles = re.findall(
        r"<(?:h[234]|caption|thead|tr class=\"group)[^>]*>(.*?)</(?:h[234]|caption|thead|tr)>", document
    )
    headings = {" ".join(re.sub(r"<[^>]*>", " ", title).split()) for title in titles}

    for page in printed.split("\f")[0 if KINDS[kind].is_brief else 2 : -1]:  # after the cover and the contents
        *_, last, foot = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        assert "bladzijde" in foot
        assert last not in headings


@pytest.mark.slow
@pytest.mark.parametrize("kind", ReportKind)
def test_no_word_leaves_the_page(kind: ReportKind, papers: dict[str, Paper], tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(papers[kind].content)
    command = ["pdftotext", "-bbox", tmp_path / "rapport.pdf", "-"]
    layout = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    for page in layout.split("<page ")[1 if KINDS[kind].is_brief else 2 :]:  # after the cover
        width = float(re.findall(r'width="([\d.]+)"', page)[0])
        words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', page)
        assert words
        assert all(float(x_min) > 38 and float(x_max) < width - 38 for x_min, x_max in words)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ReportKind.PROGRESS, ReportKind.EVALUATION])
def test_the_summary_keeps_to_one_page_whatever_the_plan_holds(kind: ReportKind, texts: dict[str, list[str]]) -> None:
    second = hard_content(kind).sections[1].title

    assert [number for number, text in enumerate(texts[kind]) if "Komende periode:" in text][:1] == [2]
    assert "Samenvatting" in texts[kind][2]
    assert second in texts[kind][3]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ReportKind)
def test_every_figure_of_the_file_for_spreadsheets_is_in_the_text_of_the_pages(
    kind: ReportKind, texts: dict[str, list[str]]
) -> None:
    """Compared without spaces and hyphens, which paper puts where a line ends."""

    def squeezed(text: str) -> str:
        return re.sub(r"[\s-]", "", text).lower()

    whole = squeezed(" ".join(texts[kind]))
    figures = figures_in_csv(csv_of(hard_content(kind)))
    told = [figure for figure in figures if re.search(r"\d", figure[3]) and len(figure[3]) < 300]

    assert len(told) > 20
    assert [figure for figure in told if squeezed(figure[3]) not in whole] == []


@pytest.mark.slow
def test_the_contents_lead_to_each_chapter_and_name_its_page(
    papers: dict[str, Paper], texts: dict[str, list[str]]
) -> None:
    for kind in WITH_CONTENTS:
        reader = PdfReader(BytesIO(papers[kind].content))
        sections = hard_content(kind).sections
        annotations = [each.get_object() for each in reader.pages[1]["/Annots"]]
        links = {link["/Dest"]: link for link in annotations}  # the number is a link of its own
        destinations = reader.named_destinations

        assert len(links) == len(sections), kind
        numbers, titles = texts[kind][1].split("Inhoud", 1)  # a file holds what floats at the right first
        for section, number, (name, link) in zip(sections, map(int, numbers.split()), links.items(), strict=True):
            assert section.title in titles
            assert section.title in texts[kind][number - 1]
            assert reader.get_destination_page_number(destinations[name]) == number - 1
            assert link["/Contents"] == section.title


@pytest.mark.slow
def test_the_contents_are_tagged_as_what_they_are(papers: dict[str, Paper]) -> None:
    tags = tags_of(papers[ReportKind.EVALUATION].content)

    assert tags.count("/TOC") == 1
    assert tags.count("/TOCI") == tags.count("/Reference") == len(hard_content(ReportKind.EVALUATION).sections)


@pytest.mark.slow
def test_a_brief_report_begins_on_its_first_page(papers: dict[str, Paper], texts: dict[str, list[str]]) -> None:
    for kind in set(ReportKind) - set(WITH_CONTENTS):
        first = texts[kind][0]
        assert "Peildatum 10 juli 2026" in first
        assert "Concept, niet vastgesteld" in first
        assert hard_content(kind).sections[0].title in first
        assert "/TOC" not in tags_of(papers[kind].content)


@pytest.mark.slow
def test_the_front_says_whose_it_is_for_whom_and_how_far(papers: dict[str, Paper], texts: dict[str, list[str]]) -> None:
    fronts = {stage: texts[stage][0] for stage in EditionStage}
    draft = fronts[EditionStage.DRAFT]

    for words in ("Gemeente Tiel", "Netwerk Gelderland-Zuid", "Regiobeeld 2026-1", "Tiel", "Regiocoördinator"):
        assert words in draft
    assert "1 januari 2026 tot en met 30 juni 2026" in draft
    assert "Voor Stuurgroep van 8 oktober 2026" in draft
    assert "Concept, niet vastgesteld" in draft
    assert "Ter vaststelling" in fronts[EditionStage.OFFERED]
    assert "Vastgesteld door de stuurgroep" in fronts[EditionStage.ADOPTED]
    assert "Openbare versie" in fronts[EditionStage.PUBLIC]
    assert "De gemeenteraden en de inwoners" in fronts[EditionStage.PUBLIC]
    assert "Wapen van Tiel" in list(texts_beside_the_pages(papers[EditionStage.DRAFT].content))
    heads = {stage: texts[stage][1] for stage in EditionStage}
    assert "Ter vaststelling, peildatum 10 juli 2026" in heads[EditionStage.OFFERED]
    assert "Vastgesteld op 8 oktober 2026" in heads[EditionStage.ADOPTED]
    assert "Wat vragen wij de stuurgroep" not in " ".join(texts[EditionStage.PUBLIC])


@pytest.mark.slow
def test_the_colour_of_the_sender_is_the_colour_of_the_front(papers: dict[str, Paper]) -> None:
    def fills(name: str) -> str:
        contents = PdfReader(BytesIO(papers[name].content)).pages[0].get_contents()
        assert contents is not None
        return contents.get_data().decode("latin-1")

    red = " ".join(f"{int(TIEL.colour[at : at + 2], 16) / 255:.3f}"[:5] for at in (1, 3, 5))
    assert red[:4] in fills(EditionStage.PUBLIC)
    assert red[:4] in fills(EditionStage.ADOPTED)
    assert red[:4] not in fills(ReportKind.PICTURE)


@pytest.mark.slow
def test_every_font_is_in_the_file_and_no_name_of_a_person_or_a_machine(papers: dict[str, Paper]) -> None:
    for paper in papers.values():
        reader = PdfReader(BytesIO(paper.content))
        fonts = {
            font.idnum: font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert len(fonts) >= 3
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(each) for each in fonts.values())
        assert set(reader.metadata or {}) <= {"/Title", "/Producer", "/CreationDate"}


@pytest.mark.full
def test_a_report_of_300_actions_is_valid_too(tmp_path: Path) -> None:
    largest = paper_of(long_content(actions=300, words_of_longest_note=900))

    assert largest.missing_characters == ()
    assert largest.pages > 100
    assert_valid(largest.content, tmp_path)


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
