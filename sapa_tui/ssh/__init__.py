"""The plan over SSH: who is let in, as whom, and into what."""
