"""Users, second factor, roles."""
