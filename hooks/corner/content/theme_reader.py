"""The reader of the theme's settings in `mkdocs.yml`, which says what is wrong in them and what has no effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from corner.content.colours import BLACK, LEAST_CONTRAST, WHITE, Colour, find_contrast, make_readable, parse_colour
from corner.content.settings_text import CreateProblem
from corner.content.theme_files import theme_folder
from corner.content.theme_settings import (
    ACCENT,
    CUSTOM,
    PAPER,
    PRIMARY,
    VARIABLES,
    ScriptSettings,
    SocialSettings,
    ThemeColours,
    ThemeSettings,
)
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import show_value, suggest
from corner.sources import validation
from corner.sources.yaml import YamlPath

_NAMES: Mapping[str, Mapping[str, str]] = {"primary": PRIMARY, "accent": ACCENT}
_DARK = "slate"
"""Material's name of the dark scheme."""
_ADDRESS = re.compile(r"(?:https?:)?//([^/]+)")
_Model = TypeVar("_Model", bound=BaseModel)


class ThemeReader:
    """Reads the settings of the theme, and collects what is wrong in them."""

    def __init__(self, data: Mapping[str, Any], root: Path, problem: CreateProblem) -> None:
        """Take the settings, the project's root, and what makes a problem at a path of them."""
        self._data = data
        self._theme: dict[str, Any] = _as_mapping(data.get("theme"))
        self._docs = root / str(data.get("docs_dir") or "docs")
        custom_dir = self._theme.get("custom_dir")
        self._folders = [self._docs, theme_folder(), *([root / str(custom_dir)] if custom_dir else [])]
        self.problem = problem
        """Returns the problem at a path of the settings."""
        self.problems: list[Problem] = []
        """What is wrong, and what could not be read well."""

    def read(self) -> ThemeSettings:
        """Return what the settings say of the theme; what is wrong in them has the theme's value."""
        colours = {"light": ThemeColours.model_validate({}), "dark": ThemeColours.model_validate({})}
        stylesheets = tuple(path for path, name in self._list_files("extra_css") if self._has_file(path, name))
        for scheme, path, palette in self._list_palettes():
            codes = {name: self._read_colour(palette, path, name, scheme, stylesheets) for name in _NAMES}
            if any(codes.values()):
                colours[scheme] = ThemeColours(**codes)
        return ThemeSettings(
            **colours,
            logo=self._read_logo(),
            logo_icon=self._read_icon(),
            stylesheets=stylesheets,
            scripts=tuple(self._read_scripts()),
            social=self._read_models(SocialSettings, self._as_mapping("extra").get("social"), ("extra", "social")),
        )

    def _as_mapping(self, name: str) -> dict[str, Any]:
        return _as_mapping(self._data.get(name))

    # Colours

    def _list_palettes(self) -> Iterator[tuple[str, YamlPath, dict[str, Any]]]:
        """Yield each palette with its scheme and its path: the first of each scheme counts."""
        written = self._theme.get("palette")
        palettes = written if isinstance(written, list) else [written]
        seen = set()
        for number, palette in enumerate(palettes):
            if isinstance(palette, dict):
                scheme = "dark" if palette.get("scheme") == _DARK and len(palettes) > 1 else "light"
                path: YamlPath = ("theme", "palette", *([number] if isinstance(written, list) else []))
                if scheme not in seen:
                    seen.add(scheme)
                    yield scheme, path, palette

    def _read_colour(
        self, palette: Mapping[str, Any], path: YamlPath, name: str, scheme: str, stylesheets: tuple[str, ...]
    ) -> str:
        """Return the code of a colour, or an empty text where there is none; warn of one that cannot be read well."""
        written = palette.get(name)
        if written is None:
            return ""
        known = _NAMES[name]
        plain = " ".join(str(written).lower().replace("-", " ").split())
        chosen = self._find_custom_colour(name, stylesheets) if plain == CUSTOM else known.get(plain, plain)
        colour = parse_colour(chosen)
        if plain == CUSTOM and colour is None:
            message = Message(
                "expected a style sheet of extra_css that sets {variable} to a colour such as #0b4f6c, found none",
                variable=VARIABLES[name],
            )
            self.problems.append(self.problem((*path, name), "wrong-setting", message))
        elif colour is None:
            message = Message(
                "expected a colour of Material such as indigo, or a code such as '#0b4f6c', found {value}{suggestion}",
                value=show_value(written),
                suggestion=suggest(plain, known),
            )
            self.problems.append(self.problem((*path, name), "wrong-setting", message))
        if colour is None:
            return ""
        self._check_contrast(colour, show_value(written), (*path, name), scheme)
        return str(colour)

    def _find_custom_colour(self, name: str, stylesheets: tuple[str, ...]) -> str:
        """Return the colour that the corner's own style sheets give a variable of Material; the last one counts."""
        pattern = re.compile(rf"{VARIABLES[name]}\s*:\s*([^;}}]+)")
        colour = ""
        for path in stylesheets:
            file = self._docs / path
            if file.is_file():
                for match in pattern.finditer(file.read_text("utf-8", errors="replace")):
                    colour = match[1].strip().lower()
        return colour

    def _check_contrast(self, colour: Colour, written: str, path: YamlPath, scheme: str) -> None:
        """Warn of a colour in which words cannot be read well on the page; these have a shade of it that can."""
        paper, wash = PAPER[scheme]
        ratio = find_contrast(colour, paper)
        if ratio < LEAST_CONTRAST:
            shade = make_readable(colour, (paper, wash), BLACK if scheme == "light" else WHITE)
            message = Message(
                "expected a colour with a contrast of at least 4.5:1 with the page ({paper}), found {value} with {ratio:.2f}:1; "
                "words have the shade '{shade}', which you can type instead",
                paper=str(paper),
                value=written,
                ratio=int(ratio * 100) / 100,
                shade=str(shade),
            )
            self.problems.append(_as_warning(self.problem(path, "low-contrast", message)))

    # Files

    def _list_files(self, name: str) -> Iterator[tuple[str, YamlPath]]:
        """Yield each style sheet or script of a setting, with its path in the settings."""
        for number, entry in enumerate(_as_list(self._data.get(name))):
            path = str(entry.get("path", "")) if isinstance(entry, dict) else str(entry)
            yield path, (name, number)

    def _has_file(self, file: str, path: YamlPath) -> bool:
        """Return whether a file is there; one of another site must be allowed by the policy."""
        if match := _ADDRESS.match(file):
            return self._is_allowed(match[1], path)
        if any((folder / file).is_file() for folder in self._folders):
            return True
        message = Message("expected a file of docs/, found none at {path}", path=show_value(file))
        self.problems.append(self.problem(path, "missing-file", message))
        return False

    def _is_allowed(self, host: str, path: YamlPath) -> bool:
        """Return whether pages may load style sheets or scripts from a host; warn where they may not."""
        directive = "style-src" if path[0] == "extra_css" else "script-src"
        policy = _as_mapping(_as_mapping(self._as_mapping("extra").get("corner")).get("policy"))
        sources = _as_list(_as_mapping(policy.get("sources")).get(directive))
        if any(host in str(source) for source in sources):
            return True
        message = Message(
            "expected a file of docs/, or https://{host} in extra.corner.policy.sources.{directive}, found another site; "
            "it is left out",
            host=host,
            directive=directive,
        )
        self.problems.append(_as_warning(self.problem(path, "unused-setting", message)))
        return False

    def _read_scripts(self) -> Iterator[ScriptSettings]:
        """Yield the scripts whose files are there."""
        for number, entry in enumerate(_as_list(self._data.get("extra_javascript"))):
            path: YamlPath = ("extra_javascript", number)
            value = entry if isinstance(entry, dict) else {"path": str(entry)}
            for script in self._read_models(ScriptSettings, [value], path):
                if self._has_file(script.path, path):
                    yield script

    def _read_logo(self) -> str:
        """Return the path of the logo, where its file is there."""
        logo = self._theme.get("logo")
        if logo is None or not self._has_file(str(logo), ("theme", "logo")):
            return ""
        return str(logo)

    def _read_icon(self) -> str:
        """Return the icon beside the title."""
        icon = _as_mapping(self._theme.get("icon")).get("logo")
        if icon is None:
            return ""
        if isinstance(icon, str) and re.fullmatch(r"[a-z0-9-]+(?:/[a-z0-9-]+)+", icon):
            return icon
        message = Message(
            "expected an icon of Material such as material/lighthouse, found {value}", value=show_value(icon)
        )
        self.problems.append(self.problem(("theme", "icon", "logo"), "wrong-setting", message))
        return ""

    def _read_models(self, model: type[_Model], values: object, base: YamlPath) -> tuple[_Model, ...]:
        """Return the valid members of a list, and report what is wrong in the others."""
        valid = []
        for number, value in enumerate(_as_list(values)):
            try:
                valid.append(model.model_validate(value))
            except ValidationError as error:
                for path, code, message in validation.explain_errors(error, value, model):
                    self.problems.append(self.problem((*base, number, *path), code, message))
        return tuple(valid)


class _Unused(NamedTuple):
    """A setting of MkDocs or Material that has no effect here, with the values that ask for nothing, and why."""

    path: YamlPath
    harmless: tuple[Any, ...]
    reason: Message


_UNUSED = (
    _Unused(
        ("theme", "font"), (False, None), Message("pages have the fonts of the reader's own system; type 'font: false'")
    ),
    _Unused(("theme", "features"), (None, []), Message("navigation and search are the corner's own; remove the list")),
    _Unused(("theme", "language"), (None,), Message("the languages are those of the plugin i18n; remove the line")),
    _Unused(("theme", "direction"), (None,), Message("each language has its own direction; remove the line")),
    _Unused(
        ("extra", "analytics"),
        (None,),
        Message("no request leaves the site, so that nobody can follow readers; remove it"),
    ),
    _Unused(("extra", "consent"), (None,), Message("the site stores nothing that needs consent; remove it")),
    _Unused(
        ("extra", "generator"),
        (None, False),
        Message("no page names the program that made it; type 'generator: false'"),
    ),
    _Unused(
        ("extra", "alternate"), (None,), Message("the switch of languages follows from the plugin i18n; remove it")
    ),
    _Unused(("extra", "version"), (None,), Message("a corner has one version; remove it")),
    _Unused(
        ("extra", "homepage"), (None,), Message("the title leads to the front page of its language; remove the line")
    ),
    _Unused(
        ("repo_url",), (None, ""), Message("pages have no link to a repository; add one to extra.corner.footer.links")
    ),
    _Unused(("edit_uri",), (None, ""), Message("pages have no link for editing; remove the line")),
)


def find_unused_settings(data: Mapping[str, Any], problem: CreateProblem) -> Iterator[Problem]:
    """Yield a warning for each setting of MkDocs or Material that has no effect on a corner."""
    for path, harmless, reason in _UNUSED:
        value: Any = data
        for step in path:
            value = _as_mapping(value).get(str(step))
        if not any(value is other or value == other for other in harmless):
            yield _as_warning(problem(path, "unused-setting", _explain(reason)))
    for name in sorted(_as_mapping(_as_mapping(data.get("theme")).get("icon")).keys() - {"logo"}):
        reason = Message("of the icons, only that of the logo is used; remove the line")
        yield _as_warning(problem(("theme", "icon", name), "unused-setting", _explain(reason)))
    palette = _as_mapping(data.get("theme")).get("palette")
    if _as_mapping(palette).get("scheme") == _DARK:
        reason = Message("readers choose light or dark pages, and their system before that; remove the line")
        yield _as_warning(problem(("theme", "palette", "scheme"), "unused-setting", _explain(reason)))


def _explain(reason: Message) -> Message:
    return Message("expected a setting that a corner uses, found one without effect: {reason}", reason=reason)


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.path, problem.line, problem.field, problem.code, problem.message, Severity.WARNING)


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _as_mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
