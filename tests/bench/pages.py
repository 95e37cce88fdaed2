"""B01: every page of members, warm, beside the bare SQL that it sends; and how many questions that is.

One page of each kind that can be reached by links, and lists that were searched and sorted. Page and SQL by turns, so
that a busy machine is as busy for both.
"""

from collections.abc import Iterator

from tests.bench.bench import Bench
from tests.bench.figures import Figure, p95, seconds

MILLISECONDS, TIMES_THE_SQL, QUERIES = 150, 3, 12
SORTED = (
    "/partners/?zoek=stichting",
    "/plan/?groep=trekker&zoek=begeleiding&stand=green",
    "/plan/?pagina=40&kolom=mijlpaal&kolom=stand",
    "/monitor/indicatoren/cijfer-7/",
)
ALONE = "the questions that this page asks the database, asked again without the page"
LIMIT_OF_THE_RATIO = (
    "A page has what bare SQL lacks: template, middleware and rights. Where its questions take a millisecond or two, "
    "the ratio is about those; how the time divides among them was not measured."
)
LIMIT_OF_THE_QUESTIONS = (
    "«Mijn overzicht», the page of an action, a partner or an agreement and a draft report are put together of parts "
    "that know nothing of each other: what is to be done of each kind, the history of each table. Each part asks its "
    "own question, and as many for ten rows as for ten thousand. One question for all of them would tie the parts "
    "together; whether it would be quicker was not measured."
)


def page_figures(bench: Bench) -> Iterator[Figure]:
    few = bench.queries_when_small
    grown = []
    for path in [*bench.beside.ask("pages", most=bench.size.pages), *SORTED]:
        asked = bench.beside.ask("queries", path=path)
        if path in few and asked > few[path]:
            grown.append(f"{path} ({few[path]} → {asked})")
        yield from page_beside_its_sql(bench, path)
        yield Figure(
            "B01",
            f"{path}: questions to the database",
            asked,
            "",
            QUERIES,
            group="questions",
            limit=LIMIT_OF_THE_QUESTIONS,
        )
    told = f": {', '.join(grown)}" if grown else ""
    yield Figure(
        "B01", f"pages that ask more questions in the large region than in the example{told}", len(grown), "", 0
    )


def page_beside_its_sql(bench: Bench, path: str) -> Iterator[Figure]:
    page, sql, processor = by_turns(bench, path)
    yield Figure("B01", f"{path}, p95", page, "ms", MILLISECONDS, processor=processor, group="clock")
    yield Figure("B01", f"{path}, p95", page, "ms", TIMES_THE_SQL, sql, ALONE, group="ratio", limit=LIMIT_OF_THE_RATIO)


def by_turns(bench: Bench, path: str) -> tuple[float, float, float]:
    """Milliseconds: p95 of the page, p95 of its SQL, and what one view took of the processor."""
    person = bench.coordinator
    for _ in range(3):  # each process that serves has to have shown it once
        person.get(path)
    page, sql, worked = [], [], 0.0
    for _ in range(bench.size.views):
        before = bench.processor.seconds()
        page.append(seconds(lambda: person.get(path)))
        worked += bench.processor.seconds() - before
        sql.append(bench.beside.ask("again", path=path))
    return p95(page) * 1000, p95(sql) * 1000, worked / bench.size.views * 1000
