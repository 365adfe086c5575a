"""One text of a comparison, with what both the checks of single texts and those of pairs ask of it."""

from __future__ import annotations

import posixpath
from functools import cached_property

from corner.content import markdown_blocks
from corner.content.markdown_blocks import BlockMark
from corner.parity.lexicon import Lexicon
from corner.parity.name_check import NameIndex
from corner.parity.readers.reader import read_quantities
from corner.parity.side import Side


class ComparedText:
    """A text with its quantities and names, and its blocks, read when they are needed."""

    def __init__(self, side: Side, lexicon: Lexicon, names: NameIndex) -> None:
        """Read a text with the words of its language."""
        self.side = side
        self.lexicon = lexicon
        self.names = names
        self.quantities = read_quantities(side.text, lexicon)
        """Its numbers, dates and times."""
        self.in_order = self.quantities.sort()
        """Its quantities in the order of the text."""
        self.mentions = names.find_mentions(side.text)
        """The bodies that it names."""

    @property
    def has_statements(self) -> bool:
        """Whether it says a quantity or names a body; most labels do not."""
        return bool(self.in_order or self.mentions)

    @cached_property
    def marks(self) -> tuple[BlockMark, ...]:
        """The block marks of its body."""
        return markdown_blocks.iter_marks(self.side.source.body, posixpath.dirname(self.side.source.key))
