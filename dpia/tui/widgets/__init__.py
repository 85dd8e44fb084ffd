"""What screens are made of. Attributes come down, messages go up; no widget knows the session."""
