"""The sender's mark and colour, as paper and the front page of a report print them."""

import base64
from dataclasses import dataclass

from monitor.models import HouseStyle

OWN_COLOUR = str(HouseStyle._meta.get_field("colour").default)


@dataclass(frozen=True)
class Style:
    """`logo` is a data: address that holds the drawing itself, or nothing; `logo_text` says what it shows."""

    sender: str = ""
    colour: str = OWN_COLOUR
    logo: str = ""
    logo_text: str = ""


def style_of_today() -> Style:
    """As somebody set it, or the portal's own."""
    stored = HouseStyle.objects.first()
    return style_of(stored) if stored else Style()


def style_of(stored: HouseStyle) -> Style:
    drawing = base64.b64encode(stored.logo).decode() if stored.logo else ""
    return Style(
        sender=stored.sender,
        colour=stored.colour,
        logo=f"data:image/png;base64,{drawing}" if drawing else "",
        logo_text=stored.logo_text if drawing else "",
    )
