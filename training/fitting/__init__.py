"""From samples to a trained network and its package: phases, losses, early stopping, checkpoints, publishing."""
