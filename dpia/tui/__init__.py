"""The terminal wizard: one front end of `dpia.session`, made of screens and widgets that hold no logic of law."""
