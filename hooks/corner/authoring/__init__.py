"""Tools for editors: new releases, renaming, importing, schemas and the editors' form."""
