"""From the bytes of a file to lines of text, without holding the whole text at once."""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from monitor.statline.results import FileError

_CHUNK = 1 << 20
_BEGINNING = 10_000
_NO_CSV = {
    b"%PDF": "een PDF",
    b"\xd0\xcf\x11\xe0": "een oud Excel- of Word-bestand",
    b"\x1f\x8b": "een ingepakt bestand",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
    b"{\\rtf": "een tekstdocument",
}
_WEB_PAGE = (b"<!doctype", b"<html", b"<?xml")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK\x03\x04"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
REPLACED = "\N{REPLACEMENT CHARACTER}"

_EMPTY = "Het bestand is leeg. Download de tabel opnieuw bij de bron."
_UNREADABLE = "De tekens in dit bestand kunnen we niet lezen. Sla het op als «CSV UTF-8» en probeer het opnieuw."
_DAMAGED = "De tekens in dit bestand zijn beschadigd. Download de tabel opnieuw."


@dataclass(frozen=True)
class Source:
    """A file in memory or on disk, that can be read more than once."""

    content: bytes | None = None
    path: Path | None = None

    @classmethod
    def of(cls, given: "Path | bytes") -> "Source":
        return cls(path=given) if isinstance(given, Path) else cls(content=given)

    def open(self) -> IO[bytes]:
        return self.path.open("rb") if self.path else io.BytesIO(self.content or b"")

    def read(self) -> bytes:
        return self.path.read_bytes() if self.path else self.content or b""

    @property
    def is_zip(self) -> bool:
        """A zip, and so a workbook too."""
        with self.open() as stream:
            return stream.read(4) == _ZIP


@dataclass(frozen=True)
class Text:
    """The lines of a text in an encoding that was found."""

    open: Callable[[], IO[bytes]]
    encoding: str
    errors: str
    notes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        with io.TextIOWrapper(self.open(), encoding=self.encoding, errors=self.errors) as text:
            try:
                yield from text
            except UnicodeDecodeError:
                raise FileError(_DAMAGED) from None


def text_of(opens: Callable[[], IO[bytes]]) -> Text:
    """Raises FileError for what is no text, with what it is instead."""
    with opens() as stream:
        beginning = stream.read(_BEGINNING)
    if not beginning.strip():
        raise FileError(_EMPTY)
    for start, what in _NO_CSV.items():
        if beginning.startswith(start):
            raise FileError(f"Dit is {what} en geen CSV. Download de tabel bij de bron als CSV.")
    if beginning.lstrip()[:20].lower().startswith(_WEB_PAGE):
        raise FileError("Dit is een webpagina en geen CSV. Download de tabel bij de bron als CSV.")
    text = _recognised(opens, beginning)
    shown = beginning.decode(text.encoding, "replace")
    if not shown.strip():
        raise FileError(_EMPTY)
    if len(_CONTROL.findall(shown)) > len(shown) // 100 + 2:
        raise FileError("Dit is geen tekstbestand. Download de tabel bij de bron als CSV.")
    return text


def _recognised(opens: Callable[[], IO[bytes]], beginning: bytes) -> Text:
    if beginning.startswith(_UTF_16):
        if not _can_be(opens, "utf-16"):
            raise FileError(_DAMAGED)
        return Text(opens, "utf-16", "strict", ("Gelezen als UTF-16.",))
    if _can_be(opens, "utf-8"):
        return Text(opens, "utf-8-sig", "strict", ())
    if _is_damaged_utf_8(opens):
        note = "Enkele tekens in dit bestand zijn beschadigd. De regels waarin ze staan, zijn afgekeurd."
        return Text(opens, "utf-8-sig", "replace", (note,))
    if _can_be(opens, "cp1252"):
        note = "Gelezen als Windows-tekst (cp1252). Controleer de letters met een accent, zoals in «Fryslân»."
        return Text(opens, "cp1252", "strict", (note,))
    raise FileError(_UNREADABLE)


def _decoded(opens: Callable[[], IO[bytes]], encoding: str, errors: str = "strict") -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with opens() as stream:
        while chunk := stream.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _can_be(opens: Callable[[], IO[bytes]], encoding: str) -> bool:
    try:
        for _ in _decoded(opens, encoding):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf_8(opens: Callable[[], IO[bytes]]) -> bool:
    """One damaged sign doesn't make it old Windows text, in which every accent would be garbled."""
    letters = damaged = 0
    for text in _decoded(opens, "utf-8", "replace"):
        damaged += text.count(REPLACED)
        letters += len(_BEYOND_ASCII.findall(text))
    return letters - damaged > damaged + 1
