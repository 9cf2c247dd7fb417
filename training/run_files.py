"""File names in the folder of a run, and of the results of an evaluation."""

# A run: its order, the lock of the process that works on it, and its results.
ORDER_FILE, LOCK_FILE, RUN_FILE = "order.json", "run.lock", "run.json"
# The list of its images, if the run itself wrote it; and those of them that were held out.
MANIFEST_FILE, HELD_OUT_FILE = "dataset.csv", "held_out.csv"
CHECKPOINTS, LAST, BEST, EPOCHS_FILE = "checkpoints", "last.npz", "best.npz", "epochs.jsonl"
PACKAGE = "package"
# Of the folder in which the package is assembled.
STAGING_PREFIX = ".publishing-"
# Folder within a run or an evaluation for the temporary files of libraries.
TEMPORARY = ".temporary"

# A cross-validation.
RESULTS_FILE, FOLDS_FILE = "cross_validation.json", "folds.csv"

# The evaluation of a run's model, and of another for comparison.
EVALUATION, COMPARISON, MEASURED_FILE = "evaluation", "comparison", "measured.json"

# An evaluation: the lock of the process that works on it, and the scores of one that is not finished.
EVALUATION_LOCK, KEPT_SCORES_FILE = "evaluation.lock", "unfinished.jsonl"
# Its results; the mistakes are a picture for each of the worst, by their number in the metrics.
METRICS_FILE, REPORT_FILE, FIGURES_FOLDER, MISTAKES_FOLDER = "metrics.json", "report.html", "figures", "mistakes"
