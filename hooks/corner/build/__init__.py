"""The build: gather everything, then write what changed."""
