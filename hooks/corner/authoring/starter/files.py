"""The files of a new corner, rendered from the answers to the questions of `corner init`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from corner.authoring.starter import texts
from corner.authoring.starter.answers import CONVERTED, CornerAnswers, NamedKey
from corner.authoring.starter.untranslated import mark_page, mark_release, render_missing_words
from corner.i18n.formats import find_language_name, name_language

_COPIED = {
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/tasks.json": "vscode-tasks.json",
}
"""Files that are the same in each corner, with their templates."""
_PIPELINES = {"github": {".github/workflows/corner.yml": "github.yml"}, "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"}}
"""Files of the pipelines with their templates, by host."""
_CONVERSION = "hk2s"
"""OpenCC's name of the conversion from Traditional to Simplified Chinese."""


def render_files(answers: CornerAnswers) -> dict[str, str]:
    """Return the content of each file of a new corner, by path."""
    files = {path: texts.read_file(name) for path, name in _COPIED.items()}
    files |= {path: texts.read_file(name) for path, name in _PIPELINES.get(answers.host, {}).items()}
    files["mkdocs.yml"] = _render_settings(answers)
    files["requirements.txt"] = texts.fill(
        texts.read_file("requirements.txt"), {"version": _format_version(answers.version)}
    )
    for locale in answers.languages:
        files |= _render_pages(answers, locale)
        files |= render_missing_words(locale)
    files |= _render_vocabularies(answers)
    files |= _render_readmes(answers)
    return dict(sorted(files.items()))


def find_language(locale: str) -> str:
    """Return the name of a language in itself."""
    is_own = locale in texts.list_languages()
    return str(texts.read_phrases(locale)["language"]) if is_own else find_language_name(locale)


def _format_version(version: str) -> str:
    """Return what `requirements.txt` says of the version; of code that is not installed, none is known."""
    return "" if version == "0" else f"=={version}"


def _describe_site(answers: CornerAnswers, locale: str) -> str:
    name = answers.choose(locale, answers.names)
    return (
        texts.fill(texts.read_phrases(locale)["site_description"], {"site_name": name})
        if texts.has_texts(locale)
        else name
    )


def _render_settings(answers: CornerAnswers) -> str:
    """Return `mkdocs.yml`."""
    first, *_ = answers.languages
    values = {
        "site_name": texts.quote_yaml(answers.names[0]),
        "site_url": texts.quote_yaml(answers.address),
        "site_description": texts.quote_yaml(_describe_site(answers, first)),
        "tag": answers.tag,
        "time_zone": answers.time_zone,
        "converted_settings": "".join(f"{line}\n" for line in _iter_conversion_lines(answers)),
        "language_settings": "".join(f"{line}\n" for line in _iter_language_lines(answers)),
    }
    return texts.fill(texts.read_file("mkdocs.yml"), values)


def _iter_conversion_lines(answers: CornerAnswers) -> Iterator[str]:
    """Yield the lines of the settings of editions that a program makes."""
    if answers.converted:
        yield "    converted:"
    for locale in answers.converted:
        yield f"      {locale}:"
        yield f"        from: {CONVERTED[locale]}"
        yield f"        by: {_CONVERSION}"
        yield f"        name: {find_language_name(locale)}"


def _iter_language_lines(answers: CornerAnswers) -> Iterator[str]:
    """Yield the lines of the settings of the languages."""
    for position, locale in enumerate(answers.languages):
        yield f"        - locale: {locale}"
        if position == 0:
            yield "          default: true"
        yield f"          name: {texts.quote_yaml(find_language(locale))}"
        if position > 0:
            yield f"          site_name: {texts.quote_yaml(answers.names[position])}"
            yield f"          site_description: {texts.quote_yaml(_describe_site(answers, locale))}"


def _render_pages(answers: CornerAnswers, locale: str) -> dict[str, str]:
    """Return the standing pages and the first release in a language."""
    phrases = texts.read_phrases(locale)
    values = {
        "site_name": answers.choose(locale, answers.names),
        "site_description": _describe_site(answers, locale),
        "today": answers.today.isoformat(),
        "bodies_note": _list_bodies(answers, locale, phrases),
        "languages_note": phrases["languages_note"] if len(answers.languages) > 1 else "",
        "converted_note": "\n\n".join(_iter_conversion_notes(answers, phrases)),
        "contact_note": texts.fill(phrases["contact"], {"contact": _link_contact(answers.contact)})
        if answers.contact
        else phrases["no_contact"],
    }
    is_translated = texts.has_texts(locale)
    files = {}
    for name in texts.PAGES:
        page = texts.fill_page(texts.read_text(locale, f"docs/{name}.md"), values)
        files[f"docs/{name}.{locale}.md"] = page if is_translated else mark_page(page, name_language(locale, "en"))
    release = texts.fill_page(texts.read_text(locale, "welcome.md"), values)
    release = release if is_translated else mark_release(release)
    if locale == answers.languages[0]:
        release = _add_facts(release, answers)
    files[_welcome_path(answers, locale)] = release
    return files


def _list_bodies(answers: CornerAnswers, locale: str, phrases: Mapping[str, str]) -> str:
    names = [texts.escape_markdown(answers.choose(locale, body.names)) for body in answers.bodies]
    return "\n".join([phrases["bodies_intro"], "", *(f"- {name}" for name in names)]) if names else ""


def _iter_conversion_notes(answers: CornerAnswers, phrases: Mapping[str, str]) -> Iterator[str]:
    for converted in answers.converted:
        names = {"converted_name": find_language_name(converted), "source_name": find_language(CONVERTED[converted])}
        yield texts.fill(phrases["converted_note"], names)


def _link_contact(contact: str) -> str:
    """Return a link to an e-mail or web address."""
    return f"<{contact}>"


def _welcome_path(answers: CornerAnswers, locale: str) -> str:
    return f"news/releases/{answers.today.year:04}/welcome.{locale}.md"


def _add_facts(release: str, answers: CornerAnswers) -> str:
    """Return the original of the first release with its facts in the front matter."""
    _, head, body = release.split("---\n", 2)
    facts = ["type: notice", f"issued: {answers.today.isoformat()}", f"topics: [{answers.topics[0].key}]"]
    if answers.bodies:
        facts.append(f"bodies: [{', '.join(entry.key for entry in answers.bodies)}]")
    facts.append("status: draft")
    return "---\n" + head + "".join(f"{fact}\n" for fact in facts) + "---\n" + body


def _render_vocabularies(answers: CornerAnswers) -> dict[str, str]:
    """Return the lists of names, each with a comment that explains it in the first language."""
    phrases = texts.read_phrases(answers.languages[0])
    entries = {
        "topics": [line for topic in answers.topics for line in _iter_topic_lines(topic, answers)],
        "bodies": [line for body in answers.bodies for line in _iter_body_lines(body, answers)],
        "places": [],
        "figures": [],
    }
    return {
        f"news/{kind}.yml": "".join(f"{line}\n" for line in [f"# {phrases[f'{kind}_file']}", *lines])
        for kind, lines in entries.items()
    }


def _iter_topic_lines(topic: NamedKey, answers: CornerAnswers) -> Iterator[str]:
    yield f"{topic.key}:"
    yield f"  name: {_format_names(topic.names, answers)}"
    yield "  description:"
    for position, (locale, name) in enumerate(zip(answers.languages, topic.names, strict=True)):
        if topic.descriptions:
            description = topic.descriptions[position]
        elif texts.has_texts(locale):
            description = texts.fill(texts.read_phrases(locale)["topic_description"], {"name": name})
        else:
            description = name
        yield f"    {locale}: {texts.quote_yaml(description)}"


def _iter_body_lines(body: NamedKey, answers: CornerAnswers) -> Iterator[str]:
    yield f"{body.key}:"
    yield "  names:"
    yield f"    - name: {_format_names(body.names, answers)}"
    yield "      grade: A"


def _format_names(names: tuple[str, ...], answers: CornerAnswers) -> str:
    pairs = zip(answers.languages, (texts.quote_yaml(name, in_braces=True) for name in names), strict=True)
    return "{" + ", ".join(f"{locale}: {name}" for locale, name in pairs) + "}"


def _render_readmes(answers: CornerAnswers) -> dict[str, str]:
    """Return the papers for the corner's editors: `README.md` in its first language, and one for each other language."""
    locales = [locale for locale in answers.languages if texts.has_texts(locale)] or [texts.FALLBACK]
    paths = {locale: f"README.{locale}.md" if position else "README.md" for position, locale in enumerate(locales)}
    files = {}
    for locale, path in paths.items():
        phrases = texts.read_phrases(locale)
        others = [f"[{find_language(other)}]({paths[other]})" for other in locales if other != locale]
        values = {
            "site_name": answers.names[answers.languages.index(locale) if locale in answers.languages else 0],
            "site_url": answers.address,
            "other_readmes_note": " · ".join(others),
            "welcome": _welcome_path(answers, answers.languages[0]),
            "languages": ", ".join(answers.languages),
            "publish_note": phrases[f"publish_{answers.host}"],
        }
        files[path] = texts.fill_markdown(texts.read_text(locale, "readme.md"), values)
    return files
