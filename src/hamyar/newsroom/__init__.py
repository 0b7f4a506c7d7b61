"""The newsroom: news items and photo galleries, written in Wagtail, read by everyone."""
