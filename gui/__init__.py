"""The window: it shows, asks and starts work, and computes nothing. The only room that imports Qt."""
