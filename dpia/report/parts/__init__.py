"""The parts of the report that the program writes itself; those that describe the project are content."""
