"""One report of many actions, in a process of its own: how long after its figures were read, and with how much memory.

    python -m tests.bench.report_of_many ACTIONS

The look at every chart, the template, the pages and the frozen figures: all but what asks the database.
"""

import json
import os
import resource
import sys
import time

import django

from network.bounded import Limits, run_bounded
from network.pdf import Paper, _typeset, html_of

PATIENT = Limits(cpu_seconds=300, wall_seconds=900)  # to see how long it takes, also on a busy machine


def main(actions: int) -> dict[str, float]:
    from monitor.reporting.drawings import check_drawings
    from monitor.reporting.paper import style_sheet_of
    from monitor.reporting.style import Style
    from tests.bench.long_report import long_content

    content = long_content(actions=actions)
    start = time.perf_counter()
    check_drawings(content)
    html = html_of("pdf/report.html", {"content": content, "style": Style()}, style_sheet=style_sheet_of(Style()))
    paper, megabytes, cpu = run_bounded(typeset_and_weigh, html, limits=PATIENT, preload="network.pdf_preload")
    json.dumps(content.freeze())
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "cpu": cpu, "pages": paper.pages, "megabytes": megabytes, "parent": _megabytes()}


def typeset_and_weigh(html: str) -> tuple[Paper, float, float]:
    """The pages, the most memory that they took, and the seconds of the processor."""
    return _typeset(html), _megabytes(), time.process_time()


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    django.setup()
    from tests.bench.report_of_many import main as run  # the child finds what it runs by this name

    print(json.dumps(run(int(sys.argv[1]))))
