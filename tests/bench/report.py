"""B05: a progress report of twenty pages on paper, beside Chromium printing the same HTML; and one of 300 actions."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.template.loader import render_to_string

from network.bounded import run_bounded
from network.pdf import BUILD_FOLDER, LIMITS, Paper, _typeset, make_paper
from tests.bench.bench import Bench
from tests.bench.figures import Figure
from tests.browser import CHROMIUM, FLAGS
from tests.journeys.portal import ROOT

ACTIONS_FOR_TWENTY_PAGES = 5  # with every other section at its largest
MANY_ACTIONS = 300
SECONDS_FOR_MANY, MEGABYTES_FOR_MANY = 30, 400


LIMIT = (
    "WeasyPrint sets pages in Python where Chromium does it in C++. What is the same for every PDF is loaded "
    "beforehand, and its frames have room in one piece. Of the 1.2 s of the processor that is left (samples per "
    "millisecond), half is layout, 28 % painting and writing, 10 % styles, 6 % reading the HTML, and 3 % our own tags. "
    "No single function takes 8 %: leaving out hyphens, running heads, lights or rules for page breaks changes nothing."
)


def report_figures(bench: Bench) -> Iterator[Figure]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    django.setup()
    html = html_of_a_long_report(actions=ACTIONS_FOR_TWENTY_PAGES)
    paper, megabytes = run_bounded(_typeset_and_weigh, html, limits=LIMITS, preload="network.pdf_preload")
    what = f"a draft of {paper.pages} pages, from click to bytes"
    if CHROMIUM:
        # In turn, and the least disturbed round of each, so that a busy machine doesn't choose the winner.
        rounds = [(_seconds_of_ours(), _seconds_of_chromium(html)) for _ in range(2 * bench.size.rounds)]
        ours, chromium = (min(seconds) for seconds in zip(*rounds, strict=True))
        yield Figure("B05", what, ours, "s", 1.5, chromium, "Chromium prints the same HTML", limit=LIMIT)
    yield Figure("B05", "memory for that", megabytes, "MB", 250)
    if bench.size.rounds > 2:
        yield from _many_actions()


def _many_actions() -> Iterator[Figure]:
    """Everything after the figures have been read, in a process that did nothing before; with that of the pages."""
    command = [sys.executable, "-m", "tests.bench.report_of_many", str(MANY_ACTIONS)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=1000)
    told = json.loads(done.stdout.splitlines()[-1])
    what = f"a report of {MANY_ACTIONS} actions, {told['pages']} pages"
    yield Figure("B05", what, told["seconds"], "s", SECONDS_FOR_MANY, processor=told["cpu"])
    yield Figure("B05", "memory for that, setting the pages", told["megabytes"], "MB", MEGABYTES_FOR_MANY)
    yield Figure("B05", "memory for that, the worker that asks for it", told["parent"], "MB", MEGABYTES_FOR_MANY)


def html_of_a_long_report(*, actions: int) -> str:
    # After django.setup(), which gives the plan its models.
    from tests.bench.long_report import long_content

    return render_to_string("pdf/report.html", {"content": long_content(actions=actions)})


def _seconds_of_ours() -> float:
    """Everything after the figures have been read: the template, the pages and the checks."""
    from tests.bench.long_report import long_content

    content = long_content(actions=ACTIONS_FOR_TWENTY_PAGES)
    start = time.perf_counter()
    make_paper("pdf/report.html", {"content": content})
    return time.perf_counter() - start


def _typeset_and_weigh(html: str) -> tuple[Paper, float]:
    paper = _typeset(html)
    return paper, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds_of_chromium(html: str) -> float:
    assert CHROMIUM
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        page = Path(folder) / "report.html"
        style = (BUILD_FOLDER / "pdf.css").as_uri()
        page.write_text(html.replace('href="pdf.css"', f'href="{style}"'), encoding="utf-8")
        target = f"--print-to-pdf={folder}/report.pdf"
        command = [CHROMIUM, "--headless", *FLAGS, f"--user-data-dir={folder}/profile", target, page.as_uri()]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return time.perf_counter() - start
