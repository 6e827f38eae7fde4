"""Writes optim.txt: what the formulas of optax's optimizers and schedules give, for the tests of Optim and Schedule.

Run with a Python that has NumPy:  python optim_goldens.py > optim.txt
The formulas are those of github.com/google-deepmind/optax (transform.py, _schedule.py, _clipping.py), in double precision.
"""
import numpy as np

START = np.array([0.5, -1.25, 2.0])


def gradient(p):
    return np.array([1.0, -0.5, 4.0]) * p + 0.25


def run(step, state, rate=0.1, steps=4):
    p, rows = START, []
    for t in range(steps):
        direction, state = step(gradient(p), state, p)
        p = p - (rate(t) if callable(rate) else rate) * direction
        rows.append(p)
    return rows


def trace(decay, nesterov):
    def step(g, t, p):
        t = g + decay * t
        return (g + decay * t if nesterov else t), t

    return step, np.zeros(3)


def adam(b1=0.9, b2=0.999, eps=1e-8, eps_root=0.0, nesterov=False, decay=0.0):
    def step(g, state, p):
        m, v, t = state
        m, v, t = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2, t + 1
        if nesterov:
            m_hat = b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * g / (1 - b1**t)
        else:
            m_hat = m / (1 - b1**t)
        return m_hat / (np.sqrt(v / (1 - b2**t) + eps_root) + eps) + decay * p, (m, v, t)

    return step, (np.zeros(3), np.zeros(3), 0)


def linear(t, init, end, steps):
    return (init - end) * (1 - np.clip(t, 0, steps) / steps) + end


def cosine(t, init, steps, alpha=0.0):
    return init * ((1 - alpha) * 0.5 * (1 + np.cos(np.pi * min(t, steps) / steps)) + alpha)


def warmup_cosine(t, init, peak, warmup, steps, end):
    return linear(t, init, peak, warmup) if t < warmup else cosine(t - warmup, peak, steps - warmup, end / peak)


def exponential(t, init, steps, rate, begin=0, staircase=False, end=None):
    p = (t - begin) / steps
    p = np.floor(p) if staircase else p
    value = init if t - begin <= 0 else init * rate**p
    return value if end is None else (max if rate < 1 else min)(value, end)


def piecewise(t, init, changes):
    v = init
    for threshold, scale in sorted(changes.items()):
        indicator = max(0.0, np.sign(threshold - t))
        v = v * indicator + (1 - indicator) * scale * v
    return v


def clip_by_global_norm(g, limit):
    norm = np.sqrt(sum(np.sum(x**2) for x in g))
    return [x if norm < limit else x / norm * limit for x in g]


def schedule(f, *args, **kwargs):
    return [[f(t, *args, **kwargs) for t in (0, 1, 3, 4, 7, 10, 25)]]


cases = {
    "sgd": run(lambda g, s, p: (g, s), None),
    "momentum": run(*trace(0.9, False)),
    "nesterov momentum": run(*trace(0.8, True)),
    "adam": run(*adam()),
    "adam, other constants": run(*adam(0.8, 0.99, 1e-3, 1e-4)),
    "nesterov adam": run(*adam(nesterov=True)),
    "adamw": run(*adam(decay=0.1)),
    "adam, cosine": run(*adam(), rate=lambda t: cosine(t, 0.1, 3)),
    "clip by global norm, long": clip_by_global_norm([np.array([3.0, 4.0]), np.array([12.0])], 2.0),
    "clip by global norm, short": clip_by_global_norm([np.array([3.0, 4.0]), np.array([12.0])], 14.0),
    "clip by value": [np.clip(np.array([-3.0, 0.5, 4.0]), -1.0, 1.0)],
    "linear": schedule(linear, 0.5, 0.1, 8),
    "exponential": schedule(exponential, 0.5, 4, 0.25),
    "exponential, staircase": schedule(exponential, 0.5, 4, 0.25, begin=2, staircase=True, end=0.1),
    "exponential, growing": schedule(exponential, 0.5, 4, 3.0, begin=1, end=4.0),
    "cosine": schedule(cosine, 0.5, 8, 0.1),
    "warmup cosine": schedule(warmup_cosine, 0.1, 0.5, 4, 12, 0.05),
    "piecewise": schedule(piecewise, 0.5, {4: 0.1, 8: 0.5}),
}
for name, rows in cases.items():
    print(f"# {name}")
    for row in rows:
        print(" ".join(repr(float(x)) for x in np.ravel(row)))
