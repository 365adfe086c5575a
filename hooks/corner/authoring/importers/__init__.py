"""Importers: the conversion of documents to Markdown with front matter."""
