#!/usr/bin/python3
"""Compute the golden vectors of this folder with PyTorch and write them as case files.

Every expected value comes out of PyTorch itself, in float64: `linear`, `relu`, `sigmoid`,
`mse_loss` and `binary_cross_entropy` compute the values, autograd computes the gradients. No
formula of a gradient is written down here.

How to run, on Debian:

    apt-get install python3-torch
    /usr/bin/python3 make_vectors.py                  # writes the files beside this script
    /usr/bin/python3 make_vectors.py --output DIR     # writes them to DIR
    /usr/bin/python3 make_vectors.py --check          # recomputes; exits 1 when a file differs

The seed of a drawn case follows from its id, so cases can be added or moved without changing
others. `--check` compares bytes. That is the right comparison for the PyTorch build that wrote the
files; another build may round a last digit differently.
"""

import argparse
import itertools
import math
import os
import pathlib
import sys
import zlib
from typing import NamedTuple

# PyTorch reads this while it is imported. Its kernels for AVX2 and AVX-512 round differently; the
# plain ones are the same on every processor.
os.environ["ATEN_CPU_CAPABILITY"] = "default"

import torch
import torch.nn.functional as F

ACTIVATIONS = {"relu": F.relu, "sigmoid": torch.sigmoid, "identity": lambda z: z}
ACTIVATION_TITLES = {"relu": "ReLU", "sigmoid": "sigmoid", "identity": "identity"}
ACTIVATION_PAIRS = list(itertools.product(ACTIVATIONS, ACTIVATIONS))

LOSSES = {
    "mse": lambda y, y_hat: F.mse_loss(y_hat, y),
    "bce": lambda y, y_hat: F.binary_cross_entropy(y_hat, y),
}

PARAMETERS = ("W1", "b1", "W2", "b2")
GRADIENTS = ("dJdW1", "dJdb1", "dJdW2", "dJdb2")
CHECKS = {
    "forward": ("yHat",),
    "loss": ("J", "dJdyHat"),
    "backward": GRADIENTS,
    "train-step": ("yHat", "J", "dJdyHat") + GRADIENTS,
}

# For label 0, PyTorch 1.13 computes a BCE with log(1 - yHat), newer versions with log1p(-yHat).
# Where yHat is so small that 1 - yHat rounds to 1, one gives 0 and the other yHat. A J that is
# nothing else is left out of the checks.
CHECKS_WITHOUT_J = {
    operation: tuple(name for name in names if name != "J") for operation, names in CHECKS.items()
}

# A ReLU's input nearer to zero than this could change sides in another summation order.
KNIFE_EDGE = 1e-3

# An element this much smaller than its tensor's largest one is what is left of a cancellation. It
# has lost the digits that a comparison at 1e-12 relative needs.
CANCELLATION = 1e-3


class Sizes(NamedTuple):
    batch: int
    in_features: int
    hidden_features: int
    out_features: int


class ForwardPass(NamedTuple):
    z1: torch.Tensor
    z3: torch.Tensor
    y_hat: torch.Tensor


# Distinct primes, so that a transposed or mixed-up dimension cannot fit by chance.
PRIME_SIZES = [
    Sizes(7, 5, 11, 3),
    Sizes(3, 7, 5, 2),
    Sizes(5, 2, 13, 7),
    Sizes(11, 3, 7, 2),
    Sizes(2, 13, 5, 3),
    Sizes(13, 3, 5, 2),
    Sizes(5, 11, 3, 2),
    Sizes(7, 2, 5, 3),
    Sizes(3, 5, 7, 11),
]


# --- PyTorch: the oracle --------------------------------------------------------------------------


def forward(tensors, f, g):
    z1 = F.linear(tensors["x"], tensors["W1"], tensors["b1"])
    z3 = F.linear(ACTIVATIONS[f](z1), tensors["W2"], tensors["b2"])
    return ForwardPass(z1, z3, ACTIVATIONS[g](z3))


def parameter_gradients(tensors):
    return {f"dJd{name}": tensors[name].grad for name in PARAMETERS}


def run_loss(tensors, loss):
    y_hat = tensors["yHat"].requires_grad_()
    J = LOSSES[loss](tensors["y"], y_hat)
    J.backward()
    return {"J": J, "dJdyHat": y_hat.grad}


def run_network(operation, tensors, f, g, loss):
    for name in PARAMETERS:
        tensors[name].requires_grad_()
    y_hat = forward(tensors, f, g).y_hat
    if operation == "forward":
        return {"yHat": y_hat}
    if operation == "backward":
        y_hat.backward(tensors["dJdyHat"])
        return parameter_gradients(tensors)
    y_hat.retain_grad()
    J = LOSSES[loss](tensors["y"], y_hat)
    J.backward()
    return {"yHat": y_hat, "J": J, "dJdyHat": y_hat.grad, **parameter_gradients(tensors)}


def run(operation, data, f=None, g=None, loss=None):
    """Return everything that the operation computes from the data (lists in, lists out)."""
    tensors = {name: torch.tensor(values) for name, values in data.items()}
    if operation == "loss":
        results = run_loss(tensors, loss)
    else:
        results = run_network(operation, tensors, f, g, loss)
    return {name: tensor.tolist() for name, tensor in results.items()}


# --- Cases ----------------------------------------------------------------------------------------


def pair_title(f, g):
    return f"{ACTIVATION_TITLES[f]}, {ACTIVATION_TITLES[g]}"


def make_case(identifier, title, operation, data, f=None, g=None, loss=None, checks=None):
    """Return a case with its expected values; every size is read off the data."""
    results = run(operation, data, f, g, loss)
    checks = checks or CHECKS[operation]
    case = {"id": f"golden-{identifier}", "title": title, "operation": operation}
    if operation == "loss":
        case["outFeatures"] = len(data["y"][0])
    else:
        case["network"] = {
            "inFeatures": len(data["W1"][0]),
            "hiddenFeatures": len(data["W1"]),
            "outFeatures": len(data["W2"]),
            "f": f,
            "g": g,
        }
    if loss:
        case["loss"] = loss
    case["batch"] = len(data["y" if operation == "loss" else "x"])
    case["data"] = data
    case["checks"] = {name: {"points": 1} for name in checks}
    case["expected"] = {name: results[name] for name in checks}
    return case


def make_suite(name, title, cases):
    return {
        "schemaVersion": 1,
        "suite": f"golden-{name}",
        "title": title,
        "visibility": "hidden",
        "tolerance": {"rtol": 1e-12, "atol": 0},
        "cases": cases,
    }


# --- Drawn cases ----------------------------------------------------------------------------------


def draw_network(sizes):
    divisor_1 = math.sqrt(sizes.in_features)
    divisor_2 = math.sqrt(sizes.hidden_features)
    return {
        "W1": torch.randn(sizes.hidden_features, sizes.in_features) / divisor_1,
        "b1": torch.randn(sizes.hidden_features) / divisor_1,
        "W2": torch.randn(sizes.out_features, sizes.hidden_features) / divisor_2,
        "b2": torch.randn(sizes.out_features) / divisor_2,
        "x": torch.randn(sizes.batch, sizes.in_features),
    }


def draw_labels(sizes, loss, soft):
    shape = (sizes.batch, sizes.out_features)
    if loss == "mse":
        return torch.randn(shape)
    return torch.rand(shape) if soft else torch.bernoulli(torch.full(shape, 0.5))


def draw_data(operation, sizes, loss, soft):
    shape = (sizes.batch, sizes.out_features)
    tensors = {} if operation == "loss" else draw_network(sizes)
    if operation in ("loss", "train-step"):
        tensors["y"] = draw_labels(sizes, loss, soft)
    if operation == "loss":
        tensors["yHat"] = torch.randn(shape) if loss == "mse" else 0.05 + 0.9 * torch.rand(shape)
    if operation == "backward":
        tensors["dJdyHat"] = torch.randn(shape)
    return {name: tensor.tolist() for name, tensor in tensors.items()}


def relu_inputs(data, f, g):
    passed = forward({name: torch.tensor(values) for name, values in data.items()}, f, g)
    return [z for z, name in ((passed.z1, f), (passed.z3, g)) if name == "relu"]


def has_knife_edge(z):
    return bool((z.abs() < KNIFE_EDGE).any())


def is_one_sided(z):
    return bool((z > 0).all() or (z < 0).all())


def has_cancellation(values, zeros_allowed):
    magnitudes = torch.tensor(values).abs().flatten()
    if zeros_allowed:
        magnitudes = magnitudes[magnitudes > 0]
    if len(magnitudes) == 0 or magnitudes.max() == 0:
        return True
    return bool(magnitudes.min() < CANCELLATION * magnitudes.max())


def is_acceptable(case):
    """Tell whether 1e-12 is within reach of every implementation, whatever its summation order.

    A ReLU must also be seen on both its sides. Zeros are refused, as signs of a dead unit, except
    those that a ReLU must leave: in yHat, and in the gradients of a batch of one row, where a unit
    is either active or dead.
    """
    network = case.get("network", {})
    f, g = network.get("f"), network.get("g")
    inputs = relu_inputs(case["data"], f, g) if network else []
    if any(has_knife_edge(z) or is_one_sided(z) for z in inputs):
        return False
    for name, values in case["expected"].items():
        dead_units_allowed = case["batch"] == 1 and "relu" in (f, g) and name in GRADIENTS
        if has_cancellation(values, dead_units_allowed or (name == "yHat" and g == "relu")):
            return False
    return True


def drawn_case(identifier, operation, sizes, f=None, g=None, loss=None, soft=False, note=None):
    """Return the case of the first seed, from one that follows from the id, that is acceptable."""
    title = note or f"batch {sizes.batch}"
    if f:
        title = f"{pair_title(f, g)}; {title}"
    for seed in itertools.count(zlib.crc32(identifier.encode())):
        torch.manual_seed(seed)
        data = draw_data(operation, sizes, loss, soft)
        case = make_case(identifier, title, operation, data, f, g, loss)
        if is_acceptable(case):
            return case


def all_pairs(operation, shift, loss=None):
    """Return one case per pair of activations; the shift gives each suite other sizes per pair."""
    name = f"{operation}-{loss}" if loss else operation
    return [
        drawn_case(
            f"{name}-{f}-{g}", operation, PRIME_SIZES[(i + shift) % len(PRIME_SIZES)], f, g, loss
        )
        for i, (f, g) in enumerate(ACTIVATION_PAIRS)
    ]


def train_step_bce_cases():
    # BCE needs yHat in (0, 1), so that g is always the sigmoid.
    return [
        drawn_case(
            f"train-step-bce-{f}-{labels}-labels",
            "train-step",
            sizes,
            f,
            "sigmoid",
            "bce",
            soft=labels == "soft",
            note=f"{labels} labels; batch {sizes.batch}",
        )
        for (labels, f), sizes in zip(
            itertools.product(("hard", "soft"), ACTIVATIONS), PRIME_SIZES[2:8]
        )
    ]


SHAPES = [
    # name, note, operation, (batch, in, hidden, out), f, g, loss
    ("batch-1-relu", "batch 1", "train-step", (1, 5, 7, 3), "relu", "identity", "mse"),
    ("batch-1-sigmoid", "batch 1", "train-step", (1, 3, 5, 7), "sigmoid", "relu", "mse"),
    ("batch-1-bce", "batch 1", "train-step", (1, 7, 3, 5), "relu", "sigmoid", "bce"),
    ("batch-1-backward", "batch 1", "backward", (1, 2, 5, 3), "identity", "sigmoid", None),
    ("in-1", "1 input", "train-step", (7, 1, 5, 3), "sigmoid", "identity", "mse"),
    ("in-1-backward", "1 input", "backward", (5, 1, 3, 2), "relu", "sigmoid", None),
    ("hidden-1", "1 hidden unit", "train-step", (7, 5, 1, 3), "relu", "sigmoid", "mse"),
    ("hidden-1-backward", "1 hidden unit", "backward", (5, 3, 1, 2), "sigmoid", "relu", None),
    ("out-1", "1 output", "train-step", (7, 3, 5, 1), "relu", "sigmoid", "bce"),
    ("out-1-backward", "1 output", "backward", (5, 2, 7, 1), "sigmoid", "identity", None),
    ("batch-1-out-1", "batch 1, 1 output", "train-step", (1, 5, 3, 1), "sigmoid", "sigmoid", "bce"),
    ("all-1", "every size 1", "train-step", (1, 1, 1, 1), "sigmoid", "identity", "mse"),
    ("all-1-bce", "every size 1", "train-step", (1, 1, 1, 1), "identity", "sigmoid", "bce"),
    ("square-2", "every size 2", "train-step", (2, 2, 2, 2), "identity", "sigmoid", "mse"),
    ("square-3", "every size 3", "train-step", (3, 3, 3, 3), "relu", "sigmoid", "bce"),
    ("square-5", "every size 5", "train-step", (5, 5, 5, 5), "sigmoid", "relu", "mse"),
    ("square-5-backward", "every size 5", "backward", (5, 5, 5, 5), "relu", "identity", None),
    ("large", "batch 16", "train-step", (16, 13, 11, 7), "relu", "identity", "mse"),
]


def shape_cases():
    return [
        drawn_case(f"shape-{name}", operation, Sizes(*sizes), f, g, loss, note=note)
        for name, note, operation, sizes, f, g, loss in SHAPES
    ]


def drawn_loss_cases(loss, soft=False):
    labels = "-soft-labels" if soft else ""
    return [
        drawn_case(
            f"loss-{loss}{labels}-{batch}x{out}",
            "loss",
            Sizes(batch, 1, 1, out),
            loss=loss,
            soft=soft,
            note=f"{'Soft labels; ' if soft else ''}{batch} × {out}",
        )
        for batch, out in ((7, 3), (1, 5), (11, 1), (4, 4), (1, 1))
    ]


# --- Losses at the edges of their domain ----------------------------------------------------------

MSE_EDGES = [
    # name, title, y, yHat
    ("perfect", "Perfect prediction", [[1.5, -2.0], [0.0, 0.25]], [[1.5, -2.0], [0.0, 0.25]]),
    ("one-wrong", "One wrong element", [[1.0, 2.0, 3.0]], [[1.0, 2.5, 3.0]]),
    ("far-from-zero", "Close large values", [[1e8], [-1e8]], [[1e8 + 0.5], [-1e8 - 0.25]]),
    ("overflow", "Squares that overflow", [[0.0, 1.0]], [[1e200, 3.0]]),
    ("underflow", "Squares that underflow", [[0.0, 1e-200]], [[1e-200, 3e-200]]),
    ("nan", "NaN in yHat", [[0.0, 1.0]], [[math.nan, 3.0]]),
    ("infinity", "Infinity in yHat", [[0.0, 1.0, 2.0]], [[math.inf, 3.0, -math.inf]]),
]

# The double next to 1 - 1e-16 is 1 - 2 ** -53, the largest one below 1.
NEAR_ONE = 1 - 1e-16

BCE_EDGES = [
    # name, title, y, yHat
    ("zero-and-one", "yHat exactly 0 and 1", [[0.0, 0.5, 1.0]] * 2, [[0.0] * 3, [1.0] * 3]),
    ("near-edges", "yHat next to 0 and 1", [[0.0, 0.5, 1.0]] * 2, [[1e-20] * 3, [NEAR_ONE] * 3]),
    ("zero-among-others", "yHat = 0 among others", [[1.0, 0.0, 1.0]], [[0.0, 0.3, 0.9]]),
    ("one-among-others", "yHat = 1 among others", [[0.0, 1.0, 0.25]], [[1.0, 0.6, 0.25]]),
    ("perfect", "yHat equal to soft labels", [[0.5, 0.25, 0.75]], [[0.5, 0.25, 0.75]]),
    ("log-above-clamp", "log yHat just above -100", [[1.0]], [[1e-43]]),
    ("log-below-clamp", "log yHat just below -100", [[1.0]], [[1e-44]]),
    ("smallest-double", "yHat the smallest positive double", [[1.0, 0.5]], [[5e-324, 5e-324]]),
    ("gradient-clamp", "yHat around 1e-12", [[1.0] * 4], [[1e-11, 1e-12, 9.99e-13, 1e-13]]),
    ("gradient-clamp-near-one", "1 - yHat around 1e-12", [[0.0] * 2], [[1 - 1e-11, 1 - 1e-12]]),
]


def loss_edge_cases(loss, edges):
    return [
        make_case(f"loss-{loss}-{name}", title, "loss", {"y": y, "yHat": y_hat}, loss=loss)
        for name, title, y, y_hat in edges
    ]


def loss_mse_cases():
    return drawn_loss_cases("mse") + loss_edge_cases("mse", MSE_EDGES)


def single_bce_case(name, y_hat, label_name, y):
    return make_case(
        f"loss-bce-{name}-label-{label_name}",
        f"yHat = {y_hat}, label {y}",
        "loss",
        {"y": [[y]], "yHat": [[y_hat]]},
        loss="bce",
        checks=CHECKS_WITHOUT_J["loss"] if y == 0 and y_hat == 1e-20 else None,
    )


def single_bce_cases():
    predictions = (("zero", 0.0), ("one", 1.0), ("tiny", 1e-20), ("near-one", NEAR_ONE))
    labels = (("0", 0.0), ("half", 0.5), ("1", 1.0))
    return [
        single_bce_case(name, y_hat, label_name, y)
        for (name, y_hat), (label_name, y) in itertools.product(predictions, labels)
    ]


def loss_bce_cases():
    return (
        drawn_loss_cases("bce")
        + drawn_loss_cases("bce", soft=True)
        + single_bce_cases()
        + loss_edge_cases("bce", BCE_EDGES)
    )


# --- Networks at the edges of their activations ---------------------------------------------------

# Small integers, so that the zeros are exact: each hidden unit has z1 = 0 in some row, each output
# has z3 = 0 in some row, both with f = ReLU and with f = identity.
ZERO_HITTING_NETWORK = {
    "W1": [[1.0, -1.0], [2.0, 1.0], [-1.0, 0.0]],
    "b1": [0.0, -1.0, 2.0],
    "W2": [[1.0, -2.0, 3.0], [2.0, 1.0, -1.0]],
    "b2": [1.0, -1.0],
    "x": [[1.0, 1.0], [0.0, 1.0], [2.0, -1.0], [3.0, -5.0]],
}
LABELS_AT_ZERO = {"y": [[1.0, -2.0], [3.0, 0.5], [-1.0, 2.0], [0.0, 4.0]]}
GRADIENT_AT_ZERO = {"dJdyHat": [[1.0, -2.0], [3.0, 0.5], [-1.5, 4.0], [2.0, -0.25]]}


def require_exact_zeros(data, f, g):
    for z in relu_inputs(data, f, g):
        if not bool((z == 0).any(dim=0).all()):
            raise AssertionError(f"{f}, {g}: a unit never has exactly 0 at its ReLU")


def relu_at_zero_cases():
    cases = []
    for f, g in (("relu", "identity"), ("identity", "relu"), ("relu", "relu"), ("relu", "sigmoid")):
        require_exact_zeros(ZERO_HITTING_NETWORK, f, g)
        title = f"{pair_title(f, g)}; exactly 0 at a ReLU"
        name = f"relu-at-zero-{f}-{g}"
        backward_data = {**ZERO_HITTING_NETWORK, **GRADIENT_AT_ZERO}
        train_data = {**ZERO_HITTING_NETWORK, **LABELS_AT_ZERO}
        cases.append(make_case(f"{name}-backward", title, "backward", backward_data, f, g))
        cases.append(make_case(f"{name}-train-step", title, "train-step", train_data, f, g, "mse"))
    return cases


def zero_network_cases():
    """Zeros for all parameters and inputs: every ReLU is at exactly 0 in every row."""
    data = {
        "W1": [[0.0, 0.0], [0.0, 0.0], [0.0, 0.0]],
        "b1": [0.0, 0.0, 0.0],
        "W2": [[0.0, 0.0, 0.0]],
        "b2": [0.0],
        "x": [[0.0, 0.0], [0.0, 0.0]],
        "y": [[1.0], [-2.0]],
    }
    return [
        make_case(
            f"zeros-{f}-{g}", f"{pair_title(f, g)}; all zeros", "train-step", data, f, g, "mse"
        )
        for f, g in (("relu", "identity"), ("relu", "relu"), ("sigmoid", "identity"))
    ]


def saturated_hidden_network(z):
    """One unit has z1 = z, the other z1 = -z; output 2 shows the second one alone."""
    return {
        "W1": [[1.0], [-1.0]],
        "b1": [0.0, 0.0],
        "W2": [[0.5, -0.25], [0.0, 1.5]],
        "b2": [0.0, 0.0],
        "x": [[value] for value in z],
    }


def saturated_output_network(z):
    """With f = identity: output 1 has z3 = z, output 2 has z3 = -z."""
    return {
        "W1": [[1.0]],
        "b1": [0.0],
        "W2": [[1.0], [-1.0]],
        "b2": [0.0, 0.0],
        "x": [[value] for value in z],
    }


# No |z| between 709.7 and 745.2: there exp(|z|) overflows although exp(-|z|) is not yet zero, and
# the two ways to write a sigmoid differ. No z between 10 and 37 either: there 1 - sigmoid(z) has
# lost digits, and is not yet exactly 0.
SATURATING_BATCHES = {
    "100": [100.0, -100.0],
    "700": [700.0, -700.0],
    "1000": [1000.0, -1000.0],
    "mixed": [0.0, 1.0, -1.0, 100.0, -100.0, 1000.0, -1000.0],
}


def sigmoid_cases(place, f, g, make_network):
    cases = []
    for name, z in SATURATING_BATCHES.items():
        data = make_network(z)
        gradient = {"dJdyHat": [[1.0 + row, 0.5 - row] for row in range(len(z))]}
        title = f"{pair_title(f, g)}; {name if name == 'mixed' else '±' + name} at the sigmoid"
        identifier = f"sigmoid-{place}-{name}"
        cases += [
            make_case(f"{identifier}-forward", title, "forward", data, f, g),
            make_case(f"{identifier}-backward", title, "backward", {**data, **gradient}, f, g),
        ]
    return cases


def saturated_bce_case(z, labels, y):
    label_0_alone = labels == "right" and z == 100
    return make_case(
        f"saturated-bce-{z:g}-{labels}",
        f"{pair_title('identity', 'sigmoid')}; ±{z:g} at the sigmoid, labels {labels}",
        "train-step",
        {**saturated_output_network([z, -z]), "y": y},
        "identity",
        "sigmoid",
        "bce",
        checks=CHECKS_WITHOUT_J["train-step"] if label_0_alone else None,
    )


def saturated_bce_cases():
    """BCE after a saturated sigmoid: a vast dJ/dyHat times a vanishing derivative."""
    labels = {
        "right": [[1.0, 0.0], [0.0, 1.0]],
        "wrong": [[0.0, 1.0], [1.0, 0.0]],
        "half": [[0.5, 0.5], [0.5, 0.5]],
    }
    return [saturated_bce_case(z, name, y) for z in (100.0, 1000.0) for name, y in labels.items()]


def sparse_gradient_cases():
    network = {**ZERO_HITTING_NETWORK, "b1": [0.5, -0.75, 1.25]}
    one = {**network, "dJdyHat": [[0.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 0.0]]}
    none = {**network, "dJdyHat": [[0.0, 0.0]] * 4}
    return [
        make_case("one-in-gradient", "One 1 in dJdyHat", "backward", one, "relu", "identity"),
        make_case("zero-gradient", "dJdyHat is zero", "backward", none, "sigmoid", "sigmoid"),
    ]


def nan_cases():
    data = {**ZERO_HITTING_NETWORK, "x": [[1.0, 2.0], [math.nan, 1.0], [2.0, -1.0]]}
    return [
        make_case(f"nan-{f}-{g}", f"{pair_title(f, g)}; NaN in a row of x", "forward", data, f, g)
        for f, g in (("relu", "identity"), ("identity", "relu"), ("sigmoid", "identity"))
    ]


def edge_cases():
    return (
        relu_at_zero_cases()
        + zero_network_cases()
        + sigmoid_cases("hidden", "sigmoid", "identity", saturated_hidden_network)
        + sigmoid_cases("output", "identity", "sigmoid", saturated_output_network)
        + saturated_bce_cases()
        + sparse_gradient_cases()
        + nan_cases()
    )


# --- Files ----------------------------------------------------------------------------------------


def make_suites():
    return [
        make_suite("forward", "Golden: forward, all activations", all_pairs("forward", 4)),
        make_suite("backward", "Golden: backward, all activations", all_pairs("backward", 7)),
        make_suite("train-step-mse", "Golden: MSE, end to end", all_pairs("train-step", 0, "mse")),
        make_suite("train-step-bce", "Golden: BCE, end to end", train_step_bce_cases()),
        make_suite("shapes", "Golden: odd shapes", shape_cases()),
        make_suite("loss-mse", "Golden: MSE alone", loss_mse_cases()),
        make_suite("loss-bce", "Golden: BCE alone", loss_bce_cases()),
        make_suite("edges", "Golden: edges of the activations", edge_cases()),
    ]


def render_number(number):
    """Return the shortest text that reads back as the same double; NaN and infinity are strings."""
    if isinstance(number, int):
        return str(number)
    if math.isnan(number):
        return '"NaN"'
    if math.isinf(number):
        return '"Infinity"' if number > 0 else '"-Infinity"'
    return repr(number)


def render_scalar(value):
    return f'"{value}"' if isinstance(value, str) else render_number(value)


def is_scalar(value):
    return not isinstance(value, (dict, list, tuple))


def render(value, indent=""):
    """Render JSON with one matrix row, one vector or one flat object per line."""
    if is_scalar(value):
        return render_scalar(value)
    inner = indent + "  "
    if isinstance(value, dict):
        entries = [f'"{key}": {render(entry, inner)}' for key, entry in value.items()]
        flat = all(map(is_scalar, value.values()))
        opening, closing = "{", "}"
    else:
        entries = [render(entry, inner) for entry in value]
        flat = all(map(is_scalar, value))
        opening, closing = "[", "]"
    if flat:
        return opening + ", ".join(entries) + closing
    return f"{opening}\n{inner}" + f",\n{inner}".join(entries) + f"\n{indent}{closing}"


def file_name(suite):
    return suite["suite"].removeprefix("golden-") + ".json"


def write_files(files, output):
    output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / name).write_bytes(content)


def differing_files(files, output):
    return [
        name
        for name, content in files.items()
        if not (output / name).is_file() or (output / name).read_bytes() != content
    ]


def parse_arguments():
    parser = argparse.ArgumentParser(description="Compute the golden vectors with PyTorch.")
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=pathlib.Path,
        default=pathlib.Path(__file__).resolve().parent,
        help="folder of the case files (default: the folder of this script)",
    )
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
    suites = make_suites()
    files = {file_name(suite): (render(suite) + "\n").encode() for suite in suites}
    if arguments.check:
        differing = differing_files(files, arguments.output)
        for name in differing:
            print(f"{name} differs from what PyTorch {torch.__version__} computes", file=sys.stderr)
        return 1 if differing else 0
    write_files(files, arguments.output)
    count = sum(len(suite["cases"]) for suite in suites)
    print(f"{count} cases in {len(files)} files, PyTorch {torch.__version__}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
