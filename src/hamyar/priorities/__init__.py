"""Named method versions, immutable ranking runs, tiers."""
