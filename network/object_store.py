"""Private files as objects in a store that several machines share (S3 and what speaks like it), by FILES_URL."""

import base64
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

from network.private_files import FilesAwayError

logger = logging.getLogger(__name__)

_CONFIG = Config(
    s3={"addressing_style": "path"},
    signature_version="s3v4",
    connect_timeout=5,
    read_timeout=30,
    retries={"max_attempts": 3},
    # Stores other than Amazon's do not all know the newer kinds of checksum.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class FilesInAStore(S3Storage):
    """Objects in a bucket that nobody but the portal can read."""

    def get_default_settings(self) -> dict[str, Any]:
        ours = {"default_acl": None, "file_overwrite": False, "client_config": _CONFIG}
        return {**super().get_default_settings(), **ours}

    def keep_once(self, name: str, content: bytes) -> None:
        """The store itself keeps an object whole or not at all, and checks what it got against the digest.

        Who calls this holds the row of the file, so nobody comes in between looking and keeping.
        """
        if self.exists(name):
            raise FileExistsError(name)
        digest = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
        with _the_store():
            self.bucket.Object(self._name_in_bucket(name)).put(Body=content, ContentMD5=digest)

    def forget(self, name: str) -> None:
        self.delete(name)

    def exists(self, name: str) -> bool:
        with _the_store():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        """Asked when its row is gone already: a store that is away may not undo that, and the log tells what stayed."""
        try:
            with _the_store():
                super().delete(name)
        except FilesAwayError:
            logger.exception("a file stayed in the store")

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        raise ValueError("This file is not accessible via a URL.")

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        """All of it at once: whoever reads a document checks it as a whole."""
        try:
            with _the_store():
                return ContentFile(self.bucket.Object(self._name_in_bucket(name)).get()["Body"].read(), name)
        except FilesAwayError as error:
            if _status_of(error) == 404:
                raise FileNotFoundError(name) from error
            raise

    def _save(self, name: str, content: "File[bytes]") -> str:
        with _the_store():
            return str(super()._save(name, content))

    def _name_in_bucket(self, name: str) -> str:
        return str(self._normalize_name(name))


@contextmanager
def _the_store() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise FilesAwayError(type(error).__name__) from error


def _status_of(error: FilesAwayError) -> int:
    told = getattr(error.__cause__, "response", {})
    return int(told.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
