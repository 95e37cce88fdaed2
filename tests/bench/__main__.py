"""`script/bench`: every figure beside its yardstick, in one run."""

import tempfile
from pathlib import Path

from tests.bench.directory import directory_figures
from tests.bench.disclosure import disclosure_figures
from tests.bench.figures import print_table, write_json
from tests.bench.first_view import first_views
from tests.bench.import_list import import_figures
from tests.bench.lists import list_figures
from tests.bench.monitor_pages import monitor_figures
from tests.bench.network_at_work import work_figures
from tests.bench.plan_import import plan_import_figures
from tests.bench.plan_list import plan_figures
from tests.bench.report import report_figures
from tests.bench.report_download import download_figures
from tests.bench.sign_in import sign_in_figures
from tests.bench.start import starts
from tests.bench.statline_import import statline_import_figures
from tests.journeys.portal import ROOT, running_portal


def main() -> None:
    figures = [*report_figures(), *disclosure_figures()]
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, running_portal(Path(folder) / "data") as portal:
        figures += first_views(portal)
        figures += download_figures(portal)
        figures += list_figures(portal)
        figures += import_figures(portal)
        figures += work_figures(portal)
        figures += directory_figures(portal)
        figures += plan_import_figures(portal)
        figures += plan_figures(portal)
        figures += statline_import_figures(portal)
        figures += monitor_figures(portal)
    with (
        tempfile.TemporaryDirectory(prefix="portal-bench-") as folder,
        # As behind a proxy, and with as many processes as an installation has.
        running_portal(Path(folder) / "data", TRUSTED_PROXIES="1", WEB_CONCURRENCY="2") as portal,
    ):
        figures += sign_in_figures(portal)
    figures += starts()
    print_table(figures)
    write_json(figures, ROOT / "var" / "bench.json")


main()
