# Shared by the scripts in this folder: sourced, not run. Works with bash 3.2 (macOS) and newer.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A setting: from the environment (where it may be empty on purpose), else from .env.
setting() {
    if [ -n "${!1+set}" ]; then
        printf '%s' "${!1}"
    elif [ -f .env ]; then
        sed -n "s/^[[:space:]]*\(export[[:space:]]\{1,\}\)\{0,1\}$1[[:space:]]*=[[:space:]]*//p" .env | tail -n 1 | tr -d "\"'" | tr -d '\n'
    fi
}

DATA_DIR="$(setting PORTAL_DATA_DIR)"
DATA_DIR="${DATA_DIR:-var}"
PY=.venv/bin/python
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
# Python keeps what it compiled, or every process would compile Django and all packages again: more than half of its start.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() { warn "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

on_debian() { has apt-get && has dpkg; }
may_install() { [ "$(id -u)" = 0 ] && on_debian; }

# install_packages "what it is for" package…: by ourselves as root on Debian or Ubuntu, else say how. Fails when not installed.
install_packages() {
    local purpose="$1"
    shift
    if may_install; then
        say "Installeren voor $purpose: $*"
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
        apt-get update -qq >/dev/null 2>&1 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null && return 0
        warn "Installeren lukte niet; $purpose ontbreekt."
    elif on_debian; then
        warn "Voor $purpose ontbreekt iets. Vraag de beheerder: sudo apt-get install $*"
    else
        warn "Voor $purpose ontbreekt iets (op Debian heet het: $*)."
    fi
    return 1
}

# A number that changes when one of these files or folders does.
fingerprint() { { find "$@" -type f -exec cksum {} + 2>/dev/null || true; } | LC_ALL=C sort | cksum | cut -d' ' -f1; }

# done_before STAMP FINGERPRINT / mark_done STAMP FINGERPRINT: what need not be done again.
done_before() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }
mark_done() { mkdir -p "$(dirname "$1")" && printf '%s\n' "$2" >"$1"; }
