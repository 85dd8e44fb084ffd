"""The report as a Word document that counsel can edit and send back."""
