"""What a PDF tells a screen reader."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def tags_of(content: bytes) -> list[str]:
    """The structure types in reading order, without the pieces of text below them."""
    found: list[str] = []

    def walk(node: Any) -> None:
        element = node.get_object()
        if isinstance(element, dict) and "/S" in element:
            found.append(element["/S"])
            for kid in element.get("/K", []):
                walk(kid) if not isinstance(kid, int) else None

    walk(PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"][0])
    return [tag for tag in found if tag not in {"/Span", "/NonStruct"}]
