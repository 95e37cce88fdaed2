"""What the portal checks of a file before it opens it: its name, and whether a workbook or PDF is a safe one.

A workbook is a zip. Its directory is read first, which costs next to nothing; what it says can be a lie, so who unpacks
counts along and stops at `MOST_UNPACKED`.
"""

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from django.http import HttpRequest

from network.bounded import StoppedError
from network.pdf_look import Inside, look_inside

LARGEST_PDF = 20 * 1024 * 1024
MOST_PACKED = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 100  # of a part that is large when unpacked; a small one may repeat itself as much as it likes
_LARGE = 5 * 1024 * 1024
MOST_MEMBERS = 200
LONGEST_NAME = 100

_ZIP, _END_OF_DIRECTORY = b"PK\x03\x04", b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also what Excel makes of a workbook with a password
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Windows keeps these names for devices.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


_FORM_ROOM = 64 * 1024  # what a form with a file weighs besides the file


def sends_more_than(request: HttpRequest, most: int) -> bool:
    """Whether a form with a file of at most `most` bytes can't be this large. Reads nothing of the body."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > most + _FORM_ROOM


def too_large(most: int = MOST_PACKED) -> str:
    return f"Het bestand is te groot. Het mag hoogstens {most // 1024**2} MB zijn."


class UploadRefused(ValueError):  # noqa: N818  (an answer, not an error)
    """The file is not opened. The message is Dutch and says what to do."""


def display_name(name: str) -> str:
    """A name that can be shown and given back: no folders, nothing invisible, nothing that turns the text around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*')
    cleaned = " ".join(visible.split()).strip(". ")
    if cleaned.partition(".")[0].lower() in _DEVICES:
        cleaned = f"_{cleaned}"
    path = PurePosixPath(cleaned or "bestand")
    suffix = path.suffix[:10]
    return path.name.removesuffix(path.suffix)[: LONGEST_NAME - len(suffix)] + suffix


def check_workbook(content: bytes) -> None:
    """Refuse what is no ordinary .xlsx, or would unpack to more than the portal can hold."""
    members = _members(content)
    if "xl/workbook.xml" not in members:
        raise UploadRefused("Dit is geen Excel-bestand, al heet het misschien wel zo. Kies het bestand met de lijst.")


def check_spreadsheet(content: bytes) -> str:
    """Which kind of workbook it is, xlsx or ods; refuse every other, and what `check_workbook` refuses."""
    members = _members(content)
    if "xl/workbook.xml" in members:
        return "xlsx"
    if "content.xml" not in members or not _says_ods(content):
        raise UploadRefused("Dit is geen rekenblad, al heet het misschien wel zo. Sla de lijst op als .xlsx of .ods.")
    return "ods"


def _members(content: bytes) -> set[str]:
    """The names of what is inside, once none of it can hurt."""
    if len(content) > MOST_PACKED:
        raise UploadRefused(too_large())
    if content.startswith(_OLD_OFFICE):
        raise UploadRefused(
            "Dit bestand heeft een wachtwoord of is een oud Excel-bestand. Sla het zonder wachtwoord op als .xlsx."
        )
    if not content.startswith(_ZIP):
        raise UploadRefused("Dit is geen Excel-bestand. Sla het in Excel op als .xlsx en probeer het opnieuw.")
    members = _directory(content)
    _check_directory(members)
    return {member.filename for member in members}


def _says_ods(content: bytes) -> bool:
    """An OpenDocument file tells its kind in its first member; one with a password tells so in its list of parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            kind = _start_of(archive, "mimetype", 200)
            if not kind.startswith(_ODS):
                return False
            parts = _start_of(archive, "META-INF/manifest.xml", 200_000)
        except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
            return False
    if b"encryption-data" in parts:
        raise UploadRefused("Dit bestand heeft een wachtwoord. Sla het zonder wachtwoord op en probeer het opnieuw.")
    return True


def _start_of(archive: zipfile.ZipFile, name: str, length: int) -> bytes:
    with archive.open(name) as member:
        return member.read(length)


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    """The list of what is inside, after a look at how long the list itself says that it is."""
    start = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - 65_557))
    if start < 0 or len(content) < start + 22:
        raise UploadRefused(_DAMAGED)
    members, length = struct.unpack_from("<HI", content, start + 10)
    if members > MOST_MEMBERS or length > MOST_MEMBERS * 400:
        raise UploadRefused(_TOO_MUCH)
    try:
        return zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, NotImplementedError):
        raise UploadRefused(_DAMAGED) from None


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    large = (member for member in members if member.file_size > _LARGE)
    ratio = max((member.file_size / max(member.compress_size, 1) for member in large), default=0)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or ratio > MOST_RATIO:
        raise UploadRefused(_TOO_MUCH)
    names = [member.filename for member in members]
    is_link = any(stat.S_ISLNK(member.external_attr >> 16) for member in members)
    if is_link or any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise UploadRefused(_DAMAGED)
    if any(member.flag_bits & 1 for member in members):
        raise UploadRefused("Dit bestand heeft een wachtwoord. Sla het zonder wachtwoord op en probeer het opnieuw.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UploadRefused("In dit bestand staan macro’s (.xlsm). Sla het op als gewone .xlsx en probeer het opnieuw.")


_TOO_MUCH = (
    "Dit bestand wordt bij het openen te groot. Haal bladen, plaatjes en lege rijen weg, en probeer het opnieuw."
)
_DAMAGED = (
    "Dit bestand is beschadigd. Open het in Excel of LibreOffice, sla het opnieuw op en probeer het nog een keer."
)


def too_large_pdf() -> str:
    """Also for who answers before the file came in."""
    return (
        f"Het bestand is te groot. Een pdf mag hoogstens {LARGEST_PDF // 1024 // 1024} MB zijn. Scan het op een lagere"
        " kwaliteit, of sla het op als kleinere pdf."
    )


def check_pdf(content: bytes) -> None:
    """Refuse what is no PDF, what asks for a password, and what does more than being read."""
    if len(content) > LARGEST_PDF:
        raise UploadRefused(too_large_pdf())
    # A reader looks for the header near the start and for the end near the end; anything else isn't ours to guess.
    if not content.startswith(b"%PDF-"):
        raise UploadRefused("Dit is geen pdf, al heet het misschien wel zo. Sla het document op als pdf en kies die.")
    if b"%%EOF" not in content[-2048:]:
        raise UploadRefused(_DAMAGED_PDF)
    try:
        inside = look_inside(content)
    except StoppedError:
        raise UploadRefused(
            "Deze pdf zit zo ingewikkeld in elkaar dat het portaal hem niet kan nakijken. " + _PRINT_IT
        ) from None
    if inside is Inside.LOCKED:
        raise UploadRefused("Deze pdf is beveiligd met een wachtwoord. Sla hem op zonder beveiliging en kies die.")
    if inside is Inside.DAMAGED:
        raise UploadRefused(_DAMAGED_PDF)
    if inside:
        raise UploadRefused(f"In deze pdf {inside.value}. Dat mag hier niet. {_PRINT_IT}")


_PRINT_IT = "Open hem, kies «Afdrukken» en dan «Opslaan als pdf», en kies de pdf die u zo krijgt."
_DAMAGED_PDF = "Deze pdf is beschadigd of niet helemaal. Maak of scan hem opnieuw, en probeer het nog een keer."
