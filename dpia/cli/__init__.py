"""The command line: a thin front end over the session, the engine and the report."""
