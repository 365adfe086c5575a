"""Languages: interface messages, locale formats and script conversion."""
