"""What was agreed on performance: each row, what it is measured beside and why that, and what measures it."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.bench import Bench
from tests.bench.disclosure import disclosure_figures
from tests.bench.figures import Figure
from tests.bench.first_view import first_views
from tests.bench.import_list import partner_import_figures
from tests.bench.on_a_phone import phone_figures
from tests.bench.pages import page_figures
from tests.bench.plan_import import plan_import_figures
from tests.bench.report import report_figures
from tests.bench.report_download import download_figures
from tests.bench.searches import search_figures
from tests.bench.sign_in import sign_in_figures
from tests.bench.start import starts
from tests.bench.statline_import import statline_import_figures
from tests.bench.under_load import members_under_load, visitors_under_load


@dataclass(frozen=True)
class Row:
    """`yardstick` tells what stands beside it, and why that."""

    number: str
    what: str
    yardstick: str
    goal: str
    measure: tuple[Callable[[Bench], Iterator[Figure]], ...]


ROWS = (
    Row(
        "B01",
        "Every page of members, warm: 95 of 100 views are at least this quick",
        "The SQL that the page sends, recorded once and sent again without the page, its rows fetched. What is above "
        "that is ours: rights, templates, middleware. One page of every kind that links lead to, and lists that were "
        "searched and sorted; a phone beside them.",
        "≤ 3 × and ≤ 150 ms; ≤ 12 questions to the database, no more of them when there are more rows",
        (page_figures, phone_figures),
    ),
    Row(
        "B02",
        "A search in the sociale kaart with a typing error, a part of a word and filters",
        "The SQL of that search alone, as above. A search should be the database's work and little else.",
        "≤ 2 × and ≤ 50 ms",
        (search_figures,),
    ),
    Row(
        "B03",
        "A table of StatLine with 500,000 figures: read, compared, saved and released",
        "COPY of the same rows, ready as text, into the same table with its indexes and triggers: the quickest that "
        "Postgres takes them in. And the loop of django-import-export, which is what one gets without thinking.",
        "≤ 4 × COPY; ≤ 300 MB; at least 15 × faster than that loop",
        (statline_import_figures,),
    ),
    Row(
        "B04",
        "A plan of 10,000 actions from a workbook: the preview, and then saving it",
        "openpyxl reading the cells of that workbook and doing nothing with them.",
        "≤ 4 ×",
        (plan_import_figures,),
    ),
    Row(
        "B05",
        "The draft of a progress report of some twenty pages, from click to bytes",
        "Chromium printing the same HTML with the same styles, its start included: the quickest well-known way to a "
        "PDF, though without PDF/UA and PDF/A. The least disturbed round of either counts.",
        "≤ 1.5 ×; ≤ 250 MB",
        (report_figures,),
    ),
    Row(
        "B06",
        "An adopted report downloaded by somebody who may",
        "A file of that size from a server of the same kind, which asks nobody and logs nothing.",
        "≤ 2 ×",
        (download_figures,),
    ),
    Row(
        "B07",
        "A page of members under load: two processes, 16 connections",
        "A bare Django view, without middleware, sessions or rights, that asks the same questions of the same database "
        "and prints every row in a bare template, served the same way. What a page costs above it is the portal.",
        "≥ 0.7 × its requests per second, no errors",
        (members_under_load,),
    ),
    Row(
        "B08",
        "A help page under load, as on the day that it is in the news",
        "A static file served by the same processes: nothing is cheaper.",
        "≥ 0.3 × its requests per second; no question to the database while it is kept; a change shows within 60 s",
        (visitors_under_load,),
    ),
    Row(
        "B09",
        "A protected table of 342 × 20 cells shown; and protected, with the proof, when its figures are released",
        "Reading the same cells by SQL. For protecting there is none: it is work in the background, with a limit.",
        "shown ≤ 1.5 ×; protected ≤ 120 s and ≤ 500 MB",
        (disclosure_figures,),
    ),
    Row(
        "B10",
        "The first view of a page in the large region, with nothing in the browser's cache",
        "None: bytes over the wire as Chromium counts them, requests, and requests to another host.",
        "≤ 100 kB (visitors 60), ≤ 8 requests, none to another host",
        (first_views,),
    ),
    Row(
        "B11",
        "script/server from a fresh clone, its second start, and the tests",
        "None.",
        "≤ 120 s; ≤ 5 s; ≤ 10 min",
        (starts,),
    ),
    Row(
        "G-09",
        "Signing in while others guess passwords",
        "The same sign-in at rest.",
        "≤ 2 ×",
        (sign_in_figures,),
    ),
    Row(
        "P21",
        "3,000 partners from a workbook",
        "Reading the cells of that workbook the way that the portal reads them.",
        "≤ 4 ×",
        (partner_import_figures,),
    ),
)


BROKE_OFF = "It broke off before it was measured; the output of the run says where."


def measured(rows: tuple[Row, ...], bench: Bench) -> Iterator[Figure]:
    for row in rows:
        bench.say(f"{row.number}: {row.what}")
        for measure in row.measure:
            try:
                yield from measure(bench)
            except Exception as problem:  # noqa: BLE001  (whatever it is, the other rows are still worth their time)
                bench.say(f"{row.number} broke off: {traceback.format_exc()}")
                what = f"{measure.__name__} broke off: {type(problem).__name__}"
                yield Figure(row.number, what, 1, "failure", 0, limit=BROKE_OFF)
