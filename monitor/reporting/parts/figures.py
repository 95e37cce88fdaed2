"""The figures of the monitor, as they were released."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_indicator
from monitor.reporting.sections import (
    Figure,
    Measure,
    Monitor,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Monitor:
    return Monitor(
        tuple(
            Figure(
                indicator=figure.indicator,
                definition=figure.definition,
                area=figure.area,
                category=figure.category,
                period=figure.period,
                status=figure.status,
                measures=tuple(Measure(each.label, each.text, each.explanation) for each in figure.measures),
                source_line=figure.source_line,
                notes=tuple(figure.notes),
                drawing=str(figure.chart.svg) if figure.chart else "",
                columns=tuple(figure.trend_columns),
                rows=tuple(map(tuple, figure.trend_rows)),
                unit=figure.unit,
            )
            for figure in live.figures
        )
    )


def places(body: Monitor) -> Iterator[Place]:
    for figure in body.figures:
        yield from of_indicator(figure.indicator, [figure.definition, *figure.notes])


def rows(body: Monitor) -> Iterator[Row]:
    for figure in body.figures:
        subject = figure.name
        about = " ".join([f"{figure.period} ({figure.status}).", figure.source_line, *figure.notes])
        for measure in figure.measures:
            yield Row(subject, measure.label, measure.text, figure.unit, about)
        for period, text, *notes in (row for row in figure.rows if len(row) > 1):  # one cell: a heading between them
            yield Row(subject, f"per periode, {period}", text, figure.unit, ", ".join(filter(None, notes)))
