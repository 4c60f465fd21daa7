# SPDX-License-Identifier: Apache-2.0
"""Builds the Swift library and puts it into the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LibraryHook(BuildHookInterface):
    """Makes a wheel for any Python 3 of one platform, with the library in it."""

    def initialize(self, version: str, build_data: dict) -> None:
        """Build the library, unless what is asked for is no wheel."""
        if self.target_name != "wheel":
            return
        library = build(Path(self.root).resolve().parents[1])
        suffix = ".dylib" if sys.platform == "darwin" else ".so"
        build_data["force_include"][str(library)] = f"tamis/libtamis{suffix}"
        build_data["pure_python"] = False
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"


def build(checkout: Path) -> Path:
    """Build the library of a checkout and tell where it is."""
    if not (checkout / "Package.swift").exists():
        raise SystemExit(
            "The tamis wheel is built in a checkout of the project, where Package.swift stands two "
            f"folders above pyproject.toml; there is none in {checkout}."
        )
    swift = os.environ.get("SWIFT", "swift")
    if shutil.which(swift) is None:
        raise SystemExit(
            f"Building the tamis wheel needs Swift 6.2 or later, and there is no {swift} on the "
            "PATH. Install it, or install a wheel that was built elsewhere."
        )
    arguments = [swift, "build", "--package-path", str(checkout), "-c", "release"]
    arguments += ["--scratch-path", str(checkout / ".build-python"), "--product", "TamisC"]
    if sys.platform != "darwin":
        # Swift's runtime comes along, and no symbols but those of the interface.
        arguments += ["-Xswiftc", "-static-stdlib", "-Xlinker", "-s"]
    subprocess.run(arguments, check=True, stdout=sys.stderr)
    shown = subprocess.run([*arguments, "--show-bin-path"], check=True, capture_output=True)
    name = "libTamisC.dylib" if sys.platform == "darwin" else "libTamisC.so"
    return Path(shown.stdout.decode().strip()) / name
