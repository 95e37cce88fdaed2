"""Every import of the portal from the command line, through the very same code as its page."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from actionplan.plan_import import PLANS
from monitor import import_flows
from monitor.areas import KIND_LABELS, Area, area_of_kind
from monitor.import_indicators import ImportRefusedError, NewIndicator, suggested_indicator
from monitor.models import ImportRun, Indicator
from monitor.statline import ColumnMapping, FileError, Role, columns_of
from network.areas.area_import import AREAS
from network.history import because, on_the_command_line
from network.imports import flows as list_flows
from network.imports import layouts
from network.imports.kinds import Choice, ImportKind, Rejection, RowLook, RowState
from network.imports.layouts import Layout
from network.imports.looks import Look as ListLook
from network.imports.looks import look_at
from network.tables import Table, TableError, column_index
from network.uploads import MOST_PACKED, too_large
from partners.organisation_import import ORGANISATIONS
from partners.service_import import SERVICES

Told = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A file, and what was said about it on the command line."""

    file_name: str
    content: bytes
    indicator: str = ""
    area: str = ""
    area_kind: str = ""
    columns: Sequence[str] = ()  # key=letter, for a list of another layout
    defaults: Sequence[str] = ()  # key=value, for all rows where the cell is empty
    same_name: str = ""
    sheet: str = ""
    separator: str = ""
    skip_rows: int | None = None  # explanation right below the headings
    new: str = ""  # name of an indicator to make, with whose figures they are and what counts
    source: str = ""
    definition: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of import: how it looks, and how it saves. Both tell the same."""

    preview: Callable[[Asked], Told]
    load: Callable[[Asked], Told]
    most: int  # bytes of a file


def preview_statline(asked: Asked) -> Told:
    with transaction.atomic():
        told = import_flows.printed(_bring_in(asked))
        transaction.set_rollback(True)
    return told


def load_statline(asked: Asked) -> Told:
    """All or nothing: with one rejected line nothing is saved, not even that the file was there."""
    with transaction.atomic(), on_the_command_line():
        run = _bring_in(asked)
        if run.preview["rejected"]:
            told = import_flows.printed(run)
            transaction.set_rollback(True)
            return told
        if not run.area_given and not run.preview["names_an_area"]:
            raise CommandError(
                "Het bestand noemt geen gebied. Geef het op met --area en --area-kind, "
                'bijvoorbeeld --area "Noord-Nederland" --area-kind LD.'
            )
        if asked.new or not run.indicator:
            import_flows.choose(run, new_indicator=_new_indicator(run, asked))
        return import_flows.printed(import_flows.confirm(run, waits=True))


def _bring_in(asked: Asked) -> ImportRun:
    indicator = _indicator(asked.indicator) if asked.indicator else None
    area = _area(asked) if asked.area else None
    mapping = _mapping(asked) if asked.columns else None
    return import_flows.bring_in(
        file_name=asked.file_name, content=asked.content, by=None, indicator=indicator, area=area, mapping=mapping
    )


def _new_indicator(run: ImportRun, asked: Asked) -> NewIndicator:
    """What the table suggests, and over it what was given."""
    suggested = suggested_indicator(run)
    new = replace(
        suggested,
        name=asked.new or suggested.name,
        source=asked.source or suggested.source,
        definition=asked.definition or suggested.definition,
    )
    if not new.source:
        raise CommandError(
            "Het bestand noemt geen bron. Kies een indicator met --indicator, of noem de bron met --source."
        )
    return new


def _mapping(asked: Asked) -> ColumnMapping:
    """What each column of a table of another layout is: `--column area=A --column period=B --column value=D`."""
    columns = columns_of(asked.content, file_name=asked.file_name, sheet=asked.sheet)
    roles = dict.fromkeys((column.index for column in columns.columns), Role.SKIP)
    for role, _, letter in (each.partition("=") for each in asked.columns):
        if role not in set(Role) or column_index(letter) not in roles:
            raise CommandError(
                f"--column {role}={letter} kennen we niet. Kies een van: {', '.join(Role)}, en een kolom van dit "
                "bestand, bijvoorbeeld area=A."
            )
        roles[column_index(letter)] = Role(role)
    return ColumnMapping(roles, tuple(column.heading for column in columns.columns), columns.sheet)


def _indicator(slug: str) -> Indicator:
    if found := Indicator.objects.filter(slug=slug).first():
        return found
    known = ", ".join(Indicator.objects.values_list("slug", flat=True)) or "nog geen"
    raise CommandError(
        f"Indicator «{slug}» bestaat niet. Wel: {known}. Zonder --indicator maakt load een nieuwe, naar de tabel."
    )


def _area(asked: Asked) -> Area:
    area = area_of_kind(asked.area, asked.area_kind)
    if area is None:
        raise CommandError(
            f"Soort gebied «{asked.area_kind}» kennen we niet, of past niet bij «{asked.area}». Kies een van: "
            f"{', '.join(sorted(KIND_LABELS))}, of het achtervoegsel van het CBS, zoals LD of VT."
        )
    return area


# --- lists, by the steps of their pages ------------------------------------------------------------------------------


def kind_of_list(kind: ImportKind) -> Kind:
    return Kind(lambda asked: _look_at_list(kind, asked).as_json(), lambda asked: _load_list(kind, asked), MOST_PACKED)


def _look_at_list(kind: ImportKind, asked: Asked, *, writes: bool = False) -> ListLook:
    table = list_flows.read(kind, asked.content, asked.file_name, sheet=asked.sheet, separator=asked.separator)
    layout, called = _layout(kind, table, asked)
    settle = _settle(asked.same_name) if asked.same_name else None
    look = look_at(kind, table, layout, settle=settle, writes=writes)
    look.layout_is = called
    for row in look.undecided:
        names = " of ".join(candidate.title for candidate in row.candidates)
        reason = f"Deze naam is er al: {names}. Geef --same-name update als het dezelfde is, of --same-name new."
        named_by = kind.named_by
        look.rejected.append(Rejection(row.number, named_by, row.title, reason, layout.letter_of(named_by)))
    look.rows = [row for row in look.rows if row.state != RowState.UNDECIDED]
    return look


def _load_list(kind: ImportKind, asked: Asked) -> Told:
    """All or nothing: with one rejected row nothing is saved."""
    with transaction.atomic(), on_the_command_line(), because(f"ingelezen uit {asked.file_name}"):
        look = _look_at_list(kind, asked, writes=True)
        transaction.set_rollback(bool(look.rejected))
    return look.as_json()


def _layout(kind: ImportKind, table: Table, asked: Asked) -> tuple[Layout, str]:
    """The columns that were given, over those of last time or our own; and what to call that."""
    known = layouts.remembered(kind, table.header)
    layout = known or layouts.guess(kind, table.header)
    of_others = kind.layout_of_others(table.header)
    called = "onthouden indeling" if known else of_others.name if of_others else "eigen indeling"
    if asked.columns or asked.skip_rows or (asked.defaults and not of_others):
        called = "opgegeven kolommen"
    columns = {key: column_index(letter) for key, letter in _pairs("--column", asked.columns, kind).items()}
    columns = {key: index for key, index in {**layout.columns, **columns}.items() if index >= 0}
    skips = layout.skips if asked.skip_rows is None else asked.skip_rows
    layout = Layout(columns, {**layout.defaults, **_pairs("--default", asked.defaults, kind)}, skips)
    if problems := layouts.problems_with(kind, layout, table.header):
        doubles = [problem.reason for problem in table.problems if problem.row == table.header_row]
        told = [f"{key}: {problem}" for key, problem in problems.items()]
        columns_of_file = ", ".join(f"{letter} {heading}".strip() for letter, heading in table.columns())
        raise CommandError(
            "\n".join([*told, *doubles, f"Kolommen van dit bestand: {columns_of_file}.", _how_to_point(kind)])
        )
    return layout, called


def _how_to_point(kind: ImportKind) -> str:
    return (
        "Wijs kolommen aan met --column, bijvoorbeeld --column name=B, en één waarde voor alle rijen met --default. "
        f"Gegevens: {', '.join(column.key for column in kind.columns)}."
    )


def _pairs(option: str, given: Sequence[str], kind: ImportKind) -> dict[str, str]:
    """`name=B` → name, B. An empty letter leaves the column out."""
    pairs = {key.strip(): value.strip() for key, _, value in (each.partition("=") for each in given)}
    known = {column.key for column in kind.columns}
    if unknown := [key for key in pairs if key not in known]:
        raise CommandError(f"{option} {unknown[0]}: dat gegeven kennen we niet. {_how_to_point(kind)}")
    return pairs


def _settle(same_name: str) -> Callable[[RowLook], str]:
    """What becomes of a row with a name that we hold: `update` takes the first of that name, `new` another one."""
    return lambda row: Choice.OTHER if same_name == "new" else Choice.same_as(row.candidates[0].key)


KINDS = {
    "statline": Kind(preview_statline, load_statline, settings.IMPORT_MAX_BYTES),
    "organisations": kind_of_list(ORGANISATIONS),
    "areas": kind_of_list(AREAS),
    "services": kind_of_list(SERVICES),
    "plan": kind_of_list(PLANS),
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="SOORT", help=f"Wat er in het bestand staat: {' of '.join(KINDS)}.")
    parser.add_argument("file", metavar="BESTAND", type=Path)
    parser.add_argument("--indicator", default="", help="Kenmerk van de indicator, zoals in het adres.")
    parser.add_argument("--area", default="", help="Gebied van een bestand dat geen gebied noemt.")
    parser.add_argument("--area-kind", default="", help="Soort van dat gebied, bijvoorbeeld LD, VT of gemeente.")
    parser.add_argument("--new", default="", metavar="NAAM", help="Maak een nieuwe indicator met deze naam.")
    parser.add_argument("--source", default="", help="Wie de cijfers maakt, als het bestand dat niet zegt.")
    parser.add_argument("--definition", default="", help="Wat er meetelt bij de nieuwe indicator.")
    lists = parser.add_argument_group("lijsten, en cijfers in een eigen indeling")
    lists.add_argument(
        "--column", action="append", default=[], metavar="GEGEVEN=KOLOM", help="Waar iets staat, bijvoorbeeld name=B."
    )
    lists.add_argument(
        "--default", action="append", default=[], metavar="GEGEVEN=WAARDE", help="Eén waarde waar de cel leeg is."
    )
    lists.add_argument(
        "--same-name",
        choices=["update", "new"],
        default="",
        help="Een naam die er al is: bijwerken (update) of toevoegen (new). Zonder keuze wordt de rij afgekeurd.",
    )
    lists.add_argument("--sheet", default="", help="Welk blad van een werkmap.")
    lists.add_argument(
        "--skip-rows", type=int, metavar="AANTAL", help="Hoeveel rijen met uitleg er onder de kolomkoppen staan."
    )
    lists.add_argument("--separator", default="", help="Wat tussen de kolommen van een CSV staat, als wij het missen.")


def run(what: str, options: dict[str, Any]) -> Told:
    """Preview or load; every reason why it can't be done is a CommandError in Dutch."""
    kind = _kind(options["kind"])
    asked = Asked(
        options["file"].name,
        _content(options["file"], kind.most),
        options["indicator"],
        options["area"],
        options["area_kind"],
        options["column"],
        options["default"],
        options["same_name"],
        options["sheet"],
        options["separator"],
        options["skip_rows"],
        options["new"],
        options["source"],
        options["definition"],
    )
    try:
        return kind.load(asked) if what == "load" else kind.preview(asked)
    except (FileError, TableError, ImportRefusedError) as refused:
        raise CommandError(str(refused)) from refused


def as_json(told: Told) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _kind(name: str) -> Kind:
    if name in KINDS:
        return KINDS[name]
    raise CommandError(f"«{name}» kennen we niet. Kies een van: {', '.join(KINDS)}.")


def _content(file: Path, most: int) -> bytes:
    if not file.is_file():
        raise CommandError(f"Het bestand {file} is er niet. Controleer de naam en de map.")
    if file.stat().st_size > most:
        raise CommandError(too_large(most))
    return file.read_bytes()
