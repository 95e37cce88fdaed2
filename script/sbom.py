"""Writes sbom.cdx.json: what a running portal is made of, with versions and licences, in the form of CycloneDX 1.6.

    .venv/bin/python script/sbom.py          write it
    .venv/bin/python script/sbom.py --check  is it still right? (exit status 1 when not)

Python packages are those of requirements.lock, as the tool of CycloneDX finds them installed; the look comes from
package-lock.json. No address of a package index stands in it, and nothing that differs from one run to the next.
"""

import argparse
import base64
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation import make_schemabased_validator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SBOM = ROOT / "sbom.cdx.json"
KEPT = ("type", "name", "version", "purl", "licenses")

# Said by neither their metadata nor a licence that CycloneDX knows; read in what each package carries.
UNSAID = {"pyrage": "MIT"}


def sbom() -> str:
    """The whole bill of materials, as the text of the file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of_itself = {
        "type": "application",
        "bom-ref": "portal",
        "name": "netwerkportaal",
        "version": project["version"],
        "description": project["description"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    components = sorted([*_python(), *_look()], key=lambda component: component["purl"])
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": of_itself},
        "components": [{**component, "bom-ref": component["purl"]} for component in components],
    }
    return json.dumps(document, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def problems_of(text: str) -> list[str]:
    """What CycloneDX itself says is wrong with it."""
    errors = make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6).validate_str(text, all_errors=True)
    return [str(error) for error in errors or ()]


def _python() -> list[dict[str, Any]]:
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--output-reproducible", "--sv", "1.6"]
    said = subprocess.run(tool, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    installed = {canonicalize_name(found["name"]): found for found in json.loads(said)["components"]}
    components = []
    for name in _locked():
        found = {key: value for key, value in installed[name].items() if key in KEPT}
        if name in UNSAID:
            found["licenses"] = [{"license": {"id": UNSAID[name]}}]
        components.append(found)
    return components


def _locked() -> list[str]:
    """What runs with the portal on this kind of machine; the lock also holds what other systems need."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line.rstrip("\\ ")) for line in lines if line[:1].isalnum()]
    return sorted(canonicalize_name(each.name) for each in wanted if not each.marker or each.marker.evaluate())


def _look() -> list[dict[str, Any]]:
    """What the pages carry of npm's packages, and esbuild, which bundles it; without its builds for other systems."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    components = []
    for place, package in packages.items():
        if not place or package.get("dev") or package.get("optional"):
            continue
        name = place.rpartition("node_modules/")[2]
        algorithm, _, digest = package["integrity"].partition("-")
        components.append(
            {
                "type": "library",
                "name": name,
                "version": package["version"],
                "purl": f"pkg:npm/{name.replace('@', '%40')}@{package['version']}",
                "licenses": [{"expression": package["license"]}],
                "hashes": [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": _hexadecimal(digest)}],
            }
        )
    return components


def _hexadecimal(digest: str) -> str:
    return base64.b64decode(digest).hex()


def main() -> int:
    parser = argparse.ArgumentParser(description="De lijst van alles waar het portaal uit bestaat.")
    parser.add_argument("--check", action="store_true", help="schrijf niets, zeg of de lijst nog klopt")
    text = sbom()
    if problems := problems_of(text):
        print("\n".join(problems))
        return 1
    if parser.parse_args().check:
        is_right = SBOM.exists() and SBOM.read_text(encoding="utf-8") == text
        print("sbom.cdx.json klopt." if is_right else "sbom.cdx.json klopt niet meer: draai script/sbom.py.")
        return 0 if is_right else 1
    SBOM.write_text(text, encoding="utf-8")
    print(f"{text.count('bom-ref') - 1} onderdelen in sbom.cdx.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
