"""B01 for meetings and what comes of them: each page with 10,000 rows of every kind, beside its own queries alone."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from lxml import html

from tests.bench.figures import Figure, slowest_but_one_in_twenty
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import Portal

MANY = 10_000
VIEWS = 20
QUERIES, MILLISECONDS, TIMES_THE_SQL = 12, 150, 3


def work_figures(portal: Portal) -> Iterator[Figure]:
    meeting = str(_beside(portal, f"fill({MANY})")["meeting"])
    bare = _beside(portal, f"bare_sql({meeting!r})")
    coordinator = ByHand(portal).sign_in("coordinator")
    for path, sql in bare.items():
        took = slowest_but_one_in_twenty(_asking(coordinator, path), views=VIEWS)
        what = "een bijeenkomst" if path == meeting else path
        of_page = f"{what} met {MANY:,} rijen".replace(",", ".")
        alone = "dezelfde vragen aan de database, zonder bladzijde"
        yield Figure("B01", f"{of_page}, p95", took * 1000, "ms", MILLISECONDS)
        yield Figure("B01", f"{of_page}, p95", took * 1000, "ms", TIMES_THE_SQL, sql["seconds"] * 1000, alone)
        yield Figure("B01", f"{of_page}: vragen aan de database", sql["queries"], "", QUERIES)


def _beside(portal: Portal, call: str) -> dict[str, Any]:
    """In a process that has the settings of the portal."""
    code = f"from tests.bench import work_rows; work_rows.{call}"
    return dict(json.loads(portal.manage("shell", "--no-imports", "-c", code)))


def _asking(person: ByHand, path: str) -> Callable[[], object]:
    if path != "/zoeken/":
        return lambda: person.get(path)
    (form,) = [each for each in html.document_fromstring(person.get(path)).forms if "woord" in each.fields][-1:]
    sent = {"csrfmiddlewaretoken": form.fields["csrfmiddlewaretoken"], "woord": "overdracht"}
    return lambda: person.post(path, sent)
