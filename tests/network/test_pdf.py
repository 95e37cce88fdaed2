"""What the portal promises of every PDF, whatever stands in it."""

import http.server
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from network import pdf
from network.bounded import Limits, run_bounded
from network.pdf import PdfError, typeset
from tests.figures_table import Figure
from tests.paper_tags import tags_of
from tests.verapdf import validate

pytestmark = pytest.mark.pdf

ROOT = Path(__file__).resolve().parents[2]


def page(body: str, *, head: str = "<title>Proef</title>", lang: str = ' lang="nl"') -> str:
    style = '<link rel="stylesheet" href="pdf.css">'
    return f"<!doctype html><html{lang}><head>{head}{style}</head><body>{body}</body></html>"


def text_of(content: bytes) -> str:
    return "\n".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)


LONG_TABLE = (
    "<table class='t'><thead><tr><th scope=col>Actie</th><th scope=col>Stand</th></tr></thead><tbody>"
    "<tr class=group><th scope=rowgroup colspan=2>Pijler een</th></tr>"
    + "".join(f"<tr><th scope=row>Actie {n}</th><td>Groen</td></tr>" for n in range(150))
    + "</tbody></table>"
)
EVERYTHING = page(
    f"""<h1>Rapport</h1><p>Tekst met een <a href="#eind">verwijzing</a> en een
    <a href="https://voorbeeld.example">adres</a>.</p>
    <svg aria-hidden="true" width="20" height="20"><circle cx="10" cy="10" r="8" fill="#1a7040"/></svg>
    <img alt="" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E">
    <svg width="90" height="40" role="img"><title>Van 95 naar 155</title><desc>Elk half jaar meer.</desc>
    <rect width="50" height="30" fill="#0b5c75"/></svg>
    <svg width="90" height="40" role="img" aria-label="Een staaf"><rect width="5" height="3" fill="#0b5c75"/></svg>
    <h2>Lijsten</h2><ul><li>een<li>twee<ul><li>drie</ul></ul><dl><dt>Peildatum</dt><dd>10 juli 2026</dd></dl>
    <h2>Tabel</h2>{LONG_TABLE}
    <p>{"Een lange alinea die op de volgende bladzijde verdergaat. " * 120}</p><h2 id="eind">Eind</h2>"""
)


@pytest.fixture(scope="module")
def everything() -> bytes:
    return typeset(EVERYTHING).content


def test_a_pdf_is_accessible_and_archivable_at_once(everything: bytes, tmp_path: Path) -> None:
    file = tmp_path / "alles.pdf"
    file.write_bytes(everything)

    verdicts = validate([file])

    assert [verdict.flavour for verdict in verdicts] == ["ua1", "2a"]
    assert [verdict.failures for verdict in verdicts] == [(), ()]
    assert all(verdict.checks > 1000 for verdict in verdicts)


def test_the_validator_refuses_what_is_not_accessible(tmp_path: Path) -> None:
    """Negative controls: a validator that always says yes would prove nothing."""
    (tmp_path / "zonder-taal.pdf").write_bytes(typeset(page("<h1>x</h1>", lang="")).content)
    (tmp_path / "zonder-titel.pdf").write_bytes(typeset(page("<h1>x</h1>", head="")).content)
    nameless = '<h1>x</h1><svg width="9" height="9"><rect width="5" height="5"/></svg>'
    (tmp_path / "beeld-zonder-naam.pdf").write_bytes(typeset(page(nameless)).content)

    failed = {each.file.stem: each.failures for each in validate(sorted(tmp_path.iterdir())) if each.flavour == "ua1"}

    assert set(failed) == {"zonder-taal", "zonder-titel", "beeld-zonder-naam"}
    assert all(failed.values())
    assert any(failure.startswith("7.3-1") for failure in failed["beeld-zonder-naam"])


def test_a_table_over_several_pages_is_read_as_one_table(everything: bytes) -> None:
    reader = PdfReader(BytesIO(everything))
    tags = tags_of(everything)

    assert sum("Actie 1" in each.extract_text() for each in reader.pages) >= 3
    assert tags.count("/Table") == 1
    assert tags.count("/THead") == 1
    assert tags.count("/TR") == 152
    # The head is printed again on each page, for those who look.
    assert sum("Stand" in each.extract_text() for each in reader.pages) >= 3


def test_a_paragraph_over_two_pages_is_read_as_one(everything: bytes) -> None:
    assert tags_of(everything).count("/P") == 2


def test_each_cell_names_its_row_its_group_and_its_column(everything: bytes) -> None:
    root = PdfReader(BytesIO(everything)).trailer["/Root"]["/StructTreeRoot"]
    cells: list[Any] = []

    def walk(element: Any) -> None:
        if element.get("/S") in {"/TH", "/TD"}:
            cells.append(element)
        for kid in element.get("/K", []):
            walk(kid.get_object()) if not isinstance(kid, int) else None

    walk(root["/K"][0].get_object())
    scopes = [cell["/A"]["/Scope"] for cell in cells if cell["/S"] == "/TH"]
    last = [cell for cell in cells if cell["/S"] == "/TD"][-1]
    named = dict(zip(root["/IDTree"]["/Names"][::2], root["/IDTree"]["/Names"][1::2], strict=True))

    assert scopes[:4] == ["/Column", "/Column", "/Column", "/Row"]
    assert [named[header]["/A"]["/Scope"] for header in last["/A"]["/Headers"]] == ["/Row", "/Column", "/Column"]


def test_page_numbers_and_decoration_are_not_read_aloud() -> None:
    head = "<title>Proef</title>"
    body = "<section data-title='Kop' class=running><h1>Alleen dit</h1></section><p aria-hidden=true>Sierletter</p>"
    content = typeset(page(body, head=head)).content
    first = PdfReader(BytesIO(content)).pages[0]

    assert "bladzijde 1 van 1" in first.extract_text()
    assert tags_of(content) == ["/Document", "/Sect", "/H1"]
    marked = first.get_contents()
    assert marked is not None
    assert marked.get_data().count(b"/Span") == 1


def test_headings_become_bookmarks_and_the_title_is_shown(everything: bytes) -> None:
    reader = PdfReader(BytesIO(everything))
    catalog = reader.trailer["/Root"]

    top = reader.outline[0]
    assert isinstance(top, dict)
    assert top["/Title"] == "Rapport"
    assert catalog["/Lang"] == "nl"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_metadata_hold_a_title_and_nothing_about_who_or_where(everything: bytes) -> None:
    reader = PdfReader(BytesIO(everything))

    assert set(reader.metadata or {}) <= {"/Title", "/Producer", "/CreationDate"}
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "dc:creator" not in xmp
    assert os.uname().nodename not in xmp
    assert str(ROOT) not in xmp


def test_the_same_content_gives_the_same_bytes(everything: bytes) -> None:
    assert typeset(EVERYTHING).content == everything


def test_putting_each_part_together_once_changes_no_byte(everything: bytes) -> None:
    assert run_bounded(_put_together_twice, EVERYTHING, limits=pdf.LIMITS, preload="network.pdf_preload") == everything


def _put_together_twice(html: str) -> bytes:
    pdf._Written = lambda made: made  # type: ignore[assignment,misc]
    return pdf._typeset(html).content


def test_no_pdf_waits_for_what_every_pdf_needs() -> None:
    """The dictionary of hyphens was read before, and types of C, but for those whose size is of this PDF."""
    read = run_bounded(_read_while_typesetting, EVERYTHING, limits=pdf.LIMITS, preload="network.pdf_preload")

    assert [each for each in read if "[" not in each or each.endswith("[]")] == []


def _read_while_typesetting(html: str) -> list[str]:
    import pyphen
    from weasyprint.text.ffi import ffi

    before, dictionaries = set(ffi._parsed_types), set(pyphen.hdcache)
    pdf._typeset(html)
    return sorted({*set(ffi._parsed_types) - before, *(str(path) for path in set(pyphen.hdcache) - dictionaries)})


def test_a_character_that_no_font_has_is_reported() -> None:
    paper = typeset(page("<h1>Teken</h1><p>Hier staat \U00013000 en daar \U00012000.</p>"))

    assert paper.missing_characters == ("\U00012000", "\U00013000")


def test_hyphenation_and_names_from_elsewhere_miss_no_character() -> None:
    narrow = "<div style='width:20mm'>samenwerkingsovereenkomstenregistratiesysteem</div>"
    names = "<p>Jäger, Ağca, Łódź → ≥ 10 € −1</p>"

    assert typeset(page(narrow + names)).missing_characters == ()


def test_a_chart_that_can_not_be_drawn_gives_no_pdf() -> None:
    broken = "<h1>x</h1><svg width=90 height=90><title>Grafiek</title><rect transform='rotate(veel)' width=5 /></svg>"

    with pytest.raises(PdfError, match="grafiek kon niet worden getekend"):
        typeset(page(broken))


def test_a_font_that_our_build_lacks_gives_no_pdf() -> None:
    """WeasyPrint would take another font and only remark it."""
    style = "<style>@font-face{font-family:q;src:url(assets/weg.woff2)} h1{font-family:q}</style>"

    with pytest.raises(PdfError, match=r"lettertype of opmaakbestand ontbreekt \(weg.woff2\)"):
        typeset(page(f"{style}<h1>x</h1>"))


# --- nothing is fetched ------------------------------------------------------------------------------------------


class Listener(http.server.BaseHTTPRequestHandler):
    hits: list[str] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[str]:
    Listener.hits = []
    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_hostile_note_fetches_nothing_even_if_it_would_not_be_escaped(listener: str, figure: Figure) -> None:
    notes = [
        f'<link rel=attachment href="file:///etc/hostname"><img src="{listener}/meta">',
        f"<style>@import '{listener}/css';@font-face{{font-family:q;src:url({listener}/f)}} p{{font-family:q}}</style>",
        f'<link rel=stylesheet href="{listener}/blad.css"><a rel=attachment href="file:///etc/passwd">x</a>',
        f'<svg width=9 height=9><title>x</title><image href="{listener}/i.png" width=9 height=9 /></svg>',
        f'<svg width=9 height=9><title>x</title><use href="{listener}/u.svg#a" /></svg>',
        f'<object data="{listener}/o.png"></object><embed src="{listener}/e.png"><iframe src="{listener}/f"></iframe>',
        f'<div style="background:url({listener}/b.png);list-style:url({listener}/l.png) inside">x</div>',
        f'<div style="content:url({listener}/c.png)">x</div>',
        f'<base href="{listener}/"><img src="x.png"><link rel=attachment href="bijlage.txt">',
    ]

    for note in notes:
        content = typeset(page(f"<h1>Toelichting</h1><p>{note}</p>")).content

        assert "Toelichting" in text_of(content)
        assert b"/EmbeddedFile" not in content
        assert "/EmbeddedFiles" not in (PdfReader(BytesIO(content)).trailer["/Root"].get("/Names") or {})
    assert Listener.hits == []
    figure("G-23", "verzoeken van een PDF met vijandige tekst", len(Listener.hits), goal="0")


@pytest.mark.control_of("test_a_hostile_note_fetches_nothing_even_if_it_would_not_be_escaped")
def test_without_our_own_fetcher_it_would_be_fetched_and_taken_along(listener: str) -> None:
    import weasyprint

    note = f'<link rel=attachment href="file:///etc/hostname"><img alt=x src="{listener}/meta">'
    content = weasyprint.HTML(string=page(note, head=f"<title>Proef</title>{note}")).write_pdf()

    assert "/meta" in Listener.hits
    assert "/EmbeddedFiles" in PdfReader(BytesIO(content)).trailer["/Root"]["/Names"]


@pytest.mark.parametrize("path", ["../../network/settings.py", "/etc/passwd", "%2e%2e/%2e%2e/manage.py", "portal.js"])
def test_only_styles_fonts_and_drawings_of_our_own_build_are_read(path: str) -> None:
    content = typeset(page(f'<h1>x</h1><a rel="attachment" href="{path}">bijlage</a>')).content

    assert "/EmbeddedFiles" not in (PdfReader(BytesIO(content)).trailer["/Root"].get("/Names") or {})


# --- bounded --------------------------------------------------------------------------------------------------------


def test_work_that_takes_too_long_is_stopped_and_says_so() -> None:
    endless = page(
        "<table>" + "<tr><td><table>" * 400 + "x" + "</table></td></tr>" * 400 + "</table>" + LONG_TABLE * 40
    )
    started = time.monotonic()

    with pytest.raises(PdfError, match="duurde te lang"):
        typeset(endless, limits=Limits(wall_seconds=1))

    assert time.monotonic() - started < 20


def test_work_that_eats_the_processor_is_stopped_by_the_system() -> None:
    with pytest.raises(PdfError, match="duurde te lang"):
        typeset(page(LONG_TABLE * 60), limits=Limits(cpu_seconds=1, wall_seconds=60))


def test_work_that_eats_memory_is_stopped_and_says_so() -> None:
    with pytest.raises(PdfError, match="te veel geheugen"):
        typeset(page(LONG_TABLE * 20), limits=Limits(memory_megabytes=150))


def test_a_note_of_a_billion_pixels_costs_no_more_than_any_other() -> None:
    huge = '<h1>x</h1><div style="height:1e9px;width:1e9px">x</div><img alt=x width=1000000000 src="data:,x">'

    assert typeset(page(huge), limits=Limits(cpu_seconds=5, wall_seconds=6)).pages < 10


def test_after_bombs_the_next_pdf_is_made_as_ever() -> None:
    assert typeset(page("<h1>Weer gewoon</h1>")).pages == 1


def test_nothing_is_left_behind_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    typeset(page("<h1>x</h1>"))

    assert [each for each in tmp_path.iterdir() if not each.name.startswith("pymp-")] == []


# --- without Pango ----------------------------------------------------------------------------------------------------


def in_python(code: str, **environment: str) -> Any:
    """What this code prints as JSON, in a fresh Python."""
    output = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True
    ).stdout
    return json.loads(output.splitlines()[-1])


def test_the_portal_starts_without_loading_the_pdf_library() -> None:
    loaded = in_python("import json, sys, network.pdf; print(json.dumps('weasyprint' in sys.modules))")

    assert loaded is False


def test_without_pango_the_maker_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')\n")
    code = """
import json
from network.pdf import PdfError, typeset
try:
    typeset("<p>x</p>")
except PdfError as problem:
    print(json.dumps(str(problem)))
"""

    said = in_python(code, PYTHONPATH=f"{tmp_path}:{ROOT}")

    assert "Pango ontbreekt" in said
    assert "apt-get install libpango-1.0-0" in said
