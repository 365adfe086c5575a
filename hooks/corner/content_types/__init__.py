"""The package's own content types: each declares, in one place, everything about its kind of content."""
