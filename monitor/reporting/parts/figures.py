"""The figures of the monitor, as they were released."""

from typing import TYPE_CHECKING

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
