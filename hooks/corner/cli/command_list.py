"""The commands of `corner`: the module of each, and the first sentence of its help, which is listed without loading it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from corner.diagnostics.message import Message


class CommandEntry(NamedTuple):
    """What is known of a command before its module is loaded."""

    module: str
    """The module of `corner.cli` that holds it as `command`."""
    summary: Message
    """The first sentence of its help."""


COMMANDS: Mapping[str, CommandEntry] = {
    "build": CommandEntry("build", Message("Build the site that `mkdocs build` builds, without MkDocs.")),
    "check": CommandEntry(
        "check",
        Message("Print the problems in the news, as a build does; with PATHs, only those in these files and folders."),
    ),
    "digest": CommandEntry(
        "digest", Message("Write an e-mail for each language, digest.LOCALE.eml, with what was new since a day.")
    ),
    "due": CommandEntry(
        "due",
        Message(
            "Print when the next release or summary appears, the next event ends, or the status of a record changes; print nothing if nothing is due."
        ),
    ),
    "images": CommandEntry(
        "images",
        Message(
            "Make the pictures that texts show and that are too large smaller; with PATHs, those files and folders."
        ),
    ),
    "import": CommandEntry("import_", Message("Make a draft of the release in FILE: text, HTML, Word (.docx) or PDF.")),
    "init": CommandEntry(
        "init",
        Message(
            "Write a new corner into FOLDER, which builds at once: settings, pages, names, a first release and pipelines."
        ),
    ),
    "links": CommandEntry(
        "links",
        Message(
            "Ask each external address of news/ and docs/ once, and print those that do not answer, with what to type."
        ),
    ),
    "new": CommandEntry(
        "new", Message("Write the files of a new release as a draft, with comments that explain each field.")
    ),
    "ping": CommandEntry(
        "ping", Message("Report to the WebSub hub which feeds of site/ have changed since the last report.")
    ),
    "publish": CommandEntry(
        "publish",
        Message(
            "Publish the built site/ to DEST: a folder of a server, REMOTE:PATH as rclone has it, or s3://BUCKET/PATH."
        ),
    ),
    "rename": CommandEntry(
        "rename", Message("Give the release or summary OLD, such as releases/2021/sme-seminar, the key NEW.")
    ),
    "sbom": CommandEntry(
        "sbom", Message("Print the software bill of materials of the installed program: CycloneDX 1.6, JSON.")
    ),
    "schema": CommandEntry(
        "schema", Message("Print the JSON Schema called NAME of what editors write, or all of them by name.")
    ),
    "serve": CommandEntry(
        "serve",
        Message(
            "Show the site at http://127.0.0.1:8000/ while its files are edited, with drafts, to this computer only."
        ),
    ),
    "status": CommandEntry(
        "status",
        Message(
            "Print the state of each release and summary, when it is due, and the state of its text in each language."
        ),
    ),
    "translated": CommandEntry(
        "translated",
        Message(
            "Mark the translations of KEY, such as releases/2021/sme-seminar, as made from what the originals say now."
        ),
    ),
    "upgrade": CommandEntry("upgrade", Message("Bring the corner to the version of the program that is installed.")),
    "verify": CommandEntry(
        "verify", Message("Check which pages, feeds and downloads of a site are as they were signed.")
    ),
}
