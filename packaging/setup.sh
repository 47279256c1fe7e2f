#!/usr/bin/env bash
# Fill .venv in the project's root and look for the system libraries that Qt needs.
#
# Idempotent; under a second when nothing changed since the last time. Exit status 0 when the project can be used,
# 1 when it cannot, with one line of what and one of what to do. System packages are installed where the user may
# (root, or sudo without a password); elsewhere they are named, and the set-up goes on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly VENV=.venv
readonly STAMP=$VENV/.headrace-setup
readonly LOG=$VENV/setup.log
readonly MINIMUM='import sys; sys.exit(sys.version_info < (3, 11))'

# What Qt's xcb and offscreen plugins load, and the Debian or Ubuntu package that has it.
readonly QT_LIBRARIES='
libglib-2.0.so.0 libglib2.0-0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11-xcb.so.1 libx11-xcb1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xinerama.so.0 libxcb-xinerama0
libxcb-xkb.so.1 libxcb-xkb1
'

say() { printf 'setup: %s\n' "$*" >&2; }

fail() { # what, what to do
    say "$1"
    say "$2"
    exit 1
}

# --- what the stamp says -----------------------------------------------------------------------------------------

# The set-up is done again when the project's needs, this script, the interpreter or the project's place change.
fingerprint() {
    cksum pyproject.toml packaging/setup.sh
    "$VENV/bin/python" -c 'import sys; print(sys.version, sys.prefix)' 2>/dev/null || echo 'no interpreter'
}

nothing_changed() { [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(fingerprint)" ]; }

# --- system packages ---------------------------------------------------------------------------------------------

has_apt() { command -v apt-get >/dev/null 2>&1; }

# Prints how to become root: nothing for root itself; fails where the user may not.
root_prefix() {
    [ "$(id -u)" -eq 0 ] && return 0
    sudo -n true >/dev/null 2>&1 && echo 'sudo -n'
}

# Installs packages, quietly. Fails where the user may not or the archive is out of reach.
install_packages() {
    local prefix
    has_apt && prefix=$(root_prefix) || return 1
    # The prefix is one command or none: it must split.
    # shellcheck disable=SC2086
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=60 update >/dev/null 2>&1 || true
    # shellcheck disable=SC2086
    $prefix env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=60 \
        install --no-install-recommends "$@" >/dev/null 2>&1
}

has_font() { find /usr/share/fonts /usr/local/share/fonts ~/.fonts ~/.local/share/fonts \
    \( -name '*.ttf' -o -name '*.otf' -o -name '*.ttc' \) -print -quit 2>/dev/null | grep -q .; }

missing_for_qt() {
    local known library package
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || return 0
    while read -r library package; do
        if [ -n "$library" ] && ! grep -qF "$library " <<<"$known"; then echo "$package"; fi
    done <<<"$QT_LIBRARIES"
    has_font || echo fonts-dejavu-core
}

provide_qt_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local missing
    mapfile -t missing < <(missing_for_qt)
    [ "${#missing[@]}" -eq 0 ] && return 0
    if has_apt && root_prefix >/dev/null; then
        say "installing what Qt needs: ${missing[*]}"
        install_packages "${missing[@]}" && return 0
    fi
    say "the window may not open: Qt misses ${missing[*]} (Debian and Ubuntu: sudo apt-get install ${missing[*]})"
}

# --- the virtual environment -------------------------------------------------------------------------------------

# Prints the first interpreter that runs and is new enough.
find_python() {
    local name
    for name in ${PYTHON:-} python3.13 python3.12 python3.11 python3 python; do
        if "$name" -c "$MINIMUM" >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# Debian ships Python without venv and ensurepip; the package that has them is named after the version.
provide_venv_module() { # interpreter
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
    local package
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    say "Python at $1 cannot make environments; installing $package"
    install_packages "$package" && return 0
    say "$package could not be installed; trying without it"
}

make_environment() {
    local python
    if "$VENV/bin/python" -c "$MINIMUM" >/dev/null 2>&1 && "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    python=$(find_python) || fail "Headrace needs Python 3.11 or newer, and none was found." \
        "Install one (Debian and Ubuntu: sudo apt-get install python3 python3-venv), or name it: PYTHON=/path/to/python make setup"
    provide_venv_module "$python"
    say "making $VENV with $("$python" -V 2>&1)"
    "$python" -m venv --clear "$VENV" >/dev/null 2>&1 && return 0
    # Without ensurepip, a pip beside the interpreter can still fill an environment that has none.
    { "$python" -m venv --clear --without-pip "$VENV" && "$python" -m pip --python "$VENV/bin/python" install -q pip; } \
        >/dev/null 2>&1 && return 0
    fail "Python at $python cannot make a virtual environment." \
        "Install its venv module (Debian and Ubuntu: sudo apt-get install python3-venv), then try again."
}

fill_environment() {
    say "filling $VENV (a minute or two the first time)"
    PIP_DISABLE_PIP_VERSION_CHECK=1 "$VENV/bin/python" -m pip install --progress-bar off -e '.[dev]' >"$LOG" 2>&1 && return 0
    grep -E '^ *ERROR' "$LOG" | sort -u | head -n 3 >&2 || true
    fail "the packages that Headrace needs could not be installed; all of pip's words are in $LOG." \
        "Is the network, and the package index that pip is set to, within reach? Then: make setup"
}

nothing_changed && exit 0
provide_qt_libraries
make_environment
rm -f "$STAMP"
fill_environment
fingerprint >"$STAMP"
say "done"
