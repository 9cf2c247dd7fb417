"""Icons, font, samples and the shipped model; imports nothing."""
