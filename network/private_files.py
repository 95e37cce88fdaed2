"""Where private files are kept: in a folder of this machine, or as objects in a store that several machines share.

Neither gives a file an address of its own: a view hands it out after asking the policy. Both keep what must be whole or
not there at all by `keep_once`.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

logger = logging.getLogger(__name__)


class FilesAwayError(OSError):
    """The object store does not answer; the portal says that it is out of order, and not that a file was altered."""


class FilesOfThisMachine(FileSystemStorage):
    def url(self, name: str | None) -> str:
        raise ValueError("This file is not accessible via a URL.")

    def keep_once(self, name: str, content: bytes) -> None:
        """Whole or not at all, and never over a file that is there."""
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o440)
        os.link(part, path)
        part.unlink()

    def delete(self, name: str) -> None:
        """Asked when its row is gone already: a disk that fails may not undo that, and the log tells what stayed."""
        try:
            super().delete(name)
        except OSError:
            logger.exception("a file stayed in the folder")

    def forget(self, name: str) -> None:
        """Take away what there is of it, whole or half."""
        path = Path(self.path(name))
        for leftover in (path, path.with_suffix(".part")):
            with suppress(OSError):
                leftover.unlink()


_NO_STORE = "FILES_URL is geen adres van een s3-opslag met sleutel, geheim en bak (zie .env.example)."


def storage(url: str, folder: Path) -> dict[str, Any]:
    """Django's entry of STORAGES for FILES_URL, which names key, secret, server and bucket; or this folder."""
    if not url:
        return {
            "BACKEND": "network.private_files.FilesOfThisMachine",
            "OPTIONS": {"location": folder, "base_url": None},
        }
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:  # what it says may quote the secret
        raise ImproperlyConfigured(_NO_STORE) from None
    bucket, region = parts.path.strip("/"), dict(each.split("=", 1) for each in parts.query.split("&") if "=" in each)
    is_ours = parts.hostname in {"localhost", "127.0.0.1"}
    if parts.scheme not in {"s3", "s3+http"} or not (parts.username and parts.password and parts.hostname and bucket):
        raise ImproperlyConfigured(
            "FILES_URL is geen adres van een s3-opslag met sleutel, geheim en bak (zie .env.example)."
        )
    if parts.scheme == "s3+http" and not is_ours:
        raise ImproperlyConfigured("FILES_URL: zonder TLS (s3+http) mag alleen op deze machine.")
    host = f"{parts.hostname}:{port}" if port else str(parts.hostname)
    return {
        "BACKEND": "network.object_store.FilesInAStore",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "bucket_name": bucket,
            "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{host}",
            "region_name": region.get("region", "us-east-1"),
        },
    }
