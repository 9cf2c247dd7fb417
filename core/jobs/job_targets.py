"""What a child process can be asked to do: every function that runs as a job, by its dotted path.

A path is a string, since the window must not import what the child will: TensorFlow would come along. A test checks
that each of them leads to a function.
"""

CLASSIFY_FOLDER = "core.batch.batch_job.run"
READ_ROWS = "core.batch.reopen_finished.read_rows"
WRITE_REPORT = "core.batch.export.write_report"
WRITE_RECORDS = "core.batch.export.write_records"
WRITE_HEAT_MAPS = "core.batch.export.write_heat_maps"
SWEEP_STACK = "core.sweep.sweep_job.run"
REPRODUCE_RESULT = "core.history.reproduction.reproduce"
WRITE_CORRECTIONS = "core.history.reproduction.correct"
INSTALL_PACKAGE = "core.model.store.install_as_job"

CHECK_DATASET = "training.audit.dataset_check.check"
MEASURE_SPEED = "training.settings.estimate.measure_speed"
DOWNLOAD_WEIGHTS = "training.settings.imagenet_weights.download"
TRAIN = "training.runs.gui_jobs.train"
MEASURE = "training.runs.gui_jobs.measure"
EVALUATE = "training.runs.gui_jobs.evaluate"
INSTALL_TRAINED = "training.runs.gui_jobs.install"
UNDO_INSTALLATION = "training.runs.gui_jobs.undo"
EXPORT_TRAINED = "training.runs.gui_jobs.export"
