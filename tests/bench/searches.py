"""B02: searching the sociale kaart with a typing error, a part of a word and filters, beside the bare SQL."""

import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator

from tests.bench.bench import Bench
from tests.bench.figures import Figure, p95, seconds
from tests.bench.pages import ALONE

MILLISECONDS, TIMES_THE_SQL = 50, 2
# A part of a word, a typing error, and words in different places with filters.
SEARCHES = (
    "/sociale-kaart/?zoek=opvang",
    "/sociale-kaart/?zoek=slachtofer",
    "/sociale-kaart/?zoek=opvang+haven+nijmegen&wie=victim&leeftijd=17&fase=acute",
)
LIMIT = (
    "The database weighed every entry against a typing error (100 to 140 ms); it asks its index now (4 ms). Of the 27 "
    "ms of the processor that a page with 20 entries takes beside its SQL (46 before), printing is 10, the rows with "
    "their channels and hours 10, hours and numbers in words 2, the filters 2, who asks and the rest 3. The SQL takes "
    "some 10 ms, so twice that leaves no more than printing takes."
)
PUBLIC = ("/hulp/zoeken/", {"woord": "vrouwenopvnag nijmegen", "wie": "mij", "leeftijd": "17"})


def search_figures(bench: Bench) -> Iterator[Figure]:
    for path, fields in [*((each, None) for each in SEARCHES), PUBLIC]:
        bench.beside.ask("queries", path=path, fields=fields)
        view = _view(bench, path, fields)
        view()
        view()
        page, sql, worked = [], [], 0.0
        for _ in range(bench.size.views):
            bench.beside.ask("lift_limits")  # a place may search so often only
            before = bench.processor.seconds()
            page.append(seconds(view))
            worked += bench.processor.seconds() - before
            sql.append(bench.beside.ask("again", path=path))
        took, processor = p95(page) * 1000, worked / bench.size.views * 1000
        yield Figure("B02", f"{path}, p95", took, "ms", MILLISECONDS, processor=processor, limit=LIMIT)
        yield Figure("B02", f"{path}, p95", took, "ms", TIMES_THE_SQL, p95(sql) * 1000, ALONE, limit=LIMIT)


def _view(bench: Bench, path: str, fields: dict[str, str] | None) -> Callable[[], object]:
    if fields is None:
        return lambda: bench.coordinator.get(path)
    typed = urllib.parse.urlencode(fields).encode()
    return lambda: urllib.request.urlopen(bench.region.url + path, typed, timeout=60).read()
