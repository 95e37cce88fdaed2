"""What a file says, and what it would change: looked at before anything is kept of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from monitor.areas import Area
from monitor.import_comparison import Comparison, compare
from monitor.import_indicators import is_national
from monitor.import_progress import TellPart
from monitor.import_register import Register
from monitor.import_staging import Staged, staged
from monitor.models import BuildStatus, EditionBuild, ImportFile, ImportRun, ImportStatus, SourceKind
from monitor.numbers import RevisionStatus
from monitor.periods import period_label
from monitor.revisions import Held
from monitor.series import ALL_CRIME
from monitor.statline import ParsedFigure, Reading
from network.dutch import number

SHOWN = 200  # rejected lines and changed figures that a preview shows


@dataclass(frozen=True)
class Look:
    """A file that was read to its end, beside the figures we hold."""

    reading: Reading
    found: Staged
    comparison: Comparison
    notes: list[str]


@contextmanager
def looking(run: ImportRun, reading: Reading, *, tell: TellPart | None = None) -> Iterator[Look]:
    """Within this block the figures of a file wait in the database. Raw: as portal_steward."""
    area = None if reading.names_an_area else given_area(run)
    register = Register(run.indicator, is_national=is_national(run), chosen=run.mapping.get("areas", {}))
    with staged(run, reading, register, area=area, tell=tell) as found:
        comparison = compare(run, run.indicator, figures=found.figures, shown=SHOWN)
        notes = [*reading.notes, *register.notes, *_warnings(comparison)]
        if not reading.names_an_area:
            notes.insert(0, "Het bestand noemt geen gebied. Geef op welk gebied het is.")
        yield Look(reading, found, comparison, notes)


def given_area(run: ImportRun) -> Area | None:
    return Area(run.area_kind_given, run.area_given) if run.area_given else None


def _warnings(comparison: Comparison) -> list[str]:
    if comparison.unchanged and not comparison.to_save:
        return ["Alle cijfers uit dit bestand staan er al. Er verandert niets."]
    if comparison.goes_back:
        count = number(comparison.goes_back)
        return [f"{count} cijfers waren definitief en zijn in dit bestand voorlopig. Is dit een oud bestand?"]
    return []


def keep(run: ImportRun, look: Look) -> None:
    """Keep what the preview shows: counts with the run, values with the file."""
    run.source_line = look.reading.source_line
    run.preview = _summary(look)
    run.save()
    ImportFile.objects.filter(import_run=run).update(preview=_examples(look))


def not_released(run: ImportRun) -> EditionBuild | None:
    """The last try to release what was saved, where partners deliver the figures and no edition came of it yet."""
    if run.status != ImportStatus.LOADED or run.indicator is None or run.indicator.source.kind != SourceKind.DELIVERED:
        return None
    newest = EditionBuild.objects.filter(indicator=run.indicator).first()
    return None if newest is None or newest.status == BuildStatus.RELEASED else newest


def why_not_released(build: EditionBuild) -> str:
    if build.status == BuildStatus.REFUSED:
        return build.problem
    return "Het portaal kijkt nu of er geen klein getal is uit te rekenen. Daarna ziet een lezer de cijfers."


def as_json(run: ImportRun) -> dict[str, Any]:
    """What `preview` and `load` print. Raw: as portal_steward."""
    told, rejected = run.preview, ImportFile.objects.get(import_run=run).preview["rejected"]
    lines = [
        {"row": row, "column": column, "value": value, "reason": f"{reason} {advice}".strip()}
        for row, column, value, reason, advice, _ in rejected
    ]
    notes = list(told["notes"])
    if build := not_released(run):
        notes.append(f"De cijfers zijn opgeslagen, maar nog niet vrijgegeven. {why_not_released(build)}")
    return {**{name: told[name] for name in _PRINTED}, "rejected": lines, "notes": notes}


_PRINTED = (
    *("layout", "table", "source", "rows", "observations", "periods", "areas", "missing", "provisional"),
    *("new", "changed", "unchanged"),
)


def _summary(look: Look) -> dict[str, Any]:
    """What may be told of a file to everyone who may import: no values."""
    reading, found, comparison = look.reading, look.found, look.comparison
    periods = dict(sorted(found.periods.items()))
    return {
        "layout": reading.layout.label,
        "table": reading.table_title,
        "source": reading.source_line,
        "rows": reading.rows,
        "observations": found.figures,
        "periods": list(periods),
        "areas": [area.label for area in found.areas],
        "missing": found.missing,
        "provisional": found.provisional,
        "new": comparison.new,
        "changed": comparison.changed,
        "unchanged": comparison.unchanged,
        "rejected": len(found.rejected_lines),
        "notes": look.notes,
        "table_id": reading.table_id,
        "filters": reading.filters,
        "unit": reading.unit,
        "measures": list(found.measures),
        "categories": len(reading.seen.categories),
        "period_labels": [_period_in_words(code, revisions) for code, revisions in periods.items()],
        "zeros": found.zeros,
        "names_an_area": reading.names_an_area,
        "is_all_crime": ALL_CRIME in look.notes,
    }


def _period_in_words(code: str, revisions: set[RevisionStatus]) -> str:
    """2022 · 2023 (voorlopig) · 2024 (deels voorlopig)"""
    if revisions == {RevisionStatus.FINAL}:
        return period_label(code)
    return f"{period_label(code)} ({next(iter(revisions)).label if len(revisions) == 1 else 'deels voorlopig'})"


def _examples(look: Look) -> dict[str, Any]:
    """The values that a preview shows."""
    found = look.found
    return {
        "rejected": [
            [line.row, line.column, line.value, line.reason, line.advice, found.meant.get(line.value, "")]
            for line in sorted(found.rejected, key=lambda line: line.row)
        ],
        "changes": [
            [change.where, change.subject, change.old.text, change.new.text, change.remark]
            for change in look.comparison.changes
        ],
        "samples": [_sample(figure) for figure in found.spread],
    }


def _sample(figure: ParsedFigure) -> list[str]:
    return [
        figure.area.label if figure.area else "niet genoemd",
        period_label(figure.period),
        ", ".join(filter(None, [figure.measure, figure.category])),
        Held(figure.value, figure.status, figure.revision).text,
        figure.status.label if figure.value is None else figure.revision.label,
    ]
