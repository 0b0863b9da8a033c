#!/usr/bin/python3
"""Compute the example cases that students get, with PyTorch, and write them as case files.

The data is drawn once and rounded to four decimals, so that a student can read it; the expected
values are what PyTorch makes of the rounded data, with all digits. What computes and renders them
is shared with make_vectors.py.

How to run, on Debian:

    apt-get install python3-torch
    /usr/bin/python3 make_examples.py DIR            # writes test1.json, test2.json, test3.json
    /usr/bin/python3 make_examples.py --check DIR    # recomputes; exits 1 when a file differs
"""

import argparse
import itertools
import pathlib
import sys

# Before torch: it chooses the kernels that round alike on every processor.
import make_vectors

import torch

DECIMALS = 4

EXAMPLES = [
    # file, id, title, sizes, f, g, loss
    (
        "test1.json",
        "example-1-mse",
        "MSE; ReLU, identity",
        make_vectors.Sizes(batch=10, in_features=2, hidden_features=20, out_features=5),
        "relu",
        "identity",
        "mse",
    ),
    (
        "test2.json",
        "example-2-two-activations",
        "MSE; sigmoid, ReLU",
        make_vectors.Sizes(batch=5, in_features=3, hidden_features=11, out_features=7),
        "sigmoid",
        "relu",
        "mse",
    ),
    (
        "test3.json",
        "example-3-bce",
        "BCE; ReLU, sigmoid",
        make_vectors.Sizes(batch=7, in_features=5, hidden_features=13, out_features=3),
        "relu",
        "sigmoid",
        "bce",
    ),
]


def rounded(values):
    if isinstance(values, list):
        return [rounded(value) for value in values]
    return round(values, DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0


def has_knife_edge(data, f, g):
    tensors = {name: torch.tensor(values) for name, values in data.items()}
    passed = make_vectors.forward(tensors, f, g)
    relu_inputs = [z for z, name in ((passed.z1, f), (passed.z3, g)) if name == "relu"]
    return any(bool((z.abs() < make_vectors.KNIFE_EDGE).any()) for z in relu_inputs)


def has_dead_unit(expected):
    return any(0 in expected[name] for name in ("dJdb1", "dJdb2"))


def make_example(identifier, title, sizes, f, g, loss):
    """Return the case of the first acceptable seed."""
    for seed in itertools.count():
        torch.manual_seed(seed)
        drawn = make_vectors.draw_data("train-step", sizes, loss, soft=False)
        data = {name: rounded(values) for name, values in drawn.items()}
        case = make_vectors.make_case(identifier, title, "train-step", data, f, g, loss)
        if has_knife_edge(data, f, g) or has_dead_unit(case["expected"]):
            continue
        case["id"] = identifier
        # Practice: only the hidden suite gives points.
        case["checks"] = {name: {"points": 0} for name in case["checks"]}
        return case


def make_suite(number, case):
    return {
        "schemaVersion": 1,
        "suite": f"example-{number}",
        "title": f"Example {number}",
        "visibility": "visible",
        "tolerance": {"rtol": 1e-4, "atol": 1e-6},
        "cases": [case],
    }


def parse_arguments():
    parser = argparse.ArgumentParser(description="Compute the example cases with PyTorch.")
    parser.add_argument("directory", metavar="DIR", type=pathlib.Path)
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit 1 when a file differs from what is computed now, byte by byte",
    )
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    files = {
        name: (make_vectors.render(make_suite(number, make_example(*example))) + "\n").encode()
        for number, (name, *example) in enumerate(EXAMPLES, start=1)
    }
    if arguments.check:
        differing = make_vectors.differing_files(files, arguments.directory)
        for name in differing:
            print(f"{name} differs from what PyTorch {torch.__version__} computes", file=sys.stderr)
        return 1 if differing else 0
    make_vectors.write_files(files, arguments.directory)
    return 0


if __name__ == "__main__":
    sys.exit(main())
