"""No file that arrives can hurt the portal or whoever looks at its name."""

import io
import resource
import time
import zipfile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from monitor.import_forms import UploadForm
from network.downloads import as_download
from network.uploads import LONGEST_NAME, UploadRefused, check_workbook, display_name


def workbook(members: dict[str, bytes] | None = None, *, stored: bool = False) -> bytes:
    """The least that counts as a workbook, with what is added to it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **(members or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        link = zipfile.ZipInfo("xl/blad.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"<document/>")
    return out.getvalue()


def locked() -> bytes:
    """A zip that says that its first file is locked."""
    content = bytearray(workbook())
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    return bytes(content)


HOSTILE = {
    "unpacks to 81 MB": (lambda: workbook({f"xl/{n}.xml": b"ab" * 500_000 for n in range(81)}), "te groot"),
    "ratio of 1,000": (lambda: workbook({"xl/blad.xml": b"\0" * 30_000_000}), "te groot"),
    "a thousand members": (lambda: workbook({f"xl/{n}.xml": b"" for n in range(1000)}), "te groot"),
    "11 MB": (lambda: workbook({"xl/blad.xml": b"x" * 11_000_000}, stored=True), "hoogstens 10 MB"),
    "zip slip": (lambda: workbook({"../../manage.py": b"x"}), "beschadigd"),
    "absolute path": (lambda: workbook({"/etc/cron.d/x": b"x"}), "beschadigd"),
    "symbolic link": (with_link, "beschadigd"),
    "cut in half": (lambda: workbook({"xl/blad.xml": b"x" * 5000}, stored=True)[:3000], "beschadigd"),
    "macros": (lambda: workbook({"xl/vbaProject.bin": b"x"}), "macro"),
    "a letter renamed": (document, "geen Excel-bestand"),
    "a password, in the zip": (locked, "wachtwoord"),
    "a password, by Excel": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "wachtwoord"),
    "a program": (lambda: b"MZ" + b"\0" * 600, "geen Excel-bestand"),
    "empty": (lambda: b"", "geen Excel-bestand"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_at_once_and_without_unpacking_it(name: str) -> None:
    make, reason = HOSTILE[name]
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()

    with pytest.raises(UploadRefused, match=reason):
        check_workbook(content)

    assert time.process_time() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_an_ordinary_workbook_passes() -> None:
    check_workbook(workbook({"xl/worksheets/sheet1.xml": b"<row><c>12</c></row>" * 200, "docProps/app.xml": b"<x/>"}))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("cijfers 2025.csv", "cijfers 2025.csv"),
        ("Fryslân – één.csv", "Fryslân – één.csv"),
        ("../../settings.py", "settings.py"),
        ("C:\\Users\\aisha\\tabel.csv", "tabel.csv"),
        ("/etc/passwd", "passwd"),
        ("con.png", "_con.png"),
        ("LPT1", "_LPT1"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\u200bb\u2066c.csv", "abc.csv"),
        ("regel\r\nSet-Cookie: x=1.csv", "regelSet-Cookie x=1.csv"),
        ("nul\0.csv", "_nul.csv"),
        ('a"; filename="b.csv', "a; filename=b.csv"),
        ("<script>.csv", "script.csv"),
        (" .. ", "bestand"),
        ("...verborgen.csv", "verborgen.csv"),
        ("a" * 300 + ".csv", "a" * (LONGEST_NAME - 4) + ".csv"),
        ("a" * 300, "a" * LONGEST_NAME),
    ],
)
def test_a_name_is_shown_without_tricks(given: str, shown: str) -> None:
    assert display_name(given) == shown


@pytest.mark.parametrize("name", ["één – twee.csv", 'a"b.csv', "a\r\nSet-Cookie: x=1.csv", "a;b.csv", "a\u202e.csv"])
def test_a_file_goes_out_under_one_header_whatever_its_name(name: str) -> None:
    header = as_download(b"", file_name=display_name(name), content_type="text/csv")["Content-Disposition"]

    assert header.startswith("attachment; filename")
    assert header.isascii()
    assert not {"\r", "\n"} & set(header)


def test_the_name_of_a_file_with_figures_is_kept_without_tricks() -> None:
    form = UploadForm({}, {"file": SimpleUploadedFile("tabel\u202evsc.exe", b"ID;Perioden\r\n")})

    assert form.is_valid()
    assert form.cleaned_data["file"].name == "tabelvsc.exe"


def test_what_arrives_is_limited_in_size_and_number() -> None:
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 2 * 1024**2
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES == 5
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 1000
