"""The content model: settings, dates, front matter, taxonomies, releases, summaries, Markdown and URLs."""
