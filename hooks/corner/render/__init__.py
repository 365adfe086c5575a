"""Rendering: templates, page skeletons, heads, JSON-LD, charts, the sitemap and routes."""
