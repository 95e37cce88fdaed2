"""What a program may ask, each in one place: how it is described in the OpenAPI document, and how it is read."""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from partners.hsds.ids import Json

LONGEST_SEARCH = 100
MOST_PER_PAGE = 100
USUAL_PER_PAGE = 50
LAST_PAGE = 1_000_000


class NotUnderstoodError(ValueError):
    """A parameter says something that it can't say. The text goes to the program that asked."""

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(detail)
        self.parameter = parameter
        self.detail = detail


@dataclass(frozen=True)
class Parameter:
    name: str
    description: str
    schema: Json
    read: Callable[[str], Any]  # raises ValueError with a sentence

    def as_json(self) -> Json:
        return {
            "name": self.name,
            "in": "query",
            "required": False,
            "description": self.description,
            "schema": self.schema,
        }


@dataclass(frozen=True)
class Asked:
    """What a program asked, by the name of the parameter."""

    values: dict[str, Any]

    def get(self, parameter: Parameter, default: Any = None) -> Any:
        return self.values.get(parameter.name, default)


def asked_of(query: QueryDict, parameters: Iterable[Parameter]) -> Asked:
    """A parameter that this address doesn't know is refused: who filters by it would take all for what it asked."""
    known = {parameter.name: parameter for parameter in parameters}
    values = {}
    for name, given in query.lists():
        if name not in known:
            raise NotUnderstoodError("", f"This address knows these parameters: {', '.join(known) or 'none'}.")
        if len(given) > 1:
            raise NotUnderstoodError(name, "Give this parameter once.")
        try:
            values[name] = known[name].read(given[0])
        except ValueError as wrong:
            raise NotUnderstoodError(name, str(wrong)) from wrong
    return Asked(values)


# --- how each is read ---------------------------------------------------------------------------------------------


def _number(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[1-9][0-9]{0,8}", text) or int(text) > most:
            raise ValueError(f"This is a whole number from 1 to {most}.")
        return int(text)

    return read


def _yes_or_no(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError("This is true or false.")
    return text == "true"


def _uuid(text: str) -> str:
    return str(uuid_of(text))


def uuid_of(text: str) -> uuid.UUID:
    """Only as RFC 9562 writes it; Python itself would read braces and no hyphens too."""
    if not re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", text):
        raise ValueError("This is a UUID.")
    return uuid.UUID(text)


def _words(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"This has {LONGEST_SEARCH} characters at most.")
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _json(text: str) -> str:
    if text != "json":
        raise ValueError("The only format is json.")
    return text


_DATE = r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
_TIME = r"(?P<time>([01][0-9]|2[0-3]):[0-5][0-9]):([0-5][0-9]|60)(\.[0-9]+)?"
_OFFSET = r"(?P<offset>[Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_DAY_OR_MOMENT = re.compile(f"{_DATE}([Tt ]{_TIME}{_OFFSET})?")


def _day_of_moment(text: str) -> date:
    """The day in the Netherlands of a moment of RFC 3339, or a day itself."""
    wrong = ValueError("This is a day or a moment of RFC 3339, such as 2026-02-03T00:00:00Z.")
    found = _DAY_OR_MOMENT.fullmatch(text)
    if not found:
        raise wrong
    if found["date"].startswith("0000-"):  # a year of RFC 3339 that Python doesn't have
        return date.min
    try:
        day = date.fromisoformat(found["date"])
        if not found["time"]:
            return day
        offset = "+00:00" if found["offset"] in {"Z", "z"} else found["offset"]
        moment = datetime.fromisoformat(f"{found['date']}T{found['time']}{offset}")
    except ValueError:
        raise wrong from None
    try:
        return moment.astimezone(timezone.get_default_timezone()).date()
    except OverflowError:
        return day


# --- the parameters -----------------------------------------------------------------------------------------------

_ID: Json = {"type": "string", "format": "uuid"}

SEARCH = Parameter(
    "search",
    "Every word stands in the name, the description or the organisation.",
    {"type": "string", "maxLength": LONGEST_SEARCH, "pattern": r"^[^\u0000]*$"},
    _words,
)
PAGE = Parameter(
    "page",
    "Which page; past the last one comes an empty page.",
    {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
    _number(LAST_PAGE),
)
PER_PAGE = Parameter(
    "per_page",
    "How many on a page. With «minimal» everything comes on one page unless this says otherwise.",
    {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": USUAL_PER_PAGE},
    _number(MOST_PER_PAGE),
)
FORMAT = Parameter("format", "JSON is the only format.", {"type": "string", "enum": ["json"]}, _json)
FULL = Parameter("full", "Everything of each, as at its own address.", {"type": "boolean"}, _yes_or_no)
FULL_SERVICE = Parameter(
    "full_service", "The services of an organisation with everything of each.", {"type": "boolean"}, _yes_or_no
)
MINIMAL = Parameter(
    "minimal",
    "Only «id» and «last_modified» of each, all on one page: what changed, and what is no longer there.",
    {"type": "boolean"},
    _yes_or_no,
)
TAXONOMY_TERM_ID = Parameter("taxonomy_term_id", "Only what is described with this term.", _ID, _uuid)
TAXONOMY_ID = Parameter("taxonomy_id", "Only what is described with a term of this taxonomy.", _ID, _uuid)
ORGANIZATION_ID = Parameter("organization_id", "Only what this organisation offers.", _ID, _uuid)
MODIFIED_AFTER = Parameter(
    "modified_after",
    "Only what changed on or after this day in the Netherlands. A moment counts as its whole day, because that is how "
    "exactly we know.",
    {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]},
    _day_of_moment,
)
TOP_ONLY = Parameter("top_only", "All our terms are at the top.", {"type": "boolean"}, _yes_or_no)
PARENT_ID = Parameter("parent_id", "None of our terms has a parent.", _ID, _uuid)

PAGED = (PAGE, PER_PAGE, FORMAT)
