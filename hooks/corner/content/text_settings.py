"""The settings that texts are judged by, without those of pages: as plain values, they are kept and read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    # Its models take longer to define than a text to check.
    from corner.content.settings import Settings


class TextConversion(NamedTuple):
    """How a converted edition is made, as `ConversionSettings` say it."""

    source: str
    by: str
    glossary: dict[str, str]


class TextSettings(NamedTuple):
    """What a check of texts asks of `Settings`, under the same names."""

    locales: tuple[str, ...]
    written: tuple[str, ...]
    default: str
    zone: str
    """The key of the time zone."""
    parity: bool
    era_years: tuple[str, ...]
    converted: dict[str, TextConversion]

    @property
    def time_zone(self) -> ZoneInfo:
        """The corner's time zone."""
        return ZoneInfo(self.zone)

    def convert_titles(self, locale: str, convert: object) -> TextSettings:
        """Return the same settings, which have no titles."""
        del locale, convert
        return self


def select_text_settings(settings: Settings) -> tuple[Any, ...]:
    """Return those of the settings that texts are judged by, as values that `restore_text_settings` reads."""
    return (
        settings.locales,
        settings.written,
        settings.default,
        settings.time_zone.key,
        settings.parity,
        tuple(settings.era_years),
        {
            locale: (conversion.source, conversion.by, dict(conversion.glossary))
            for locale, conversion in settings.converted.items()
        },
    )


def restore_text_settings(values: tuple[Any, ...]) -> TextSettings:
    """Return the settings that `select_text_settings` gave as values."""
    settings = TextSettings(*values)
    conversions = {locale: TextConversion(*conversion) for locale, conversion in settings.converted.items()}
    return settings._replace(converted=conversions)
