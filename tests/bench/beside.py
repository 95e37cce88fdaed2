"""A process beside a running portal, with its settings: it fills the region, and asks the database what pages ask.

A line of JSON comes in, [what, given], and one goes out.
"""

import json
import sys
import time
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

import django
from django.core.cache import cache, caches
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from network.management.commands.migrate import OWNER, use_owner

# Pages that nobody opens by a link for its own sake, or that other rows measure.
PASSED_BY = ("/account/", "/beheer/", "/gezondheid/", "/metrieken/", "/static/", "/api/", "/hulp/", "/stukken/")

Fields = dict[str, str]
_asked: dict[str, list[str]] = {}


def fill(size: dict[str, int]) -> dict[str, Any]:
    """Afterwards the database looks through what came in, as it does by itself within some minutes: until then it reads
    tables from end to end. Only their owner can ask for that.
    """
    from tests.bench.bench import Size
    from tests.bench.large_region import fill

    start = time.perf_counter()
    rows = fill(Size(**size))
    use_owner()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return {"rows": rows, "seconds": time.perf_counter() - start}


def small_pages(*, most: int) -> dict[str, int]:
    """Of every page that a coordinator reaches by links: how many questions it asks. One page of each kind."""
    return {path: queries(path) for path in pages(most=most)}


def pages(*, most: int) -> list[str]:
    """One address of every kind of page that can be reached by links from «Mijn overzicht»."""
    from django.urls import Resolver404, resolve

    client = _client()
    found: list[str] = []
    kinds: set[str] = set()
    waiting, seen = deque(["/"]), {"/"}
    while waiting and len(found) < most:
        path = waiting.popleft()
        try:
            kind = resolve(path).view_name
        except Resolver404:
            continue
        if kind in kinds:
            continue
        answer = client.get(path)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        kinds.add(kind)
        found.append(path)
        for link in html.document_fromstring(answer.content).xpath("//main//a/@href | //nav//a/@href"):
            target = urlsplit(urljoin(path, str(link)))
            is_page = not target.netloc and not target.query and not target.path.startswith(PASSED_BY)
            if is_page and target.path not in seen:
                seen.add(target.path)
                waiting.append(target.path)
    return found


def queries(path: str, fields: Fields | None = None) -> int:
    """How many questions a page asks the database when nothing is new to it; they are remembered."""
    client, is_visitor = _client(signed_in=not path.startswith("/hulp/")), path.startswith("/hulp/")

    def ask() -> None:
        lift_limits()
        if fields:
            client.post(path, fields)
        else:
            # With a query a help page is made anew.
            client.get(f"{path}?x=1" if is_visitor else path)

    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    _asked[path] = [each["sql"] for each in captured.captured_queries if "SELECT" in each["sql"][:40].upper()]
    return len(_asked[path])


def lift_limits() -> None:
    """A place may search so often only, and all that is measured comes from one place."""
    cache.clear()


def kept_queries(path: str) -> int:
    """How many questions a help page asks that was made for somebody else a moment ago."""
    client = _client(signed_in=False)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def sql(path: str) -> list[str]:
    return _asked[path]


def again(path: str) -> float:
    """Seconds that the same questions take, all rows fetched, without the page."""
    with transaction.atomic(), connection.cursor() as cursor:
        if path.startswith("/hulp/"):
            cursor.execute("SET LOCAL ROLE portal_public")
        start = time.perf_counter()
        for sql in _asked[path]:
            cursor.execute(sql.replace("%", "%%"), ())
            cursor.fetchall()
        return time.perf_counter() - start


def run(sql: str) -> float:
    """Seconds that this question takes, all rows fetched."""
    with connection.cursor() as cursor:
        start = time.perf_counter()
        cursor.execute(sql)
        cursor.fetchall()
        return time.perf_counter() - start


def forget_what_was_made() -> None:
    """Charts and files that the portal keeps on this machine."""
    caches["drawings"].clear()


def rename(old: str, new: str) -> int:
    """Change the name of an entry of the sociale kaart, as another process of the portal would."""
    from partners.models import CareService

    return CareService.objects.filter(name=old).update(name=new)


def a_published_entry() -> dict[str, str]:
    from partners.models import CareService, ServiceStatus

    entry = CareService.objects.filter(status=ServiceStatus.PUBLISHED).order_by("-pk").first()
    assert entry
    return {"path": f"/hulp/aanbod/{entry.short_id}/", "name": entry.name}


def _client(*, signed_in: bool = True) -> Client:
    from network.models import Person

    client = Client(SERVER_NAME="localhost")
    if signed_in:
        person = Person.objects.get(email="coordinator@demo.example")
        client.force_login(person, backend="network.accounts.SignInBackend")
    return client


ANSWERS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        *(fill, small_pages, pages, queries, lift_limits, kept_queries, sql, again, run, rename, a_published_entry),
        forget_what_was_made,
    )
}


def main() -> None:
    django.setup()
    for line in sys.stdin:
        what, given = json.loads(line)
        print(json.dumps(ANSWERS[what](**given)), flush=True)


if __name__ == "__main__":
    main()
