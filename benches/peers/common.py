"""What every Python peer shares: reading an export, arguments, writing answers and the timing line."""

import argparse
import csv
import json
import os
import pathlib
import sys

import numpy as np

COHORTS = 2  # the province and the ĐBKK communes: the first two cohorts of an export
# Off the lists, in the order in which more poor households at the start are taken from them.
ROOM = ["secure", "left_near_poor_3", "left_near_poor_2", "left_near_poor_1", "escaped_3", "escaped_2", "escaped_1"]


class Export:
    """An export as NumPy arrays, each under its name."""

    def __init__(self, folder, replicates):
        folder = pathlib.Path(folder)
        listing = json.loads((folder / "arrays.json").read_text(encoding="utf-8"))
        self.labels = listing["labels"]
        if replicates > listing["replicates"]:
            sys.exit(f"{folder}: {listing['replicates']} replicates, {replicates} asked for")
        for entry in listing["arrays"]:
            axes, shape = entry["axes"], list(entry["shape"])
            if axes and axes[0] == "replicate":
                shape[0] = replicates
            count = int(np.prod(shape))
            numbers = np.fromfile(folder / entry["file"], entry["dtype"], count)
            setattr(self, entry["name"], numbers.reshape(shape))
        if self.rebasing.size or self.overlap_best_of:
            sys.exit("this peer knows neither a change of standard nor best_of overlap")
        self.replicates = replicates
        self.alternatives = len(self.labels["alternative"])
        self.members = self.cohort_member[:COHORTS]
        self.dissolution = -np.log1p(-self.growth[1])


def arguments(description):
    """The options that all Python peers have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("export", help="folder written by `giamngheo export`")
    parser.add_argument("--replicates", type=int, required=True)
    parser.add_argument("--out", help="CSV of the answers")
    parser.add_argument("--seed", type=int, default=1)
    return parser


def finish(peer, export, answers, seconds, out, threads=1):
    """Writes answers[2, alternative, replicate, cohort, year] (poor, households) and prints the timing line."""
    if out:
        part = f"{out}.part"
        with open(part, "w", newline="", encoding="utf-8") as file:
            write = csv.writer(file, lineterminator="\n").writerow
            write(["replicate", "alternative", "cohort", "year", "poor", "households"])
            for r in range(export.replicates):
                for a, alternative in enumerate(export.labels["alternative"]):
                    for c in range(COHORTS):
                        for y, year in enumerate(export.years):
                            poor, households = (f"{x:.10g}" for x in answers[:, a, r, c, y])
                            write([r, alternative, export.labels["cohort"][c], year, poor, households])
        os.replace(part, out)
    line = {
        "peer": peer,
        "replicates": export.replicates,
        "alternatives": export.alternatives,
        "threads": threads,
        "seconds": seconds,
    }
    print(json.dumps(line))
