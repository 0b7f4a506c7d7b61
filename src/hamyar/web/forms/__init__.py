"""Forms of the pages that join stages."""
