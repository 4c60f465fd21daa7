# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import re

import pytest

from conftest import CHECKOUT

FILES = [CHECKOUT / "README.md", CHECKOUT / "Sources/TamisPython/README.md"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_examples_run(path, capsys):
    examples = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    names: dict = {}
    for example in examples:
        exec(compile(example, str(path), "exec"), names)
    assert examples
    printed = capsys.readouterr().out
    assert "after three weeks" in printed and "Share this article" in printed
    assert "[0, 1, 0]" in printed
