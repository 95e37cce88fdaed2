"""docs/beheer.md names nothing that isn't there: no file, command, option, setting, unit, address, picture or link."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

from tests.drills.fresh_debian import TYPED as TYPED_BY_THE_DRILL
from tests.manual.blocks import MANUAL, ROOT, Block, blocks, chapters

TEXT = MANUAL.read_text(encoding="utf-8")
# Made by an administrator, or of the machine.
NOT_OURS = ("/etc/", "/var/", "/usr/", "/dev/", "/mnt/")
# Chapter → how the manual's first lines name what of it is typed by no test.
SAID_TO_BE_UNTRIED = {
    "5. Webserver en TLS": "een echt certificaat",
    "7. Mail": "mail die terugkomt",
    "8. Inloggen met een werkaccount": "een werkaccount",
    "9. Back-up en terugzetten": "terugzetten op een andere machine",
    "10. Een nieuwe versie": "terug naar een vorige versie",
    "13. Als er iets misgaat": "hoofdstuk 13",
    "Met containers": "containers",
}


def typed() -> list[Block]:
    return [block for block in blocks() if block.language == "bash"]


def commands_of_the_portal() -> Iterator[tuple[str, list[str]]]:
    """`portaal NAME --option …`, in a block or in the text, and the same by manage.py."""
    told = [line for block in typed() for line in block.lines] + re.findall(r"`([^`\n]+)`", TEXT)
    for line in told:
        for found in re.finditer(r"(?:(?:^|[;&|] *)portaal|manage\.py) +([a-z_]+)([^|;<>]*)", line, re.MULTILINE):
            yield found[1], re.findall(r"--[a-z-]+", found[2])


@pytest.mark.parametrize("name", sorted({name for name, _ in commands_of_the_portal()}))
def test_a_command_that_the_manual_names_is_there_with_its_options(name: str) -> None:
    known = get_commands()
    assert name in known
    parser = load_command_class(known[name], name).create_parser("manage.py", name)
    options = {option for action in parser._actions for option in action.option_strings}
    named = {option for other, options in commands_of_the_portal() if other == name for option in options}
    assert named <= options


def test_the_manual_names_commands_at_all() -> None:
    names = {name for name, _ in commands_of_the_portal()}
    assert {"migrate", "region", "invite", "backup", "restore", "alarms", "bounce", "settle", "verify_history"} <= names


def test_a_file_of_the_portal_that_the_manual_names_is_there() -> None:
    named = set(re.findall(r"(?<![\w/.-])((?:deploy|script|network|docs|static|tests)/[\w./*-]+)", TEXT))
    assert len(named) > 5
    missing = [name for name in named if not list(ROOT.glob(name.rstrip(".")))]
    assert missing == []


def test_a_setting_that_the_manual_names_is_explained_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    explained = set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))
    of_blocks = {name for block in blocks() for name in re.findall(r"^([A-Z][A-Z_]+)=", block.text, re.MULTILINE)}
    in_text = set(re.findall(r"`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`", TEXT))
    ours = {"WEB", "OWNER", "TOKEN"} | {"POSTGRES_PASSWORD", "PORTAL_WEB_PASSWORD", "PORTAL_OWNER_PASSWORD"}
    assert len(of_blocks | in_text) > 20
    assert (of_blocks | in_text) - ours - explained == set()


def test_an_address_that_the_manual_names_opens_a_page() -> None:
    in_text = {*re.findall(r"`(/[a-z.][\w./-]*)`", TEXT), *re.findall(r"`https://portaal\.example\.nl(/\S+)`", TEXT)}
    asked = re.compile(r"(?:127\.0\.0\.1:8000|https?://\$NAAM)(/[\w./-]*)")
    of_blocks = {path for block in typed() for path in asked.findall(block.text)}
    paths = {path for path in in_text | of_blocks if not path.startswith(NOT_OURS)}
    assert {"/gezondheid/", "/metrieken/", "/.well-known/security.txt", "/mails/"} <= paths
    for path in paths - {"/static/"}:
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{path} bestaat niet")


def test_a_unit_that_the_manual_names_is_in_deploy() -> None:
    named = set(re.findall(r"portal-(?:web|worker|backup|restore-try|alarms)(?:\.\w+)?", TEXT))
    units = {path.name for path in (ROOT / "deploy").iterdir()}
    assert {name if "." in name else f"{name}.service" for name in named} <= units


def test_a_link_or_picture_of_the_manual_leads_somewhere() -> None:
    headings = [heading.lower() for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)]
    anchors = {re.sub(r"[^\w -]", "", heading).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        else:
            assert (MANUAL.parent / target).exists(), target


@pytest.mark.parametrize("chapter", [name for name in chapters() if name[0].isdigit() and not name.startswith("13")])
def test_a_chapter_ends_with_whether_it_is_right(chapter: str) -> None:
    assert "**Klopt het?**" in chapters()[chapter]


def test_the_manual_says_of_every_block_that_the_drill_does_not_type_that_nobody_tried_it() -> None:
    untried = {block.chapter for block in blocks() if block.kind not in TYPED_BY_THE_DRILL and block.language != "text"}
    assert untried == set(SAID_TO_BE_UNTRIED)
    said = " ".join(TEXT.split("\n## ", 1)[0].split())
    assert [words for words in SAID_TO_BE_UNTRIED.values() if words not in said] == []


@pytest.mark.control_of("test_who_follows_the_manual_on_a_fresh_debian_has_a_portal_over_tls")
def test_what_must_be_said_is_told_from_what_is_wrong() -> None:
    block = Block("", "bash", "klopt", "", must_say='{"status": "in orde", "version": "…"}\nnog een regel')
    assert block.is_answered_by('iets\n{"status": "in orde", "version": "0.1.0"}\nnog een regel\n')
    assert not block.is_answered_by('{"status": "storing"}\nnog een regel\n')
    assert not block.is_answered_by('nog een regel\n{"status": "in orde", "version": "0.1.0"}\n')


def test_nobody_has_to_type_over_a_host_that_is_real() -> None:
    hosts = set(re.findall(r"https?://([\w.-]+\.\w+)", TEXT))
    assert all(re.search(r"(^|\.)example(\.nl)?$", host) or host == "127.0.0.1" for host in hosts), hosts
