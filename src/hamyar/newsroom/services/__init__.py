"""Writing in the newsroom; editors' own changes go through Wagtail."""
