"""Pages, feeds and redirects of the news."""
