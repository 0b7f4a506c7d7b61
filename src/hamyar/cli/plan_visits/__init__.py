"""``hamyar plan-visits``: a programme of visits from files, without a server or a database."""
