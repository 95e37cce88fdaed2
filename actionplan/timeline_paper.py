"""The timeline on one landscape page. Each row of the drawing is a row of a table, so it reads as one too."""

from dataclasses import dataclass
from datetime import date

from actionplan.models import Plan
from actionplan.one_page import make_one_page, whose_paper
from actionplan.timeline import Timeline
from actionplan.timeline_reading import timeline_of, window_of
from network.models import Person

# Rows that fit, headings of groups included, from large letters to small; the classes in pdf.css have these names.
SIZES = {"xl": 26, "l": 36, "m": 50, "s": 68, "xs": 95, "xxs": 130}
# CSS does not reach into a drawing on paper: the same colours as in tokens.css, and greys that a printer keeps apart.
SHADES = {
    "bar": "#93c2cf",
    "done": "#0b4f66",
    "open": "#d5e8ed",
    "overrun": "#fbe8e7",
    "late": "#b0151f",
    "ink": "#17252c",
    "line": "#d3d9d8",
    "paper": "#ffffff",
}


@dataclass(frozen=True)
class TimelinePaper:
    plan: Plan
    timeline: Timeline
    title: str
    network: str
    is_example: bool
    on: date
    year: int | None

    @property
    def file_name(self) -> str:
        return f"tijdlijn-{self.year or 'plan'}-{self.on:%Y-%m-%d}.pdf"


def timeline_paper(plan: Plan, person: Person, *, year: int | None, by: str, on: date) -> TimelinePaper:
    network, is_example = whose_paper()
    timeline = timeline_of(plan, person, window_of(plan, year), by=by, on=on)
    title = f"Tijdlijn {year}" if year else f"Tijdlijn {plan.starts_on.year} tot en met {plan.ends_on.year}"
    return TimelinePaper(plan, timeline, title, network, is_example, on, year)


def make_timeline_paper(paper: TimelinePaper) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    rows = paper.timeline.count + len(paper.timeline.groups)
    start = next((number for number, most in enumerate(SIZES.values()) if rows <= most), len(SIZES) - 1)
    context = {"content": paper, "shades": SHADES}
    return make_one_page("pdf/timeline.html", context, sizes=list(SIZES), start=start).content
