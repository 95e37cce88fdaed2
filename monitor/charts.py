"""Charts: Vega-Lite specifications drawn as SVG on the server."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Chart:
    """What components/chart.html prints: a drawing, what it says in words, and the same figures as a table."""

    title: str
    conclusion: str
    svg: SafeString
    columns: list[str]
    rows: list[list[str]]
    note: str = ""
    source_line: str = ""
