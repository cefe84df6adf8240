#!/bin/sh
# usage: check_python.sh PYTHON — fails with a sentence that says what to install when PYTHON can't make an environment.
python=$1

fail() {
    echo "$1" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    fail "Python 3.11 or newer is needed, and there is no '$python'. On Debian and Ubuntu: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed; '$python' is $("$python" --version 2>&1). Name another one: make PYTHON=python3.12 …"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "'$python' can't make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
