"""MkDocs as the host of a build: the only package that imports MkDocs, Material or static-i18n."""
