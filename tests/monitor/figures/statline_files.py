"""One table of figures, written the way StatLine and the open-data portal write it: in each of their layouts."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from monitor.numbers import RevisionStatus, ValueStatus
from monitor.statline import ParsedFigure
from network.dutch import number

ASTERISKS = {RevisionStatus.FINAL: "", RevisionStatus.PROVISIONAL: "*", RevisionStatus.REVISED_PROVISIONAL: "**"}
_STATUS_OF_CBS = {
    RevisionStatus.FINAL: "Definitief",
    RevisionStatus.PROVISIONAL: "Voorlopig",
    RevisionStatus.REVISED_PROVISIONAL: "NaderVoorlopig",
}
_SYMBOLS = {ValueStatus.SUPPRESSED: ".", ValueStatus.IMPOSSIBLE: "", ValueStatus.NIL: "-"}
_ATTRIBUTES = {ValueStatus.SUPPRESSED: "Suppressed", ValueStatus.IMPOSSIBLE: "Impossible", ValueStatus.NIL: "Nil"}

Cell = Decimal | ValueStatus  # a value, or why there is none


class Period(NamedTuple):
    code: str
    label: str
    revision: RevisionStatus

    @property
    def text(self) -> str:
        return f"{self.label}{ASTERISKS[self.revision]}"


class Place(NamedTuple):
    code: str
    label: str
    kind: str
    name: str


class Subject(NamedTuple):
    key: str  # as the portal calls it
    title: str
    unit: str


class Fact(NamedTuple):
    """What has to be read of one cell, whatever the layout."""

    category: str
    measure: str
    area: tuple[str, str] | None
    period: str
    value: Decimal | None
    status: ValueStatus
    revision: RevisionStatus


@dataclass(frozen=True)
class Truth:
    """A table with everything in it: each offence × place × period × subject has a cell."""

    offences: tuple[tuple[str, str], ...]  # code and name
    places: tuple[Place, ...]
    periods: tuple[Period, ...]
    subjects: tuple[Subject, ...]
    cells: tuple[Cell, ...]

    @property
    def keys(self) -> list[tuple[tuple[str, str], Place, Period, Subject]]:
        return list(product(self.offences, self.places, self.periods, self.subjects))

    def cell(self, *key: object) -> Cell:
        return dict(zip(self.keys, self.cells, strict=True))[key]  # type: ignore[index]  # a key as it was given

    @property
    def labels(self) -> dict[str, str]:
        """Names of codes, as a list of the portal or an earlier file tells them."""
        names = {f"SoortMisdrijf:{code}": name for code, name in self.offences}
        names |= {f"RegioS:{place.code}": place.label for place in self.places}
        names |= {f"Perioden:{period.code}": f"{period.code}{ASTERISKS[period.revision]}" for period in self.periods}
        return names | {f"Onderwerp:{subject.key}": self.measure(subject) for subject in self.subjects}

    def measure(self, subject: Subject) -> str:
        has_units = len({each.unit for each in self.subjects}) > 1
        return f"{subject.title} ({subject.unit})" if has_units else subject.title

    @property
    def has_symbols(self) -> bool:
        """Whether a cell or a period shows a symbol of StatLine; a blank cell shows none."""
        has_symbol = any(cell in {ValueStatus.SUPPRESSED, ValueStatus.NIL} for cell in self.cells)
        return has_symbol or any(ASTERISKS[period.revision] for period in self.periods)

    def facts(self) -> set[Fact]:
        found = set()
        for (offence, place, period, subject), cell in zip(self.keys, self.cells, strict=True):
            value, status = (cell, ValueStatus.VALUE) if isinstance(cell, Decimal) else (None, cell)
            area = (place.kind, place.name)
            category = " ".join(offence[1].split())
            found.add(Fact(category, self.measure(subject), area, period.code, value, status, period.revision))
        return found


def facts_read(figures: Iterable[ParsedFigure]) -> set[Fact]:
    return {
        Fact(
            each.category,
            each.measure,
            (each.area.kind, each.area.name) if each.area else None,
            each.period,
            each.value,
            each.status,
            each.revision,
        )
        for each in figures
    }


def in_dutch(cell: Cell) -> str:
    return number(cell).replace("−", "-") if isinstance(cell, Decimal) else _SYMBOLS[cell]


def with_point(cell: Cell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else _SYMBOLS[cell]


def written(rows: Iterable[Sequence[str]], *, quotes: int = csv.QUOTE_ALL, encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=quotes, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)


def volgens_tabelindeling(truth: Truth) -> bytes:
    columns = list(product(truth.offences, truth.periods, truth.subjects))
    rows = [
        ["Geregistreerde misdrijven; soort misdrijf, regio"],
        [""],
        ["Onderwerp", *(subject.title for _, _, subject in columns)],
        ["Soort misdrijf", *(offence[1] for offence, _, _ in columns)],
        ["Perioden", *(period.text for _, period, _ in columns)],
        ["Regio's", *(subject.unit for _, _, subject in columns)],
    ]
    rows += [[place.label, *(in_dutch(truth.cell(o, place, p, s)) for o, p, s in columns)] for place in truth.places]
    return written([*rows, ["Bron: CBS"]])


def onderwerpen_onder_elkaar(truth: Truth) -> bytes:
    columns = list(product(truth.offences, truth.places, truth.periods))
    rows = [
        ["Geregistreerde misdrijven; soort misdrijf, regio"],
        [""],
        [""],
        ["", "Soort misdrijf", *(offence[1] for offence, _, _ in columns)],
        ["", "Regio's", *(place.label for _, place, _ in columns)],
        ["Onderwerp", "Perioden", *(period.text for _, _, period in columns)],
    ]
    rows += [
        [subject.title, subject.unit, *(in_dutch(truth.cell(o, a, p, subject)) for o, a, p in columns)]
        for subject in truth.subjects
    ]
    return written([*rows, ["Bron: CBS"]])


def met_symbolen(truth: Truth) -> bytes:
    rows = [["Soort misdrijf", "Perioden", "Regio's", *(f"{each.title} ({each.unit})" for each in truth.subjects)]]
    for offence, place, period in product(truth.offences, truth.places, truth.periods):
        cells = [in_dutch(truth.cell(offence, place, period, subject)) for subject in truth.subjects]
        rows.append([offence[1], period.text, place.label, *cells])
    return written([*rows, ["Bron: CBS"]])


def breed(truth: Truth) -> bytes:
    """A column per period: of one subject and one place."""
    (place,), (subject,) = truth.places, truth.subjects
    rows = [
        ["", *(period.text for period in truth.periods)],
        ["Soort misdrijf", *(subject.unit for _ in truth.periods)],
    ]
    rows += [
        [offence[1], *(in_dutch(truth.cell(offence, place, p, subject)) for p in truth.periods)]
        for offence in truth.offences
    ]
    return written([*rows, ["Bron: CBS"]], quotes=csv.QUOTE_MINIMAL)


def untyped(truth: Truth) -> bytes:
    return written(_dataset(truth, lambda cell: f"{with_point(cell):>8}"))


def typed(truth: Truth) -> bytes:
    return written(_dataset(truth, lambda cell: with_point(cell) if isinstance(cell, Decimal) else ""))


def _dataset(truth: Truth, write: "object") -> Iterator[list[str]]:
    yield ["ID", "SoortMisdrijf", "RegioS", "Perioden", *(subject.key for subject in truth.subjects)]
    for at, (offence, place, period) in enumerate(product(truth.offences, truth.places, truth.periods)):
        cells = [write(truth.cell(offence, place, period, subject)) for subject in truth.subjects]  # type: ignore[operator]
        yield [str(at), f"{offence[0]:<10}", f"{place.code:<10}", period.code, *cells]


def bulk(truth: Truth) -> bytes:
    rows = [["Id", "Measure", "ValueAttribute", "Value", "SoortMisdrijf", "RegioS", "Perioden"]]
    for at, ((offence, place, period, subject), cell) in enumerate(zip(truth.keys, truth.cells, strict=True)):
        told, value = ("None", with_point(cell)) if isinstance(cell, Decimal) else (_ATTRIBUTES[cell], "")
        rows.append([str(at), subject.key, told, value, offence[0], place.code, period.code])
    codes = ["Identifier", "Index", "Title", "Description"]
    parts = {
        "Observations.csv": rows,
        "MeasureCodes.csv": [
            [*codes, "MeasureGroupId", "Unit"],
            *([each.key, "1", each.title, "Wat telt,\nen wat niet", "", each.unit] for each in truth.subjects),
        ],
        "SoortMisdrijfCodes.csv": [codes, *([code, "1", name, ""] for code, name in truth.offences)],
        "RegioSCodes.csv": [codes, *([each.code, "1", each.label, ""] for each in truth.places)],
        "PeriodenCodes.csv": [
            [*codes, "Status"],
            *([each.code, "1", each.label, "", _STATUS_OF_CBS[each.revision]] for each in truth.periods),
        ],
    }
    return zipped({name: written(lines) for name, lines in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()
