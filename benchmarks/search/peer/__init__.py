"""The same documents as Wagtail's search sees them."""
