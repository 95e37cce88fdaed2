"""What one request costs: processor time of the portal and of Postgres, questions to the database, and bytes.

    python -m tests.drills.cost [TIMES]        prints the table of docs/scale.md

Processor time and not the clock, so that whatever else the machine does matters little. One request at a time, warm.
"""

import gzip
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.drills.machines import Estate, Server, estate, processor_seconds

_QUESTION = re.compile("^portal_web LOG:  (?:statement|execute)", re.MULTILINE)
PAGES = (
    ("hulppagina, bewaard", "", "/hulp/acuut/"),
    ("hulppagina, nieuw gemaakt", "", "/hulp/acuut/?nieuw={}"),
    ("overzicht na het inloggen", "coordinator", "/"),
    ("het plan", "coordinator", "/plan/"),
    ("sociale kaart", "coordinator", "/sociale-kaart/"),
    ("monitor", "coordinator", "/monitor/"),
    ("verbeterpunt inbrengen (POST)", "coordinator", "/verbeterpunten/inbrengen/"),
    ("controlepagina (/gezondheid/)", "", "/gezondheid/"),
)


@dataclass(frozen=True)
class Cost:
    portal: float  # ms of processor time
    database: float
    questions: float
    size: int  # bytes over the line


def main(times: int) -> None:
    with estate(first=False, workers=False) as all_of_it:
        for server in (all_of_it.primary, all_of_it.standby):
            server.set("log_statement", "all")
            server.set("log_line_prefix", "%%u ")
        sys.stdout.write("| bladzijde | portaal, ms processor | Postgres, ms processor | vragen | bytes (gzip) |\n")
        sys.stdout.write("|---|---:|---:|---:|---:|\n")
        for name, account, path in PAGES:
            cost = cost_of(all_of_it, account, path, times)
            cells = [f"{cost.portal:.1f}", f"{cost.database:.1f}", f"{cost.questions:.0f}", f"{cost.size}"]
            sys.stdout.write(f"| {name} | {' | '.join(cells)} |\n")


def cost_of(all_of_it: Estate, account: str, path: str, times: int) -> Cost:
    visitor = all_of_it.visitor(all_of_it.second, account)

    def ask(turn: int) -> str:
        if path.endswith("inbrengen/"):
            words = f"Proef {turn}"
            assert visitor.fill_in(path, {"title": words, "text": words}, with_field="title").is_saved
            return ""
        answer = visitor.get(path.format(turn))
        assert answer.status == 200, path
        return answer.text

    for turn in range(5):
        ask(-turn - 1)
    portal, database, questions = _used(all_of_it)
    text = [ask(turn) for turn in range(times)][-1]
    portal, database, questions = (
        after - before for after, before in zip(_used(all_of_it), (portal, database, questions), strict=True)
    )
    size = len(gzip.compress(text.encode(), 6))
    return Cost(portal / times * 1000, database / times * 1000, questions / times, size)


def _used(all_of_it: Estate) -> tuple[float, float, int]:
    """Seconds of the portal's web processes, seconds of both servers, and questions asked so far."""
    servers = (all_of_it.primary, all_of_it.standby)
    asked = sum(
        len(re.findall("^portal_web LOG:  (?:statement|execute)", server.log(), re.MULTILINE)) for server in servers
    )
    return processor_seconds(all_of_it.second.web_worker_pids()), sum(map(_of_server, servers)), asked


def _of_server(server: Server) -> float:
    """All of its processes, those that ended as well: a session lasts a minute."""
    pid = server.pid() or 0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return processor_seconds([pid], ended_too=True) + processor_seconds(map(int, children))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
