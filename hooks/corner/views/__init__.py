"""Views: what each kind of page shows, as plain values in one language."""
