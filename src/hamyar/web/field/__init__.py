"""The page for the telephone at a visit: it works without a line and sends what it recorded when there is one."""
