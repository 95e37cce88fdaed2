"""Bringing figures in: look, choose where they belong, confirm, save. Page, command and job go through here."""

import hashlib
from datetime import date
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from monitor.areas import Area
from monitor.editions import build_edition
from monitor.import_columns import remember, remember_indicator, remembered
from monitor.import_comparison import write
from monitor.import_indicators import (
    ImportRefusedError,
    NewIndicator,
    is_national,
    make_indicator,
    refuse_a_part_of_the_country,
    refuse_other_source,
    refuse_without_definition,
)
from monitor.import_look import as_json, given_area, keep, looking
from monitor.import_names import names_of_codes, remember_names
from monitor.import_progress import Tell, in_parts
from monitor.models import ImportFile, ImportRun, ImportStatus, Indicator
from monitor.statline import (
    ColumnMapping,
    FileError,
    Layout,
    Reading,
    UnknownLayoutError,
    columns_of,
    open_table,
)
from network.database import as_steward
from network.dates import today
from network.history import because
from network.jobs import app
from network.models import Person
from network.uploads import too_large

LARGE = 5_000  # figures; above it the work is done in the background


# --- looking -----------------------------------------------------------------------------------------------------


def bring_in(
    *,
    file_name: str,
    content: bytes,
    by: Person | None,
    indicator: Indicator | None = None,
    area: Area | None = None,
    mapping: ColumnMapping | None = None,
) -> ImportRun:
    """Keep a file with what was recognised in it. No figure is saved yet. Raises FileError, and UnknownLayoutError for
    a table of which somebody has to say what each column is.

    Without an indicator it is compared with that of the same table before; `area` is for a file that names none, and
    `mapping` for one in a layout of its own.
    """
    _refuse_too_large(content)
    kept = mapping.as_json() if mapping else None
    try:
        reading = open_table(content, file_name=file_name, mapping=kept)
    except UnknownLayoutError:
        before = remembered(content, file_name=file_name)
        if before is None:
            raise
        kept = before.mapping
        reading = open_table(content, file_name=file_name, mapping=kept)
        indicator = indicator or before.indicator
    run = _new_run(file_name, content, by)
    run.layout, run.table_title = reading.layout.value, reading.table_title[:300]
    run.retrieved_on = min(reading.retrieved_on or today(), today())
    run.mapping = {"table": kept} if kept else {}
    with as_steward():
        run.save()
        ImportFile.objects.create(import_run=run, content=content)
        if indicator:
            _look_at(run, reading, indicator, area)
            refuse_other_source(run, indicator.source.name)
        else:
            _look_with_a_guess(run, reading, area)
    return run


def bring_in_unknown(*, file_name: str, content: bytes, by: Person | None) -> ImportRun:
    """Keep a table of which nobody said yet what each column is. Raises FileError when it can't be read at all."""
    _refuse_too_large(content)
    columns_of(content, file_name=file_name)
    run = _new_run(file_name, content, by)
    run.layout, run.table_title = Layout.MAPPED.value, PurePath(file_name).stem[:300]
    with as_steward():
        run.save()
        ImportFile.objects.create(import_run=run, content=content)
    return run


def _refuse_too_large(content: bytes) -> None:
    if len(content) > settings.IMPORT_MAX_BYTES:
        raise FileError(too_large(settings.IMPORT_MAX_BYTES))


def _new_run(file_name: str, content: bytes, by: Person | None) -> ImportRun:
    return ImportRun(file_name=file_name[:255], sha256=hashlib.sha256(content).hexdigest(), brought_in_by=by)


def map_columns(run: ImportRun, mapping: ColumnMapping) -> ImportRun:
    """Say what each column is; the next table with these headings is read the same way. Raises FileError."""
    _refuse_unless_previewed(run)
    run.mapping = {**run.mapping, "table": mapping.as_json()}
    with as_steward():
        reading = _opened(run)
        run.layout = reading.layout.value
        if run.preview:
            with looking(run, reading) as look:
                keep(run, look)
        else:
            _look_with_a_guess(run, reading, None)
    remember(mapping)
    return run


def _look_with_a_guess(run: ImportRun, reading: Reading, area: Area | None) -> None:
    """Beside the indicator of the same table before, unless the source, which stands at the end, is another one."""
    guess = _of_this_table(run.table_title, reading.table_id)
    _look_at(run, reading, guess, area)
    if guess and (run.source_line or not reading.holds_codes) and run.source_line != guess.source.attribution:
        _look_at(run, reading, Indicator.objects.of_table(run.table_title, run.source_line).first(), area)


def _of_this_table(title: str, table_id: str) -> Indicator | None:
    """That which a table of this title fed before; or the only one of this number."""
    known = Indicator.objects.select_related("source")
    if title and (same := known.filter(table_title=title).first()):
        return same
    numbered = list(known.filter(table_id__iexact=table_id)[:2]) if table_id else []
    return numbered[0] if len(numbered) == 1 else None


def _look_at(run: ImportRun, reading: Reading, indicator: Indicator | None, area: Area | None) -> None:
    run.indicator = indicator
    if reading.holds_codes:
        reading = _opened(run)  # the names of codes depend on the indicator
    area = area or (_area_before(indicator) if indicator else None)
    if area and not reading.names_an_area:
        run.area_given, run.area_kind_given = area.name, area.kind
    with looking(run, reading) as look:
        keep(run, look)


def _area_before(indicator: Indicator) -> Area | None:
    before = indicator.imports.loaded().exclude(area_given="").first()
    return given_area(before) if before else None


def _look_again(run: ImportRun) -> None:
    with as_steward(), looking(run, _opened(run)) as look:
        keep(run, look)


def _opened(run: ImportRun) -> Reading:
    mapping, content = run.mapping.get("table"), bytes(run.file.content)
    reading = open_table(content, file_name=run.file_name, mapping=mapping)
    if not reading.holds_codes:
        return reading
    labels = names_of_codes(reading.table_id, run.indicator)
    return open_table(content, file_name=run.file_name, mapping=mapping, labels=labels)


def printed(run: ImportRun) -> dict[str, Any]:
    """What `preview` and `load` tell of it."""
    with as_steward():
        return as_json(run)


# --- choosing ----------------------------------------------------------------------------------------------------


def choose(
    run: ImportRun,
    *,
    indicator: Indicator | None = None,
    new_indicator: NewIndicator | None = None,
    area: Area | None = None,
    retrieved_on: date | None = None,
) -> ImportRun:
    """Say which indicator the figures belong to, and which area when the file names none; then compare again."""
    _refuse_unless_previewed(run)
    before = run.indicator, run.area_given, run.area_kind_given, is_national(run)
    if new_indicator:
        refuse_other_source(run, new_indicator.source)
        refuse_without_definition(new_indicator)
    elif indicator:
        refuse_other_source(run, indicator.source.name)
    if area and not run.preview["names_an_area"]:
        run.area_given, run.area_kind_given = area.name, area.kind
    run.retrieved_on = retrieved_on or run.retrieved_on
    run.indicator = indicator
    run.new_indicator = vars(new_indicator) if new_indicator else {}
    refuse_a_part_of_the_country(run)
    if before == (run.indicator, run.area_given, run.area_kind_given, is_national(run)):
        run.save()  # nothing to compare anew
    else:
        _look_again(run)
    return run


def use_area(run: ImportRun, *, name: str) -> ImportRun:
    """Take the area that we thought a name in the file means, wherever that name stands in it."""
    _refuse_unless_previewed(run)
    with as_steward():
        rejected = ImportFile.objects.get(import_run=run).preview["rejected"]
    meant = {value: meant for _, _, value, _, _, meant in rejected if meant}
    if name not in meant:
        raise ImportRefusedError("Deze naam is al gekozen, of staat niet meer in de lijst.")
    run.mapping = {**run.mapping, "areas": {**run.mapping.get("areas", {}), name: meant[name]}}
    _look_again(run)
    return run


def _refuse_unless_previewed(run: ImportRun) -> None:
    if run.status != ImportStatus.PREVIEWED:
        raise ImportRefusedError("Deze import is al opgeslagen of geannuleerd.")


def is_ready(run: ImportRun) -> bool:
    """Whether it is known where the figures belong."""
    return bool(run.indicator_id or run.new_indicator) and bool(run.area_given or run.preview["names_an_area"])


def needs_columns(run: ImportRun) -> bool:
    """Whether somebody still has to say what each column is."""
    return run.status == ImportStatus.PREVIEWED and not run.preview


# --- saving ------------------------------------------------------------------------------------------------------


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
        run.was_in_background = run.preview["observations"] > LARGE and not waits
        run.save()
        if run.was_in_background:
            app.configure_task("monitor.save_figures").defer(run=run.pk)
            return run
    return save_figures(run)


def save_figures(run: ImportRun, *, tell: Tell | None = None) -> ImportRun:
    """Save everything of a confirmed run and release it as an edition, or save nothing."""
    reads, writes, releases = in_parts(tell, run.preview["observations"])
    with as_steward(), because(f"import van {run.file_name}"):
        run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if run.status != ImportStatus.CONFIRMED:
            return run
        indicator = run.indicator or make_indicator(NewIndicator(**run.new_indicator))
        Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)  # one import at a time per indicator
        run.indicator = indicator
        with looking(run, _opened(run), tell=reads) as look:
            keep(run, look)
            if look.found.rejected_lines and not run.skips_rejected:
                raise ImportRefusedError("Er zijn regels afgekeurd. Er is niets opgeslagen.")
            if look.comparison.to_save:
                write(run, indicator, look.comparison, totals=look.reading.totals, tell=writes)
                reason = f"Import van {run.file_name}"
                build_edition(
                    indicator, retrieved_on=run.retrieved_on, tell=releases, reason=reason, by=run.brought_in_by
                )
        remember_indicator(run, indicator)
        remember_names(look.reading)
        run.status, run.finished_at = ImportStatus.LOADED, timezone.now()
        run.save()
    return run


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
    """A job could not save the figures: nothing was kept, and the one who brought them in is told.

    Unless they were saved after all: by a worker that was thought to be gone, while another took up its job.
    """
    with transaction.atomic():
        if ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk).status != ImportStatus.LOADED:
            run.status, run.problem, run.finished_at = ImportStatus.FAILED, problem, timezone.now()
            run.save()
