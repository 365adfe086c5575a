"""The wheel is whole: where it alone is installed, a folder with content only becomes a site."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support import project, second_corner
from tests.support.built import Built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder)]
    _run(sys.executable, "-m", "pip", "wheel", *options, str(project.ROOT))
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python in an environment with the wheel and the packages that it requires."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin/python"
    options = ["--no-deps", "--no-index", "--quiet"]
    _run(sys.executable, "-m", "pip", "--python", str(python), "install", *options, str(wheel))
    (packages,) = folder.glob("lib/python*/site-packages")
    # A folder named in such a file is searched for packages, but its own files of the kind are not read:
    # the editable installation of the checkout stays out.
    (packages / "required.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return python


def _run(*command: str, root: Path | None = None) -> str:
    """Run a command with nothing of ours in its environment but the moment; return its output."""
    folder = root or Path(command[-1])
    environment = project.environment(folder, None) if root else None
    if environment:
        del environment["PYTHONPATH"]
    done = subprocess.run(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_the_wheel_holds_every_file_of_the_package_the_guide_and_the_theme(wheel: Path) -> None:
    hooks = project.ROOT / "hooks"
    files = {path.relative_to(hooks).as_posix() for path in hooks.rglob("*") if path.is_file()}
    kept = {name for name in files if "__pycache__" not in name and name != "publish.py"}
    expected = {f"corner/{name}" if name.startswith(("guide/", "material/", "theme/")) else name for name in kept}
    expected.add("corner/CHANGELOG.md")
    with zipfile.ZipFile(wheel) as archive:
        assert {name for name in archive.namelist() if ".dist-info/" not in name} == expected


@pytest.mark.parametrize("platform", ["mkdocs", pytest.param("properdocs", marks=pytest.mark.full)])
def test_a_folder_with_content_only_becomes_the_site_that_the_checkout_builds(
    python: Path, second: Built, tmp_path: Path, platform: str
) -> None:
    root = _write_content(tmp_path / "corner")
    assert sorted(path.name for path in root.iterdir()) == ["docs", "mkdocs.yml", "news"]
    where = _run(str(python), "-c", "import corner; print(corner.__file__)", root=root)
    assert Path(where.strip()).is_relative_to(python.parents[1])
    _run(str(python), "-m", platform, "build", "-f", "mkdocs.yml", "--strict", root=root)
    assert project.differing(project.contents(second.root / "site"), project.contents(root / "site")) == set()


def test_a_folder_with_content_only_becomes_the_site_where_mkdocs_is_not_installed(
    python: Path, second: Built, tmp_path: Path
) -> None:
    root = _write_content(tmp_path / "corner")
    absent = dict.fromkeys(("material", "mkdocs", "mkdocs_static_i18n", "properdocs"))
    code = f"import sys; sys.modules.update({absent}); from corner.cli import main; main(['build', '--strict'])"
    _run(str(python), "-c", code, root=root)
    assert project.differing(project.contents(second.root / "site"), project.contents(root / "site")) == set()


@pytest.mark.parametrize("platform", ["mkdocs", pytest.param("properdocs", marks=pytest.mark.full)])
def test_an_installed_generator_has_the_guide_and_its_pictures(
    python: Path, second: Built, tmp_path: Path, platform: str
) -> None:
    root = _write_content(tmp_path / "corner")
    project.edit(root / "mkdocs.yml", "    page_size: 2\n", "    page_size: 2\n    publish_guide: true\n")
    _run(str(python), "-m", platform, "build", "-f", "mkdocs.yml", "--strict", root=root)
    pictures = {path.relative_to(project.GUIDE).as_posix() for path in project.GUIDE.glob("assets/**/*.en.*")}
    assert len(pictures) > 10
    assert project.differing(project.contents(second.root / "site"), project.contents(root / "site")) == {
        *("guide/index.html", "guide/first-release/index.html"),
        *(f"guide/{name}" for name in pictures),
    }


def _write_content(root: Path) -> Path:
    """Write the second corner as a folder with content only, which names the plugin in place of the hook."""
    second_corner.write(root)
    settings = root / "mkdocs.yml"
    project.edit(settings, f"  custom_dir: {project.ROOT}/hooks/theme\n", "")
    project.edit(settings, f"hooks:\n  - {project.ROOT}/hooks/publish.py\n", "")
    project.edit(settings, "plugins:\n", "plugins:\n  - corner\n")
    return root
