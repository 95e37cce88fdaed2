"""The sociale kaart as open data: Human Services Data Specification 3.0."""
