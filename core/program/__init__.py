"""What Falx is on this computer: product, places of its files, logs, desktop entry; and words that texts share."""
