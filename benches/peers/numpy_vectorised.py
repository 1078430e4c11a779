"""NumPy, vectorised over alternatives, replicates and communes: what a good analyst writes."""

import time

import numpy as np
from common import ROOM, Export, arguments, finish


def start_states(export, chunk, rng):
    """Households at the start, [stratum][state] of [replicate, commune], moved where the baseline is in doubt."""
    strata, states = export.start.shape[1:]
    room = [export.labels["state"].index(word) for word in ROOM]
    factors = export.baseline_factor[chunk]
    shape = (factors.shape[0], export.start.shape[0])
    n = [[np.broadcast_to(export.start[:, s, k], shape).astype(np.int64) for k in range(states)] for s in range(strata)]
    for doubt in range(factors.shape[1]):
        for s in range(strata):
            most = n[s][0] + sum(n[t][k] for k in room for t in range(strata))
            target = np.minimum(n[s][0] * factors[:, doubt], most)
            moved = np.floor(target + rng.random(shape)).astype(np.int64)
            owed = moved - n[s][0]
            n[s][0] = moved
            for k in room:
                for t in [s] + [t for t in range(strata) if t != s]:
                    given = np.minimum(owed, n[t][k])
                    n[t][k] -= given
                    owed -= given
    return n


def supports(export, funded, chunk, y, n):
    """Factors of the programme by (class, group, labour), each [alternative, replicate, commune]."""
    groups, labour = export.group_of_state, export.stratum_labour
    counts = {}
    for s, row in enumerate(n):
        for k, households in enumerate(row):
            key = (groups[k], labour[s])
            counts[key] = counts[key] + households if key in counts else households
    felt = {}
    for k, (communes, money) in funded.items():
        needs = export.instrument_needs_labour[k]
        reached = [
            (g, l) for g in range(4) for l in (0, 1)
            if export.instrument_eligible[k, g] and l >= needs and (g, l) in counts
        ]
        operator = export.operator[chunk, k, :, y, : y + 1].reshape(-1, 2 * (y + 1))
        at_work = operator @ money[:, :, : y + 1].reshape(money.shape[0], 2 * (y + 1), -1)
        if not at_work.any():
            continue
        eligible = sum(counts[key][:, :, communes] for key in reached)
        x = np.divide(at_work, eligible, out=np.zeros_like(at_work), where=eligible > 0)
        a = export.instrument_ceiling[k]
        covered = np.minimum(x, a) if export.instrument_saturates_linearly[k] else a * np.tanh(x / a)
        for e in np.flatnonzero(export.effect_instrument == k):
            if not export.effect_acts[e, y]:
                continue
            factor = 1.0 + covered * (export.hazard_ratio[chunk, e] - 1.0)[:, None]
            for g, l in reached:
                key = (export.effect_class[e], g, l)
                if key not in felt:
                    felt[key] = np.ones(n[0][0].shape, at_work.dtype)
                felt[key][:, :, communes] *= factor
    return felt


def funded_instruments(export):
    """Instruments with money: the communes that have some, and money[alternative, capital, year, commune] there."""
    funded = {}
    for k in range(export.money.shape[2]):
        money = export.money[:, :, k]
        communes = np.flatnonzero(money.any(axis=(0, 2, 3)))
        if communes.size:
            funded[k] = communes, np.ascontiguousarray(money[:, communes].transpose(0, 2, 3, 1))
    return funded


def simulate(export, chunk, rng, draw, funded):
    """Poor households and households, [2, alternative, replicate, cohort, year]."""
    strata, states = export.start.shape[1:]
    years, alternatives = len(export.years), export.alternatives
    shared = start_states(export, chunk, rng)
    n = [[np.repeat(cell[None], alternatives, axis=0) for cell in row] for row in shared]
    base = export.base[chunk][:, export.area_of_commune]
    members = export.members.T.astype(float)
    poor_states = np.flatnonzero(export.list_of_state == 0)
    answers = []
    for y in range(years):
        factor = export.factor[chunk, :, y]
        plain = [base[:, :, b] * factor[:, :, c] for b, c in enumerate(export.class_of_base)]
        felt = supports(export, funded, chunk, y, n)
        at_start = sum(cell for row in n for cell in row)
        after = [[None] * states for _ in range(strata)]

        def arrive(s, k, households):
            after[s][k] = households if after[s][k] is None else after[s][k] + households

        for s in range(strata):
            for k in range(states):
                hazards = []
                for j in range(2):
                    b = export.exit_base[k, j]
                    c = export.class_of_base[b]
                    hazard = plain[b] * (export.stratum_factor[s, c] * export.exit_clock[k, j])
                    key = (c, export.group_of_state[k], export.stratum_labour[s])
                    hazards.append(hazard * felt[key] if key in felt else hazard)
                for to, households in zip(export.moves[k], draw(rng, n[s][k], *hazards, export.dissolution)):
                    arrive(s, to, households)
        form(export, rng, at_start, arrive)
        n = after
        poor = sum(n[s][k] for s in range(strata) for k in poor_states)
        households = sum(cell for row in n for cell in row)
        answers.append([poor @ members, households @ members])
    return np.moveaxis(np.array(answers), 0, -1)


def by_binomials(rng, n, first, second, dissolution):
    """Exits, then the dissolved among them, then their split: first, second, staying."""
    moving = first + second
    total = moving + dissolution
    exits = rng.binomial(n, -np.expm1(-total))
    moved = exits - rng.binomial(exits, dissolution / total)
    gone = rng.binomial(moved, first / moving)
    return gone, moved - gone, n - exits


def by_multinomial(rng, n, first, second, dissolution):
    """The same with one multinomial over all that can happen."""
    total = first + second + dissolution
    each = -np.expm1(-total) / total
    shares = np.empty((*n.shape, 4))
    shares[..., 0] = first * each
    shares[..., 1] = second * each
    shares[..., 2] = dissolution * each
    shares[..., 3] = 1.0 - shares[..., 0] - shares[..., 1] - shares[..., 2]
    parts = rng.multinomial(n, shares)
    return parts[..., 0], parts[..., 1], parts[..., 3]


def form(export, rng, at_start, arrive):
    """New households, their lists and their strata."""
    formation, _, poor_share, near_share = export.growth
    formed = rng.binomial(at_start, formation)
    poor = rng.binomial(formed, poor_share)
    near = rng.binomial(formed - poor, near_share / (1.0 - poor_share))
    for word, left in [("poor", poor), ("near_poor", near), ("secure", formed - poor - near)]:
        k = export.labels["state"].index(word)
        shares = export.stratum_share[:, export.group_of_state[k]]
        for s in range(len(shares)):
            last = s == len(shares) - 1
            here = left if last else rng.binomial(left, min(1.0, shares[s] / (1.0 - shares[:s].sum())))
            arrive(s, k, here)
            left = left - here


def main():
    parser = arguments(__doc__)
    parser.add_argument("--chunk", type=int, default=8, help="replicates at a time")
    parser.add_argument("--draw", choices=["binomial", "multinomial"], default="binomial")
    options = parser.parse_args()
    export = Export(options.export, options.replicates)
    draw = by_multinomial if options.draw == "multinomial" else by_binomials
    rng = np.random.Generator(np.random.SFC64(options.seed))
    funded = funded_instruments(export)
    simulate(export, slice(0, 1), rng, draw, funded)  # start-up
    began = time.perf_counter()
    starts = range(0, export.replicates, options.chunk)
    chunks = [slice(i, min(i + options.chunk, export.replicates)) for i in starts]
    answers = np.concatenate([simulate(export, chunk, rng, draw, funded) for chunk in chunks], axis=2)
    seconds = time.perf_counter() - began
    finish("numpy_vectorised", export, answers, seconds, options.out)


if __name__ == "__main__":
    main()
