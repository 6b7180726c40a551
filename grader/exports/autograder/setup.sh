#!/usr/bin/env bash
# Gradescope runs this once, as root, while it builds the autograder's image.
set -euo pipefail

root="${AUTOGRADER_ROOT:-/autograder}"

usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local name
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if usable "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

if ! python="$(find_python)"; then
    apt-get update
    apt-get install -y python3.11 python3.11-venv
    python="$(find_python)"
fi

"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --constraint "$root/source/constraints.txt" "$root"/source/numgrader-*.whl
