"""What B06 is measured against: a folder whose files are served as the portal serves its own static files."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from whitenoise import WhiteNoise


def _nothing_else(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("404 Not Found", [])
    return [b""]


application = WhiteNoise(_nothing_else, root=os.environ["STATIC_FOLDER"])
