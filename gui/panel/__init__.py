"""The right side of the main window: verdict, probabilities, controls of the heat map."""
