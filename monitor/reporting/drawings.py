"""Whether everything that is drawn can be drawn: asked before the pages are made, so that a report is whole or is not.

Plain values in; raises DrawingError with a Dutch reason.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any
from xml.etree import ElementTree as ET

from monitor.reporting.sections import Figure

# Attributes of a drawing that hold where something is; a number that came out wrong is written nan or inf.
_PLACES = {"d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "viewBox"}
_NO_NUMBER = re.compile(r"nan|inf|none", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class DrawingError(ValueError):
    """A drawing or the table that belongs to it is not right. The message is Dutch and says which."""


def check_drawings(thing: Any) -> None:
    for figure in figures_in(thing):
        if figure.drawing and not _can_be_drawn(figure.drawing):
            raise DrawingError(f"De grafiek bij «{figure.indicator}» kon niet worden getekend.")
        if figure.drawing and not (figure.rows or figure.measures):
            raise DrawingError(f"Bij de grafiek van «{figure.indicator}» ontbreekt de tabel met dezelfde cijfers.")
        if any(len(row) not in {1, len(figure.columns)} for row in figure.rows):  # one cell: a heading between them
            raise DrawingError(
                f"De tabel bij «{figure.indicator}» klopt niet: een rij heeft te veel of te weinig cellen."
            )


def figures_in(thing: Any) -> Iterator[Figure]:
    """Wherever they stand in what a report says."""
    if isinstance(thing, Figure):
        yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from figures_in(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from figures_in(getattr(thing, field.name))


def _can_be_drawn(drawing: str) -> bool:
    if _DOCTYPE.search(drawing):
        return False
    try:
        root = ET.fromstring(drawing)  # noqa: S314 - drawn by us, and without a document type
    except ET.ParseError:
        return False
    is_drawing = root.tag.rpartition("}")[2] == "svg"
    return is_drawing and not any(
        _NO_NUMBER.search(value) for element in root.iter() for name, value in element.items() if name in _PLACES
    )
