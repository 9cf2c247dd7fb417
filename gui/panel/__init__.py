"""The right side: verdict, probabilities, controls of the heat map."""
