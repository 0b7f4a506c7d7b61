"""Provinces, counties, municipalities, councils, officials, shares, distances and who represents whom."""
