"""Open data of others, brought in: JSON of HSDS 3.0 becomes a table with the headings of our own lists.

It takes a service with all that hangs on it, a list of them, a page of an API, what an organisation offers, and a
service at a location. A file from outside is hostile until it is read: it is bounded in size and depth, and NaN,
numbers without end and names that stand twice are refused.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from network.tables import Table, TableError, TableRow
from network.tables.cells import cleaned
from network.tables.layout import MOST_ROWS, with_header
from network.uploads import MOST_PACKED, too_large
from partners.hours_as_typed import written
from partners.models import Visibility
from partners.opening_hours import Day, HoursKind
from partners.service_columns import AREA, ID, LABELS, NATIONWIDE, ORGANISATION, WEEKDAYS

Json = dict[str, Any]

_STARTS = (b"{", b"[")
_RICH_TEXT = b"{\\rtf"
_DEEPEST = 60
_MOST_TOGETHER = 200  # of what hangs on one service
_BYDAY = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), WEEKDAYS, strict=True))
_NO_SERVICES = (
    "Dit is open data, maar er staat geen aanbod in. Kies een bestand met «services», zoals van het adres /services."
)
# A taxonomy of ours in open data → the column that holds its words.
_WORDS = {
    "audience": "audiences",
    "phase": "phases",
    "pillar": "pillars",
    "service_type": "service_types",
    "special_group": "special_groups",
    "violence_type": "violence_types",
    "accessibility": "accessibility",
    "referrer": "referrers",
    "funding": "funding_regimes",
    "place": "visibility",
}
_BY_PHONE = ("telefoon", "phone")
_WHOLE_DAY = ("00:00", "23:59")
_MADE_OF_REFERRAL = re.compile(
    r"^(?:Geen verwijzing nodig|Verwijzing nodig(?:, door: [^.]*)?|Aanmelden door: [^.]*)\.\s*"
)


def read_hsds(content: bytes) -> Table | None:
    """None when this is no JSON at all; raises TableError when it is, and can't be read."""
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:6]
    if not start.startswith(_STARTS) or start.startswith(_RICH_TEXT):
        return None
    if len(content) > MOST_PACKED:
        raise TableError(too_large())
    services = list(_services_in(_parsed(content)))
    if not services:
        raise TableError(_NO_SERVICES)
    if len(services) > MOST_ROWS:
        most = f"{MOST_ROWS // 1000}.000"
        raise TableError(f"In dit bestand staat meer dan {most} keer aanbod. Verdeel het over meer bestanden.")
    found = [_cells_of(service) for service in services]
    keys = [key for key in LABELS if any(key in cells for cells in found)]
    grid = [TableRow(1, [LABELS[key] for key in keys])]
    grid += [TableRow(number, [cells.get(key) for key in keys]) for number, cells in enumerate(found, start=2)]
    table = with_header(Table(kind="json"), grid, frozenset(label.casefold() for label in LABELS.values()))
    table.notes.append("Dit is open data (HSDS). Rij 2 is het eerste aanbod van het bestand.")
    return table


# --- JSON as others write it ---------------------------------------------------------------------------------------


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse_constant, parse_int=_short_number)
    except UnicodeDecodeError:
        raise TableError("De tekens in dit bestand kunnen we niet lezen. Sla het op als UTF-8.") from None
    except json.JSONDecodeError as error:
        raise TableError(f"Dit bestand is geen goede JSON: op regel {error.lineno} klopt iets niet.") from None
    except RecursionError:
        raise TableError(_TOO_DEEP) from None
    if _depth(found) > _DEEPEST:
        raise TableError(_TOO_DEEP)
    return found


_TOO_DEEP = "Dit bestand zit te diep in elkaar om open data te zijn. Kies het bestand met «services»."


def _once(pairs: list[tuple[str, Any]]) -> Json:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TableError(f"In dit bestand staat «{twice[:40]}» twee keer bij hetzelfde ding. Haal er een weg.")
    return found


def _refuse_constant(word: str) -> NoReturn:
    raise TableError(f"In dit bestand staat «{word}» waar een getal hoort. Haal het weg.")


def _short_number(digits: str) -> int:
    if len(digits) > 30:
        raise TableError("In dit bestand staat een getal van meer dan 30 cijfers. Haal het weg.")
    return int(digits)


def _depth(found: Any) -> int:
    """Layer by layer, so that a deep one costs no stack."""
    layer, depth = [found], 0
    while layer and depth <= _DEEPEST:
        inside = [each for each in layer if isinstance(each, dict | list)]
        layer = [value for each in inside for value in (each.values() if isinstance(each, dict) else each)]
        depth += bool(inside)
    return depth


# --- where the services are ----------------------------------------------------------------------------------------


def _services_in(found: Any) -> Iterator[Json]:
    if isinstance(found, list):
        for each in found:
            yield from _services_in(each) if isinstance(each, dict) else ()
    elif isinstance(found, dict):
        if isinstance(found.get("contents"), list):
            yield from _services_in(found["contents"])
        elif isinstance(found.get("services"), list):
            organisation = {name: value for name, value in found.items() if name != "services"}
            yield from ({"organization": organisation, **each} for each in _objects(found, "services"))
        elif isinstance(service := found.get("service"), dict) and "location" in found:
            yield {"service_at_locations": [{"location": found["location"]}], **service}
        elif _is_service(found):
            yield found


def _is_service(found: Json) -> bool:
    return "taxonomy" not in found and any(name in found for name in ("status", "organization", "organization_id"))


def _objects(found: Mapping[str, Any], name: str) -> list[Json]:
    """What hangs on something under this name; anything else that stands there is passed over."""
    inside = found.get(name)
    return [each for each in inside[:_MOST_TOGETHER] if isinstance(each, dict)] if isinstance(inside, list) else []


def _object(found: Mapping[str, Any], name: str) -> Json:
    inside = found.get(name)
    return inside if isinstance(inside, dict) else {}


def _text(found: Mapping[str, Any], name: str) -> str:
    """Also of a number; a text that no database takes is left out."""
    value = found.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return cleaned(str(value).encode("utf-8", "replace").decode("utf-8")) or ""


# --- what a service says -------------------------------------------------------------------------------------------


def _cells_of(service: Json) -> dict[str, str]:
    organisation = _object(service, "organization")
    attributes = list(_attributes(service))
    cells: dict[str, str] = {
        ID: _text(service, "id"),
        ORGANISATION: _text(organisation, "name"),
        "name": _text(service, "name"),
        "description": _text(service, "description"),
        "minimum_age": _text(service, "minimum_age"),
        "maximum_age": _text(service, "maximum_age"),
        "alert": _text(service, "alert"),
        "application_process": _text(service, "application_process"),
        "email": _text(service, "email"),
        "website": _text(service, "url"),
        AREA: "; ".join(_areas(service)),
        "languages": "; ".join(_text(each, "code") for each in _objects(service, "languages") if each.get("code")),
        "has_interpreter": "ja" if _text(service, "interpretation_services") else "",
        "phone": "; ".join(dict.fromkeys(_phones(service))),
        **_place(service),
        **_hours(service),
        **_words(attributes),
    }
    if any(taxonomy == "audience" for taxonomy, _, _ in attributes):
        _leave_out_what_we_made_of_it(cells)
    return {key: value for key, value in cells.items() if value}


def _leave_out_what_we_made_of_it(cells: dict[str, str]) -> None:
    """In open data of this portal some texts are made of fields, which have columns of their own."""
    cells["alert"] = ""
    cells["application_process"] = _MADE_OF_REFERRAL.sub("", cells["application_process"])
    if cells.get("visibility") == Visibility.SECRET:
        cells[AREA] = ""  # the region by its name


def _attributes(found: Json) -> Iterator[tuple[str, str, str]]:
    """Taxonomy, code and value."""
    for each in _objects(found, "attributes"):
        term = _object(each, "taxonomy_term")
        yield _text(term, "taxonomy"), _text(term, "code"), _text(each, "value")


def _words(attributes: list[tuple[str, str, str]]) -> dict[str, str]:
    """What our own vocabulary says; words of others mean something else."""
    found: dict[str, list[str]] = {}
    for taxonomy, code, value in attributes:
        if taxonomy in _WORDS and code:
            found.setdefault(_WORDS[taxonomy], []).append(code)
        elif (taxonomy, code) == ("waiting_time", "weeks"):
            found["waiting_time_weeks"] = [value]
        elif (taxonomy, code) == ("waiting_time", "measured_on"):
            found["waiting_time_date"] = [value]
        elif taxonomy == "referral":
            found["referral_required"] = ["ja" if code == "required" else "nee"]
        elif taxonomy == "intake":
            found |= {"intake_status": [code], "intake_since": [value]}
        elif taxonomy == "anonymity":
            found["is_anonymous"] = ["ja"]
    return {key: "; ".join(words) for key, words in found.items()}


def _areas(service: Json) -> Iterator[str]:
    for each in _objects(service, "service_areas"):
        if name := _text(each, "name"):
            yield NATIONWIDE if name.casefold() in {"nederland", NATIONWIDE} else name


def _phones(service: Json) -> Iterator[str]:
    for each in _objects(service, "phones"):
        if _text(each, "type") in {"", "voice", "cell"} and (found := _text(each, "number")):
            yield found


def _place(service: Json) -> dict[str, str]:
    for each in _objects(service, "service_at_locations"):
        location = _object(each, "location")
        for address in _objects(location, "addresses"):
            return {
                "place": _text(address, "city"),
                "street": _text(address, "address_1"),
                "postcode": _text(address, "postal_code"),
            }
    return {}


# --- opening hours -------------------------------------------------------------------------------------------------


def _hours(service: Json) -> dict[str, str]:
    """Of every week, and of one way to reach it: a phone before the rest, as an entry counts them. Single days with
    other hours are left out.
    """
    weekly = [each for each in _objects(service, "schedules") if _is_weekly(each)]
    ways = sorted((_text(each, "attending_type") for each in weekly), key=lambda way: not way.startswith(_BY_PHONE))
    days: dict[str, list[str]] = {}
    for each in weekly:
        if _text(each, "attending_type") == ways[0]:
            for code in _text(each, "byday").split(","):
                if (key := _BYDAY.get(code.strip())) and (told := _of_day(each)):
                    days.setdefault(key, []).append(told)
    return {key: " en ".join(sorted(set(told), key=_by_clock)) for key, told in days.items()}


def _is_weekly(schedule: Json) -> bool:
    is_other = any(taxonomy == "other_days" for taxonomy, _, _ in _attributes(schedule))
    return bool(_text(schedule, "byday")) and _text(schedule, "freq") in {"", "WEEKLY"} and not is_other


def _of_day(schedule: Json) -> str:
    for taxonomy, code, _ in _attributes(schedule):
        if taxonomy == "hours" and code in {HoursKind.CLOSED, HoursKind.APPOINTMENT, HoursKind.ALL_DAY}:
            return written(Day(HoursKind(code)))
    opens, closes = (_text(schedule, name)[:5] for name in ("opens_at", "closes_at"))
    if (opens, closes) == _WHOLE_DAY:
        return HoursKind.ALL_DAY.label
    return f"{opens}-{closes}" if opens and closes else ""


def _by_clock(told: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", told)))
