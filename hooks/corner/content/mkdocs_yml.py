"""The reader of `mkdocs.yml`, from which all settings of a corner come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from corner.content import host_settings, settings_text
from corner.content.languages import explain_missing_languages, explain_unknown_language
from corner.content.settings import CornerSettings, EditionLanguage, HostSettings, Settings, SiteSettings
from corner.content.theme_reader import ThemeReader, find_unused_settings
from corner.diagnostics.message import Message
from corner.diagnostics.problem import Problem, Severity
from corner.diagnostics.suggestions import suggest
from corner.sources import textfile, validation, yaml

_BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")
"""The extensions of Python-Markdown that MkDocs always uses."""

_Model = TypeVar("_Model", bound=BaseModel)


class _ConfigFile(NamedTuple):
    """A configuration file, for the problems in it."""

    name: str
    text: str

    def problem(self, path: yaml.YamlPath, code: str, message: str) -> Problem:
        """Return a problem at a path."""
        return Problem(self.name, yaml.find_line(self.text, path), ".".join(map(str, path)), code, message)


def read_settings(config_file: Path) -> tuple[Settings | None, list[Problem]]:
    """Read `mkdocs.yml`: `site_url`, `extra.corner` and static-i18n's `languages`.

    Returns:
        The settings, or `None` where problems leave no usable ones, and the problems.
    """
    name = config_file.name
    text, unreadable = textfile.read_text(str(config_file), name)
    if text is None:
        return None, unreadable
    try:
        data = _as_mapping(yaml.parse_yaml(text, tags=True))
    except yaml.YamlError as error:
        return None, [Problem(name, error.line, "file", error.code, error.message)]
    file = _ConfigFile(name, text)
    options = _as_mapping(data.get("extra")).get("corner")
    corner, problems = _validate(CornerSettings, options, ("extra", "corner"), file)
    address = {"site_url": data["site_url"]} if "site_url" in data else {}
    site, site_problems = _validate(SiteSettings, address, (), file)
    languages = _read_languages(data)
    problems += site_problems
    problems += _check_languages(languages, corner, file)
    problems += _check_names(languages, corner, file)
    problems += settings_text.check_settings_text(data, file.problem)
    theme = ThemeReader(data, config_file.parent, file.problem)
    theme_settings = theme.read()
    warnings = [problem for problem in theme.problems if problem.severity is Severity.WARNING]
    warnings += find_unused_settings(data, file.problem)
    problems += [problem for problem in theme.problems if problem not in warnings]
    if corner is None or site is None or problems:
        return None, [*problems, *warnings]
    languages += tuple(
        EditionLanguage(
            locale=locale,
            name=conversion.name,
            site_name=conversion.site_name,
            description=conversion.site_description,
        )
        for locale, conversion in corner.converted.items()
    )
    settings = Settings(**dict(corner), **dict(site), languages=languages, host=_read_host(data), theme=theme_settings)
    return settings, warnings


def _validate(
    model: type[_Model], data: object, base: yaml.YamlPath, file: _ConfigFile
) -> tuple[_Model | None, list[Problem]]:
    """Return the validated part of the settings, or else the problems in it."""
    try:
        return model.model_validate({} if data is None else data), []
    except ValidationError as error:
        errors = validation.explain_errors(error, data, model)
        return None, [file.problem((*base, *path), code, message) for path, code, message in errors]


def _check_languages(
    languages: tuple[EditionLanguage, ...], corner: CornerSettings | None, file: _ConfigFile
) -> Iterator[Problem]:
    """Yield the problems between the languages that are written and those that are made by machine."""
    if not languages:
        yield file.problem(
            ("plugins",), "wrong-setting", Message("expected the i18n plugin with its languages, found none")
        )
    locales = [language.locale for language in languages]
    for locale in sorted({locale for locale in locales if locales.count(locale) > 1}):
        yield file.problem(
            ("plugins",), "wrong-setting", Message("expected each language once, found '{locale}' again", locale=locale)
        )
    for locale, conversion in corner.converted.items() if corner else ():
        path = ("extra", "corner", "converted", locale)
        source = conversion.source
        if source not in locales:
            message = Message(
                "expected 'from' to be a language of the site, found '{source}'{suggestion}",
                source=source,
                suggestion=suggest(source, locales),
            )
            yield file.problem(path, "wrong-setting", message)
        elif locale in locales:
            message = Message(
                "expected a language that is not written, found '{locale}', which the i18n plugin builds", locale=locale
            )
            yield file.problem(path, "wrong-setting", message)


def _check_names(
    languages: tuple[EditionLanguage, ...], corner: CornerSettings | None, file: _ConfigFile
) -> Iterator[Problem]:
    """Yield a problem for each name in the settings of data, licence and footer that lacks a language or has an unknown one."""
    if corner is None or not languages:
        return
    base: yaml.YamlPath = ("extra", "corner", "data")
    named = [((*base, "publisher"), corner.data.publisher)] if corner.data.publisher else []
    named += [((*base, "sources", place, "name"), source.name) for place, source in enumerate(corner.data.sources)]
    corner_path: yaml.YamlPath = ("extra", "corner")
    if corner.license and corner.license.title:
        named.append(((*corner_path, "license", "title"), corner.license.title))
    if corner.footer.text:
        named.append(((*corner_path, "footer", "text"), corner.footer.text))
    named += [
        ((*corner_path, "footer", "links", place, "name"), link.name) for place, link in enumerate(corner.footer.links)
    ]
    locales = [language.locale for language in languages]
    for path, names in named:
        if message := explain_missing_languages(names, locales):
            yield file.problem(path, "missing-language", message)
        for locale in names:
            if locale not in locales and locale not in corner.converted:
                yield file.problem((*path, locale), "unknown-language", explain_unknown_language(locale, locales))


def _read_languages(data: dict[str, Any]) -> tuple[EditionLanguage, ...]:
    """Return the built languages of static-i18n's settings, the default first."""
    plugins = data.get("plugins")
    languages = []
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        options = _as_mapping(_as_mapping(plugin).get("i18n")).get("languages")
        for option in options if isinstance(options, list) else ():
            entry = _as_mapping(option)
            if entry.get("build") is False or not isinstance(entry.get("locale"), str):
                continue
            language = EditionLanguage(
                locale=entry["locale"],
                name=str(entry.get("name", entry["locale"])),
                site_name=str(entry.get("site_name") or data.get("site_name", "")),
                description=str(entry.get("site_description") or data.get("site_description", "")),
                copyright=str(entry.get("copyright") or data.get("copyright") or ""),
            )
            languages.append((entry.get("default") is not True, language))
    languages.sort(key=lambda pair: pair[0])
    return tuple(language for _, language in languages)


def _read_path(value: object) -> str:
    """Return a path with forward slashes, which settings written on Windows may lack."""
    return str(value).replace("\\", "/")


def _read_host(data: dict[str, Any]) -> HostSettings:
    """Return what MkDocs' settings say about `docs/` and the built site; MkDocs itself reports what is wrong in them."""
    options = _read_i18n(data)
    theme = _as_mapping(data.get("theme"))
    return HostSettings(
        docs_dir=_read_path(data.get("docs_dir") or "docs"),
        site_dir=_read_path(data.get("site_dir") or "site"),
        has_language_folders=options.get("docs_structure") == "folder",
        custom_dir=_read_path(theme.get("custom_dir") or ""),
        linked_files=tuple(
            str(_as_mapping(entry).get("path", "")) if isinstance(entry, dict) else str(entry)
            for name in ("extra_css", "extra_javascript")
            for entry in _as_list(data.get(name))
        ),
        excluded=str(data.get("exclude_docs") or ""),
        extensions=tuple(_read_extensions(data.get("markdown_extensions"))),
        strict=data.get("strict") is True,
        favicon=str(theme.get("favicon") or ""),
        not_in_menu=str(data.get("not_in_nav") or ""),
        other_steps=tuple(host_settings.iter_other_steps(data, options)),
        link_levels=host_settings.read_levels(data.get("validation")),
        **host_settings.read_navigation(data, options),
    )


def _read_i18n(data: dict[str, Any]) -> dict[str, Any]:
    """Return the options of static-i18n."""
    for plugin in _as_list(data.get("plugins")):
        if options := _as_mapping(_as_mapping(plugin).get("i18n")):
            return options
    return {}


def _read_extensions(written: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the extensions of Python-Markdown with their options, those first that MkDocs always uses."""
    options: dict[str, dict[str, Any]] = {name: {} for name in _BUILT_IN_EXTENSIONS}
    members = [{name: value} for name, value in written.items()] if isinstance(written, dict) else _as_list(written)
    for member in members:
        for name, value in member.items() if isinstance(member, dict) else [(str(member), None)]:
            options[name] = _as_mapping(value)
    yield from options.items()


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _as_mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
