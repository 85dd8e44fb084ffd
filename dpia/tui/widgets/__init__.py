"""What screens are made of. Attributes come down, messages go up; no widget changes an answer."""
