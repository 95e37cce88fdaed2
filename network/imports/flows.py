"""Bringing a list in, step by step: the file, its columns, what is double, and saving all of it or nothing."""

import hashlib
from collections.abc import Collection, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from network.dutch import enumeration, number
from network.history import because
from network.imports.kinds import KINDS, ImportKind, RowState, Tell, tell_nobody
from network.imports.layouts import Layout, guess, is_our_own, remember, remembered
from network.imports.looks import Look, look_at
from network.imports.previews import Preview
from network.models import ImportState, Person, WaitingImport
from network.policy import may
from network.tables import Table, TableError, read_table
from network.uploads import display_name

CHANGED_MEANWHILE = (
    "Intussen is er iets veranderd in wat het portaal al heeft. Er is niets opgeslagen. "
    "Hieronder staat wat er nu gaat gebeuren. Kijk het na en sla opnieuw op."
)
BUSY = "Het portaal werkt op dit moment aan deze lijst. Wacht tot het klaar is."
SAVED = "Deze lijst is al opgeslagen."
GONE = "Deze lijst is intussen weggegooid. Kies het bestand opnieuw."
MAY_NOT = "U mag geen lijsten meer inlezen. Er is niets opgeslagen."


class ImportRefusedError(ValueError):
    """What was asked can't be done as it stands; the message is Dutch and says what to do."""


def table_of(waiting: WaitingImport, kind: ImportKind) -> Table:
    return read(kind, bytes(waiting.content), waiting.file_name, sheet=waiting.sheet, separator=waiting.separator)


def read(kind: ImportKind, content: bytes, file_name: str, *, sheet: str = "", separator: str = "") -> Table:
    """The table in a file; headings of our own tell where it starts."""
    if of_others := kind.read_others(content):
        return of_others
    labels = [column.label for column in kind.columns]
    return read_table(content, file_name=file_name, sheet=sheet, separator=separator, known_headers=labels)


@transaction.atomic
def take(kind: ImportKind, *, file_name: str, content: bytes, by: Person) -> WaitingImport:
    """Keep a file until it is saved. What it looks like was seen before: then its columns are chosen already."""
    table = read(kind, content, file_name)
    layout = remembered(kind, table.header) or guess(kind, table.header)
    is_known = remembered(kind, table.header) is not None or is_our_own(kind, table)
    with because("lijst gekozen"):
        waiting = WaitingImport.objects.create(
            kind=kind.key,
            file_name=display_name(file_name),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            layout=layout.as_json(),
            is_mapped=is_known,
            number_of_rows=len(table.rows),
            brought_in_by=by,
        )
        if waiting.is_long and is_known:
            _start(waiting, ImportState.LOOKING)
    return waiting


@transaction.atomic
def read_otherwise(waiting: WaitingImport, kind: ImportKind, *, sheet: str, separator: str) -> None:
    """Another sheet, or other marks between the columns: then the columns have to be looked at again."""
    waiting = _open(waiting)
    waiting.sheet, waiting.separator = sheet, separator
    table = table_of(waiting, kind)
    layout = remembered(kind, table.header)
    waiting.layout = (layout or guess(kind, table.header)).as_json()
    waiting.is_mapped, waiting.number_of_rows = False, len(table.rows)
    _begin_anew(waiting)
    with because("lijst anders gelezen"):
        waiting.save()


@transaction.atomic
def choose_columns(waiting: WaitingImport, kind: ImportKind, *, layout: Layout, by: Person) -> None:
    """Say which column holds what; the same headings are read like this from now on."""
    waiting = _open(waiting)
    table = table_of(waiting, kind)
    waiting.layout, waiting.is_mapped = layout.as_json(), True
    _begin_anew(waiting)
    with because("kolommen van een lijst gekozen"):
        waiting.save()
        remember(kind, table.header, layout, by=by)
        if waiting.is_long:
            _start(waiting, ImportState.LOOKING)


def _begin_anew(waiting: WaitingImport) -> None:
    waiting.state, waiting.choices, waiting.preview, waiting.problem = ImportState.WAITING, {}, {}, ""


def _open(waiting: WaitingImport) -> WaitingImport:
    """The list, held for whoever changes it. Nobody waits for the minutes that work in the background takes."""
    same = WaitingImport.objects.filter(pk=waiting.pk)
    found = same.select_for_update(skip_locked=waiting.is_long).first()
    if found is None and not same.exists():
        raise ImportRefusedError(GONE)
    if found is None or found.is_busy:
        raise ImportRefusedError(BUSY)
    if found.state == ImportState.LOADED:
        raise ImportRefusedError(SAVED)
    return found


def look_at_waiting(
    waiting: WaitingImport, kind: ImportKind, *, writes: bool = False, tell: Tell = tell_nobody
) -> Look:
    return look_at(
        kind,
        table_of(waiting, kind),
        Layout.from_json(waiting.layout),
        choices=waiting.choices,
        writes=writes,
        tell=tell,
    )


def preview_of(waiting: WaitingImport, kind: ImportKind) -> Preview:
    """What the list would change: of a long one as it was looked at, of another as it is now."""
    return Preview.from_json(waiting.preview) if waiting.is_long else Preview.of(look_at_waiting(waiting, kind))


@transaction.atomic
def choose_for_doubles(waiting: WaitingImport, *, choices: Mapping[str, str]) -> None:
    """Say of possible duplicates whether they are the same."""
    waiting = _open(waiting)
    waiting.choices = {**waiting.choices, **choices}
    waiting.save(update_fields=["choices"])
    if waiting.is_long:
        _start(waiting, ImportState.LOOKING)


def confirm(waiting: WaitingImport, kind: ImportKind, *, seen: str, by: Person) -> None:
    """Save exactly what was seen, or nothing."""
    try:
        with transaction.atomic(), because(f"ingelezen uit {waiting.file_name}", by=by):
            _save(_open(waiting), kind, seen=seen)
    except IntegrityError as error:  # somebody saved the same number between our look and our write
        raise ImportRefusedError(CHANGED_MEANWHILE) from error
    waiting.refresh_from_db()


def _save(waiting: WaitingImport, kind: ImportKind, *, seen: str, tell: Tell = tell_nobody) -> None:
    look = look_at_waiting(waiting, kind, writes=True, tell=tell)
    refuse_what_is_not_ready(is_rejected=bool(look.rejected), undecided=[row.number for row in look.undecided])
    if look.fingerprint != seen:
        raise ImportRefusedError(CHANGED_MEANWHILE)
    _finish(waiting, look)


def refuse_what_is_not_ready(*, is_rejected: bool, undecided: Collection[int]) -> None:
    if is_rejected:
        raise ImportRefusedError(
            "Alles gaat mee of niets gaat mee. Verbeter de afgekeurde cellen in uw bestand en kies het opnieuw, "
            "of kies bij de kolommen dat u een kolom overslaat."
        )
    if undecided:
        rows = enumeration([number(row) for row in list(undecided)[:5]])
        raise ImportRefusedError(f"Zeg eerst van elke mogelijke dubbele of het dezelfde is: bij rij {rows}.")


def _finish(waiting: WaitingImport, look: Look) -> None:
    waiting.state, waiting.content, waiting.choices, waiting.preview = ImportState.LOADED, b"", {}, {}
    waiting.outcome = in_words(look)
    waiting.save()


def in_words(look: Look) -> str:
    """3 partners nieuw, 1 gewijzigd, 12 ongewijzigd"""
    counts = look.counts
    one, many = look.kind.things
    new = counts[RowState.NEW]
    return (
        f"{number(new)} {one if new == 1 else many} nieuw, {number(counts[RowState.CHANGED])} gewijzigd, "
        f"{number(counts[RowState.UNCHANGED])} ongewijzigd"
    )


@transaction.atomic
def forget(waiting: WaitingImport) -> bool:
    """Throw it away; False when it turns out to be saved, or gone, already. What is being saved stays, as long as
    somebody seems to be at it.
    """
    same = WaitingImport.objects.filter(pk=waiting.pk)
    locked = same.select_for_update(skip_locked=waiting.is_long).first()
    if locked is None and same.exists():
        raise ImportRefusedError(BUSY)
    if locked is None or locked.state == ImportState.LOADED:
        return False
    if locked.state == ImportState.SAVING and not locked.hangs:
        raise ImportRefusedError(BUSY)
    with because("lijst weggegooid"):
        locked.delete()
    return True


@transaction.atomic
def forget_note(waiting: WaitingImport) -> None:
    """Take away what tells that a list was saved; what it brought in stays."""
    with because("melding over een lijst weggehaald"):
        WaitingImport.objects.filter(pk=waiting.pk, state=ImportState.LOADED).delete()


# --- long lists, in the background ---------------------------------------------------------------------------------


def _start(waiting: WaitingImport, state: ImportState) -> None:
    """Put the work in the queue. Whatever was started before finds that it is no longer asked for."""
    waiting.state, waiting.problem = state, ""
    waiting.attempt, waiting.busy_since = waiting.attempt + 1, timezone.now()
    waiting.save(update_fields=["state", "problem", "attempt", "busy_since"])
    app.configure_task("network.work_at_list").defer(waiting=waiting.pk, attempt=waiting.attempt)


@transaction.atomic
def ask_to_save(waiting: WaitingImport, *, seen: str) -> None:
    """Have exactly what was seen saved in the background. Who asks twice changes nothing."""
    found = WaitingImport.objects.select_for_update(skip_locked=True).filter(pk=waiting.pk).first()
    if found is None or found.state in {ImportState.SAVING, ImportState.LOADED}:
        return
    if found.state != ImportState.LOOKED:
        raise ImportRefusedError(BUSY)
    preview = Preview.from_json(found.preview)
    refuse_what_is_not_ready(is_rejected=bool(preview.rejected), undecided=[int(row) for row in preview.undecided])
    if preview.fingerprint != seen:
        raise ImportRefusedError(CHANGED_MEANWHILE)
    _start(found, ImportState.SAVING)


@transaction.atomic
def try_again(waiting: WaitingImport) -> None:
    """Start work anew that failed, or that nobody is at any more."""
    found = WaitingImport.objects.select_for_update(skip_locked=True).filter(pk=waiting.pk).first()
    if found is None:
        raise ImportRefusedError(BUSY)
    if found.hangs:
        _start(found, ImportState(found.state))
    elif found.state == ImportState.REFUSED:
        _start(found, ImportState.LOOKING)


def work_at(number: int, *, attempt: int, tell: Tell) -> None:
    """Look at a list or save it, as was asked: all of it or nothing."""
    try:
        with transaction.atomic():
            if found := _asked_for(number, attempt):
                _work(found, tell)
    except (ImportRefusedError, IntegrityError):  # it is no longer what was seen
        with transaction.atomic():
            if found := _asked_for(number, attempt):
                _look(found, KINDS[found.kind], tell, problem=CHANGED_MEANWHILE)
    except TableError as refused:
        note_failure(number, attempt=attempt, problem=str(refused))


def note_failure(number: int, *, attempt: int, problem: str) -> None:
    with transaction.atomic():
        if found := _asked_for(number, attempt):
            _note(found, problem)


def _asked_for(number: int, attempt: int) -> WaitingImport | None:
    """Nothing when it was thrown away or started anew meanwhile; work twice in the queue is done once."""
    found = WaitingImport.objects.select_for_update().filter(pk=number, attempt=attempt).first()
    return found if found and found.is_busy else None


def _work(waiting: WaitingImport, tell: Tell) -> None:
    kind, person = KINDS[waiting.kind], waiting.brought_in_by
    tell(0, waiting.number_of_rows)  # no longer in the queue
    if not may(person, kind.permission):
        _note(waiting, MAY_NOT)
    elif waiting.state == ImportState.LOOKING:
        _look(waiting, kind, tell)
    else:
        with because(f"ingelezen uit {waiting.file_name}", by=person):
            _save(waiting, kind, seen=waiting.preview["fingerprint"], tell=tell)


def _look(waiting: WaitingImport, kind: ImportKind, tell: Tell, *, problem: str = "") -> None:
    preview = Preview.of(look_at_waiting(waiting, kind, tell=tell))
    waiting.preview, waiting.state, waiting.problem = preview.as_json(), ImportState.LOOKED, problem
    with because("lijst bekeken", by=waiting.brought_in_by):
        waiting.save(update_fields=["preview", "state", "problem"])


def _note(waiting: WaitingImport, problem: str) -> None:
    waiting.state, waiting.problem = ImportState.REFUSED, problem[:500]
    with because("lijst niet opgeslagen", by=waiting.brought_in_by):
        waiting.save(update_fields=["state", "problem"])
