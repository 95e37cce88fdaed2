"""Phone numbers are read on the ground floor."""

from network.phones import PhoneNumber, read_phone

__all__ = ["PhoneNumber", "read_phone"]
