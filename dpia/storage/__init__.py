"""The file: envelope, atomic writing, and the lock that tells who has it open."""
