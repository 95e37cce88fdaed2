"""A PDF that somebody uploads is only ever something to read."""

import io
import os
import time
from collections.abc import Callable

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from network import pdf_look, uploads
from network.bounded import Limits
from network.uploads import LARGEST_PDF, UploadRefused, check_pdf


def pdf(change: Callable[[PdfWriter], object] = lambda _: None) -> bytes:
    """One empty page, and what is done to it."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def at_root(key: str, value: PdfObject) -> Callable[[PdfWriter], object]:
    return lambda writer: writer.root_object.update({NameObject(key): value})


def at_page(key: str, value: PdfObject) -> Callable[[PdfWriter], object]:
    return lambda writer: writer.pages[0].update({NameObject(key): value})


def action(kind: str, **more: PdfObject) -> DictionaryObject:
    entries: dict[PdfObject, PdfObject] = {NameObject(f"/{key}"): value for key, value in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(kind)} | entries)


def annotation(subtype: str, **more: PdfObject) -> ArrayObject:
    entries: dict[PdfObject, PdfObject] = {NameObject(f"/{key}"): value for key, value in more.items()}
    return ArrayObject([DictionaryObject({NameObject("/Subtype"): NameObject(subtype)} | entries)])


def in_object_stream(hidden: bytes) -> bytes:
    """A PDF in which an object stands in a packed list, as every modern writer packs its objects."""
    packed = StreamObject()
    packed.set_data(b"90 0 " + hidden)
    packed.update({NameObject("/Type"): NameObject("/ObjStm"), NameObject("/N"): NumberObject(1)})
    packed.update({NameObject("/First"): NumberObject(5)})
    return pdf(lambda writer: writer._add_object(packed.flate_encode()))


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same look, without the process around it that takes a fifth of a second to start."""
    monkeypatch.setattr(uploads, "look_inside", pdf_look._look)


SCRIPT = TextStringObject("app.alert(1)")

REFUSED = {
    "script at opening": (pdf(at_root("/OpenAction", action("/JavaScript", JS=SCRIPT))), "een script"),
    "script in a link": (pdf(at_page("/Annots", annotation("/Link", A=action("/JavaScript", JS=SCRIPT)))), "script"),
    "script whose name is written in numbers": (
        pdf(at_root("/OpenAction", action("/JavaScript", JS=SCRIPT))).replace(b"/JavaScript", b"/J#61vaScript"),
        "een script",
    ),
    "script in a packed list of objects": (in_object_stream(b"<</S /JavaScript /JS (app.alert\\(1\\))>>"), "script"),
    "starts a program": (pdf(at_root("/OpenAction", action("/Launch", F=SCRIPT))), "een programma"),
    "starts a program after going to a page": (
        pdf(at_root("/OpenAction", action("/GoTo", Next=action("/Launch", F=SCRIPT)))),
        "een programma",
    ),
    "opens another file": (pdf(at_page("/Annots", annotation("/Link", A=action("/GoToR", F=SCRIPT)))), "ander bestand"),
    "opens a website by itself": (pdf(at_root("/OpenAction", action("/URI", URI=SCRIPT))), "vanzelf"),
    "does something when a page opens": (
        pdf(at_page("/AA", DictionaryObject({NameObject("/O"): action("/URI", URI=SCRIPT)}))),
        "vanzelf",
    ),
    "attachment": (pdf(lambda writer: writer.add_attachment("lijst.xlsx", b"x")), "als bijlage"),
    "attachment as a pin on the page": (pdf(at_page("/Annots", annotation("/FileAttachment"))), "als bijlage"),
    "form that sends what is filled in": (
        pdf(at_page("/Annots", annotation("/Widget", A=action("/SubmitForm", F=SCRIPT)))),
        "verstuurt",
    ),
    "form with a program of its own": (
        pdf(at_root("/AcroForm", DictionaryObject({NameObject("/XFA"): SCRIPT}))),
        "XFA",
    ),
    "film": (pdf(at_page("/Annots", annotation("/RichMedia"))), "video"),
    "password to open": (pdf(lambda writer: writer.encrypt("geheim")), "wachtwoord"),
    "password to print": (pdf(lambda writer: writer.encrypt("", "geheim")), "wachtwoord"),
    "a web page named .pdf": (b"<html><script>alert(1)</script></html>", "geen pdf"),
    "a web page in front of a PDF": (b"<html>" + pdf(), "geen pdf"),
    "a program": (b"MZ\x90\x00", "geen pdf"),
    "cut in half": (pdf()[: len(pdf()) // 2], "beschadigd"),
    "header and end, and nothing in between": (b"%PDF-1.7\n%%EOF", "beschadigd"),
    "no pages": (pdf(lambda writer: writer.remove_page(0)), "beschadigd"),
    "21 MB": (b"%PDF-1.7" + b"0" * LARGEST_PDF, "hoogstens 20 MB"),
}


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", REFUSED)
def test_what_does_more_than_being_read_is_refused_with_what_to_do(name: str) -> None:
    content, words = REFUSED[name]

    with pytest.raises(UploadRefused) as refused:
        check_pdf(content)

    assert words in str(refused.value)
    assert len(str(refused.value).split(". ")) > 1  # what is wrong, and what to do


ALLOWED = {
    "empty page": pdf(),
    "opens at its first page": pdf(at_root("/OpenAction", ArrayObject([NumberObject(0), NameObject("/Fit")]))),
    "goes to a page at opening": pdf(at_root("/OpenAction", action("/GoTo", D=ArrayObject([NumberObject(0)])))),
    "link to a website": pdf(at_page("/Annots", annotation("/Link", A=action("/URI", URI=SCRIPT)))),
    "field for a signature": pdf(
        at_root(
            "/AcroForm",
            DictionaryObject({NameObject("/SigFlags"): NumberObject(3), NameObject("/Fields"): ArrayObject()}),
        )
    ),
    "spaces after the end": pdf() + b"\r\n \r\n",
}


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", ALLOWED)
def test_an_ordinary_document_is_welcome(name: str) -> None:
    check_pdf(ALLOWED[name])


def test_a_large_scan_is_looked_through_in_seconds() -> None:
    scan = StreamObject()
    scan.set_data(os.urandom(19 * 1024 * 1024))

    started = time.monotonic()
    check_pdf(pdf(at_page("/Thumb", scan)))

    assert time.monotonic() - started < 10


def test_the_look_happens_in_a_process_of_its_own() -> None:
    with pytest.raises(UploadRefused, match="een script"):
        check_pdf(REFUSED["script at opening"][0])


def test_a_document_that_keeps_its_reader_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of objects that unpacks to a thousand times its size, with hardly any memory to do that in."""
    monkeypatch.setattr(pdf_look, "LIMITS", Limits(cpu_seconds=5, wall_seconds=5, memory_megabytes=20))

    with pytest.raises(UploadRefused, match="ingewikkeld"):
        check_pdf(in_object_stream(b"<<>>" + b" " * 50_000_000))
