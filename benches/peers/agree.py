"""Do peers agree with the engine? Paired on the same worlds; every bound is derived from the replicates themselves.

`agree.py FOLDER ENGINE PEER…` reads FOLDER/<name>.csv and prints one JSON object: peer → what was found.

For every alternative, cohort, year and quantity, with x a peer's replicates, e the engine's, z those of a third method:
  mean      mean(x − e) against its standard error
  spread    log(sd x / sd e) against the standard error of its paired influence function
  luck      the variance of households' luck given the worlds, peer less engine: mean of (x − e)(x + e − 2z) about the
            means, against its standard error (worlds cancel in x − e, and z's own luck cancels in the product)
  quantile  how often x and e lie on different sides of the joint 10, 50 and 90 % quantiles: a sign test of the
            discordant pairs, with a correction for whole numbers
"""

import json
import sys
from pathlib import Path

import numpy as np

# Standard errors allowed. At 4.5 the some 240 comparisons of a right peer exceed them by luck once in 600 seeds.
MEAN_BOUND = 4.0
OTHER_BOUND = 4.5
QUANTILES = (0.1, 0.5, 0.9)


def read(path):
    """Answers as {(alternative, cohort, year, quantity): values by replicate}."""
    rows = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8")
    answers = {}
    keys = np.array([f"{row['alternative']}/{row['cohort']}/{row['year']}" for row in rows])
    for key in np.unique(keys):
        chosen = rows[keys == key]
        chosen = chosen[np.argsort(chosen["replicate"], kind="stable")]
        if (chosen["replicate"] != np.arange(len(chosen))).any():
            raise SystemExit(f"{path}: {key}: replicates are missing or repeated")
        for quantity in ("poor", "households"):
            answers[f"{key}/{quantity}"] = chosen[quantity].astype(float)
    return answers


def against_error(values):
    """The mean in standard errors; 0 where nothing varies about zero."""
    error = values.std(ddof=1) / np.sqrt(len(values))
    return 0.0 if error == 0.0 and values.mean() == 0.0 else values.mean() / error


def mean_score(x, e, _):
    return against_error(x - e)


def spread_score(x, e, _):
    a, b = ((v - v.mean()) / v.std() for v in (x, e))
    error = (0.5 * (a**2 - b**2)).std(ddof=1) / np.sqrt(len(x))
    return np.log(x.std() / e.std()) / error


def luck_score(x, e, z):
    x, e, z = (v - v.mean() for v in (x, e, z))
    return against_error((x - e) * (x + e - 2.0 * z))


def quantile_score(x, e, _):
    worst = 0.0
    for share in QUANTILES:
        cut = np.quantile(np.concatenate([x, e]), share)
        up, down = ((x > cut) & (e <= cut)).sum(), ((x <= cut) & (e > cut)).sum()
        if up + down:
            score = max(abs(int(up) - int(down)) - 1, 0) / np.sqrt(up + down)
            worst = max(worst, score)
    return worst


TESTS = {"mean": mean_score, "spread": spread_score, "luck": luck_score, "quantile": quantile_score}


def judge(peer, engine, third):
    """Worst score of each test, where it was, and whether all are within bounds."""
    if peer.keys() != engine.keys():
        return {"agrees": False, "why": "its alternatives, cohorts or years differ from the engine's"}
    verdict = {"agrees": True, "comparisons": len(engine), "largest_relative_difference_of_means": 0.0}
    for name, score in TESTS.items():
        n = min(len(v[next(iter(engine))]) for v in (peer, engine, third))
        scores = {key: float(score(peer[key][:n], engine[key][:n], third[key][:n])) for key in engine}
        worst = max(scores, key=lambda key: abs(scores[key]))
        bound = MEAN_BOUND if name == "mean" else OTHER_BOUND
        verdict[name] = {"worst": round(scores[worst], 2), "at": worst, "bound": bound}
        # A score that is not a number is no agreement.
        verdict["agrees"] &= all(abs(value) <= bound for value in scores.values())
    verdict["replicates"] = n
    relative = [abs(peer[key][:n].mean() / engine[key][:n].mean() - 1.0) for key in engine]
    verdict["largest_relative_difference_of_means"] = float(max(relative))
    return verdict


def main():
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    answers = {name: read(folder / f"{name}.csv") for name in names}
    engine, peers = names[0], names[1:]
    verdicts = {}
    for peer in peers:
        third = next((other for other in peers if other != peer), None)
        if third is None:
            raise SystemExit("two peers at least: the luck test needs a third method")
        verdicts[peer] = judge(answers[peer], answers[engine], answers[third])
    print(json.dumps(verdicts))


if __name__ == "__main__":
    main()
