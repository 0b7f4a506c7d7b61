"""Pages of projects and opportunities."""
