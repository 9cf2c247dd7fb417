"""The screenshots in README and guide: `make screenshots`."""
