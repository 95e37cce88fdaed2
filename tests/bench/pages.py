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
LIMIT_OF_THE_CLOCK = (
    "Measured in one process, the quickest view of fifteen: a draft report over a thousand actions takes 115 ms of the "
    "processor beside 40 ms of SQL. Of those 115, 26 are Django writing the SQL and 30 making models of 3,000 rows; 18 "
    "are the look for personal data, in each text that it prints once; 12 are writing HTML. It is read anew for every "
    "view, since whoever writes it has to see what would be frozen."
)
LIMIT_OF_THE_RATIO = (
    "Measured in one process, the quickest view of forty: a page with nothing on it takes 4 ms of the processor, of "
    "which 1.4 ms are for menu, head and foot in Django's templates and 0.5 ms for the session and who is asking; its "
    "SQL takes less than 1 ms. Of a page with a list or a form, writing HTML is half of the 5 to 15 ms. Of «Mijn "
    "overzicht» and the pages of a partner and an agreement (58, 40 and 15 ms) most is Django writing the SQL, not "
    "asking it. What reads the same for everybody is written once a day. The rest depends on who asks and on whose "
    "page it is: kept for a day, a question that looks at anything else would answer wrongly, and nobody would see it."
)
LIMIT_OF_THE_QUESTIONS = (
    "Pages that are put together of parts ask together what their parts want to know. What is asked apart follows from "
    "another answer, or is in no part that asks with others: of a draft report the figures, the money of each source "
    "and the sociale kaart of its reference date. It is as many for ten rows as for ten thousand."
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
    yield Figure(
        "B01", f"{path}, p95", page, "ms", MILLISECONDS, processor=processor, group="clock", limit=LIMIT_OF_THE_CLOCK
    )
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
