"""The one file of a backup: a plain tar in which every byte is accounted for, encrypted with age when there is a key.

Its members are written and read in one go, a piece at a time, so neither the database nor a file is ever in memory or
on disk as a whole. What is in it can be taken out by hand with `age --decrypt` and `tar`:

    files/…            the private files, under the names that the database knows them by
    database/00000 …   the parts of one dump of pg_dump (custom format): put one after the other
    manifest.json      what it was made of, and the size and SHA-256 of each member
    SEAL               the SHA-256 of every byte before it
"""

import hashlib
import io
import json
import os
import tarfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

BLOCK = tarfile.BLOCKSIZE
PIECE = 1024 * 1024
MANIFEST, SEAL = "manifest.json", "SEAL"
LONGEST_MANIFEST = 64 * 1024 * 1024
MOST_MEMBERS = LONGEST_MANIFEST // 100  # which is less than the manifest says of one


class ArchiveError(Exception):
    """A backup that can't be written or read; the message is Dutch and says what to do."""


DAMAGED = "Deze back-up is beschadigd en wordt niet gebruikt: {}. Neem een andere, en ga na wat er met de schijf is."


# --- writing ---------------------------------------------------------------------------------------------------------


class Packing:
    """Makes the bytes of an archive, and remembers what it made."""

    def __init__(self) -> None:
        self.members: dict[str, dict[str, Any]] = {}
        self._whole = hashlib.sha256()

    def member(self, name: str, size: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """One member of exactly `size` bytes."""
        digest, seen = hashlib.sha256(), 0
        yield self._counted(_header(name, size))
        for piece in pieces:
            digest.update(piece)
            seen += len(piece)
            if seen > size:
                break
            yield self._counted(piece)
        if seen != size:
            raise ArchiveError(f"Het bestand {name} veranderde terwijl de back-up het las. Begin opnieuw.")
        yield self._counted(_padding(size))
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}

    def end(self, manifest: dict[str, Any]) -> Iterator[bytes]:
        text = json.dumps({**manifest, "members": self.members}, indent=1).encode()
        yield from self.member(MANIFEST, len(text), [text])
        yield _seal(self._whole.hexdigest())

    def _counted(self, piece: bytes) -> bytes:
        self._whole.update(piece)
        return piece


def _header(name: str, size: int) -> bytes:
    """The same for the same member: no clock, no account of this machine."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.USTAR_FORMAT if size < 8 * 1024**3 else tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % BLOCK)


def _seal(digest: str) -> bytes:
    """The last member and the end of the tar."""
    return _header(SEAL, len(digest)) + digest.encode() + _padding(len(digest)) + b"\0" * 2 * BLOCK


def write(path: Path, stream: Iterator[bytes], recipients: list[Any]) -> str:
    """Write the bytes, encrypted for these recipients when there are any; the SHA-256 of what is on disk."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        told = _Told(file)
        if recipients:
            import pyrage

            source = _Source(stream)
            try:
                pyrage.encrypt_io(source, told, recipients)
            except Exception as error:  # noqa: BLE001  (it tells of the source's errors in words of its own)
                raise source.problem or told.problem or error from None
        else:
            for piece in stream:
                told.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return told.digest.hexdigest()


class _Source(io.RawIOBase):
    """An iterator of bytes that can be read like a file."""

    def __init__(self, stream: Iterator[bytes]) -> None:
        self.stream, self.rest = stream, memoryview(b"")
        self.problem: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self.rest:
                self.rest = memoryview(next(self.stream))
        except StopIteration:
            return b""
        except BaseException as error:
            self.problem = error
            raise
        taken, self.rest = self.rest[:size], self.rest[size:]
        return bytes(taken)


class _Told(io.RawIOBase):
    """Writes on, and keeps a digest of what it wrote."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()
        self.problem: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        try:
            self.digest.update(piece)
            return self.file.write(piece)
        except OSError as error:
            self.problem = error
            raise


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass
class Member:
    """Of an archive that is being read. Its pieces can be had once, before the next member."""

    name: str
    size: int
    pieces: Iterator[bytes]


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(14) == b"age-encryption"


def read(path: Path, identity: Any | None) -> Iterator[Member]:
    """Every member but the seal, in order. Whoever reads to the end knows that each byte is as it was written.

    Raises ArchiveError at the first thing that is not; so nothing may be kept of what came before.
    """
    with _opened(path, identity) as file, closing(_members(file)) as members:
        yield from members


def manifest_of(
    path: Path, identity: Any | None, each: Callable[[Member], None] = lambda member: None
) -> dict[str, Any]:
    """Read the archive from end to end; `each` may look at the members. What it says of itself."""
    text = b""
    for member in read(path, identity):
        if member.name == MANIFEST:
            text = b"".join(member.pieces)
        else:
            each(member)
    manifest: dict[str, Any] = json.loads(text)
    return manifest


def _members(file: BinaryIO) -> Generator[Member, None, None]:
    whole = hashlib.sha256()
    found: dict[str, Any] = {}
    manifest = b""
    while True:
        header = _exactly(file, BLOCK)
        try:
            info = tarfile.TarInfo.frombuf(header, tarfile.ENCODING, "strict")
        except (tarfile.TarError, UnicodeDecodeError):
            raise ArchiveError(DAMAGED.format("een deel ervan heeft geen leesbaar begin")) from None
        if info.name == SEAL:
            seal = _seal(whole.hexdigest())
            if header + file.read(len(seal)) != seal:
                raise ArchiveError(DAMAGED.format("het controlegetal over het geheel klopt niet"))
            break
        if manifest:
            raise ArchiveError(DAMAGED.format("er staat iets achter de inhoudsopgave"))
        if info.size < 0 or len(found) > MOST_MEMBERS:
            raise ArchiveError(DAMAGED.format("een deel ervan kan zo niet zijn geschreven"))
        whole.update(header)
        digest = hashlib.sha256()
        pieces = _pieces(file, info.size, whole, digest)
        if info.name == MANIFEST:
            if info.size > LONGEST_MANIFEST:
                raise ArchiveError(DAMAGED.format("de inhoudsopgave is te lang"))
            manifest = b"".join(pieces)
            pieces = iter([manifest])
        yield Member(info.name, info.size, pieces)
        for _ in pieces:  # what nobody asked for is looked at too
            pass
        whole.update(_exactly(file, -info.size % BLOCK))
        if info.name != MANIFEST:
            found[info.name] = {"size": info.size, "sha256": digest.hexdigest()}
    if _members_by(manifest) != found:
        raise ArchiveError(DAMAGED.format("de inhoud is niet wat de inhoudsopgave noemt"))


def _members_by(manifest: bytes) -> Any:
    """None of a manifest that can't be read, or is missing."""
    try:
        return json.loads(manifest)["members"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _pieces(file: BinaryIO, size: int, *digests: Any) -> Iterator[bytes]:
    while size:
        piece = _exactly(file, min(size, PIECE))
        for digest in digests:
            digest.update(piece)
        size -= len(piece)
        yield piece


def _exactly(file: BinaryIO, size: int) -> bytes:
    piece = file.read(size)
    if len(piece) != size:
        raise ArchiveError(DAMAGED.format("het eind ontbreekt"))
    return piece


@contextmanager
def _opened(path: Path, identity: Any | None) -> Iterator[BinaryIO]:
    """The tar inside, decrypted on the way by a thread: age hands over pieces, and whoever reads asks for them."""
    if not is_encrypted(path):
        with path.open("rb") as file:
            yield file
        return
    if identity is None:
        raise ArchiveError("Deze back-up is versleuteld. Zet de sleutel die erbij hoort in BACKUP_KEY.")
    reading, writing = os.pipe()
    problems: list[Exception] = []
    thread = threading.Thread(target=_decrypt, args=(path, writing, identity, problems), daemon=True)
    thread.start()
    try:
        with os.fdopen(reading, "rb", PIECE) as file:
            yield file
            file.read(1)  # the seal was read; age still has its own last word
    except ArchiveError as error:
        thread.join()
        raise (_said_by_age(problems[0]) if problems else error) from None
    finally:
        thread.join()
    if problems:
        raise _said_by_age(problems[0])


def _decrypt(path: Path, writing: int, identity: Any, problems: list[Exception]) -> None:
    import pyrage

    with os.fdopen(writing, "wb", PIECE) as out, path.open("rb") as file:
        try:
            pyrage.decrypt_io(file, out, [identity])
            out.flush()
        except Exception as error:  # noqa: BLE001  (told by whoever reads the other end)
            problems.append(error)


def _said_by_age(error: Exception) -> ArchiveError:
    if "No matching keys" in str(error):
        return ArchiveError("Deze back-up is met een andere sleutel gemaakt dan die in BACKUP_KEY staat.")
    return ArchiveError(DAMAGED.format("de versleuteling klopt niet"))
