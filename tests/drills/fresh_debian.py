"""docs/beheer.md is followed line by line in a fresh Debian, until the portal answers over TLS and is updated.

Only in the long form, as root, on a machine that reaches packages of Debian, Python and npm. The Debian is made by
debootstrap, and has processes and a network of its own: it serves on its own ports 80 and 443, and nothing outside sees
them. Only lines that fetch something go over the network of the machine. There is no systemd at work in it, so what
`systemctl` is asked to start is started from the ExecStart= line of its unit.

What is typed differs from the manual in four names: the address of the code (this checkout, as committed), of the
portal, of the administrator, and of the mail server, which here is a folder. Caddy makes its certificate itself.

    python -m tests.drills fresh_debian
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.figures_table import Line
from tests.manual.blocks import ROOT, Block, blocks

PROTECTIONS: tuple[str, ...] = ()
NAME = "portaal.example"
TYPED_INSTEAD = {
    "NAAM": NAME,
    "BRON": "/srv/netwerkportaal.git",
    "BEHEERDER": "beheer@gemeente.example",
    "MAILSERVER": "filemail:////var/lib/portaal/mails",
    "AFZENDER": "portaal@gemeente.example",
}
TYPED = {"installeren", "klopt", "bijwerken"}  # the blocks that everybody types
FETCHES = ("apt-get", "script/setup")
CADDY = "Caddy in plaats van nginx"  # the chapter that comes in the place of another
CADDY_ROOT = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
LISTENS = {"portal-web": 8000, "nginx": 443, "caddy": 443}  # systemd waits until these say that they do
# How this machine reaches its packages; a machine that needs nothing special has none of these.
OF_THE_MACHINE = (
    "/etc/resolv.conf", "/etc/hosts", "/etc/apt/sources.list", "/etc/apt/sources.list.d/debian.sources",
    "/etc/pip.conf", "/root/.config/pip/pip.conf", "/root/.npmrc", "/usr/local/share/ca-certificates",
)  # fmt: skip
VARIABLES = re.compile(r"(PIP|NPM|NODE|SSL|CURL|REQUESTS)_\w+|(https?|no)_proxy", re.IGNORECASE)
CLEAN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}


def cannot() -> str:
    """Why this machine can't do it, or nothing."""
    if os.geteuid() != 0:
        return "alleen root kan een schone Debian maken"
    missing = [name for name in ("debootstrap", "unshare", "nsenter") if not shutil.which(name)]
    return f"{missing[0]} ontbreekt" if missing else ""


def drill(*, long: bool, without: str = "") -> list[Line]:
    if not long:
        return []
    if reason := cannot():
        raise SystemExit(reason)
    with TemporaryDirectory(prefix="schone-debian-") as folder, fresh_debian(Path(folder) / "root") as debian:
        way = [block for block in blocks() if block.kind in TYPED]
        done, wrong = follow(debian, [block for block in way if block.chapter != CADDY])
        of_nginx = debian.emergency_page()
        debian.make_room_for_caddy()
        done_too, wrong_too = follow(debian, [block for block in way if block.chapter == CADDY])
        of_caddy = debian.emergency_page()
    return [
        Line("G-19", "regels van docs/beheer.md, getikt op een schone Debian", done + done_too, "≥ 60"),
        Line("G-19", "«Klopt het?» dat niet klopt", len(wrong) + len(wrong_too), "0"),
        Line("G-19", "zonder portaal: de noodpagina van nginx, met 0800-0188", of_nginx, "503"),
        Line("G-19", "zonder portaal: de noodpagina van Caddy, met 0800-0188", of_caddy, "502"),
    ]


def follow(debian: "Debian", way: list[Block]) -> tuple[int, list[str]]:
    """Type every line, and look where the manual says to look."""
    done, wrong = 0, []
    begin = time.monotonic()
    for block in way:
        said = ""
        for line in block.lines:
            said += debian.type(_as_it_is_here(line))
            done += 1
        _tell(f"{time.monotonic() - begin:6.0f} s  {block.chapter} ({block.kind})")
        if block.kind == "klopt" and not block.is_answered_by(said):
            wrong.append(_difference(block, said))
            _tell(wrong[-1])
    return done, wrong


def _as_it_is_here(line: str) -> str:
    for name, value in TYPED_INSTEAD.items():
        line = re.sub(rf"^export {name}=.*$", f"export {name}={shlex.quote(value)}", line)
    return line


def _difference(block: Block, said: str) -> str:
    return f"{block.chapter}: er moest staan\n{block.must_say}\nen er stond\n{said}"


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def fresh_debian(root: Path) -> Iterator["Debian"]:
    """A Debian as it comes, with systemd's programs in it but not at work."""
    begin = time.monotonic()
    subprocess.run(["debootstrap", "--include=systemd", "bookworm", root], check=True, stdout=subprocess.DEVNULL)
    _tell(f"debootstrap: {time.monotonic() - begin:.0f} s")
    for name in OF_THE_MACHINE:
        source, target = Path(name), root / name.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy2(source, target)
    if (root / "etc/apt/sources.list.d/debian.sources").exists():
        (root / "etc/apt/sources.list").unlink(missing_ok=True)
    with (root / "etc/hosts").open("a") as hosts:
        hosts.write("127.0.0.1 localhost\n")
    # Nothing starts by itself: packages are told not to, and what asks for a service is written down.
    _script(root / "usr/sbin/policy-rc.d", "exit 101")
    _script(root / "usr/local/sbin/systemctl", 'echo "$@" >>/run/systemctl.asked')
    subprocess.run(["git", "clone", "--quiet", "--bare", ROOT, root / TYPED_INSTEAD["BRON"].lstrip("/")], check=True)
    mounts = f"mount --rbind /dev {root}/dev && mount -t proc proc {root}/proc && mount -t tmpfs tmpfs {root}/run"
    ready = f"{mounts} && mkdir -m 1777 {root}/run/lock && ip link set lo up && echo ready && exec sleep infinity"
    holder = subprocess.Popen(
        ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "sh", "-c", ready],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if holder.stdout is None or holder.stdout.readline() != "ready\n":
            raise SystemExit("er kan geen eigen netwerk worden gemaakt")
        yield Debian(root, _child_of(holder.pid))
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()


def _script(path: Path, what: str) -> None:
    path.write_text(f"#!/bin/sh\n{what}\n")
    path.chmod(0o755)


def _child_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


@dataclass
class Debian:
    root: Path
    init: int
    services: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def type(self, line: str) -> str:
        """One line, in the folder and with the names that the line before left behind; then what it asked to start."""
        kept = "set -ea; cd / ; [ ! -f /run/kept ] || . /run/kept\n"
        keep = '\ndeclare -px >/run/kept; printf "cd %q\\n" "$PWD" >>/run/kept'
        said = self.run("bash", "-c", kept + line + keep, fetches=line.startswith(FETCHES))
        if "apt-get install" in line and "postgresql" in line:
            self.run("pg_ctlcluster", "15", "main", "start")
        asked = self.root / "run/systemctl.asked"
        seen = self.inside("cat", "/run/systemctl.asked") if self.inside("ls", "/run").count(asked.name) else ""
        self.inside("rm", "-f", "/run/systemctl.asked")
        for request in seen.splitlines():
            self.obey(request.split())
        return said

    def inside(self, *command: str) -> str:
        return subprocess.run(self.enter(*command), check=True, capture_output=True, text=True).stdout

    def enter(self, *command: str, fetches: bool = False) -> list[str]:
        own = ["--mount", "--pid"] if fetches else ["--mount", "--pid", "--net"]
        of_the_machine = {name: value for name, value in os.environ.items() if VARIABLES.fullmatch(name)}
        variables = [f"{name}={value}" for name, value in {**CLEAN, **(of_the_machine if fetches else {})}.items()]
        return ["nsenter", f"--target={self.init}", *own, "chroot", str(self.root), "env", "-i", *variables, *command]

    def run(self, *command: str, fetches: bool = False) -> str:
        done = subprocess.run(
            self.enter(*command, fetches=fetches),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1800,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"{command[-1]}\n{done.stdout[-4000:]}")
        return done.stdout

    def obey(self, request: list[str]) -> None:
        """What systemd would do, for the units that run all the time."""
        verb, *names = [word for word in request if not word.startswith("--")]
        for name in names:
            if verb in {"stop", "restart"}:
                self.stop(name)
            if verb in {"enable", "start", "restart"} and (command := self.command_of(name)):
                with (self.root / f"root/{name}.log").open("ab") as log:
                    self.services[name] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
                if port := LISTENS.get(name):
                    until = f"until (exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null; do sleep 0.1; done"
                    self.run("timeout", "120", "bash", "-c", until)

    def stop(self, name: str) -> None:
        if name in self.services:
            service = self.services.pop(name)
            os.kill(_child_of(service.pid), signal.SIGTERM)
            service.wait(timeout=200)

    def command_of(self, name: str) -> list[str]:
        if name == "nginx":
            return self.enter("nginx", "-g", "daemon off;")
        if name == "caddy":
            own = "printf '{\n local_certs\n}\n' | cat - /etc/caddy/Caddyfile >/run/Caddyfile"
            as_caddy = "setpriv --reuid=caddy --regid=caddy --clear-groups --inh-caps=+net_bind_service"
            run = "--ambient-caps=+net_bind_service env HOME=/var/lib/caddy caddy run --adapter caddyfile"
            return self.enter("sh", "-c", f"{own} && exec {as_caddy} {run} --config /run/Caddyfile")
        if not (self.root / f"etc/systemd/system/{name}.service").exists():
            return []
        files = [name for name in self.told(name, "EnvironmentFile") if name]
        settings = [line for file in files for line in (self.root / file.lstrip("/")).read_text().splitlines()]
        variables = " ".join(shlex.quote(line) for line in settings if line and not line.startswith("#"))
        (user,), (folder,) = self.told(name, "User"), self.told(name, "WorkingDirectory")
        whole = f"cd {folder} && exec setpriv --reuid={user} --regid={user} --clear-groups env {variables}"
        return self.enter("sh", "-c", f"{whole} {self.exec_start(name)}")

    def exec_start(self, name: str) -> str:
        return self.told(name, "ExecStart")[0]

    def told(self, name: str, key: str) -> list[str]:
        unit = (self.root / f"etc/systemd/system/{name}.service").read_text()
        return re.findall(rf"^{key}=-?(.+)$", unit, re.MULTILINE)

    def make_room_for_caddy(self) -> None:
        self.stop("nginx")
        self.obey(["start", "portal-web"])
        (self.root / "root/.curlrc").write_text(f"cacert = {CADDY_ROOT}\n")

    def emergency_page(self) -> str:
        """The status that the web server gives when the portal is gone, if the page has the telephone numbers."""
        self.stop("portal-web")
        asked = f"curl --silent --insecure --resolve {NAME}:443:127.0.0.1 --write-out '\n%{{http_code}}' https://{NAME}/hulp/"
        page, _, status = self.run("sh", "-c", asked).rpartition("\n")
        return status if "0800-0188" in page else f"{status} zonder nummers"
