"""Pages of signing in, of one's own account, and of the desk's people and roles."""
