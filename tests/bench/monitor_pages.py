"""The monitor with 2,000,000 figures: B01 for its pages, beside the same questions to the database without a page."""

import json
from collections.abc import Iterator
from typing import Any

from tests.bench.figures import Figure, slowest_but_one_in_twenty
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import Portal

MANY = 2_000_000
VIEWS = 20
QUERIES, MILLISECONDS, TIMES_THE_SQL = 12, 150, 3
PAGES = (
    "/monitor/",
    "/monitor/indicatoren/",
    "/monitor/indicatoren/cijfer-7/",
    "/monitor/gemeenten/",
    "/monitor/gemeenten/GM0268/",
    "/monitor/naast-elkaar/",
    "/leveringen/",
)


def monitor_figures(portal: Portal) -> Iterator[Figure]:
    _beside(portal, f"fill({MANY})")
    coordinator = ByHand(portal).sign_in("coordinator")
    alone = "dezelfde vragen aan de database, zonder bladzijde"
    for path, sql in _beside(portal, f"bare_sql{PAGES}").items():
        took = slowest_but_one_in_twenty(lambda path=path: coordinator.get(path), views=VIEWS)
        yield Figure("B01", f"{path} met 2 miljoen cijfers, p95", took * 1000, "ms", MILLISECONDS)
        yield Figure(
            "B01", f"{path} met 2 miljoen cijfers", took * 1000, "ms", TIMES_THE_SQL, sql["seconds"] * 1000, alone
        )
        yield Figure("B01", f"{path}: vragen aan de database", sql["queries"], "", QUERIES)


def _beside(portal: Portal, call: str) -> Any:
    """In a process that has the settings of the portal."""
    code = f"from tests.bench import monitor_rows; monitor_rows.{call}"
    return json.loads(portal.manage("shell", "--no-imports", "-c", code))
