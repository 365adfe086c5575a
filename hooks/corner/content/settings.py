"""The settings of a corner: what `mkdocs.yml` may say, as frozen models that check it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from corner.content.field_types import Url
from corner.content.signing import PublicKey
from corner.content.taxonomies import LocalizedNames
from corner.content.theme_settings import SOCIAL_LINK, ThemeSettings
from corner.diagnostics.message import Message
from corner.sources.validation import create_fault


def _parse_tag_date(tag: str, zone: tzinfo) -> datetime:
    """Return the first moment of the date in a tag URI's authority, from which the corner gives ids.

    Raises:
        ValueError: the date is no day of the calendar.
    """
    year, month, day = (*map(int, tag.partition(",")[2].split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=zone)


def _check_tag(value: str) -> str:
    try:
        _parse_tag_date(value, UTC)
    except ValueError:
        raise create_fault(
            "date", Message("expected a day of the calendar after the comma, found {found}", found=value)
        ) from None
    return value


def _parse_zone(value: Any) -> ZoneInfo:
    if isinstance(value, ZoneInfo):
        return value
    try:
        return ZoneInfo(value if isinstance(value, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise create_fault(
            "number", Message("expected an IANA time zone such as Europe/Lisbon, found {found}", found=str(value))
        ) from None


def _close_url(value: str) -> str:
    """Return a URL with one slash at its end."""
    return value.rstrip("/") + "/"


PolicyDirective = Literal[
    "script-src", "style-src", "img-src", "font-src", "media-src", "connect-src", "frame-src", "form-action"
]
"""The directives of a policy that a corner may add sources to."""
_HOST_SOURCE = r"https://(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?"
_OTHER_SOURCES = {
    r"data:|blob:": ("img-src", "font-src", "media-src"),
    r"'sha(?:256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}'": ("script-src", "style-src"),
}
"""Sources that are no addresses, with the directives that may have them."""
_LONGEST_SOURCES = 1_000


class _SettingsModel(BaseModel):
    """What all models of settings share: no unknown field, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class EditionLanguage(_SettingsModel):
    """A language that the site is published in."""

    locale: str = Field(description="The BCP 47 tag, such as `zh-Hant`: the suffix of its files, the value of `lang`.")
    name: str = Field(description="The language's name in itself, for the language switch.")
    site_name: str = Field(description="The corner's title in this language.")
    description: str = Field(description="The corner's description in this language, one sentence.")
    copyright: str = Field("", description="The notice of copyright in the footer, as HTML.")


class ConversionSettings(_SettingsModel):
    """How an edition is made from another by machine."""

    source: str = Field(alias="from", description="The locale of the edition that it is made from.")
    by: Literal["hk2s", "t2s", "tw2s", "tw2sp", "s2hk", "s2t", "s2tw", "s2twp", "hk2t", "t2hk", "tw2t", "t2tw"] = Field(
        description="OpenCC's name of the conversion, such as hk2s."
    )
    name: str = Field(min_length=1, description="The language's name in itself, for the language switch.")
    site_name: str = Field("", description="The corner's title; converted where it is not given.")
    site_description: str = Field("", description="The corner's description; converted where it is not given.")
    glossary: dict[Annotated[str, StringConstraints(min_length=1)], str] = Field(
        {}, description="Words with their fixed forms, where the conversion errs."
    )


REVIEWING = ("github", "gitlab")
"""The hosts on which the form can have changes reviewed before they are published."""


class FormSettings(_SettingsModel):
    """Where the form for editors reads and writes the news. What is empty is left to the host."""

    backend: Literal["gitea", "github", "gitlab", "test-repo"] = Field(
        description="What hosts the repository; `test-repo` is the browser itself."
    )
    repo: Annotated[str, StringConstraints(pattern=r"^[^/\s]+(/[^/\s]+)+$")] | Literal[""] = Field(
        "", validate_default=True, description="The owner and name of the repository, such as owner/name."
    )
    branch: str = Field("", description="The branch that is written to; the host's default one where none is given.")
    base_url: Url | Literal[""] = Field("", description="The address of the host, or of what signs editors in there.")
    api_root: Url | Literal[""] = Field("", description="The address of the host's interface for programs.")
    app_id: str = Field("", description="What the host calls the form, for signing in.")
    auth_type: Literal["", "pkce"] = Field("", description="How editors are signed in, where the host has a choice.")
    publish_mode: Literal["", "simple", "editorial_workflow"] = Field(
        "",
        description="Whether each change is a commit (`simple`) or is reviewed first, as a pull request "
        "(`editorial_workflow`: on GitHub and GitLab, and the default there).",
    )

    @field_validator("repo")
    @classmethod
    def _require_repo(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("backend", "test-repo") != "test-repo":
            raise PydanticCustomError("missing", "expected a repository")
        return value

    @field_validator("publish_mode")
    @classmethod
    def _require_reviews(cls, value: str, info: ValidationInfo) -> str:
        backend = info.data.get("backend", "")
        if value == "editorial_workflow" and backend not in REVIEWING:
            message = (
                "expected simple, for the form has reviews on GitHub and GitLab only, found {found} with {backend}"
            )
            raise PydanticCustomError("value", message, {"found": value, "backend": backend})
        return value


class LicenseSettings(_SettingsModel):
    """The licence of the texts and the data."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.+-]*$")] = Field(
        description="Its short name in the list of SPDX, such as CC-BY-4.0."
    )
    url: Url = Field(description="The address of its text.")


class TextLicenseSettings(LicenseSettings):
    """The licence of the texts."""

    title: LocalizedNames | None = Field(
        None, description="Its name in each language, for readers; without it, the short name."
    )


class FooterLinkSettings(_SettingsModel):
    """A link in the footer of each page."""

    name: LocalizedNames = Field(description="Its words in each language.")
    url: Annotated[str, StringConstraints(pattern=SOCIAL_LINK)] = Field(description="The address.")


class FooterSettings(_SettingsModel):
    """What the footer of each page has besides the menu."""

    text: LocalizedNames | None = Field(None, description="A sentence in each language, such as the postal address.")
    links: tuple[FooterLinkSettings, ...] = Field((), description="Links, in order.")


class DataSourceSettings(_SettingsModel):
    """A publisher whose documents the data comes from."""

    name: LocalizedNames = Field(description="Its name in each language.")
    url: Url = Field(description="Its site.")


class DataSettings(_SettingsModel):
    """What those who use the data must know, and no table says."""

    license: LicenseSettings | None = Field(None, description="The licence; without it, none is named.")
    publisher: LocalizedNames | None = Field(
        None, description="Who publishes it, in each language; without it, the title of the site."
    )
    sources: tuple[DataSourceSettings, ...] = Field((), description="Where most of the facts come from.")


class DocsSettings(_SettingsModel):
    """What the pages and files of `docs/` may hold."""

    html: Literal["safe", "any"] = Field(
        "safe", description="Whether pages may hold safe HTML only, or any, with scripts and what other sites send."
    )
    files: tuple[Annotated[str, StringConstraints(pattern=r"^[^/\s][^\s]*$")], ...] = Field(
        (), description="Further files that may be published: the endings of their names, or whole paths in `docs/`."
    )


class HostSettings(_SettingsModel):
    """What MkDocs' own settings say about `docs/` and the built site."""

    docs_dir: str = Field("docs", description="The folder, relative to the root.")
    site_dir: str = Field("site", description="The folder of the built site, relative to the root.")
    has_language_folders: bool = Field(False, description="Whether each language has a folder, not an ending of names.")
    custom_dir: str = Field("", description="The folder with the corner's own templates, relative to the root.")
    linked_files: tuple[str, ...] = Field((), description="Styles and scripts in `docs/` that each page loads.")
    excluded: str = Field("", description="The patterns of files that are not published, one a line.")
    extensions: tuple[tuple[str, dict[str, Any]], ...] = Field(
        (), description="The extensions of Python-Markdown with their options, in order."
    )
    strict: bool = Field(False, description="Whether each build stops on warnings.")
    favicon: str = Field("", description="The icon, its path in the site or its URL; empty for that of Material.")
    navigation: dict[str, Any] = Field({}, description="The menu of standing pages, by locale where it has its own.")
    menu_titles: dict[str, dict[str, str]] = Field({}, description="Titles in the menu with their translations.")
    not_in_menu: str = Field("", description="The patterns of pages that need not be in the menu, one a line.")
    link_levels: dict[str, str] = Field({}, description="Whether wrong links and menus are warned of, by their kind.")
    other_steps: tuple[str, ...] = Field((), description="What only MkDocs runs or does, as the settings name it.")


class SigningSettings(_SettingsModel):
    """With which keys the published site is signed, so that readers can check it."""

    keys: tuple[PublicKey, ...] = Field(
        min_length=1, description="The public keys, as OpenSSH writes them, such as ssh-ed25519 AAAA…; old ones too."
    )


class PolicySettings(_SettingsModel):
    """What pages may load besides the files of the site."""

    meta: StrictBool = Field(True, description="Whether each page holds its policy, for hosts that send none with it.")
    sources: dict[PolicyDirective, Annotated[tuple[str, ...], Field(min_length=1)]] = Field(
        {}, description="Addresses that pages may load from, by directive of the Content Security Policy."
    )

    @field_validator("sources")
    @classmethod
    def _check_sources(cls, value: dict[PolicyDirective, tuple[str, ...]]) -> dict[PolicyDirective, tuple[str, ...]]:
        for directive, sources in value.items():
            for source in sources:
                allowed = [_HOST_SOURCE, *(form for form, places in _OTHER_SOURCES.items() if directive in places)]
                if not any(re.fullmatch(form, source) for form in allowed):
                    raise create_fault(
                        "value",
                        Message(
                            "expected for {directive} an address such as https://www.example.org, found {found}",
                            directive=directive,
                            found=source,
                        ),
                    )
        if sum(len(source) + 1 for sources in value.values() for source in sources) > _LONGEST_SOURCES:
            # Cloudflare Pages reads 2,000 characters of a header.
            raise create_fault("value", Message("expected fewer addresses: they have more than 1,000 characters"))
        return value


class SiteSettings(_SettingsModel):
    """What a corner needs of the settings of the site."""

    site_url: Annotated[Url, AfterValidator(_close_url)] = Field(
        description="The address the site is published at, with a closing slash."
    )


class CornerSettings(_SettingsModel):
    """The settings under `extra.corner`."""

    tag: Annotated[
        str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+,[0-9]{4}(-[0-9]{2}){0,2}$"), AfterValidator(_check_tag)
    ] = Field(description="The authority and date of the feed ids' tag URIs (RFC 4151), such as corner.example,2026.")
    time_zone: Annotated[ZoneInfo, BeforeValidator(_parse_zone)] = Field(
        description="The zone that dates without one are in."
    )
    page_size: int = Field(20, ge=1, description="Releases on one page of a listing.")
    key_figure_years: int = Field(
        3,
        ge=1,
        description="Calendar years whose figures the front page shows: that of the newest one, and those before.",
    )
    feed_size: int = Field(20, ge=1, description="Entries in one feed.")
    converted: dict[str, ConversionSettings] = Field({}, description="The editions made by machine, by locale.")
    search: bool = Field(True, strict=True, description="Whether readers can search.")
    parity: bool = Field(True, strict=True, description="Whether the texts of a release are compared.")
    era_years: tuple[str, ...] = Field(
        (), description="The languages whose texts count years in another calendar, such as that of the Republic."
    )
    feed_months: int = Field(
        0, ge=0, description="Months before the newest entry of which a feed holds all, even if that is more."
    )
    hub: Url | Literal[""] = Field("", description="The address of the WebSub hub that hears of changes, if any.")
    cards: StrictBool = Field(True, description="Whether each release has a picture for where it is shared.")
    publish_guide: StrictBool = Field(
        False, description="Whether the editors' guide and the tutorial are published, and not in the preview only."
    )
    content_types: tuple[str, ...] = Field(
        (), description="Python files of the corner, relative to its root, that each hold a content type of its own."
    )
    data: DataSettings = Field(
        default_factory=DataSettings, description="What is said of the data: its licence, publisher and sources."
    )
    license: TextLicenseSettings | None = Field(
        None, description="The licence of the texts; without it, none is named."
    )
    footer: FooterSettings = Field(
        default_factory=FooterSettings, description="What the footer of each page has besides the menu."
    )
    docs: DocsSettings = Field(
        default_factory=DocsSettings, description="What the pages and files of `docs/` may hold."
    )
    signing: SigningSettings | None = Field(
        None, description="The keys with which the site is signed; `None` where it is not."
    )
    policy: PolicySettings = Field(
        default_factory=PolicySettings, description="What pages may load besides the files of the site."
    )
    admin: FormSettings | None = Field(None, description="The form for editors; `None` for no form.")


class Settings(CornerSettings, SiteSettings):
    """All settings of a corner."""

    languages: tuple[EditionLanguage, ...] = Field(
        description="The editions in the order of the language switch; the first is at the root of the site."
    )

    theme: ThemeSettings = Field(default_factory=ThemeSettings, description="What the corner changes of the theme.")

    host: HostSettings = Field(default_factory=HostSettings, description="What MkDocs' own settings say about `docs/`.")

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
        return tuple(locale for locale in self.locales if locale not in self.converted)

    @property
    def default(self) -> str:
        """The locale of the edition at the root of the site."""
        return self.languages[0].locale

    @property
    def data_license(self) -> LicenseSettings | None:
        """The licence of the data; where none is named, that of the texts."""
        return self.data.license or self.license

    @property
    def begun(self) -> datetime:
        """The first moment of the date in its tag, from which the corner gives ids."""
        return _parse_tag_date(self.tag, self.time_zone)

    def convert_titles(self, locale: str, convert: Callable[[str], str]) -> Settings:
        """Return the settings with the title and description of a converted edition where it has none of its own."""
        source = self.names[self.converted[locale].source]
        language = self.names[locale]
        filled = language.model_copy(
            update={
                "site_name": language.site_name or convert(source.site_name),
                "description": language.description or convert(source.description),
                "copyright": language.copyright or convert(source.copyright),
            }
        )
        return self._replace(languages=tuple(filled if other is language else other for other in self.languages))

    def replace_site_url(self, site_url: str) -> Settings:
        """Return the settings for a site that is published at another address."""
        return self._replace(site_url=_close_url(site_url))

    def _replace(self, **changes: Any) -> Settings:
        """Return the settings with other values; `model_copy` would keep the cached properties."""
        values = {name: getattr(self, name) for name in Settings.model_fields}
        return Settings.model_construct(**values | changes)
