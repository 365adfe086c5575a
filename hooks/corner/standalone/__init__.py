"""A host of a build without MkDocs, Material and static-i18n, which gives the same bytes."""
