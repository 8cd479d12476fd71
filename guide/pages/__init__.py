"""Pages: the table of the site, and what makes a page in an edition. Uses no Flask."""
