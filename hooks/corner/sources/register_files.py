"""Where registers and taxonomies are in `news/`."""

REGISTERS, DECLARATION = "registers", "register.yml"
"""The folder of registers, and the file that declares one in its folder."""
TAXONOMIES = ("topics", "bodies", "places", "figures", "types")
"""The taxonomy files of `news/`, without their ending."""


def is_declaration(path: str) -> bool:
    """Return whether the file at a path from the project's root declares what texts and records may name."""
    parts = path.split("/")
    taxonomies = {f"{name}.yml" for name in TAXONOMIES}
    return parts[0] == "news" and (
        (len(parts) == 2 and parts[1] in taxonomies) or (parts[1] == REGISTERS and parts[-1] == DECLARATION)
    )
