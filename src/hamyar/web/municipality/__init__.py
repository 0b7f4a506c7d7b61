"""Public pages about municipalities: list, map, and the start of the town file."""
