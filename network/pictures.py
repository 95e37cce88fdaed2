"""A picture that somebody uploads, drawn anew: what is kept is what is seen, and nothing that was hidden behind it.

Only this module knows Pillow. Drawing happens in a process of its own (network/bounded.py), without network and with
little memory, since a picture can be made to unpack to more than a machine holds.
"""

import struct
import zlib
from io import BytesIO
from typing import Any

from network.bounded import Limits, StoppedError, run_bounded
from network.uploads import UploadRefused

MOST_BYTES = 200 * 1024
LONGEST_SIDE = 4000  # pixels
FITS_IN = ((1000, 400), (700, 280), (500, 200), (300, 120))  # the first that weighs no more than it may
LIMITS = Limits(cpu_seconds=10, wall_seconds=20, memory_megabytes=400)

_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_DAMAGED = "Dit plaatje kan het portaal niet lezen. Sla het opnieuw op als PNG of JPEG en probeer het nog een keer."
_TOO_WIDE = f"Dit plaatje is te groot om te openen. Maak het hoogstens {LONGEST_SIDE} beeldpunten breed en hoog."


def too_large_picture() -> str:
    """Also for who answers before the file came in."""
    return f"Het bestand is te groot. Een plaatje mag hoogstens {MOST_BYTES // 1024} kB zijn. Maak het kleiner."


def drawn_anew(content: bytes) -> bytes:
    """A PNG on white of a PNG or JPEG, small enough for paper and without what its maker left in it.

    Raises UploadRefused with a Dutch reason.
    """
    if len(content) > MOST_BYTES:
        raise UploadRefused(too_large_picture())
    if not content.startswith(_STARTS):
        raise UploadRefused("Dit is geen PNG of JPEG, al heet het misschien wel zo. Sla het op als PNG en kies die.")
    try:
        return run_bounded(_draw, content, limits=LIMITS, preload="network.bounded_preload")
    except StoppedError:
        raise UploadRefused(_TOO_WIDE) from None


# --- inside the child ----------------------------------------------------------------------------------------------


def _draw(content: bytes) -> bytes:
    from PIL import Image

    try:
        upright = _upright(content)
    except UploadRefused:
        raise
    except Image.DecompressionBombError:
        raise UploadRefused(_TOO_WIDE) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error):
        raise UploadRefused(_DAMAGED) from None
    drawings = (_on_white(upright, size) for size in FITS_IN)
    return next(each for each in drawings if len(each) <= MOST_BYTES)


def _upright(content: bytes) -> Any:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
        if max(picture.size) > LONGEST_SIDE:  # known before anything is unpacked
            raise UploadRefused(_TOO_WIDE)
        if picture.mode.startswith("I"):  # sixteen bits of grey, of which eight would be cut off
            raise UploadRefused(_DAMAGED)
        picture.draft("RGB", FITS_IN[0])
        return ImageOps.exif_transpose(picture).convert("RGBA")


def _on_white(picture: Any, size: tuple[int, int]) -> bytes:
    """Without transparency, which PDF/A has rules for and which would make a dark logo vanish on a dark page."""
    from PIL import Image

    smaller = picture.copy()
    smaller.thumbnail(size)
    drawing = Image.new("RGB", smaller.size, "white")
    drawing.paste(smaller, mask=smaller)
    out = BytesIO()
    drawing.save(out, "PNG", optimize=True)
    return out.getvalue()
