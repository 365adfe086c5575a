"""Importers: documents from elsewhere as Markdown with front matter."""
