"""New corners: what `corner init` asks for, and the files that it writes."""
