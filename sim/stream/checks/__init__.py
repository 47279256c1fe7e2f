"""The sense of a stream, topic by topic: what keeps it from running, and what is doubtful."""
