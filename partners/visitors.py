"""What the database lets visitors read of a partner: what it is called. The rest of the register is for members."""

COLUMNS_OF_AN_ORGANISATION = ("id", "name", "short_name")
