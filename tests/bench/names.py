"""What the rows of the large region are called by who fills it and by who asks for them, with or without settings."""

PROTECTED = "beveiligde-tabel"  # in the address of an indicator
