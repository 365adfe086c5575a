"""Search: records, bundles and Pagefind."""
