"""Compares the locked packages with the known vulnerabilities, and says so when that could not be done.

    script/audit_dependencies.py [LOCK…]

pip-audit is content when the source that it asks knows nothing at all. So it is counted how many packages were really
looked at, and a version that has been unsafe for years goes along: a source that doesn't know that one, knows nothing.
Ends with 1 only when a locked package has a known vulnerability; a build without a network goes on.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

KNOWN_TO_BE_UNSAFE = ("pyyaml", "5.3")
SECONDS = 20


def pins(locks: list[Path]) -> dict[str, str]:
    """Name → version of everything that is locked."""
    text = "\n".join(lock.read_text(encoding="utf-8") for lock in locks)
    found = re.findall(r"(?m)^([A-Za-z0-9._-]+)(?:\[.*?\])?==([^\s;\\]+)", text)
    return {name.lower(): version for name, version in found}


def verdict(locked: dict[str, str], answer: dict[str, Any]) -> tuple[bool, str]:
    """Whether the build may go on, and what to print."""
    looked_at = [each for each in answer.get("dependencies", []) if "vulns" in each]
    unsafe = {each["name"].lower(): [vuln["id"] for vuln in each["vulns"]] for each in looked_at if each["vulns"]}
    if not unsafe.pop(KNOWN_TO_BE_UNSAFE[0], None):
        return True, "NIET UITGEVOERD: de bron kent zelfs een bekende kwetsbaarheid niet"
    audited = {each["name"].lower() for each in looked_at} & set(locked)
    if len(audited) < len(locked):
        missing = ", ".join(sorted(set(locked) - audited)[:5])
        return True, f"NIET UITGEVOERD: {len(audited)} van {len(locked)} pakketten bekeken (niet: {missing} …)"
    if unsafe:
        return False, "\n".join(f"{name} {locked[name]}: {', '.join(ids)}" for name, ids in sorted(unsafe.items()))
    return True, f"{len(audited)} van {len(locked)} pakketten bekeken, geen bekende kwetsbaarheden"


def ask(locked: dict[str, str]) -> dict[str, Any]:
    """What pip-audit says of these versions; raises OSError or ValueError when it says nothing useful."""
    asked = {**locked, KNOWN_TO_BE_UNSAFE[0]: KNOWN_TO_BE_UNSAFE[1]}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text("".join(f"{name}=={version}\n" for name, version in asked.items()), encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--format=json", "-r", str(file)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise OSError(f"geen antwoord binnen {SECONDS} seconden") from None
    if not done.stdout.startswith("{"):
        raise OSError("de bron met kwetsbaarheden is niet te bereiken")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main(locks: list[str]) -> int:
    locked = pins([Path(lock) for lock in locks or ["requirements.lock"]])
    locked.pop(KNOWN_TO_BE_UNSAFE[0], None)
    try:
        may_go_on, said = verdict(locked, ask(locked))
    except (OSError, ValueError) as problem:
        may_go_on, said = True, f"NIET UITGEVOERD: {problem}"
    print(said)
    return 0 if may_go_on else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
