"""The scorer of the MDN HTTP Observatory, let loose on a portal over TLS on loopback."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCORER = ROOT / "node_modules/@mdn/mdn-http-observatory/src/scan.js"
NODE = shutil.which("node") or str(ROOT / ".venv/node/bin/node")


def is_installed() -> bool:
    return SCORER.exists() and Path(NODE).exists()


def score(*, http_port: int, tls_port: int, certificate: Path) -> dict[str, Any]:
    """What the scorer says of https://localhost; it knows no other ports than 80 and 443, so those are led astray."""
    # Which sites browsers know beforehand: a list that the package fetches on installing. Localhost is not on it.
    known_sites = SCORER.parents[1] / "conf/hsts-preload.json"
    if not known_sites.exists():
        known_sites.write_text("{}")
    command = [NODE, "--import", str(ROOT / "tests/observatory/ports.mjs"), str(SCORER), "localhost"]
    environment = {
        **os.environ,
        "NODE_EXTRA_CA_CERTS": str(certificate),
        "HTTP_PORT": str(http_port),
        "TLS_PORT": str(tls_port),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return json.loads(done.stdout)
