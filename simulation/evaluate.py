"""Prints how well the ranking recovers what the simulation knows to be true.

    python -m simulation.evaluate [--people 400] [--seeds 201 202 203 204]

Every seed is a world of its own, seen through two downloads; the first of them then with less: one
download, no invitations, messages cut in time. Archives in, frames out, as anybody would use it.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import pandas as pd
from scipy.stats import mannwhitneyu, spearmanr

from reciprocity.analysis import judge
from reciprocity.inspection import Inspection, read
from reciprocity.parameters import Parameters, default_parameters
from simulation.__main__ import write_world
from simulation.world import Missing, build_world, downloads

if TYPE_CHECKING:
    from collections.abc import Sequence

SEEDS: Final = (201, 202, 203, 204)
MANY_ACTS: Final = 10
RECIPROCAL: Final = 0.4  # true reciprocity from which on somebody is called so here
_NOBODY: Final = "not listed"


@dataclass(frozen=True, kw_only=True)
class View:
    """A world of a seed, and what the owner holds of it."""

    seed: int
    downloads: int = 2
    missing: Missing = Missing.NOTHING


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A view that was read: the truth, and what is in the downloads."""

    view: View
    truth: pd.DataFrame
    inspection: Inspection


def seen(view: View, people: int) -> Seen:
    """Write the downloads of a view, and read them."""
    with TemporaryDirectory(prefix="simulation-") as folder:
        taken = downloads(view.downloads, view.missing)
        paths, truth = write_world(Path(folder), build_world(view.seed, people), taken)
        true = pd.read_csv(truth, keep_default_na=False)
        return Seen(view=view, truth=true, inspection=read(paths))


def judged(seen: Seen, parameters: Parameters | None = None) -> pd.DataFrame:
    """Return the truth of a world and what the ranking says of it, one row per person.

    The columns of the truth, and verdict, rank, score, low and high; of whoever the downloads do
    not show nothing but the truth.
    """
    found = judge(seen.inspection, parameters=parameters)
    slugs = found.people["profile_url"].fillna("").str.rsplit("/", n=1).str[-1].map(unquote)
    said = found.people[["person_id"]].assign(slug=slugs).merge(found.scores, on="person_id")
    told = said[["slug", "verdict", "rank", "score", "low", "high"]]
    return seen.truth.merge(told, on="slug", how="left").assign(seed=seen.view.seed)


def roc_auc(rows: pd.DataFrame, least: float = -1.0) -> float:
    """Return how surely an extractive person stands below one who is not; ties count half.

    least: the reciprocity from which on the others count.
    """
    fair = (rows["extractive"] == "false") & (rows["reciprocity"] >= least)
    bad, good = rows.loc[rows["extractive"] == "true", "score"], rows.loc[fair, "score"]
    if bad.empty or good.empty:
        return float("nan")
    return float(mannwhitneyu(good, bad).statistic) / (len(good) * len(bad))


def figures(rows: pd.DataFrame) -> dict[str, float]:
    """Return the figures of rows of `judged` that have a score."""
    covered = rows["reciprocity"].between(rows["low"], rows["high"])
    undecided = rows["verdict"] == "not_enough_evidence"
    return {
        "people": len(rows),
        "ROC-AUC": roc_auc(rows),
        "against reciprocal": roc_auc(rows, RECIPROCAL),
        "rank correlation": float(spearmanr(rows["score"], rows["reciprocity"]).statistic),
        "covered by 90 %": float(covered.mean()),
        "width": float((rows["high"] - rows["low"]).mean()),
        "not enough evidence": float(undecided.mean()),
    }


def report(rows: pd.DataFrame) -> str:
    """Return the figures of all, of the ranked, and of those with many acts."""
    seen = rows[rows["verdict"].notna()]
    parts = {
        "everybody the downloads show": seen,
        "who is ranked": seen[seen["rank"].notna()],
        f"{MANY_ACTS} acts or more": seen[seen["acts"] >= MANY_ACTS],
    }
    table = pd.DataFrame({name: figures(part) for name, part in parts.items()}).T
    return str(table.round(3).astype({"people": int}).to_string())


def confusion(rows: pd.DataFrame) -> str:
    """Return how many of each character got each verdict."""
    table = pd.crosstab(rows["character"], rows["verdict"].fillna(_NOBODY))
    by_truth = rows.groupby("character")["reciprocity"].mean().round(2)
    ordered = table.assign(true=by_truth).sort_values("true", ascending=False)
    return str(ordered[["true", *table.columns]].to_string())


def characters(rows: pd.DataFrame) -> str:
    """Return the mean score of each character beside the truth, and how often it is covered."""
    seen = rows[rows["verdict"].notna()]
    covered = seen["reciprocity"].between(seen["low"], seen["high"])
    groups = seen.assign(covered=covered).groupby("character")
    columns = {"true": "reciprocity", "score": "score", "covered": "covered"}
    table = pd.DataFrame({name: groups[of].mean() for name, of in columns.items()})
    return str(table.sort_values("true", ascending=False).round(2).to_string())


def without(signal: str, parameters: Parameters) -> Parameters:
    """Return the parameters with a signal that weighs nothing."""
    score = parameters.score
    give, take = (
        {
            name: replace(weight, cap=0.0) if name == signal else weight
            for name, weight in table.items()
        }
        for table in (score.give, score.take)
    )
    return replace(parameters, score=replace(score, give=give, take=take))


def ablation(worlds: Sequence[Seen]) -> str:
    """Return what is lost without each signal: the difference to all of them together."""
    parameters = default_parameters()
    signals = dict.fromkeys((*parameters.score.give, *parameters.score.take))

    def measured(chosen: Parameters) -> dict[str, float]:
        rows = pd.concat([judged(world, chosen) for world in worlds])
        return figures(rows[rows["verdict"].notna()])

    whole = measured(parameters)
    kept = ("ROC-AUC", "rank correlation", "covered by 90 %")
    table = pd.DataFrame(
        {
            f"without {name}": {
                key: value - whole[key]
                for key, value in measured(without(name, parameters)).items()
                if key in kept
            }
            for name in signals
        }
    ).T
    return str(table.sort_values("ROC-AUC").round(4).to_string())


def lacking(seed: int) -> dict[str, View]:
    """Return the views of a world in which something is missing."""
    return {
        "one download": View(seed=seed, downloads=1),
        "without invitations": View(seed=seed, downloads=1, missing=Missing.INVITATIONS),
        "messages of the last 540 days alone": View(seed=seed, downloads=1, missing=Missing.CUT),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of the views asked for."""
    parser = argparse.ArgumentParser(prog="python -m simulation.evaluate", description=__doc__)
    parser.add_argument("--people", type=int, default=400, metavar="N")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS), metavar="N")
    parser.add_argument("--ablation", action="store_true", help="also without each signal")
    options = parser.parse_args(arguments)
    worlds = [seen(View(seed=seed), options.people) for seed in options.seeds]
    rows = pd.concat([judged(world) for world in worlds], ignore_index=True)
    print(
        f"Simulated relationships, {len(worlds)} worlds of {options.people}, two downloads each\n"
    )
    print(report(rows), end="\n\n")
    print(characters(rows), end="\n\n")
    print(confusion(rows))
    for name, view in lacking(options.seeds[0]).items():
        print(f"\n{name}\n{report(judged(seen(view, options.people)))}")
    if options.ablation:
        print(f"\n{ablation(worlds)}")


if __name__ == "__main__":
    main()
