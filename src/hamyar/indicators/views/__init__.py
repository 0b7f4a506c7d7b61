"""Pages of indicators: public definitions, downloads, and the desk."""
