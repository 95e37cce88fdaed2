"""Bringing figures in: look, choose where they belong, confirm, save. Page, command and job go through here."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from monitor.areas import MUNICIPALITY, Area, area_label, same_name
from monitor.editions import build_edition
from monitor.models import ImportFile, ImportRun, ImportStatus, Indicator, Observation, Source
from monitor.periods import period_label
from monitor.revisions import Comparison, Held, Incoming, Key, compare
from monitor.series import ALL_CRIME
from monitor.statline import FileError, ParsedFigure, ParsedFile, Rejected, parse
from network import uploads
from network.database import as_steward
from network.dates import today
from network.dutch import number
from network.history import because
from network.jobs import app
from network.models import AreaSet, Municipality, Person

LARGE = 5_000  # lines; above it the work is done in the background
SHOWN = 200  # rejected lines and changed figures that a preview keeps
SAMPLES = 10
BATCH = 2_000
AREA_COLUMN = "Regio's"

Tell = Callable[[int, int], None]  # hears how many figures are done, of how many


class ImportRefusedError(ValueError):
    """What was asked can't be done as it stands; the message is Dutch and says what to do."""


# --- looking, without writing ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """What a file says, and what it would change."""

    parsed: ParsedFile
    comparison: Comparison
    rejected: list[Rejected]
    notes: list[str]
    indicator: Indicator | None = None  # that it was compared with
    area: Area | None = None  # that was given, for a file that names none

    @property
    def to_save(self) -> int:
        return len(self.comparison.new) + len(self.comparison.changed)

    def as_json(self) -> dict[str, Any]:
        """What `preview` and `load` print."""
        parsed = self.parsed
        return {
            "layout": parsed.layout.label,
            "table": parsed.table_title,
            "source": parsed.source_line,
            "rows": parsed.rows,
            "observations": len(parsed.figures),
            "periods": list(parsed.periods),
            "areas": [area.label for area in parsed.areas],
            "missing": parsed.missing,
            "provisional": parsed.provisional,
            "new": len(self.comparison.new),
            "changed": len(self.comparison.changed),
            "unchanged": self.comparison.unchanged,
            "rejected": [
                {
                    "row": line.row,
                    "column": line.column,
                    "value": line.value,
                    "reason": f"{line.reason} {line.advice}".strip(),
                }
                for line in self.rejected
            ],
            "notes": self.notes,
        }


def look_at(
    content: bytes,
    *,
    file_name: str,
    indicator: Indicator | None = None,
    area: Area | None = None,
    guesses: bool = False,
) -> Look:
    """Read a file and compare it with what we hold. Raises FileError when it can't be read; writes nothing.

    `area` is the area of a file that names none. Who `guesses` gets the indicator and the area that the same table
    had before, where they are not given.
    """
    if len(content) > settings.IMPORT_MAX_BYTES:
        raise FileError(too_large())
    parsed = parse(content, file_name=file_name)
    if guesses and indicator is None:
        indicator = Indicator.objects.of_table(parsed.table_title, parsed.source_line).first()
    if indicator:
        _refuse_other_source(parsed.source_line, indicator.source.name)
    if parsed.names_an_area:
        area = None
    elif guesses and area is None and indicator:
        area = _area_before(indicator)
    if area is not None:
        parsed.figures = [figure._replace(area=figure.area or area) for figure in parsed.figures]
    with as_steward():
        held = _held(indicator) if indicator else {}
    register = _Register(held)
    rejected = [*parsed.rejected, *register.refused(parsed)]
    refused = {line.row for line in rejected}
    parsed.figures = [figure for figure in parsed.figures if figure.line not in refused]
    comparison = compare(held, register.incoming(parsed.figures))
    notes = [*parsed.notes, *register.notes, *_warnings(comparison)]
    if not parsed.names_an_area:
        notes.insert(0, "Het bestand noemt geen gebied. Geef op welk gebied het is.")
    return Look(parsed, comparison, sorted(rejected, key=lambda line: line.row), notes, indicator, area)


def _refuse_other_source(source_line: str, wanted: str) -> None:
    """Figures of two sources never meet in one indicator. A file that names no source is taken on trust."""
    source = source_line.removeprefix("Bron:").strip()
    if source and wanted and same_name(source) != same_name(wanted):
        raise ImportRefusedError(
            f"Dit bestand komt van {source}. Cijfers van {wanted} en van {source} mogen niet in één indicator, "
            "want ze tellen anders. Kies een andere indicator, of maak een nieuwe."
        )


def _area_before(indicator: Indicator) -> Area | None:
    before = indicator.imports.loaded().exclude(area_given="").first()
    return given_area(before) if before else None


def too_large() -> str:
    return uploads.too_large(settings.IMPORT_MAX_BYTES)


def _held(indicator: Indicator) -> dict[Key, Held]:
    figures = Observation.objects.filter(indicator=indicator).values_list(
        *Key._fields, "value", "value_status", "revision_status"
    )
    width = len(Key._fields)
    return {Key(*row[:width]): Held(*row[width:]) for row in figures.iterator(chunk_size=BATCH)}


def _warnings(comparison: Comparison) -> list[str]:
    if comparison.unchanged and not comparison.new and not comparison.changed:
        return ["Alle cijfers uit dit bestand staan er al. Er verandert niets."]
    if comparison.goes_back:
        count = number(comparison.goes_back)
        return [f"{count} cijfers waren definitief en zijn in dit bestand voorlopig. Is dit een oud bestand?"]
    return []


class _Register:
    """Our own register of areas: which municipality a name means, and which names look like another area."""

    def __init__(self, held: Mapping[Key, Held]) -> None:
        municipalities = list(Municipality.objects.order_by("valid_to").values_list("pk", "code", "name"))
        self._by_code = {code: (pk, name) for pk, code, name in municipalities}
        self._by_name = {same_name(name): (pk, name) for pk, _, name in municipalities}
        held_areas = {(key.area_kind, key.area_name) for key in held}
        self._held = {name for kind, name in held_areas if kind == MUNICIPALITY}
        self._regions = {same_name(name): (kind, name) for kind, name in held_areas if kind != MUNICIPALITY}
        self._sets = {same_name(name): (kind, name) for kind, name in AreaSet.objects.values_list("kind", "name")}
        self.notes: list[str] = []

    def refused(self, parsed: ParsedFile) -> list[Rejected]:
        """Lines that name an area we can't place; the names of municipalities outside the region are fine."""
        reasons = {area: reason for area in parsed.areas if (reason := self._why_unknown(area))}
        reasons |= self._twice(parsed.areas)
        lines = {(figure.line, figure.area) for figure in parsed.figures if figure.area in reasons}
        return [Rejected(line, AREA_COLUMN, area.name, *reasons[area]) for line, area in lines if area is not None]

    def _twice(self, areas: list[Area]) -> dict[Area, tuple[str, str]]:
        """Areas that turn out to be the same municipality under another name or code."""
        first: dict[tuple[int, str], Area] = {}
        found = {}
        for area in areas:
            municipality = self._municipality(area)
            if municipality and first.setdefault(municipality, area) != area:
                reason = f"Dit is dezelfde gemeente als «{first[municipality].name}» in dit bestand."
                found[area] = (reason, "Laat één van de twee over.")
        return found

    def _why_unknown(self, area: Area) -> tuple[str, str] | None:
        if area.kind != MUNICIPALITY:
            return None
        if area.code:
            return (
                None if area.code in self._by_code else ("Deze code kennen we niet.", "Controleer de code bij de bron.")
            )
        name = same_name(area.name)
        if area.is_stated or name in self._by_name or area.name in self._held:
            return None
        if name in self._regions and self._regions[name][1] != area.name:
            return (
                "Dit gebied kennen we niet.",
                f"Bedoelt u «{area_label(*self._regions[name])}»? Schrijf de naam dan zo.",
            )
        if name in self._sets:
            return (
                "Dit gebied kennen we niet als gemeente.",
                "Schrijf erachter welke regio het is, zoals (VT) of (GG).",
            )
        return None

    def incoming(self, figures: list[ParsedFigure]) -> Iterator[Incoming]:
        outside: set[str] = set()
        for figure in figures:
            area = figure.area
            if area is None:
                kind, name, municipality = "", "", None
            else:
                kind, name, municipality = area.kind, area.name, self._municipality(area)
            if municipality:
                name = municipality[1]
            elif kind == MUNICIPALITY:
                outside.add(name)
            key = Key(figure.category, figure.measure, kind, name, figure.period)
            held = Held(figure.value, figure.status.value, figure.revision.value)
            yield Incoming(key, held, municipality[0] if municipality else None)
        if outside:
            self.notes.append(_outside_in_words(len(outside)))

    def _municipality(self, area: Area) -> tuple[int, str] | None:
        if area.kind != MUNICIPALITY:
            return None
        return self._by_code.get(area.code) or self._by_name.get(same_name(area.name))


def _outside_in_words(count: int) -> str:
    if count == 1:
        return "Eén gemeente staat niet in het register van het portaal. Haar cijfers komen onder haar eigen naam."
    return (
        f"{number(count)} gemeenten staan niet in het register van het portaal. Hun cijfers komen onder hun eigen naam."
    )


# --- a run: bring in, choose, confirm, save ---------------------------------------------------------------------------


def bring_in(*, file_name: str, content: bytes, by: Person | None) -> ImportRun:
    """Keep a file with what was recognised in it. No figure is saved yet. Raises FileError."""
    look = look_at(content, file_name=file_name, guesses=True)
    parsed = look.parsed
    run = ImportRun(
        file_name=file_name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        layout=parsed.layout.value,
        table_title=parsed.table_title[:300],
        source_line=parsed.source_line,
        retrieved_on=min(parsed.retrieved_on or today(), today()),
        brought_in_by=by,
        indicator=look.indicator,
        area_given=look.area.name if look.area else "",
        area_kind_given=look.area.kind if look.area else "",
    )
    with as_steward():
        run.save()
        ImportFile.objects.create(import_run=run, content=content)
        _keep(run, look)
    return run


def given_area(run: ImportRun) -> Area | None:
    return Area(run.area_kind_given, run.area_given) if run.area_given else None


def _compare_again(run: ImportRun, content: bytes) -> Look:
    look = look_at(content, file_name=run.file_name, indicator=run.indicator, area=given_area(run))
    _keep(run, look)
    return look


def _keep(run: ImportRun, look: Look) -> None:
    """Keep what the preview shows: counts with the run, values with the file."""
    run.preview = _summary(look)
    run.save()
    ImportFile.objects.filter(import_run=run).update(preview=_examples(look))


def _summary(look: Look) -> dict[str, Any]:
    """What may be told of a file to everyone who may import: no values."""
    parsed = look.parsed
    told = {key: value for key, value in look.as_json().items() if key != "rejected"}
    return told | {
        "rejected": len(look.rejected),
        "table_id": parsed.table_id,
        "filters": parsed.filters,
        "unit": parsed.unit,
        "measures": parsed.measures,
        "categories": len(parsed.categories),
        "period_labels": [
            f"{period_label(code)} ({revision.label})" if revision != "final" else period_label(code)
            for code, revision in parsed.periods.items()
        ],
        "zeros": parsed.zeros,
        "names_an_area": parsed.names_an_area,
        "is_all_crime": ALL_CRIME in look.notes,
    }


def _examples(look: Look) -> dict[str, Any]:
    """The values that a preview shows."""
    return {
        "rejected": [[line.row, line.column, line.value, line.reason, line.advice] for line in look.rejected[:SHOWN]],
        "changes": [
            [change.where, change.subject, change.old.text, change.new.text, change.remark]
            for change in look.comparison.changes[:SHOWN]
        ],
        "samples": [
            [
                figure.area.label if figure.area else "",
                period_label(figure.period),
                ", ".join(filter(None, [figure.measure, figure.category])),
                Held(figure.value, figure.status, figure.revision).text,
                figure.status.label if figure.value is None else figure.revision.label,
            ]
            for figure in _spread(look.parsed.figures)
        ],
    }


def _spread(figures: list[ParsedFigure]) -> list[ParsedFigure]:
    """A few figures from the whole file, the first and the last included."""
    if len(figures) <= SAMPLES:
        return figures
    step = (len(figures) - 1) / (SAMPLES - 1)
    return [figures[round(index * step)] for index in range(SAMPLES)]


@dataclass(frozen=True)
class NewIndicator:
    """An indicator that an import will make: never without a name, a definition and a source."""

    name: str
    definition: str
    source: str
    unit: str = "aantal"
    table_id: str = ""
    table_title: str = ""
    direction: str = "none"
    quality_note: str = ""
    has_overlapping_categories: bool = False
    is_in_report: bool = False


def suggested_indicator(run: ImportRun) -> NewIndicator:
    """A first draft, in the words of the table itself."""
    told = run.preview
    about = "; ".join([*told["measures"], *told["filters"]]).strip("; ")
    table = f"de tabel «{run.table_title}»" if run.table_title else "deze tabel"
    source = source_name(run)
    return NewIndicator(
        name=run.table_title[:200],
        definition=f"Wat {source or 'de bron'} telt in {table}{f': {about}' if about else ''}.",
        source=source,
        unit=told["unit"] or "aantal",
        table_id=told["table_id"],
        table_title=run.table_title,
        quality_note=ALL_CRIME if told["is_all_crime"] else "",
    )


def source_name(run: ImportRun) -> str:
    return run.source_line.removeprefix("Bron:").strip()


def choose(
    run: ImportRun,
    *,
    indicator: Indicator | None = None,
    new_indicator: NewIndicator | None = None,
    area: Area | None = None,
    retrieved_on: date | None = None,
) -> ImportRun:
    """Say which indicator the figures belong to, and which area when the file names none; then compare again."""
    if run.status != ImportStatus.PREVIEWED:
        raise ImportRefusedError("Deze import is al opgeslagen of geannuleerd.")
    if new_indicator:
        _refuse_other_source(run.source_line, new_indicator.source)
        _refuse_without_definition(new_indicator)
    if area and not run.preview["names_an_area"]:
        run.area_given, run.area_kind_given = area.name, area.kind
    run.retrieved_on = retrieved_on or run.retrieved_on
    run.indicator = indicator
    run.new_indicator = vars(new_indicator) if new_indicator else {}
    with as_steward():
        _compare_again(run, bytes(run.file.content))
    return run


def _refuse_without_definition(new: NewIndicator) -> None:
    if not new.name.strip() or not new.definition.strip():
        raise ImportRefusedError("Schrijf op hoe het heet en wat er meetelt. Zonder definitie tonen we geen cijfer.")
    if not new.source.strip():
        raise ImportRefusedError("Vul in wie de cijfers maakt. Zonder bron tonen we geen cijfer.")


def is_ready(run: ImportRun) -> bool:
    """Whether it is known where the figures belong."""
    return bool(run.indicator_id or run.new_indicator) and bool(run.area_given or run.preview["names_an_area"])


def confirm(run: ImportRun, *, skips_rejected: bool = False, waits: bool = False) -> ImportRun:
    """Save the figures: at once, or in the background when there are many, unless whoever asks `waits`."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.status not in {ImportStatus.PREVIEWED, ImportStatus.FAILED}:
            raise ImportRefusedError("Deze import is al opgeslagen of geannuleerd.")
        if not is_ready(run):
            raise ImportRefusedError("Kies eerst bij welke indicator en welk gebied deze cijfers horen.")
        if run.preview["rejected"] and not skips_rejected:
            raise ImportRefusedError(
                "Alles gaat mee of niets gaat mee. Verbeter het bestand, of geef aan dat u de afgekeurde "
                "regels overslaat."
            )
        run.status, run.skips_rejected = ImportStatus.CONFIRMED, skips_rejected
        run.was_in_background = run.preview["rows"] > LARGE and not waits
        run.save()
        if run.was_in_background:
            app.configure_task("monitor.save_figures").defer(run=run.pk)
            return run
    return save_figures(run)


def save_figures(run: ImportRun, *, tell: Tell | None = None) -> ImportRun:
    """Save everything of a confirmed run and release it as an edition, or save nothing."""
    with as_steward(), because(f"import van {run.file_name}"):
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.status != ImportStatus.CONFIRMED:
            return run
        indicator = run.indicator or _make_indicator(NewIndicator(**run.new_indicator))
        Indicator.objects.select_for_update().get(pk=indicator.pk)  # one import at a time per indicator
        run.indicator = indicator
        look = _compare_again(run, bytes(run.file.content))
        if look.rejected and not run.skips_rejected:
            raise ImportRefusedError("Er zijn regels afgekeurd. Er is niets opgeslagen.")
        total = 2 * look.to_save + look.comparison.unchanged  # written, and then released with what was there
        _write(look, run, indicator, lambda done: tell(done, total) if tell else None)
        if look.to_save:
            build_edition(
                indicator,
                retrieved_on=run.retrieved_on,
                tell=lambda done: tell(look.to_save + done, total) if tell else None,
            )
        run.status, run.finished_at = ImportStatus.LOADED, timezone.now()
        run.save()
    return run


def _write(look: Look, run: ImportRun, indicator: Indicator, tell: Callable[[int], None]) -> None:
    """New figures are added, changed ones revised; the history keeps what they were."""
    totals = look.parsed.totals
    incoming = [*look.comparison.new, *look.comparison.changed]
    for start in range(0, len(incoming), BATCH):
        Observation.objects.bulk_create(
            [_observation(figure, run, indicator, totals) for figure in incoming[start : start + BATCH]],
            update_conflicts=True,
            unique_fields=["indicator", *Key._fields],
            update_fields=["value", "value_status", "revision_status", "is_total", "municipality", "import_run"],
        )
        tell(min(start + BATCH, len(incoming)))


def _observation(figure: Incoming, run: ImportRun, indicator: Indicator, totals: set[str]) -> Observation:
    return Observation(
        indicator=indicator,
        **figure.key._asdict(),
        value=figure.held.value,
        value_status=figure.held.status,
        revision_status=figure.held.revision,
        municipality_id=figure.municipality_id,
        is_total=figure.key.category in totals,
        import_run=run,
    )


def _make_indicator(new: NewIndicator) -> Indicator:
    source, _ = Source.objects.get_or_create(
        name=new.source,
        defaults={
            "attribution": f"Bron: {new.source}",
            "licence": "CC BY 4.0" if new.source in {"CBS", "Politie"} else "",
        },
    )
    fields = {name: value for name, value in vars(new).items() if name != "source"}
    indicator = Indicator(**fields, source=source, slug=_free_slug(new.name))
    indicator.full_clean()
    indicator.save()
    return indicator


def _free_slug(name: str) -> str:
    slug = slugify(name)[:50].strip("-") or "indicator"
    taken = set(Indicator.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(
        free for number in range(1, len(taken) + 2) if (free := f"{slug}-{number}" if number > 1 else slug) not in taken
    )


def cancel(run: ImportRun) -> ImportRun:
    """Forget a file that was not saved; only that it was brought in stays known."""
    with as_steward():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.status not in {ImportStatus.PREVIEWED, ImportStatus.FAILED}:
            raise ImportRefusedError("Deze import is al opgeslagen.")
        ImportFile.objects.filter(import_run=run).delete()
        run.status = ImportStatus.CANCELLED
        run.save()
    return run


def note_failure(run: ImportRun, *, problem: str) -> None:
    """A job could not save the figures: nothing was kept, and the one who brought them in is told."""
    run.status, run.problem, run.finished_at = ImportStatus.FAILED, problem, timezone.now()
    run.save()
