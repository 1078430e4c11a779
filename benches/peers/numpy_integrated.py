"""NumPy with the households integrated out: mean and variance of each count given the world, then one normal draw.

The hardest yardstick: nothing is drawn per commune. Given a world, households are independent chains, so the poor of a
year are a sum of independent indicators with probabilities from a backward recursion. Two approximations: coverage is
that of the expected households of a year, and a year's draw is normal; the years of a replicate are drawn one by one
from their own distributions, so paths are not simulated.
"""

import time

import numpy as np
from common import ROOM, Export, arguments, finish
from numpy_vectorised import funded_instruments, supports


def single_precision(export):
    """Means and variances need no more, and numpy's exp and tanh are several times faster in it."""
    for name, value in vars(export).items():
        if isinstance(value, np.ndarray) and value.dtype == np.float64:
            setattr(export, name, value.astype(np.float32))
    export.dissolution = np.float32(export.dissolution)


def start_means(export, chunk):
    """Expected households at the start, and the variance that whole households add to Poor against Secure."""
    strata, states = export.start.shape[1:]
    room = [export.labels["state"].index(word) for word in ROOM]
    factors = export.baseline_factor[chunk]
    shape = (factors.shape[0], export.start.shape[0])
    n = [[np.broadcast_to(export.start[:, s, k], shape).astype(np.float32) for k in range(states)] for s in range(strata)]
    rounding = [np.zeros(shape, np.float32) for _ in range(strata)]
    for doubt in range(factors.shape[1]):
        for s in range(strata):
            most = n[s][0] + sum(n[t][k] for k in room for t in range(strata))
            target = np.minimum(n[s][0] * factors[:, doubt], most)
            part = target - np.floor(target)
            rounding[s] += part * (1.0 - part)
            owed = target - n[s][0]
            n[s][0] = target
            for k in room:
                for t in [s] + [t for t in range(strata) if t != s]:
                    given = np.minimum(owed, n[t][k])
                    n[t][k] = n[t][k] - given
                    owed = owed - given
    return n, rounding


def chances(export, plain, felt, s, k):
    """Probabilities of the first exit, of the second, and of staying."""
    hazards = []
    for j in range(2):
        b = export.exit_base[k, j]
        c = export.class_of_base[b]
        hazard = plain[b] * (export.stratum_factor[s, c] * export.exit_clock[k, j])
        key = (c, export.group_of_state[k], export.stratum_labour[s])
        hazards.append(hazard * felt[key] if key in felt else hazard)
    total = hazards[0] + hazards[1] + export.dissolution
    stay = np.exp(-total)
    each = (1.0 - stay) / total
    return hazards[0] * each, hazards[1] * each, stay


def newcomers(export):
    """Share of new households that start in each stratum and state."""
    _, _, poor, near = export.growth
    shares = {}
    for word, share in [("poor", poor), ("near_poor", near), ("secure", 1.0 - poor - near)]:
        k = export.labels["state"].index(word)
        for s, part in enumerate(export.stratum_share[:, export.group_of_state[k]]):
            shares[s, k] = share * part
    return shares


def simulate(export, chunk, rng, entering, funded):
    """Poor households and households, [2, alternative, replicate, cohort, year]."""
    strata, states = export.start.shape[1:]
    years, formation = len(export.years), export.growth[0]
    start, rounding = start_means(export, chunk)
    n = [[np.broadcast_to(cell, (export.alternatives, *cell.shape)) for cell in row] for row in start]
    base = export.base[chunk][:, export.area_of_commune]
    members = export.members.T.astype(np.float32)
    # Nested cohorts share their communes' luck: draw the ĐBKK communes and the rest, then add.
    parts = np.stack([members[:, 1], members[:, 0] - members[:, 1]], axis=1)
    steps, formed, answers = [], [], []
    spread = np.zeros((*n[0][0].shape[:2], parts.shape[1]), np.float32)
    for y in range(years):
        factor = export.factor[chunk, :, y]
        plain = [base[:, :, b] * factor[:, :, c] for b, c in enumerate(export.class_of_base)]
        felt = supports(export, funded, chunk, y, n)
        step = [[chances(export, plain, felt, s, k) for k in range(states)] for s in range(strata)]
        steps.append(step)
        at_start = sum(cell for row in n for cell in row)
        formed.append(at_start * formation)
        after = [[0.0] * states for _ in range(strata)]
        lost = 0.0
        for s in range(strata):
            for k in range(states):
                first, second, stay = step[s][k]
                for to, p in zip(export.moves[k], (first, second, stay)):
                    after[s][to] = after[s][to] + n[s][k] * p
        for (s, k), share in entering.items():
            after[s][k] = after[s][k] + formed[-1] * share
        n = after
        households = sum(cell for row in n for cell in row)
        lost = at_start + formed[-1] - households
        grown = (households @ parts) / (at_start @ parts)
        spread = spread * grown**2 + (lost + formed[-1] * (1.0 - formation)) @ parts
        mean, variance = poor_counts(export, start, rounding, steps, formed, entering)
        draws = [(mean @ parts, variance @ parts), (households @ parts, spread)]
        year = []
        for mean, variance in draws:
            drawn = mean + np.sqrt(variance) * rng.standard_normal(mean.shape, np.float32)
            year.append(np.stack([drawn.sum(axis=-1), drawn[..., 0]], axis=-1))
        answers.append(year)
    return np.moveaxis(np.array(answers), 0, -1)


def poor_counts(export, start, rounding, steps, formed, entering):
    """Mean and variance of a commune's poor households after the steps, by backward recursion."""
    strata, states = export.start.shape[1:]
    mean, variance = 0.0, 0.0
    secure = export.labels["state"].index("secure")
    for s in range(strata):
        q = [1.0 if group == 0 else 0.0 for group in export.list_of_state]
        for back in range(len(steps) - 1, -1, -1):
            for (t, k), share in entering.items():
                if t == s and not (np.isscalar(q[k]) and q[k] == 0.0):
                    arrived = formed[back] * (share * q[k])
                    mean = mean + arrived
                    variance = variance + arrived
            before = []
            for k in range(states):
                terms = [p * q[to] for to, p in zip(export.moves[k], steps[back][s][k]) if not np.isscalar(q[to]) or q[to]]
                before.append(sum(terms[1:], terms[0]) if terms else 0.0)
            q = before
        for k in range(states):
            if np.isscalar(q[k]) and q[k] == 0.0:
                continue
            expected = start[s][k] * q[k]
            mean = mean + expected
            variance = variance + expected * (1.0 - q[k])
        variance = variance + rounding[s] * (q[0] - q[secure]) ** 2
    return mean, variance


def main():
    parser = arguments(__doc__)
    parser.add_argument("--chunk", type=int, default=8, help="replicates at a time")
    options = parser.parse_args()
    export = Export(options.export, options.replicates)
    if (export.members[1] > export.members[0]).any():
        raise SystemExit("the second cohort must lie within the first")
    rng = np.random.Generator(np.random.SFC64(options.seed))
    entering = newcomers(export)
    single_precision(export)
    funded = funded_instruments(export)
    simulate(export, slice(0, 1), rng, entering, funded)  # start-up
    began = time.perf_counter()
    starts = range(0, export.replicates, options.chunk)
    chunks = [slice(i, min(i + options.chunk, export.replicates)) for i in starts]
    answers = np.concatenate([simulate(export, chunk, rng, entering, funded) for chunk in chunks], axis=2)
    seconds = time.perf_counter() - began
    finish("numpy_integrated", export, answers, seconds, options.out)


if __name__ == "__main__":
    main()
