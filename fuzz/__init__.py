"""Feeds decoders what nobody has sent yet, and holds them to their promises: `make fuzz`. The suite replays what was found."""
