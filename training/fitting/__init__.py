"""Train a network and make its package: phases, losses, early stopping, checkpoints, publishing."""
