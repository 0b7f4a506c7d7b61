"""The visits engine against libraries: classical periodic instances, a real province, a whole country."""
