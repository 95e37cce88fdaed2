"""Targets and benchmarks: lines of their own beside a trend, each with its year. No database."""

from collections.abc import Iterable

from monitor.charts import Mark
from monitor.models import IndicatorTarget
from monitor.periods import SCHOOL_YEAR, YEAR
from monitor.series import Choice


def marks_for(targets: Iterable[IndicatorTarget], choice: Choice, first: Choice, *, adds_up: bool) -> list[Mark]:
    """Those that are about this very series. What a target leaves open is what a reader sees first.

    A count over a year is no target for half a year; a share or a mean is.
    """
    if adds_up and choice.period_kind not in {YEAR, SCHOOL_YEAR}:
        return []
    return [
        Mark(_name(target), str(target.get_kind_display()), target.value)
        for target in targets
        if _is_about(target, choice, first)
    ]


def _is_about(target: IndicatorTarget, choice: Choice, first: Choice) -> bool:
    meant = (
        target.measure or first.measure,
        target.category or first.category,
        target.area_kind or first.area_kind,
        target.area_name or first.area_name,
    )
    return meant == (choice.measure, choice.category, choice.area_kind, choice.area_name)


def _name(target: IndicatorTarget) -> str:
    """«Streefwaarde 2027»; a year that stands in the label already isn't said twice."""
    return target.label if str(target.year) in target.label else f"{target.label} {target.year}"
