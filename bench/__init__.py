"""Developer commands: run benchmarks, and write the files and pages that are committed.

Each module that begins with a command runs by itself, as `python -m bench.NAME`.

Speed, all run by `python -m bench`:
    `one_image`, `start_up`, `folder`, `many_files`, `sweep`, `series`, `reader_process`, `frames`, `stalls`, `serve`,
    `fine_tuning`, `frozen_start`. What they share: `comparison`, `own_process`, `images`. What they start:
    `window_process`, `first_paint`, `heartbeat`, `folder_limit`, `keras_folder`, `keras_network`.

Accuracy of models:
    `protocols` and `runs` train and evaluate a recipe; `novelty` and `foreign_files` measure how well pictures that are
    no brain MRI are recognised; `studies`, `study_report` and `verdicts` measure verdicts; `calibrate` calibrates a
    package again; `figures_report` prints and keeps figures.

Figures in pages and in the model card:
    `stated_figures`, `headline`, `ablations`.

Pages written from code:
    `command_page`, `room_page`, `guide_page`; `pages` is what they share.

Pictures:
    `screenshots`, `page_screenshots`, `draw_samples`.
"""
