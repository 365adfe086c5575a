"""Formats of a language: dates, times, periods, numbers, amounts and names of languages; the only module that knows Babel."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property, partial
from posixpath import commonprefix
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_location
from babel.localedata import locale_identifiers
from babel.numbers import get_currency_name
from babel.units import format_unit

from corner.content.dates import Moment, Period
from corner.i18n.script_conversion import Converter
from corner.storage import kept_values

_WINTER = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""A moment at which abbreviations of time zones are looked up."""
_MOST_DECIMALS = 4
"""The highest number of decimals of an amount such as 14.5 million."""
_DAY_FIELD = re.compile(r"(?<!d)d(?!d)")
"""The field of a date pattern that is the number of the day."""
_FIRST_DAY = "\ue000"
"""What stands for the number of the first day of a month while a date is formatted; no language writes it."""
_MEASURES = (
    *("duration-year", "duration-month", "duration-week", "duration-day", "duration-hour", "duration-minute"),
    *("duration-second", "length-kilometer", "length-meter", "length-centimeter", "length-millimeter", "length-mile"),
    *("length-yard", "length-foot", "length-inch", "mass-tonne", "mass-kilogram", "mass-gram", "mass-pound"),
    *("area-square-kilometer", "area-square-meter", "area-hectare", "area-acre", "volume-liter", "energy-joule"),
    *("temperature-celsius", "temperature-fahrenheit", "power-kilowatt", "power-megawatt", "power-watt"),
)
"""The units of measure that texts use beside numbers, as CLDR calls them."""

_SCRIPT_NAMES = {"zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
"""The names that readers of Chinese expect, which CLDR writes in another way."""


def _parse_locale(locale: str) -> Locale:
    """Return what CLDR knows of a locale, or else of English."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def find_direction(locale: str) -> str:
    """Return the direction of a locale's script, `ltr` or `rtl`."""
    return str(_parse_locale(locale).text_direction)


class LocaleFormats:
    """Formats values as one language writes them."""

    def __init__(self, locale: str, texts: Mapping[str, str], converter: Converter | None = None) -> None:
        """Load the formats of a locale.

        Args:
            locale: a BCP 47 tag.
            texts: the interface's messages in that language, among them the patterns of dates, times and amounts.
            converter: what makes the language from another, whose formats then apply.
        """
        self.locale = locale
        self._texts = texts
        self._convert = converter.convert_text if converter else str
        self._babel = _parse_locale(converter.source if converter else locale)
        self._date_pattern = texts["date"]

    @cached_property
    def text_direction(self) -> str:
        """The direction of the script, `ltr` or `rtl`."""
        return str(self._babel.text_direction)

    @cached_property
    def decimal_sign(self) -> str:
        """The sign before the decimals of a number in running text."""
        return _get_decimal_sign(self._babel)

    @cache  # noqa: B019 -- a handful of instances live as long as the process
    def format_date(self, day: dt.date) -> str:
        """Return a day, such as September 24, 2021 or 2021年9月24日."""
        first = self._texts["first_day"]
        if day.day > 1 or first == "1":
            return format_date(day, self._date_pattern, locale=self._babel)
        return format_date(day, self._first_day_pattern, locale=self._babel).replace(_FIRST_DAY, first)

    @cached_property
    def _first_day_pattern(self) -> str:
        """The pattern of dates with a sign for the number of the day, which CLDR cannot write as an ordinal."""
        parts = self._date_pattern.split("'")
        parts[::2] = [_DAY_FIELD.sub(_FIRST_DAY, part) for part in parts[::2]]
        return "'".join(parts)

    def format_moment(self, moment: Moment) -> str:
        """Return a day, with its time if it has one."""
        day = self.format_date(moment.day)
        return self._texts["moment"].format(day=day, time=self.format_time(moment.at)) if moment.timed else day

    def format_time(self, at: dt.datetime) -> str:
        """Return the time of day."""
        return format_time(at, self._texts["time"], tzinfo=at.tzinfo, locale=self._babel)

    def format_time_range(self, start: Moment, end: Moment | None) -> str:
        """Return a range of moments; a range within one day names the day once."""
        if end is None or (end.day == start.day and not end.timed):
            return self.format_moment(start)
        last = self.format_time(end.at) if end.day == start.day else self.format_moment(end)
        return self._join_range(self.format_moment(start), last)

    def format_date_range(self, start: dt.date, end: dt.date) -> str:
        """Return a range of days."""
        first = self.format_date(start)
        return first if start == end else self._join_range(first, self.format_date(end))

    def format_span(self, start: dt.date, end: dt.date) -> str:
        """Return a range of days; one of whole years or months by these."""
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
            return self.format_period(Period.parse(f"{start.year}/{end.year}" if start.year < end.year else start.year))
        if start.day == 1 and (end + dt.timedelta(days=1)).day == 1:
            parts = dict.fromkeys((f"{start:%Y-%m}", f"{end:%Y-%m}"))
            return self.format_period(Period.parse("/".join(parts)))
        return self.format_date_range(start, end)

    @cache  # noqa: B019 -- as above
    def format_period(self, period: Period) -> str:
        """Return a period as precisely as it was written: a year, a month, or days."""
        parts = period.text.split("/")
        ends = (period.start, period.end)
        formatted = [self._format_part(part, day) for part, day in zip(parts, ends, strict=False)]
        return self._join_range(*formatted) if len(formatted) > 1 else formatted[0]

    def format_short_period(self, period: Period, *, only_end: bool = False) -> str:
        """Return a period in short, for a chart: a year or years, or a month; for days, the month in which they begin."""
        parts = period.text.split("/")
        if only_end:
            return self._format_part(parts[-1][:7], period.end, month="yMMM")
        if len(parts[0]) == 4 and len(parts) > 1:
            return f"{period.start.year}–{period.end.year}"
        return self._format_part(parts[0][:7], period.start, month="yMMM")

    @cached_property
    def date_expression(self) -> re.Pattern[str]:
        """Matches each day, month and year as this language writes them."""
        days = [dt.date(2021, month, 24) for month in range(1, 13)]
        samples = [self.format_date(day) for day in days], [self._format_part("2021-09", day) for day in days]
        year = self._format_part("2021", days[0])
        # In a year that is only digits, no line can end.
        patterns = [*map(_join_alternatives, samples), *([] if year.isdecimal() else [re.escape(year)])]
        first = self._texts["first_day"]
        number = r"\d{1,2}" if first == "1" else rf"(?:{re.escape(first)}|\d{{1,2}})"
        return re.compile("|".join(patterns).replace("2021", r"\d{4}").replace("24", number))

    def _join_range(self, start: str, end: str) -> str:
        return self._texts["range"].format(start=start, end=end)

    def _format_part(self, text: str, day: dt.date, month: str = "yMMMM") -> str:
        skeleton = {4: "y", 7: month}.get(len(text))
        if skeleton is None:
            return self.format_date(day)
        pattern = self._babel.datetime_skeletons.get(skeleton)
        return format_date(day, str(pattern) if pattern else "y-MM", locale=self._babel)

    @cache  # noqa: B019 -- as above
    def format_number(self, value: float) -> str:
        """Return a number with its digits in groups and the decimal sign of the language: 1 090.5 or 1 090,5."""
        integer, _, decimals = f"{Decimal(str(value)):,.6f}".rstrip("0").partition(".")
        grouped = integer.replace(",", self._texts["group"])
        return f"{grouped}{self.decimal_sign}{decimals}" if decimals else grouped

    @cache  # noqa: B019 -- as above
    def format_amount(self, value: float) -> str:
        """Return a number as texts write it, 14 million or 1.9萬, if four decimals are enough for that."""
        for power in (12, 9, 8, 6, 4):
            pattern = self._texts[f"amount.{power}"]
            scaled = Decimal(str(value)).scaleb(-power).normalize()
            if pattern != "{number}" and abs(scaled) >= 1 and int(scaled.as_tuple().exponent) >= -_MOST_DECIMALS:
                return pattern.format(number=self.format_number(float(scaled)))
        return self.format_number(value)

    def format_count(self, number: int) -> str:
        """Return a number of releases, such as 3 releases."""
        text = self._texts.get(f"count.{self._babel.plural_form(number)}") or self._texts["count.other"]
        return text.format(count=self.format_number(number))

    def format_language(self, locale: str) -> str:
        """Return the name of the language of `locale` in this language, without its script."""
        primary = locale.split("-", maxsplit=1)[0]
        return self._convert(self._babel.languages.get(primary, locale))


class LocaleWords:
    """What CLDR knows of the words and signs of one language, by which texts are read."""

    def __init__(self, locale: str) -> None:
        """Load the words of a locale, a BCP 47 tag."""
        self._babel = _parse_locale(locale)

    @property
    def decimal_sign(self) -> str:
        """The sign before the decimals of a number in running text."""
        return _get_decimal_sign(self._babel)

    @property
    def time_sign(self) -> str:
        """The sign between hours and minutes."""
        return str(self._babel.number_symbols["latn"].get("timeSeparator") or ":")

    def iter_month_names(self) -> Iterator[tuple[str, int]]:
        """Yield the names of the months, long and short, with their numbers."""
        for context in self._babel.months.values():
            for width in ("wide", "abbreviated"):
                for number, name in context[width].items():
                    yield name, number

    def iter_weekday_names(self) -> Iterator[tuple[str, int]]:
        """Yield the long names of the days of the week with their numbers, 1 for Monday."""
        for number, name in self._babel.days["stand-alone"]["wide"].items():
            yield name, number + 1

    def iter_scale_names(self) -> Iterator[tuple[str, int]]:
        """Yield the names of scales, long and short, in lower case with their values, as compact numbers use them."""
        for forms in self._babel.compact_decimal_formats.values():
            for plural in forms.values():
                for power, pattern in plural.items():
                    digits, _, name = str(getattr(pattern, "pattern", pattern)).replace("\u00a0", " ").partition(" ")
                    name = name.strip("'. ").lower()
                    if name and set(digits) == {"0"} and name[0].isalpha():
                        yield name, int(power) // 10 ** (len(digits) - 1)

    def iter_percent_names(self) -> Iterator[str]:
        """Yield the words for a percentage after a number, in lower case."""
        for length in ("long", "short"):
            for value in (1, 2):
                written = format_unit(value, "concentr-percent", length=length, locale=self._babel)
                yield written.replace(str(value), "").strip("\u00a0 ").lower()

    def read_measure_names(self) -> Mapping[str, str]:
        """Return the name in CLDR of each unit of measure, such as `hour`, by its long and short names in lower case."""
        return _read_measure_names(self._babel)

    def find_time_zones(self) -> dict[str, str]:
        """Return the keys of time zones in the tz database by city and abbreviation in lower case, unless they differ in time."""
        keys: dict[str, dict[str, dt.timedelta | None]] = {}
        for key in sorted(available_timezones()):
            if "/" in key and not key.startswith("Etc/"):
                local = _WINTER.astimezone(ZoneInfo(key))
                city = get_timezone_location(key, locale=self._babel, return_city=True)
                for name in (city, str(local.tzname())):
                    keys.setdefault(name.casefold(), {})[key] = local.utcoffset()
        return {name: min(known) for name, known in keys.items() if len(set(known.values())) == 1}

    def read_currency_codes(self) -> Mapping[str, frozenset[str]]:
        """Return the ISO 4217 codes of currencies by their signs and names in this language and its regions, in lower case."""
        return _read_currency_codes(self._babel)


def _get_decimal_sign(locale: Locale) -> str:
    return str(locale.number_symbols["latn"]["decimal"])


@cache
def _read_measure_names(locale: Locale) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for unit in _MEASURES:
        for length in ("long", "short"):
            for value in (1, 2):
                written = format_unit(value, unit, length=length, locale=locale)
                name = written.replace(str(value), "").strip("\u00a0 .").lower()
                if name and not (name.isascii() and len(name) == 1):
                    names[name] = unit.rpartition("-")[2]
    return MappingProxyType(names)


@cache
def _read_currency_codes(locale: Locale) -> Mapping[str, frozenset[str]]:
    script = f"{locale.language}_{locale.script}_"
    regions = [name for name in locale_identifiers() if locale.script and name.startswith(script)]
    codes: dict[str, set[str]] = {}
    for regional in (locale, *map(Locale.parse, regions)):
        for code, name in (*regional.currency_symbols.items(), *regional.currencies.items()):
            plural = get_currency_name(code, count=2, locale=regional)
            for form in (code, name, plural, plural.rpartition(" ")[2]):
                codes.setdefault(form.lower(), set()).add(code)
    return MappingProxyType({name: frozenset(known) for name, known in codes.items()})


def find_language_name(locale: str) -> str:
    """Return the name of a language in itself, such as `Dansk`, with its script or region where the locale names one."""
    if locale in _SCRIPT_NAMES:
        return _SCRIPT_NAMES[locale]
    try:
        name = Locale.parse(locale, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        name = None
    return name[0].upper() + name[1:] if name else locale


def name_language(locale: str, reader: str) -> str:
    """Return the name of a language in another, such as `Danish` in English, or else in itself."""
    try:
        name = Locale.parse(locale, sep="-").get_display_name(Locale.parse(reader, sep="-"))
    except (UnknownLocaleError, ValueError):
        name = None
    return name or find_language_name(locale)


def find_regional_date(locale: str, language: str) -> str:
    """Return the pattern of a day in a region where it differs from that of the language, such as `d MMMM y` in `en-GB`."""
    try:
        here, there = (Locale.parse(tag, sep="-").date_formats["long"].pattern for tag in (locale, language))
    except (UnknownLocaleError, ValueError):
        return ""
    return here if here != there and is_date_pattern(here) else ""


def find_script(locale: str) -> str:
    """Return the ISO 15924 code of the script that a language is written in, as CLDR knows it, or nothing."""
    for subtag in locale.split("-")[1:]:
        if len(subtag) == 4 and subtag.isalpha():
            return subtag.title()
    return kept_values.find_value(f"script {locale}", partial(_find_likely_script, locale))


def _find_likely_script(locale: str) -> str:
    """Return the code of the script that most texts in a language are written in, or nothing."""
    subtags = get_global("likely_subtags")
    keys = locale.replace("-", "_"), locale.split("-", maxsplit=1)[0]
    likely = next((subtags[key] for key in keys if key in subtags), "")
    return str(likely).split("_")[1] if likely else ""


def _join_alternatives(texts: Sequence[str]) -> str:
    """Return an expression for texts that differ in one place."""
    start = commonprefix(texts)
    rests = [text.removeprefix(start)[::-1] for text in texts]
    end = commonprefix(rests)[::-1]
    middle = "|".join(re.escape(rest[::-1].removesuffix(end)) for rest in rests)
    return f"{re.escape(start)}(?:{middle}){re.escape(end)}"


def is_date_pattern(pattern: str) -> bool:
    """Return whether a pattern can format a date."""
    try:
        format_date(dt.date(2021, 9, 24), pattern, locale="en")
    except (AttributeError, KeyError, ValueError, TypeError):
        return False
    return True


def is_time_pattern(pattern: str) -> bool:
    """Return whether a pattern can format a time of day."""
    try:
        format_time(dt.time(16, 43), pattern, locale="en")
    except (AttributeError, KeyError, ValueError, TypeError):
        return False
    return True
