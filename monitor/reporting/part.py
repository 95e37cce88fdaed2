"""What every kind of section has, whatever it is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.functional import Promise

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class Row:
    """One figure or fact as a spreadsheet gets it: the same words as on the page."""

    subject: str  # «4.2 Begeleiding», «GGD Gelderland-Zuid»
    what: str  # «stand», «gevraagd»
    value: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Place:
    """A text that people typed, where it stands, and the page on which it is changed."""

    where: str  # «In de toelichting van actie 4.7»
    text: str
    url: str | Promise  # worked out when something is found there


# A question to the database; two sections that ask with the same function share the answer.
Ask = Callable[["Live"], QuerySet[Any]]


def nothing(_body: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Part:
    """A kind of section: what it holds, how that is read, and who else wants to know."""

    body: type[Any]
    build: Callable[["Live"], Any]
    rows: Callable[[Any], Iterable[Row]] = nothing
    places: Callable[[Any], Iterable[Place]] = nothing
    asks: tuple["Ask", ...] = ()  # what `build` reads of `live.rows`; it is fetched along with that of other sections
