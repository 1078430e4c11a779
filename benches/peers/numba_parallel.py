"""Numba: the scalar loops of the plain twin, compiled, replicates in parallel threads."""

import time

import numba
import numpy as np
from common import COHORTS, ROOM, Export, arguments, finish
from numba_kernel import FIELDS, Inputs, run


def main():
    parser = arguments(__doc__)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    numba.set_num_threads(options.threads)
    export = Export(options.export, options.replicates)
    export.room = np.array([export.labels["state"].index(word) for word in ROOM])
    x = Inputs(*(np.ascontiguousarray(getattr(export, name)) for name in FIELDS))
    shape = (2, export.alternatives, export.replicates, COHORTS, len(export.years))
    run(x, export.dissolution, min(2, export.replicates), 1, np.zeros(shape, np.int64))  # start-up: compiles
    answers = np.zeros(shape, np.int64)
    began = time.perf_counter()
    run(x, export.dissolution, export.replicates, options.seed, answers)
    seconds = time.perf_counter() - began
    finish("numba", export, answers, seconds, options.out, options.threads)


if __name__ == "__main__":
    main()
