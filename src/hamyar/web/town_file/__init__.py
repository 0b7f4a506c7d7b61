"""The town file on one A4 page, read the evening before a visit."""
