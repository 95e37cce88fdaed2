"""Paper: a template becomes one file that is PDF/UA-1 (readable for everyone) and PDF/A-2a (readable for ever) at once.

Only this module knows WeasyPrint. It is loaded when it is needed, so the portal starts without Pango. The work happens
in a process of its own (network/bounded.py), which gets nothing but our own bundled styles and fonts.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pydyf
from django.template.loader import render_to_string

from network.bounded import Limits, StoppedError, Why, run_bounded
from network.pdf_tags import TagTree

LIMITS = Limits(cpu_seconds=100, wall_seconds=120, memory_megabytes=1200)
MOST_PAGES = 500

# An address that can't exist (RFC 2606): what is asked below it comes from our own build folder, the rest from nowhere.
OWN_FILES = "https://eigen-bestanden.invalid/"
BUILD_FOLDER = Path(__file__).resolve().parent.parent / "static" / "build"
_OF_OUR_STYLES = {".css", ".woff2"}
_OWN_KINDS = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".png": "image/png"}

# What a template part that also serves a page holds for screens: reading it takes a sixth of the time, and paper draws
# its own lights. What people typed is escaped, so it never looks like this.
_SCREEN_ONLY = re.compile(r' (?:role|data-label)="[^"]*"|<svg[^>]* aria-hidden="true".*?</svg>', re.DOTALL)

# Some three hundred words or more: in a narrow column that is most of a page.
_LONG_ROW = 1800
_ROW = re.compile(r'(<tr)(?: class="([^"]*)")?([ >].*?</tr>)', re.DOTALL)

# Types of C that every PDF needs. The first who asks for one waits until a parser of C in Python has read it.
_C_TYPES = (
    *("PangoRectangle *", "PangoLogAttr[]", "PangoFcFontMap *", "FcChar8 **"),
    *("char[]", "char[4]", "unsigned int *"),
)

_VARIANT = "pdf/a-2a"
_ALSO_PDF_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class PdfError(RuntimeError):
    """No PDF was made. The message is Dutch and says why."""


@dataclass(frozen=True)
class Paper:
    """A finished PDF. `missing_characters` are those that no font has: they print as an empty box."""

    content: bytes
    pages: int
    missing_characters: tuple[str, ...]


def make_paper(template: str, context: Mapping[str, Any], *, style_sheet: str = "", limits: Limits = LIMITS) -> Paper:
    """The template on paper; `style_sheet` are rules of our own making that go before those of pdf.css."""
    return typeset(html_of(template, context, style_sheet=style_sheet), limits=limits)


def html_of(template: str, context: Mapping[str, Any], *, style_sheet: str = "") -> str:
    """What is typeset: the template without what is for screens only, and with styles of its own."""
    html = _ROW.sub(_long_if_long, _SCREEN_ONLY.sub("", render_to_string(template, dict(context))))
    return html.replace("</head>", f"<style>{style_sheet}</style></head>", 1) if style_sheet else html


def _long_if_long(row: re.Match[str]) -> str:
    """A page may end in the middle of a long row. A longer one than a page would lose its head, kept in one piece."""
    if row.end() - row.start() < _LONG_ROW:
        return row[0]
    start, classes, rest = row.groups()
    return f'{start} class="{f"{classes} " if classes else ""}long"{rest}'


def typeset(html: str, *, limits: Limits = LIMITS) -> Paper:
    """Our own HTML as PDF. What users typed in it has been escaped; it would reach nothing if it had not."""
    if not (BUILD_FOLDER / "pdf.css").exists():
        raise PdfError("De vormgeving van de PDF ontbreekt. Vraag de beheerder om script/setup uit te voeren.")
    try:
        return run_bounded(_typeset, html, limits=limits, preload="network.pdf_preload")
    except StoppedError as stopped:
        raise PdfError(_REASONS[stopped.why]) from None


_REASONS = {
    Why.TIME: "Het opmaken duurde te lang en is gestopt. Maak de teksten korter of deel de rapportage op.",
    Why.MEMORY: "Het opmaken vroeg te veel geheugen en is gestopt. Maak de teksten korter of deel de rapportage op.",
    Why.UNKNOWN: "Het opmaken is onverwacht gestopt. Probeer het nog een keer.",
}


# --- inside the child ----------------------------------------------------------------------------------------------


def get_ready() -> None:
    """Load once, in the fork server, what every PDF needs; raises OSError where Pango is missing."""
    _load_weasyprint()
    import pyphen  # type: ignore[import-untyped]  # comes with WeasyPrint
    from weasyprint.text.ffi import ffi

    pyphen.Pyphen(lang="nl")  # it remembers the dictionary
    for declaration in _C_TYPES:
        ffi.typeof(declaration)
    for font in BUILD_FOLDER.glob("assets/*normal.woff2"):
        _unpacked_font(font, font.stat().st_mtime_ns)


def _load_weasyprint() -> Any:
    import weasyprint

    return weasyprint


def _typeset(html: str) -> Paper:
    try:
        weasyprint = _load_weasyprint()
    except OSError:
        raise PdfError(
            "PDF’s maken kan op deze computer nog niet: de bibliotheek Pango ontbreekt. Vraag de beheerder om dit te "
            "installeren: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
        ) from None
    gone: set[str] = set()
    tags = TagTree()
    tags.watch(weasyprint.pdf.tags)
    with _remarks_of("weasyprint") as remarks:
        source = weasyprint.HTML(string=html, base_url=OWN_FILES, url_fetcher=_fetcher(weasyprint, gone))
        document = source.render(pdf_variant=_VARIANT)
        if len(document.pages) > MOST_PAGES:
            raise PdfError(f"Dit worden meer dan {MOST_PAGES} bladzijden. Maak de teksten korter.")
        content = document.write_pdf(pdf_variant=_VARIANT, finisher=lambda _, pdf: _finish(pdf, tags))
    if any(remark.startswith(("Failed to render SVG", "Failed to load inline SVG")) for remark, _ in remarks):
        raise PdfError("Een grafiek kon niet worden getekend. Daarom is er geen PDF gemaakt.")
    if gone:
        what = f"Een lettertype of opmaakbestand ontbreekt ({', '.join(sorted(gone))})."
        raise PdfError(f"{what} Daarom is er geen PDF gemaakt. Vraag de beheerder om script/setup uit te voeren.")
    missing = {arguments[0] for remark, arguments in remarks if remark.startswith(".notdef glyph")}
    return Paper(content, len(document.pages), tuple(sorted(missing)))


def _fetcher(weasyprint: Any, gone: set[str]) -> Any:
    """Gives the styles, fonts and drawings of our own build, and data that stands in the address itself.

    Adds to `gone` what our own styles ask for and the build lacks: WeasyPrint would print with another font.
    """

    class OwnFilesOnly(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if not url.startswith(OWN_FILES):
                return super().fetch(url, headers)
            path = (BUILD_FOLDER / url.removeprefix(OWN_FILES)).resolve()
            if not path.is_relative_to(BUILD_FOLDER) or path.suffix not in _OWN_KINDS:
                raise ValueError(f"Not one of our own files: {url}")
            is_font = path.suffix == ".woff2"
            if path.suffix in _OF_OUR_STYLES and not path.exists():
                gone.add(path.name)
            content = _unpacked_font(path, path.stat().st_mtime_ns) if is_font else path.read_bytes()
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": _OWN_KINDS[path.suffix]})

    return OwnFilesOnly(allowed_protocols=("data",), allow_redirects=False)


@lru_cache(maxsize=32)
def _unpacked_font(path: Path, _changed_at: int) -> bytes:
    """The font without its compression, which takes longer to undo than a page to set."""
    from fontTools.ttLib import woff2

    unpacked = BytesIO()
    woff2.decompress(path, unpacked)
    return unpacked.getvalue()


def _finish(pdf: Any, tags: TagTree) -> None:
    """Right before the file is written: put the tags right, and say in the metadata that it is PDF/UA too."""
    tags.correct(pdf)
    metadata = next(each for each in pdf.objects if getattr(each, "extra", {}).get("Type") == "/Metadata")
    metadata.stream = [part.replace(b"</rdf:RDF>", _ALSO_PDF_UA + b"</rdf:RDF>") for part in metadata.stream]
    pdf.objects[:] = [_Written(each) if each.free == "n" else each for each in pdf.objects]


class _Written(pydyf.Object):
    """An object that will not change any more. Its bytes are asked for twice, to write them and for the number of the
    file, and would be put together and packed again each time.
    """

    data = b""
    compressible = False

    def __init__(self, made: Any) -> None:
        super().__init__()
        self.number, self.generation = made.number, made.generation
        self.data, self.compressible = made.data, made.compressible


@contextmanager
def _remarks_of(name: str) -> Iterator[list[tuple[str, Any]]]:
    """What a package says in its log while it works: the message and what it is about."""
    remarks: list[tuple[str, Any]] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            remarks.append((str(record.msg), record.args))

    listener = Listener()
    logger = logging.getLogger(name)
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield remarks
    finally:
        logger.removeHandler(listener)
