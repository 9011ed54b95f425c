"""The fault study with the checkers themselves: torch.autograd.gradcheck, jax.test_util.check_grads, scipy's check_grad.

    node --conditions @chainrule/source packages/check/scripts/fault-study.mjs --export gradients.json
    python fault-study.py gradients.json torch results.json     # and again with jax, and with scipy

Each gradient of gradients.json, right or wrong, is made the backward pass of the net's loss in that framework (float64), and
its checker is asked with its default settings. The results are merged into results.json by checker.
"""

import json
import re
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")


def layers_of(text):
    """[(activation, beta)] of `3 -> 4 sigmoid(beta=2) -> 2 softmax; loss=ce`, and the loss."""
    body, *options = text.split(";")
    loss = next((o.split("=")[1].strip() for o in options if o.strip().startswith("loss")), "mse")
    layers = []
    for step in body.split("->")[1:]:
        match = re.match(r"\s*\d+\s*(\w*)(?:\(beta=(\d+)\))?", step)
        layers.append((match.group(1), float(match.group(2) or 1)))
    return layers, loss


def softmax(m, z):
    e = m.exp(z)  # logits are small here
    return e / e.sum(-1)[:, None]


def loss_function(net, m, asarray):
    """The loss as a function of the list of parameter arrays, in the module m: numpy, jax.numpy or torch."""
    layers, loss = layers_of(net["text"])
    x, y = asarray(net["inputs"]), asarray(net["targets"])

    def f(parameters):
        a = x
        for k, (activation, beta) in enumerate(layers):
            z = a @ parameters[2 * k].T + parameters[2 * k + 1]
            if activation == "sigmoid":
                a = 1 / (1 + m.exp(-beta * z))
            elif activation == "tanh":
                a = m.tanh(z)
            elif activation == "relu":
                a = z * (z > 0)
            elif activation == "softmax":
                a = softmax(m, z)
            else:
                a = z
        if loss == "mse":
            return ((a - y) ** 2).mean()
        if loss == "sse":
            return 0.5 * ((a - y) ** 2).sum()
        if loss == "bce":
            return -(y * m.log(a) + (1 - y) * m.log(1 - a)).mean()
        return -(y * m.log(a)).sum(-1).mean()

    return f


def shapes_of(net):
    return [tuple(p["shape"]) for p in net["parameters"]]


def point_of(net):
    return [np.array(p["values"], dtype=np.float64).reshape(p["shape"]) for p in net["parameters"]]


def split(flat, shapes):
    parts, start = [], 0
    for shape in shapes:
        size = int(np.prod(shape))
        parts.append(np.asarray(flat[start : start + size], dtype=np.float64).reshape(shape))
        start += size
    return parts


def with_torch(net):
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(1)
    f = loss_function(net, torch, lambda v: torch.tensor(v, dtype=torch.float64))
    point = [torch.tensor(p, requires_grad=True) for p in point_of(net)]

    def rule(gradient):
        parts = [torch.tensor(g) for g in split(gradient, shapes_of(net))]

        class Loss(torch.autograd.Function):
            @staticmethod
            def forward(ctx, *parameters):
                return f(parameters)

            @staticmethod
            def backward(ctx, cotangent):
                return tuple(cotangent * g for g in parts)

        def passes(fast):
            return torch.autograd.gradcheck(Loss.apply, point, raise_exception=False, fast_mode=fast)

        return {"torch gradcheck": passes(False), "torch gradcheck, fast_mode": passes(True)}

    return rule, f"PyTorch {torch.__version__}"


def with_jax(net):
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp
    from jax.test_util import check_grads

    f = loss_function(net, jnp, lambda v: jnp.array(v, dtype=jnp.float64))
    evaluate = jax.jit(f)
    point = [jnp.array(p) for p in point_of(net)]

    def rule(gradient):
        parts = [jnp.array(g) for g in split(gradient, shapes_of(net))]
        loss = jax.custom_vjp(lambda parameters: evaluate(parameters))
        loss.defvjp(
            lambda parameters: (evaluate(parameters), None),
            lambda _, cotangent: ([cotangent * g for g in parts],),
        )
        try:
            check_grads(loss, (point,), order=1, modes=["rev"])
            return {"jax check_grads": True}
        except AssertionError:
            return {"jax check_grads": False}

    return rule, f"JAX {jax.__version__}"


def with_scipy(net):
    import scipy
    from scipy.optimize import check_grad

    shapes = shapes_of(net)
    f = loss_function(net, np, np.array)
    flat = np.concatenate([p.ravel() for p in point_of(net)])

    def rule(gradient):
        g = np.array(gradient, dtype=np.float64)
        norm = check_grad(lambda v: float(f(split(v, shapes))), lambda v: g, flat)
        return {"scipy check_grad < 1e-6": bool(norm < 1e-6)}

    return rule, f"SciPy {scipy.__version__}"


def main(source, checker, target):
    with open(source) as file:
        nets = json.load(file)
    try:
        with open(target) as file:
            results = json.load(file)
    except FileNotFoundError:
        results = {"versions": {}, "nets": {}}
    make = {"torch": with_torch, "jax": with_jax, "scipy": with_scipy}[checker]
    for net in nets:
        faults = results["nets"].setdefault(net["text"], {})
        if any(checker in rule for rule in faults.get("right", {})):
            continue
        rule, results["versions"][checker] = make(net)
        for fault, gradient in net["gradients"].items():
            faults.setdefault(fault, {}).update({k: bool(v) for k, v in rule(gradient).items()})
        print(net["text"], faults["right"], flush=True)
        write(results, target)


def write(results, target):
    """One line a fault."""
    nets = []
    for net, faults in results["nets"].items():
        lines = ",\n".join(f"{json.dumps(fault)}:{json.dumps(passes)}" for fault, passes in faults.items())
        nets.append(f"{json.dumps(net)}:{{\n{lines}\n}}")
    with open(target, "w") as file:
        file.write(f'{{"versions":{json.dumps(results["versions"])},"nets":{{\n' + ",\n".join(nets) + "\n}}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
