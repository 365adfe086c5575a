"""Worker processes, which do shares of the work of a build at the same time."""
