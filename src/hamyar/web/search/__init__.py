"""The search box: what the stages offer, kept current, and its pages."""
