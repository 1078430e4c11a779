"""The compiled loops of the Numba peer; a module of its own, so that the compiler's cache finds its types again."""

from collections import namedtuple

import numpy as np
from numba import njit, prange

FIELDS = [
    "area_of_commune", "members", "start", "stratum_factor", "stratum_labour", "stratum_share", "group_of_state",
    "list_of_state", "moves", "exit_base", "exit_clock", "class_of_base", "growth", "instrument_eligible",
    "instrument_needs_labour", "instrument_ceiling", "instrument_saturates_linearly", "effect_instrument",
    "effect_class", "effect_acts", "money", "base", "hazard_ratio", "operator", "factor", "baseline_factor", "room",
]
Inputs = namedtuple("Inputs", FIELDS)
POOR, NEAR_POOR, SECURE = 0, 2, 12


@njit(inline="always")
def draw(n, p):
    return np.random.binomial(n, p) if n > 0 and p > 0.0 else 0


@njit(cache=True)
def start_states(x, r, c, n):
    """Households at the start, moved where the baseline is in doubt."""
    strata = n.shape[0]
    n[:] = x.start[c]
    for doubt in range(x.baseline_factor.shape[1]):
        for s in range(strata):
            most = n[s, POOR]
            for k in x.room:
                for t in range(strata):
                    most += n[t, k]
            target = min(n[s, POOR] * x.baseline_factor[r, doubt, c], float(most))
            moved = int(np.floor(target + np.random.random()))
            owed = moved - n[s, POOR]
            n[s, POOR] = moved
            for k in x.room:
                for turn in range(strata):
                    t = s if turn == 0 else (turn - 1 if turn <= s else turn)
                    given = min(owed, n[t, k])
                    n[t, k] -= given
                    owed -= given


@njit(cache=True)
def supports(x, r, a, c, y, n, felt):
    """Factors of the programme by class, group and labour capacity."""
    groups = np.zeros((4, 2))
    for s in range(n.shape[0]):
        for k in range(n.shape[1]):
            groups[x.group_of_state[k], x.stratum_labour[s]] += n[s, k]
    felt[:] = 1.0
    for k in range(x.money.shape[2]):
        at_work = 0.0
        for capital in range(2):
            for planned in range(y + 1):
                at_work += x.operator[r, k, capital, y, planned] * x.money[a, c, k, capital, planned]
        if at_work <= 0.0:
            continue
        needs = x.instrument_needs_labour[k]
        eligible = 0.0
        for g in range(4):
            if x.instrument_eligible[k, g]:
                eligible += groups[g, 1] if needs else groups[g, 0] + groups[g, 1]
        if eligible <= 0.0:
            continue
        share, ceiling = at_work / eligible, x.instrument_ceiling[k]
        linear = x.instrument_saturates_linearly[k]
        covered = min(share, ceiling) if linear else ceiling * np.tanh(share / ceiling)
        for e in range(x.effect_class.size):
            if x.effect_instrument[e] == k and x.effect_acts[e, y]:
                factor = 1.0 + covered * (x.hazard_ratio[r, e] - 1.0)
                for g in range(4):
                    if x.instrument_eligible[k, g]:
                        for labour in range(needs, 2):
                            felt[x.effect_class[e], g, labour] *= factor


@njit(inline="always")
def hazard(x, r, c, y, s, k, j, felt):
    b = x.exit_base[k, j]
    h = x.class_of_base[b]
    programme = felt[h, x.group_of_state[k], x.stratum_labour[s]]
    return (
        x.base[r, x.area_of_commune[c], b] * x.factor[r, c, y, h] * x.stratum_factor[s, h] * programme * x.exit_clock[k, j]
    )


@njit(cache=True)
def year_step(x, dissolution, r, c, y, n, felt, after):
    """Moves the households of a commune through a year."""
    after[:] = 0
    for s in range(n.shape[0]):
        for k in range(n.shape[1]):
            if n[s, k] == 0:
                continue
            first = hazard(x, r, c, y, s, k, 0, felt)
            second = hazard(x, r, c, y, s, k, 1, felt)
            total = first + second + dissolution
            exits = draw(n[s, k], -np.expm1(-total))
            moved = exits - draw(exits, dissolution / total)
            gone = draw(moved, first / (first + second))
            after[s, x.moves[k, 0]] += gone
            after[s, x.moves[k, 1]] += moved - gone
            after[s, x.moves[k, 2]] += n[s, k] - exits
    formed = draw(n.sum(), x.growth[0])
    poor = draw(formed, x.growth[2])
    near = draw(formed - poor, x.growth[3] / (1.0 - x.growth[2]))
    for k, arrivals in ((POOR, poor), (NEAR_POOR, near), (SECURE, formed - poor - near)):
        left, share_left = arrivals, 1.0
        for s in range(n.shape[0]):
            share = x.stratum_share[s, x.group_of_state[k]]
            here = left if s == n.shape[0] - 1 else draw(left, min(1.0, share / share_left))
            after[s, k] += here
            left -= here
            share_left -= share


@njit(cache=True)
def replicate(x, dissolution, r, answers):
    alternatives, years = x.money.shape[0], x.effect_acts.shape[1]
    communes, strata, states = x.start.shape
    start = np.zeros((strata, states), np.int64)
    felt = np.ones((5, 4, 2))
    for c in range(communes):
        start_states(x, r, c, start)
        for a in range(alternatives):
            n, after = start.copy(), np.zeros_like(start)
            for y in range(years):
                supports(x, r, a, c, y, n, felt)
                year_step(x, dissolution, r, c, y, n, felt, after)
                n, after = after, n
                poor = 0
                for k in range(states):
                    if x.list_of_state[k] == 0:
                        poor += n[:, k].sum()
                for cohort in range(x.members.shape[0]):
                    if x.members[cohort, c]:
                        answers[0, a, r, cohort, y] += poor
                        answers[1, a, r, cohort, y] += n.sum()


@njit(parallel=True, cache=True)
def run(x, dissolution, replicates, seed, answers):
    for r in prange(replicates):
        np.random.seed((seed * 1_000_003 + r) % 2**32)
        replicate(x, dissolution, r, answers)
