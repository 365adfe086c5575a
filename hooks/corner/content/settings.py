"""The settings of a corner, read from the one place where they stand: its `mkdocs.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from corner.content.frontmatter import Url
from corner.diagnostics.problem import Problem
from corner.diagnostics.suggestions import suggest
from corner.sources import textfile, validation, yaml


def _zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError(
            "number", "expected an IANA time zone such as Europe/Lisbon, found {found}", {"found": str(value)}
        ) from None


def _tag(value: str) -> str:
    """Return a tag URI's authority and date, whose date is a day of the calendar."""
    try:
        parse_tag_date(value, UTC)
    except ValueError:
        raise PydanticCustomError(
            "date", "expected a day of the calendar after the comma, found {found}", {"found": value}
        ) from None
    return value


def parse_tag_date(tag: str, zone: tzinfo) -> datetime:
    """Return the first moment of the date of a tag URI's authority: from then on the corner gives ids.

    Raises:
        ValueError: it is no day of the calendar.
    """
    year, month, day = (*map(int, tag.partition(",")[2].split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=zone)


class _ConversionModel(BaseModel):
    """An edition that is made from another by machine."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(alias="from", description="The language of the edition that it is made from.")
    by: Literal["hk2s", "t2s", "tw2s", "tw2sp", "s2hk", "s2t", "s2tw", "s2twp", "hk2t", "t2hk", "tw2t", "t2tw"] = Field(
        description="OpenCC's name of the conversion, such as hk2s."
    )
    name: str = Field(min_length=1, description="The language's name in itself, for the language switch.")
    site_name: str = Field("", description="The corner's title; converted where it is not given.")
    site_description: str = Field("", description="The corner's description; converted where it is not given.")
    glossary: dict[str, str] = Field({}, description="Words with their fixed forms, where the conversion errs.")


class _FormModel(BaseModel):
    """Where the form for editors reads and writes the news."""

    model_config = ConfigDict(extra="forbid")

    backend: Literal["gitea", "github", "gitlab", "test-repo"] = Field(description="What hosts the repository.")
    repo: Annotated[str, StringConstraints(pattern=r"^[^/\s]+(/[^/\s]+)+$")] | Literal[""] = Field(
        "", validate_default=True, description="Its owner and name, such as owner/name."
    )
    branch: str = Field("", description="The branch that is written to; the host's default one where none is given.")
    base_url: Url | Literal[""] = Field("", description="The address of the host, or of what signs editors in there.")
    api_root: Url | Literal[""] = Field("", description="The address of the host's interface for programs.")
    app_id: str = Field("", description="What the host calls the form, for signing in.")
    auth_type: Literal["", "pkce"] = Field("", description="How editors are signed in, where the host has a choice.")

    @field_validator("repo")
    @classmethod
    def _is_told(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("backend", "test-repo") != "test-repo":
            raise PydanticCustomError("missing", "expected a repository")
        return value


class _CornerModel(BaseModel):
    """What stands under `extra.corner`."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    tag: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+,[0-9]{4}(-[0-9]{2}){0,2}$"), AfterValidator(_tag)
    ] = Field(description="The authority and date of the feed ids' tag URIs (RFC 4151), such as corner.example,2026.")
    time_zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = Field(
        description="The zone that dates without one are in."
    )
    page_size: int = Field(20, ge=1, description="Releases on one page of a listing.")
    feed_size: int = Field(20, ge=1, description="Entries in one feed.")
    converted: dict[str, _ConversionModel] = Field({}, description="The editions made by machine, by language.")
    search: bool = Field(True, strict=True, description="Whether readers can search.")
    parity: bool = Field(True, strict=True, description="Whether the texts of a release are compared.")
    feed_months: int = Field(0, ge=0, description="Months before the newest entry of which a feed holds all, too.")
    hub: Url | Literal[""] = Field("", description="The address of a WebSub hub, if there is one.")
    cards: StrictBool = Field(True, description="Whether each release has a picture for where it is shared.")
    content_types: tuple[str, ...] = Field((), description="Python files of the corner with content types of its own.")
    admin: _FormModel | None = Field(None, description="The form for editors, where there is to be one.")


class _SiteModel(BaseModel):
    """What of `mkdocs.yml` the corner needs besides its own settings and the languages."""

    site_url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLanguage:
    """A language that the site is published in."""

    locale: str
    """The BCP 47 tag, such as `zh-Hant`: the suffix of its files and the value of `lang`."""
    name: str
    """The language's name in itself, for the language switch."""
    site_name: str
    """The corner's title in this language."""
    description: str
    """The corner's description in this language, one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """How an edition is made from another by machine."""

    locale: str
    """The edition that is made."""
    source: str
    """The locale of the edition that it is made from."""
    by: str
    """OpenCC's name of the conversion."""
    glossary: Mapping[str, str]
    """Words with their fixed forms."""


class FormSettings(NamedTuple):
    """Where the form for editors reads and writes the news; what is empty is left to the host."""

    backend: str
    """What hosts the repository: `gitea`, `github`, `gitlab`, or `test-repo`, which is the browser itself."""
    repo: str
    branch: str
    base_url: str
    api_root: str
    app_id: str
    auth_type: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What `mkdocs.yml` says of the corner."""

    languages: tuple[EditionLanguage, ...]
    """The editions in the order of the language switch; the first stands at the root of the site."""
    site_url: str
    """The address the site is published at, with a closing slash."""
    tag: str
    """The authority and date of the feed ids' tag URIs."""
    time_zone: ZoneInfo
    """The zone that dates without one are in."""
    page_size: int
    """Releases on one page of a listing."""
    feed_size: int
    """Entries in one feed."""
    cards: bool
    """Whether each release has a picture for where it is shared."""
    conversions: tuple[Conversion, ...] = ()
    """The editions that are made from another by machine."""
    search: bool
    """Whether readers can search."""
    parity: bool = True
    """Whether the texts of a release are compared."""
    feed_months: int = 0
    """Months before the newest entry of which a feed holds all, even if that is more."""
    hub: str = ""
    """The address of the WebSub hub that is told of changes; empty for none."""
    content_types: tuple[str, ...] = ()
    """Python files of the corner, relative to its root, that each hold a content type of its own."""
    admin: FormSettings | None = None
    """Where the form for editors works; `None` for no form."""

    @cached_property
    def names(self) -> dict[str, EditionLanguage]:
        """The languages by locale."""
        return {language.locale: language for language in self.languages}

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales of the editions, the default first."""
        return tuple(language.locale for language in self.languages)

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The locales that texts are written in, the default first."""
        made = {conversion.locale for conversion in self.conversions}
        return tuple(locale for locale in self.locales if locale not in made)

    @property
    def default(self) -> str:
        """The locale of the edition at the root of the site."""
        return self.languages[0].locale

    def converted(self, locale: str, convert: Callable[[str], str]) -> Settings:
        """Return the settings with the title and description of an edition that is made by machine."""
        source = next(self.names[each.source] for each in self.conversions if each.locale == locale)
        languages = tuple(
            replace(
                language,
                site_name=language.site_name or convert(source.site_name),
                description=language.description or convert(source.description),
            )
            if language.locale == locale
            else language
            for language in self.languages
        )
        return replace(self, languages=languages)

    def at(self, site_url: str) -> Settings:
        """Return the settings for a site that is published at another address."""
        return replace(self, site_url=site_url.rstrip("/") + "/")


def read_settings(config_file: Path) -> tuple[Settings | None, list[Problem]]:
    """Read `mkdocs.yml`: `site_url`, `extra.corner` and static-i18n's `languages`.

    Returns:
        The settings, or `None` where problems leave no usable ones, and the problems found.
    """
    name = config_file.name
    text, unread = textfile.read_text(str(config_file), name)
    if text is None:
        return None, unread
    try:
        data = yaml.parse_yaml(text, tags=True)
    except yaml.YamlError as error:
        return None, [Problem(name, error.line, "file", error.code, error.message)]
    data = _mapping(data)
    corner, problems = _validate(
        _CornerModel, _mapping(data.get("extra")).get("corner"), ("extra", "corner"), name, text
    )
    own = {"site_url": data["site_url"]} if "site_url" in data else {}
    site, more = _validate(_SiteModel, own, (), name, text)
    problems += more
    languages = _languages(data)
    if not languages:
        message = "expected the i18n plugin with its languages, found none"
        problems.append(Problem(name, yaml.find_line(text, ("plugins",)), "plugins", "wrong-setting", message))
    locales = [language.locale for language in languages]
    for locale in sorted({locale for locale in locales if locales.count(locale) > 1}):
        message = f"expected each language once, found '{locale}' again"
        problems.append(Problem(name, yaml.find_line(text, ("plugins",)), "plugins", "wrong-setting", message))
    for locale, told in corner.converted.items() if corner else ():
        place = ("extra", "corner", "converted", locale)
        line, field = yaml.find_line(text, place), ".".join(place)
        if told.source not in locales:
            message = f"expected 'from' to be a language of the site, found '{told.source}'"
            problems.append(Problem(name, line, field, "wrong-setting", message + suggest(told.source, locales)))
        elif locale in locales:
            message = f"expected a language that is not written, found '{locale}', which the i18n plugin builds"
            problems.append(Problem(name, line, field, "wrong-setting", message))
    if corner is None or site is None or problems:
        return None, problems
    conversions = tuple(
        Conversion(locale=locale, source=told.source, by=told.by, glossary=told.glossary)
        for locale, told in corner.converted.items()
    )
    languages += tuple(
        EditionLanguage(locale=locale, name=told.name, site_name=told.site_name, description=told.site_description)
        for locale, told in corner.converted.items()
    )
    return Settings(
        languages=languages,
        site_url=site.site_url.rstrip("/") + "/",
        tag=corner.tag,
        time_zone=corner.time_zone,
        page_size=corner.page_size,
        feed_size=corner.feed_size,
        conversions=conversions,
        search=corner.search,
        parity=corner.parity,
        feed_months=corner.feed_months,
        hub=corner.hub,
        cards=corner.cards,
        content_types=corner.content_types,
        admin=FormSettings(**corner.admin.model_dump()) if corner.admin else None,
    ), []


def _validate(model: type[Any], data: Any, base: yaml.YamlPath, name: str, text: str) -> tuple[Any, list[Problem]]:
    """Return the validated part of the settings, and a problem for each fault in it."""
    try:
        return model.model_validate({} if data is None else data), []
    except ValidationError as error:
        problems = []
        for path, code, message in validation.explain_errors(error, data, model):
            whole = (*base, *path)
            problems.append(Problem(name, yaml.find_line(text, whole), ".".join(map(str, whole)), code, message))
        return None, problems


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _languages(data: dict[str, Any]) -> tuple[EditionLanguage, ...]:
    """Return the built languages of static-i18n's settings, the default first."""
    plugins = data.get("plugins")
    entries = plugins if isinstance(plugins, list) else [plugins]
    found = []
    for entry in entries:
        told = _mapping(_mapping(entry).get("i18n")).get("languages")
        for each in told if isinstance(told, list) else ():
            language = _mapping(each)
            if language.get("build") is False or not isinstance(language.get("locale"), str):
                continue
            words = EditionLanguage(
                locale=language["locale"],
                name=str(language.get("name", language["locale"])),
                site_name=str(language.get("site_name") or data.get("site_name", "")),
                description=str(language.get("site_description") or data.get("site_description", "")),
            )
            found.append((language.get("default") is not True, words))
    found.sort(key=lambda pair: pair[0])
    return tuple(words for _, words in found)
