"""A look inside a PDF that somebody uploads, before others get to open it: does it do anything beside being read?

Only this module reads foreign PDFs. It walks every object, those in compressed object streams too, and looks at the
bytes themselves for what a reader might find that the table of objects leaves out. The work runs in a process of its
own (network/bounded.py), without network, since a PDF can be made to keep its reader busy.
"""

import logging
import re
import zlib
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from typing import Any

from network.bounded import Limits, run_bounded

LIMITS = Limits(cpu_seconds=20, wall_seconds=25, memory_megabytes=600)
MOST_OBJECTS = 200_000
MOST_UNPACKED = 32 * 1024 * 1024  # bytes of one object stream


class Inside(StrEnum):
    """What is in a PDF that keeps it out, as the rest of «In deze pdf …»."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    SCRIPT = "zit een script"
    PROGRAM = "zit een opdracht om een programma of ander bestand te openen"
    ATTACHMENT = "zit een ander bestand als bijlage"
    SENDING = "zit een formulier dat gegevens verstuurt of ophaalt"
    MEDIA = "zit geluid, video of 3D"
    FORM = "zit een formulier dat zelf iets uitrekent (XFA)"
    ON_OPENING = "zit iets dat vanzelf gebeurt bij het openen"


_ACTIONS = {
    "/JavaScript": Inside.SCRIPT,
    "/Launch": Inside.PROGRAM,
    "/GoToR": Inside.PROGRAM,
    "/GoToE": Inside.ATTACHMENT,
    "/SubmitForm": Inside.SENDING,
    "/ImportData": Inside.SENDING,
    "/RichMediaExecute": Inside.MEDIA,
    "/Rendition": Inside.MEDIA,
    "/Movie": Inside.MEDIA,
    "/Sound": Inside.MEDIA,
    "/GoTo3DView": Inside.MEDIA,
}
_KEYS = {
    "/JS": Inside.SCRIPT,
    "/JavaScript": Inside.SCRIPT,
    "/EF": Inside.ATTACHMENT,
    "/EmbeddedFiles": Inside.ATTACHMENT,
    "/XFA": Inside.FORM,
    "/RichMediaContent": Inside.MEDIA,
}
_KINDS = {
    "/EmbeddedFile": Inside.ATTACHMENT,
    "/FileAttachment": Inside.ATTACHMENT,
    "/RichMedia": Inside.MEDIA,
    "/Screen": Inside.MEDIA,
    "/Movie": Inside.MEDIA,
    "/Sound": Inside.MEDIA,
    "/3D": Inside.MEDIA,
}
# Going to a page is all that may happen by itself: Word and LibreOffice write that into ordinary documents.
_HARMLESS_AT_OPENING = {"/GoTo", "/Named"}

# Long names only: in megabytes of packed pictures a short one turns up by chance.
_RAW = {
    b"/JavaScript": Inside.SCRIPT,
    b"/Launch": Inside.PROGRAM,
    b"/EmbeddedFile": Inside.ATTACHMENT,
    b"/SubmitForm": Inside.SENDING,
    b"/ImportData": Inside.SENDING,
    b"/RichMedia": Inside.MEDIA,
}
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)


def look_inside(content: bytes) -> Inside | None:
    """The first thing that keeps it out, or None; StoppedError when it takes too much time or memory."""
    return run_bounded(_look, content, limits=LIMITS, preload="network.bounded_preload")


# --- inside the child ----------------------------------------------------------------------------------------------


def _look(content: bytes) -> Inside | None:
    return _in_bytes(content) or _in_objects(content)


def _in_bytes(content: bytes) -> Inside | None:
    for part in (content, *_object_streams(content)):
        plain = _HEX.sub(lambda code: bytes([int(code[1], 16)]), part)  # /J#61vaScript is another way to write it
        for name, inside in _RAW.items():
            if name in plain:
                return inside
    return None


def _object_streams(content: bytes) -> Iterator[bytes]:
    """What looks like a packed list of objects, whether the table of objects names it or not."""
    for start in _OBJECT_STREAM.finditer(content):
        try:
            yield zlib.decompressobj().decompress(content[start.end() :], MOST_UNPACKED)
        except zlib.error:
            continue  # packed in another way: the walk along the objects reads it


def _in_objects(content: bytes) -> Inside | None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").disabled = True  # it remarks upon every oddity, and may quote the document
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            return Inside.LOCKED
        if not reader.pages:
            return Inside.DAMAGED
        numbers = {(number, generation) for generation, at in reader.xref.items() for number in at}
        numbers |= {(number, 0) for number in reader.xref_objStm}
        if len(numbers) > MOST_OBJECTS:
            return Inside.DAMAGED
        return _first_in(reader, sorted(numbers))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return Inside.DAMAGED


def _first_in(reader: Any, numbers: list[tuple[int, int]]) -> Inside | None:
    from pypdf.generic import IndirectObject

    for number, generation in numbers:
        found = _in_value(reader.get_object(IndirectObject(number, generation, reader)))
        if found:
            return found
    return None


def _in_value(value: Any) -> Inside | None:
    """Of one object and what it holds itself; what it refers to is an object of its own."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if found := _in_dictionary(each):
                return found
            waiting.extend(dict.values(each))
        elif isinstance(each, list):
            waiting.extend(list.__iter__(each))
    return None


def _in_dictionary(entries: dict[Any, Any]) -> Inside | None:
    for key in entries:
        if key in _KEYS:
            return _KEYS[key]
    action = _name(entries, "/S")
    if action in _ACTIONS:
        return _ACTIONS[action]
    if kind := _KINDS.get(_name(entries, "/Subtype")) or _KINDS.get(_name(entries, "/Type")):
        return kind
    if "/AA" in entries and not _is_harmless(entries.get("/AA")):
        return Inside.ON_OPENING
    if "/OpenAction" in entries and not _is_harmless(entries.get("/OpenAction")):
        return Inside.ON_OPENING
    return None


def _name(entries: dict[Any, Any], key: str) -> str:
    value: Any = dict.get(entries, key)
    value = value.get_object() if hasattr(value, "get_object") else value
    return value if isinstance(value, str) else ""


def _is_harmless(action: Any) -> bool:
    """A place in the document, or only going there; of several that belong to moments, each."""
    action = action.get_object() if hasattr(action, "get_object") else action
    if not isinstance(action, dict):
        return True  # the place itself
    if "/S" in action:
        return _name(action, "/S") in _HARMLESS_AT_OPENING and "/Next" not in action
    return all(_is_harmless(each) for each in dict.values(action))
