"""The settings of the theme, as MkDocs and Material name them: colours, logo, further files, links of the footer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from corner.content.colours import WHITE, Colour

PRIMARY: Mapping[str, str] = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep purple": "#7e56c2",
    "indigo": "#4051b5",
    "blue": "#2094f3",
    "light blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue grey": "#546d78",
    "black": "#000000",
    "white": "#ffffff",
}
"""The colours of Material for `primary`, as Material for MkDocs 9.7 has them."""
ACCENT: Mapping[str, str] = {
    "red": "#ff1a47",
    "pink": "#f50056",
    "purple": "#df41fb",
    "deep purple": "#7c4dff",
    "indigo": "#526cfe",
    "blue": "#4287ff",
    "light blue": "#0091eb",
    "cyan": "#00bad6",
    "teal": "#00bda4",
    "green": "#00c753",
    "light green": "#63de17",
    "lime": "#b0eb00",
    "yellow": "#ffd500",
    "amber": "#ffaa00",
    "orange": "#ff9100",
    "deep orange": "#ff6e42",
}
"""The colours of Material for `accent`."""
PAPER: Mapping[str, tuple[Colour, Colour]] = {
    "light": (WHITE, Colour(0xF1, 0xF5, 0xF8)),
    "dark": (Colour(0x11, 0x18, 0x1D), Colour(0x1A, 0x24, 0x2B)),
}
"""The backgrounds of light and dark pages, as the theme's style sheet has them: that of the page, and of boxes."""
CUSTOM = "custom"
"""The name of a colour that a style sheet of the corner sets, as Material has it."""
VARIABLES: Mapping[str, str] = {"primary": "--md-primary-fg-color", "accent": "--md-accent-fg-color"}
"""The variables of Material in which a style sheet sets such a colour."""
SOCIAL_LINK = r"^(https?://|mailto:)[^\s<>\"]+$"


class _ThemeModel(BaseModel):
    """What all parts of these settings share: no unknown field, and no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ScriptSettings(_ThemeModel):
    """A script of the corner's own that each page loads."""

    path: str = Field(description="Its path in `docs/`, or its address.")
    type: str = Field("", description="`module`, or empty.")
    is_async: bool = Field(False, alias="async", description="Whether it runs as soon as it is there.")
    defer: bool = Field(False, description="Whether it runs when the page has been read.")


class SocialSettings(_ThemeModel):
    """A link of the footer to where the corner is elsewhere, as Material has it."""

    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$")] | Literal[""] = Field(
        "", description="An icon of the theme, such as fontawesome/brands/mastodon."
    )
    link: Annotated[str, StringConstraints(pattern=SOCIAL_LINK)] = Field(description="The address.")
    name: str = Field("", description="The words of the link; without them, the name of the site that it leads to.")


class ThemeColours(_ThemeModel):
    """The colours that a corner chose, as codes; what is empty has the theme's."""

    primary: str = Field("", description="The colour of the header and of links.")
    accent: str = Field("", description="The colour of what is marked, and of links that are pointed at.")


class ThemeSettings(_ThemeModel):
    """What a corner changes of the theme."""

    light: ThemeColours = Field(default_factory=ThemeColours, description="Its colours on light pages.")
    dark: ThemeColours = Field(
        default_factory=ThemeColours,
        description="Its colours on dark pages; without them, shades of the light ones.",
    )
    logo: str = Field("", description="The picture beside the title, by its path in `docs/`.")
    logo_icon: str = Field("", description="An icon of the theme beside the title.")
    stylesheets: tuple[str, ...] = Field((), description="Style sheets of the corner's own, by their paths.")
    scripts: tuple[ScriptSettings, ...] = Field((), description="Scripts of the corner's own.")
    social: tuple[SocialSettings, ...] = Field((), description="Links of the footer.")
