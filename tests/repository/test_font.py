"""`tools/font`, which installs the font of the social cards where it is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.support.corners import REPOSITORY


def _run(root: Path, site_name: str, *, installed: bool, user: str = "0") -> list[str]:
    """Return what the script calls on a machine whose programs are stand-ins."""
    (root / "tools").mkdir(parents=True)
    shutil.copy(REPOSITORY / "tools/font", root / "tools/font")
    (root / "mkdocs.yml").write_text(f"site_name: {site_name}\n", "utf-8")
    programs = {
        "find": 'echo "$2/NotoSansCJK-Bold.ttc"' if installed else ":",
        "id": f"echo {user}",
        "sudo": "exit 1",
        "apt-get": f'echo "$@" >> {root}/calls',
    }
    (root / "bin").mkdir()
    for name, line in programs.items():
        (root / "bin" / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        (root / "bin" / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{root}/bin:{os.environ['PATH']}"}
    subprocess.run([root / "tools/font"], env=environment, check=True)
    calls = root / "calls"
    return calls.read_text("utf-8").splitlines() if calls.exists() else []


def test_the_font_is_installed_where_it_is_needed_and_missing(tmp_path: Path) -> None:
    assert _run(tmp_path / "a", "粵港知識產權合作專欄", installed=False) == [
        "update -qq",
        "install -qq -y --no-install-recommends fonts-noto-cjk",
    ]
    assert _run(tmp_path / "b", "粵港知識產權合作專欄", installed=True) == []


def test_a_corner_without_chinese_installs_no_font(tmp_path: Path) -> None:
    assert _run(tmp_path / "a", "Boletim dos Faróis", installed=False) == []


def test_a_user_who_may_not_install_packages_is_not_asked_for_a_password(tmp_path: Path) -> None:
    assert _run(tmp_path / "a", "粵港知識產權合作專欄", installed=False, user="1000") == []
