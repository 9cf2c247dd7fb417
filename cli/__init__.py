"""The commands, one file each: `falx classify`, `falx train` and so on. The only room that prints."""
