"""Every import of the portal from the command line, through the very same code as its page."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from monitor import import_flows
from monitor.areas import KIND_LABELS, Area, area_of_kind
from monitor.models import Indicator
from monitor.statline import FileError
from network.history import on_the_command_line

Told = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A file, and what was said about it on the command line."""

    file_name: str
    content: bytes
    indicator: str
    area: str
    area_kind: str


@dataclass(frozen=True)
class Kind:
    """One kind of import: how it looks, and how it saves. Both tell the same."""

    preview: Callable[[Asked], Told]
    load: Callable[[Asked], Told]


def preview_statline(asked: Asked) -> Told:
    return _look(asked).as_json()


def load_statline(asked: Asked) -> Told:
    """All or nothing: with one rejected line nothing is saved."""
    look = _look(asked)
    if look.rejected:
        return look.as_json()
    if not look.parsed.names_an_area:
        raise CommandError(
            "Het bestand noemt geen gebied. Geef het op met --area en --area-kind, "
            'bijvoorbeeld --area "Noord-Nederland" --area-kind LD.'
        )
    with transaction.atomic(), on_the_command_line():
        run = import_flows.bring_in(file_name=asked.file_name, content=asked.content, by=None)
        new = None if look.indicator else import_flows.suggested_indicator(run)
        if new and not new.source:
            raise CommandError("Het bestand noemt geen bron. Kies een indicator met --indicator.")
        import_flows.choose(run, indicator=look.indicator, new_indicator=new, area=look.area)
        import_flows.confirm(run, waits=True)
    return look.as_json()


def _look(asked: Asked) -> import_flows.Look:
    indicator = _indicator(asked.indicator) if asked.indicator else None
    area = _area(asked) if asked.area else None
    return import_flows.look_at(asked.content, file_name=asked.file_name, indicator=indicator, area=area, guesses=True)


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


KINDS = {"statline": Kind(preview_statline, load_statline)}
LATER = {"organisations", "services", "plan", "areas"}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", metavar="SOORT", help="Wat er in het bestand staat: statline.")
    parser.add_argument("file", metavar="BESTAND", type=Path)
    parser.add_argument("--indicator", default="", help="Kenmerk van de indicator, zoals in het adres.")
    parser.add_argument("--area", default="", help="Gebied van een bestand dat geen gebied noemt.")
    parser.add_argument("--area-kind", default="", help="Soort van dat gebied, bijvoorbeeld LD, VT of gemeente.")


def run(what: str, options: dict[str, Any]) -> Told:
    """Preview or load; every reason why it can't be done is a CommandError in Dutch."""
    kind = _kind(options["kind"])
    asked = Asked(
        options["file"].name, _content(options["file"]), options["indicator"], options["area"], options["area_kind"]
    )
    try:
        return kind.load(asked) if what == "load" else kind.preview(asked)
    except (FileError, import_flows.ImportRefusedError) as refused:
        raise CommandError(str(refused)) from refused


def as_json(told: Told) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)


def _kind(name: str) -> Kind:
    if name in KINDS:
        return KINDS[name]
    if name in LATER:
        raise CommandError(f"«{name}» kan het portaal nog niet inlezen. Nu kan: {', '.join(KINDS)}.")
    raise CommandError(f"«{name}» kennen we niet. Kies een van: {', '.join(KINDS)}.")


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise CommandError(f"Het bestand {file} is er niet. Controleer de naam en de map.")
    if file.stat().st_size > settings.IMPORT_MAX_BYTES:
        raise CommandError(import_flows.too_large())
    return file.read_bytes()
