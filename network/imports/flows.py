"""Bringing a list in, step by step: the file, its columns, what is double, and saving all of it or nothing."""

import hashlib
from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, transaction

from network.dutch import enumeration, number
from network.history import because
from network.imports.kinds import ImportKind, RowState
from network.imports.layouts import Layout, guess, is_our_own, remember, remembered
from network.imports.looks import Look, look_at
from network.models import ImportState, Person, WaitingImport
from network.tables import Table, read_table
from network.uploads import display_name

CHANGED_MEANWHILE = (
    "Intussen is er iets veranderd in wat het portaal al heeft. Er is niets opgeslagen. "
    "Hieronder staat wat er nu gaat gebeuren. Kijk het na en sla opnieuw op."
)


class ImportRefusedError(ValueError):
    """What was asked can't be done as it stands; the message is Dutch and says what to do."""


def too_large() -> str:
    return f"Het bestand is te groot. Het mag hoogstens {settings.IMPORT_MAX_BYTES // 1024**2} MB zijn."


def table_of(waiting: WaitingImport, kind: ImportKind) -> Table:
    return read(kind, bytes(waiting.content), waiting.file_name, sheet=waiting.sheet, separator=waiting.separator)


def read(kind: ImportKind, content: bytes, file_name: str, *, sheet: str = "", separator: str = "") -> Table:
    """The table in a file; headings of our own tell where it starts."""
    labels = [column.label for column in kind.columns]
    return read_table(content, file_name=file_name, sheet=sheet, separator=separator, known_headers=labels)


@transaction.atomic
def take(kind: ImportKind, *, file_name: str, content: bytes, by: Person) -> WaitingImport:
    """Keep a file until it is saved. What it looks like was seen before: then its columns are chosen already."""
    table = read(kind, content, file_name)
    layout = remembered(kind, table.header) or guess(kind, table.header)
    is_known = remembered(kind, table.header) is not None or is_our_own(kind, table)
    with because("lijst gekozen"):
        return WaitingImport.objects.create(
            kind=kind.key,
            file_name=display_name(file_name),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            layout=layout.as_json(),
            is_mapped=is_known,
            brought_in_by=by,
        )


@transaction.atomic
def read_otherwise(waiting: WaitingImport, kind: ImportKind, *, sheet: str, separator: str) -> None:
    """Another sheet, or other marks between the columns: then the columns have to be looked at again."""
    waiting.sheet, waiting.separator = sheet, separator
    table = table_of(waiting, kind)
    layout = remembered(kind, table.header)
    waiting.layout = (layout or guess(kind, table.header)).as_json()
    waiting.is_mapped = False
    waiting.choices = {}
    with because("lijst anders gelezen"):
        waiting.save(update_fields=["sheet", "separator", "layout", "is_mapped", "choices"])


@transaction.atomic
def choose_columns(waiting: WaitingImport, kind: ImportKind, *, layout: Layout, by: Person) -> None:
    """Say which column holds what; the same headings are read like this from now on."""
    table = table_of(waiting, kind)
    waiting.layout, waiting.is_mapped, waiting.choices = layout.as_json(), True, {}
    with because("kolommen van een lijst gekozen"):
        waiting.save(update_fields=["layout", "is_mapped", "choices"])
        remember(kind, table.header, layout, by=by)


def look_at_waiting(waiting: WaitingImport, kind: ImportKind, *, writes: bool = False) -> Look:
    return look_at(
        kind,
        table_of(waiting, kind),
        Layout.from_json(waiting.layout),
        choices=waiting.choices,
        writes=writes,
    )


def choose_for_doubles(waiting: WaitingImport, *, choices: Mapping[str, str]) -> None:
    """Say of possible duplicates whether they are the same."""
    waiting.choices = {**waiting.choices, **choices}
    waiting.save(update_fields=["choices"])


def confirm(waiting: WaitingImport, kind: ImportKind, *, seen: str, by: Person) -> Look:
    """Save exactly what was seen, or nothing."""
    try:
        with transaction.atomic(), because(f"ingelezen uit {waiting.file_name}", by=by):
            locked = WaitingImport.objects.select_for_update().filter(pk=waiting.pk).first()
            if locked is None:
                raise ImportRefusedError("Deze lijst is intussen weggegooid. Kies het bestand opnieuw.")
            if not locked.is_waiting:
                raise ImportRefusedError("Deze lijst is al opgeslagen.")
            look = look_at_waiting(locked, kind, writes=True)
            refuse_what_is_not_ready(look)
            if look.fingerprint != seen:
                raise ImportRefusedError(CHANGED_MEANWHILE)
            _finish(locked, look)
    except IntegrityError as error:  # somebody saved the same number between our look and our write
        raise ImportRefusedError(CHANGED_MEANWHILE) from error
    waiting.refresh_from_db()
    return look


def refuse_what_is_not_ready(look: Look) -> None:
    if look.rejected:
        raise ImportRefusedError(
            "Alles gaat mee of niets gaat mee. Verbeter de afgekeurde cellen in uw bestand en kies het opnieuw, "
            "of kies bij de kolommen dat u een kolom overslaat."
        )
    if look.undecided:
        rows = enumeration([number(row.number) for row in look.undecided[:5]])
        raise ImportRefusedError(f"Zeg eerst van elke mogelijke dubbele of het dezelfde is: bij rij {rows}.")


def _finish(waiting: WaitingImport, look: Look) -> None:
    waiting.state, waiting.content, waiting.choices = ImportState.LOADED, b"", {}
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
    """Throw it away; False when it turns out to be saved, or gone, already."""
    locked = WaitingImport.objects.select_for_update().filter(pk=waiting.pk).first()
    if locked is None or not locked.is_waiting:
        return False
    with because("lijst weggegooid"):
        locked.delete()
    return True
