"""The zip that the open-data portal gives of a whole table: observations with codes, and lists of what they mean."""

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import IO

from monitor.numbers import ValueStatus
from monitor.statline.lines import LINES_TO_RECOGNISE, Lines
from monitor.statline.meanings import Labels, Meaning, dimension_of_code
from monitor.statline.plan import SAYS_NO_STATUS, Plan, checked, refuse_duplicates, refuse_too_wide
from monitor.statline.results import FileError, Layout
from monitor.statline.sources import Source, Text, text_of

OBSERVATIONS, CODES, MEASURES = "Observations.csv", "Codes.csv", "MeasureCodes.csv"
MOST_MEMBERS = 200
MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 100  # of a part that is large when unpacked
_LARGE = 5 * 1024 * 1024
_MOST_CODES = 100_000
_MOST_OF_DIRECTORY = MOST_MEMBERS * 400
_END_OF_DIRECTORY = b"PK\x05\x06"

_DAMAGED = "Dit zip-bestand is beschadigd. Download het opnieuw bij de bron."
_TOO_MUCH = (
    "In dit zip-bestand zit te veel om te openen. Kies bij de bron minder per keer, of download de tabel als CSV."
)
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError)
# How CBS writes in a list of periods whether figures may still change; we know the asterisks.
_ASTERISKS = {"voorlopig": "*", "nadervoorlopig": "**", "provisional": "*", "revisedprovisional": "**"}


@contextmanager
def unharmed() -> Iterator[None]:
    """While a zip is read: one that can't be, or that breaks off halfway, is a damaged file."""
    try:
        yield
    except FileError:
        raise
    except _BROKEN:
        raise FileError(_DAMAGED) from None


def members_of(file: Source) -> list[zipfile.ZipInfo]:
    """What is in a zip, read from its directory alone; nothing is unpacked. Raises FileError for one that may hurt."""
    with file.open() as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 65_557))
        end = stream.read()
        at = end.rfind(_END_OF_DIRECTORY)
        if at < 0 or len(end) < at + 22:
            raise FileError(_DAMAGED)
        count, length = struct.unpack_from("<HI", end, at + 10)
        if count > MOST_MEMBERS or length > _MOST_OF_DIRECTORY:
            raise FileError(_TOO_MUCH)
        with unharmed():
            members = zipfile.ZipFile(stream).infolist()
    _refuse_what_may_hurt(members)
    return members


def _refuse_what_may_hurt(members: list[zipfile.ZipInfo]) -> None:
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise FileError(_TOO_MUCH)
    for member in members:
        if member.file_size > _LARGE and member.file_size > MOST_RATIO * max(member.compress_size, 1):
            raise FileError(_TOO_MUCH)
        if member.flag_bits & 1:
            raise FileError("Dit zip-bestand heeft een wachtwoord. Sla het zonder wachtwoord op.")
    if len({member.filename for member in members}) < len(members):
        raise FileError(_DAMAGED)


@dataclass(frozen=True)
class Bulk:
    """A zip with observations: the text of one of its parts is read without unpacking the others."""

    file: Source
    parts: dict[str, str]  # plain name → name in the zip

    @classmethod
    def of(cls, file: Source, members: list[zipfile.ZipInfo]) -> "Bulk | None":
        """None when it holds no observations, and so is another kind of zip."""
        parts = {member.filename.rpartition("/")[2]: member.filename for member in members}
        return cls(file, parts) if OBSERVATIONS in parts else None

    def text(self, name: str) -> Text:
        return text_of(partial(self._open, self.parts[name]))

    def _open(self, name: str) -> IO[bytes]:
        return zipfile.ZipFile(self.file.path or self.file.open()).open(name)

    def names(self) -> tuple[dict[str, str], dict[str, str]]:
        """Names of codes, and units of subjects."""
        names: dict[str, str] = {}
        units: dict[str, str] = {}
        for part in self.parts:
            if not part.endswith(CODES):
                continue
            dimension = "Onderwerp" if part == MEASURES else part.removesuffix(CODES)
            for row in self._codes(part):
                code, title = row.get("Identifier", "").strip(), " ".join(row.get("Title", "").split())
                if dimension_of_code(dimension) == "period":
                    status = row.get("Status", "").replace(" ", "").casefold()
                    title = f"{code}{_ASTERISKS.get(status, '')}" if status else ""
                elif part == MEASURES:
                    units[code] = row.get("Unit", "").strip()
                if code and title:
                    names[f"{dimension}:{code}"] = title
        if len(set(units.values())) > 1:
            for code, unit in units.items():
                if unit and (key := f"Onderwerp:{code}") in names:
                    names[key] = f"{names[key]} ({unit})"
        return names, units

    def _codes(self, part: str) -> Iterator[dict[str, str]]:
        reader = csv.reader(self.text(part).lines(), delimiter=";")
        try:
            header = next(reader, [])
            for cells in islice(reader, _MOST_CODES):
                yield dict(zip(header, cells, strict=False))
        except csv.Error:
            raise FileError(f"De lijst «{part[:60]}» in dit zip-bestand is beschadigd. Download het opnieuw.") from None


def plan_of_bulk(bulk: Bulk, labels: Labels) -> tuple[Plan, Text, dict[str, str]]:
    """The plan of the observations, their text, and the names of codes that the zip itself holds."""
    text = bulk.text(OBSERVATIONS)
    first = next(iter(islice(Lines(text, separator=";").rows(), LINES_TO_RECOGNISE)), None)
    if first is None or not {"Measure", "Value"} <= set(first.cells):
        raise FileError(
            f"In «{OBSERVATIONS}» staan «Measure» en «Value» niet als kolom. Download het bestand opnieuw bij de bron."
        )
    header = first.cells
    refuse_too_wide(header)
    refuse_duplicates(header)
    names, units = bulk.names()
    same_unit = set(units.values())
    value, attribute = header.index("Value"), header.index("ValueAttribute") if "ValueAttribute" in header else None
    skipped = frozenset(index for index, name in enumerate(header) if name in {"Id", "ID"} or index == attribute)
    dimensions = {
        index: "Onderwerp" if name == "Measure" else name
        for index, name in enumerate(header)
        if name and index != value and index not in skipped
    }
    has_status = any(dimension_of_code(key.partition(":")[0]) == "period" for key in names)
    notes = [] if has_status else [SAYS_NO_STATUS]
    if not names:
        notes.append("In dit bestand staan geen lijsten van codes. Onderverdelingen heten daarom naar hun code.")
    plan = Plan(
        Layout.BULK,
        len(header),
        first.line + 1,
        dimensions,
        {value: Meaning()},
        dict(enumerate(header)),
        skipped=skipped,
        attribute_column=attribute,
        usual_unit=same_unit.pop() if len(same_unit) == 1 else "",
        codes=Labels({**labels.names, **names}),
        decimal_point=True,
        blank=ValueStatus.NOT_GIVEN,
        notes=tuple(notes),
    )
    return checked(plan), text, names
