"""The source files as they are on disk: walking, decoding, YAML with line numbers, front matter and git."""
