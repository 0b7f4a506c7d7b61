"""Views of the pages that join stages, a module for each topic."""
