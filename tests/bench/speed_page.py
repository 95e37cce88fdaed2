"""`docs/speed.md`: what each figure is measured beside, and the table of the last run."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.bench.agreement import Row
from tests.bench.figures import HEADINGS, Figure, lines

_UNEXPLAINED = "not looked into yet"


def page(rows: Sequence[Row], figures: Sequence[Figure], about: dict[str, Any]) -> str:
    parts = [_INTRODUCTION, *_about(about), *_table(figures), *_missed(figures), *_yardsticks(rows)]
    return "\n".join(parts) + "\n"


_INTRODUCTION = """\
# Speed

Made by `script/bench`, which fills a portal with a large region, measures each figure beside its yardstick by turns in
one run, and writes this page and `var/bench.json`. A ratio says more than a time: a busy machine is as busy for both.
Where a goal is a time on the clock, the time of the processor stands beside it. `script/bench B03 B07` measures some
rows and leaves this page alone; `script/bench --quick` fills a tenth of the region.
"""


def _about(about: dict[str, Any]) -> Iterator[str]:
    machine, begin, end = about["machine"], about["speed"]["begin"], about["speed"]["end"]
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    yield "## The last run\n"
    yield f"- {about['date']}, {about['minutes']:.0f} minutes{', with `--quick`' if about['quick'] else ''}."
    yield f"- {machine['cores']} cores, Python {machine['python']}, {packages}."
    yield (
        f"- Ten million additions took {begin['clock']} s on the clock and {begin['processor']} s of the processor at "
        f"the start, {end['clock']} and {end['processor']} s at the end (0.6 s on a quiet machine of this kind)."
    )
    if about["left_out"]:
        yield f"- Not measured in this run: {', '.join(about['left_out'])}."
    yield f"- The region: {', '.join(f'{count:,} {name}' for name, count in about['region'].items())}.\n"


def _table(figures: Sequence[Figure]) -> Iterator[str]:
    yield f"| {' | '.join(HEADINGS)} |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for line in lines(figures):
        yield f"| {' | '.join(cell.replace('|', '·') for cell in line.cells)} |"


def _missed(figures: Sequence[Figure]) -> Iterator[str]:
    """Each reason once, with the rows that it holds for."""
    reasons: dict[tuple[str, str], int] = {}
    for figure in figures:
        if not figure.is_met:
            of = figure.row, figure.limit or _UNEXPLAINED
            reasons[of] = reasons.get(of, 0) + 1
    yield "\n## What does not meet its goal, and why\n"
    for (row, reason), count in reasons.items():
        yield f"- {row} ({count} {'figure' if count == 1 else 'figures'}): {reason}"
    if not reasons:
        yield "Every row meets its goal."


def _yardsticks(rows: Sequence[Row]) -> Iterator[str]:
    yield "\n## What each row is measured beside\n"
    for row in rows:
        yield f"- **{row.number}** {row.what}. Goal: {row.goal}. Yardstick: {row.yardstick}"
