"""The colour of the sender, on paper."""

from monitor.reporting.style import OWN_COLOUR, Style

# What carries the house colour; static/css/paper-report.css gives the same rules the portal's own.
_COLOURED = """\
.cover__mark,.cover__band,.head__stage--settled,.asks li::before{{background-color:{colour}}}
.chapter>h2,.contents>h2,.light-tiles li{{border-top-color:{colour}}}
.head{{border-bottom-color:{colour}}}
.head__stage--settled{{border-color:{colour}}}
.chapter>h2,.chapter>h3,.contents>h2,.contents>h3{{color:{colour}}}
"""


def style_sheet_of(style: Style) -> str:
    """For make_paper; nothing for the portal's own colour, which the styles have already."""
    return "" if style.colour == OWN_COLOUR else _COLOURED.format(colour=style.colour)
