"""A folder of any size, classified: inputs, engine, session, heat-map files, cluster, saved batches."""
