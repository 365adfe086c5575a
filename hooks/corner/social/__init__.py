"""Social cards: the pictures of pages that are shared."""
