"""The sender's mark and colour, as paper and the front page of a report print them."""

import base64
from dataclasses import dataclass

from monitor.models import HouseStyle

LEAST_CONTRAST = 4.5  # of white letters on the colour, as WCAG asks of text
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


def contrast_with_white(colour: str) -> float:
    """Contrast ratio by WCAG 2, 1 to 21, of a colour as #0f3443."""
    channels = [channel / 255 for channel in bytes.fromhex(colour.removeprefix("#"))]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def dark_enough(colour: str) -> str:
    """The same colour, just so much darker that white letters can be read on it."""
    channels = bytes.fromhex(colour.removeprefix("#"))
    shades = (f"#{bytes(channel * part // 255 for channel in channels).hex()}" for part in range(255, -1, -1))
    return next(shade for shade in shades if contrast_with_white(shade) >= LEAST_CONTRAST)
