"""A web page and an API over the engine, `falx serve`; pictures stay on this computer, in memory alone."""
