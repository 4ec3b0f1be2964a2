#!/usr/bin/env bash
# Installs the Debian 12 packages that Hearth needs and that are not there yet. Needs root or sudo, only if any is missing.
#
#   scripts/install-dependencies.sh          to build, run and analyse
#   scripts/install-dependencies.sh --ci     and the checks of CI (clang-format, MPI, Slurm)
#   scripts/install-dependencies.sh --long   and those that CI has no time for (clang)
set -euo pipefail

packages=(
    g++ cmake ninja-build ccache git
    libboost-dev libtbb-dev libhdf5-dev hdf5-tools libyaml-cpp-dev libyaml-dev catch2
    librandom123-dev libsleef-dev libxxhash-dev libfmt-dev libcli11-dev libbenchmark-dev
    python3 python3-numpy python3-pandas python3-xarray python3-h5py python3-h5netcdf python3-netcdf4
    python3-scipy python3-statsmodels python3-matplotlib python3-yaml python3-openpyxl python3-xxhash
    python3-pytest python3-pytest-xdist python3-jsonschema python3-setuptools python3-pip python3-venv python3-wheel
)
if [[ "${1:-}" == "--ci" || "${1:-}" == "--long" ]]; then
    packages+=(clang-format libopenmpi-dev openmpi-bin slurm-wlm munge)
fi
if [[ "${1:-}" == "--long" ]]; then packages+=(clang); fi

is_installed() { [[ "$(dpkg-query -W -f='${Status}' "$1" 2>/dev/null)" == "install ok installed" ]]; }

missing=()
for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done
if ((${#missing[@]} == 0)); then exit 0; fi

as_root=()
if ((EUID != 0)); then
    command -v sudo >/dev/null || {
        echo "Missing packages: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2
        exit 1
    }
    as_root=(sudo)
fi
run() { echo "+ $*"; "$@"; }
run "${as_root[@]}" apt-get update -q
run "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
