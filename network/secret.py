"""The signing key of a clone that was given none."""

import os
import secrets
from pathlib import Path


def key_of_this_clone(data_dir: Path) -> str:
    """Read `data_dir/secret-key`, made at first use and readable by its owner only."""
    path = data_dir / "secret-key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one writes and the other reads.
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()
