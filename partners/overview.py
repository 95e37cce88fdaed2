"""What this part of the portal puts on «Mijn overzicht»."""
