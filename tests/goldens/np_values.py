"""Writes np_values.txt: what functions of jax.numpy compute, for edges that programs do not show.

Run with a Python that has JAX 0.10.2:  python np_values.py > np_values.txt
Each entry has a namesake in NpValueTests.cs; add both.
"""
import numpy as np
import jax
import jax.numpy as jnp
from jax import nn

inf, nan = np.inf, np.nan
a = jnp.array([[1.0, 5.0, 2.0], [4.0, 0.5, 3.0]])
v = jnp.array([-3.5, -1.0, 0.0, 2.5, 7.0])
w = jnp.array([1.0, nan, 3.0, nan])
i = jnp.array([-7, -3, 0, 3, 7], "int32")
m = jnp.array([[True, False, True], [False, False, True]])


def r(x):
    return np.round(np.asarray(x), 4)


ENTRIES = {
    "floor_divide": lambda: jnp.floor_divide(v, 2.0),
    "floor_divide by zero": lambda: jnp.floor_divide(v, 0.0),
    "floor_divide of ints": lambda: jnp.floor_divide(i, 3),
    "floor_divide of ints by a negative one": lambda: jnp.floor_divide(i, -2),
    "remainder": lambda: jnp.remainder(v, -2.0),
    "remainder of ints": lambda: jnp.remainder(i, -3),
    "remainder of ints by zero": lambda: jnp.remainder(i, 0),
    "fmod": lambda: jnp.fmod(v, 2.0),
    "fmod of ints": lambda: jnp.fmod(i, 3),
    "modf": lambda: jnp.modf(v)[0],
    "power of ints": lambda: jnp.power(i, jnp.array([0, 1, 2, 3, 40], "int32")),
    "power of nothing": lambda: jnp.power(0, jnp.array([0, 1])),
    "round": lambda: jnp.round(jnp.array([0.5, 1.5, 2.5, -0.5, 1.25])),
    "round to decimals": lambda: jnp.round(jnp.array([1.25, 1.35, -2.449]), 1),
    "round before the point": lambda: jnp.round(jnp.array([1234.0, 1250.0]), -2),
    "trunc": lambda: jnp.trunc(v),
    "rint": lambda: jnp.rint(jnp.array([0.5, 1.5, 2.5])),
    "clip": lambda: jnp.clip(v, -1, 3),
    "clip of ints": lambda: jnp.clip(i, -1, 3),
    "nan_to_num": lambda: jnp.nan_to_num(jnp.array([nan, inf, -inf, 1.0])),
    "nan_to_num with numbers": lambda: jnp.nan_to_num(jnp.array([nan, inf, -inf, 1.0]), nan=9.0, posinf=1.0, neginf=-1.0),
    "heaviside": lambda: jnp.heaviside(jnp.array([-1.0, 0.0, 2.0, nan]), 0.5),
    "hypot": lambda: jnp.hypot(jnp.array([3.0, inf, 0.0, 3e38]), jnp.array([4.0, nan, 0.0, 0.0])),
    "fmax": lambda: jnp.fmax(w, 2.0),
    "fmin": lambda: jnp.fmin(w, 2.0),
    "isclose": lambda: jnp.isclose(jnp.array([1.0, nan, inf, 1e-9]), jnp.array([1.000001, nan, inf, 0.0])),
    "isclose of nan": lambda: jnp.isclose(jnp.array([1.0, nan]), jnp.array([1.1, nan]), equal_nan=True),
    "bitwise_count": lambda: jnp.bitwise_count(i),
    "right_shift": lambda: jnp.right_shift(i, 1),
    "angle": lambda: r(jnp.angle(jnp.array([1 + 1j, -1 + 0j]), deg=True)),
    "less of complex": lambda: jnp.less(jnp.array([1 + 1j, 1 + 2j]), jnp.array([1 + 2j, 1 + 1j])),
    "diff": lambda: jnp.diff(a, prepend=0.0),
    "diff twice": lambda: jnp.diff(v, 2),
    "ediff1d": lambda: jnp.ediff1d(i, to_end=99),
    "gradient": lambda: jnp.gradient(v),
    "gradient on a grid": lambda: r(jnp.gradient(v, jnp.array([0.0, 1.0, 2.0, 6.0, 8.0]))),
    "trapezoid": lambda: jnp.trapezoid(a, jnp.array([0.0, 1.0, 3.0])),
    "unwrap": lambda: r(jnp.unwrap(jnp.array([0.0, 3.0, -3.0, 0.5]))),
    "unwrap ints": lambda: jnp.unwrap(jnp.array([0, 1, 2, -1, 0]), period=4),
    "select": lambda: jnp.select([v < 0, v > 2], [v, v ** 2], 42.0),
    "vander": lambda: jnp.vander(jnp.array([1, 2, 3]), 3),
    "cov": lambda: r(jnp.cov(a)),
    "cov weighted": lambda: r(jnp.cov(a, fweights=jnp.array([1, 2, 1]), aweights=jnp.array([0.5, 1.0, 1.0]))),
    "kron": lambda: jnp.kron(jnp.array([1, 10]), jnp.array([[1, 2], [3, 4]])),
    "trace": lambda: jnp.trace(a, 1),
    "bartlett": lambda: jnp.bartlett(5),
    "hanning": lambda: r(jnp.hanning(5)),
    "blackman": lambda: r(jnp.blackman(6)),
    "tril": lambda: jnp.tril(a, 1),
    "triu": lambda: jnp.triu(a),
    "block": lambda: jnp.block([[jnp.ones((2, 2)), jnp.zeros((2, 1))], [jnp.array([7.0, 8.0, 9.0])]]),
    "tile": lambda: jnp.tile(jnp.array([1, 2]), (2, 2)),
    "repeat": lambda: jnp.repeat(a, 2, 0),
    "rot90": lambda: jnp.rot90(a),
    "rot90 backwards": lambda: jnp.rot90(a, -1),
    "resize": lambda: jnp.resize(a, (3, 3)),
    "reshape in columns": lambda: jnp.reshape(a, (3, 2), order="F"),
    "unstack": lambda: jnp.unstack(a, axis=1)[1],
    "pad": lambda: jnp.pad(a, ((1, 0), (0, 2)), constant_values=9),
    "pad with pairs": lambda: jnp.pad(a, 1, constant_values=jnp.array([[1, 2], [3, 4]])),
    "pad edge": lambda: jnp.pad(a, 1, mode="edge"),
    "pad wrap": lambda: jnp.pad(v, (3, 7), mode="wrap"),
    "pad reflect": lambda: jnp.pad(v, (3, 7), mode="reflect"),
    "pad symmetric": lambda: jnp.pad(v, (3, 7), mode="symmetric"),
    "pad reflect odd": lambda: jnp.pad(v, (3, 7), mode="reflect", reflect_type="odd"),
    "pad mean": lambda: r(jnp.pad(a, 1, mode="mean")),
    "pad maximum": lambda: jnp.pad(v, 2, mode="maximum", stat_length=2),
    "max where": lambda: jnp.max(a, 1, initial=-9.0, where=m),
    "mean where nothing": lambda: jnp.mean(a, 0, where=m),
    "min of ints where": lambda: jnp.min(i, initial=100, where=i > 0),
    "var": lambda: r(jnp.var(a, 0, ddof=1)),
    "var of one": lambda: jnp.var(jnp.array([1.0]), ddof=1),
    "std": lambda: r(jnp.std(a)),
    "average": lambda: jnp.average(a, 1, jnp.array([1.0, 0.0, 3.0])),
    "nansum": lambda: jnp.nansum(w),
    "nanmean": lambda: jnp.nanmean(w),
    "nanvar": lambda: jnp.nanvar(w),
    "nanmax of nothing": lambda: jnp.nanmax(jnp.array([nan, nan])),
    "nanargmax": lambda: jnp.nanargmax(w),
    "nanargmin of nothing": lambda: jnp.nanargmin(jnp.array([nan, nan])),
    "nancumsum": lambda: jnp.nancumsum(w),
    "cumsum of bools": lambda: jnp.cumsum(m, 1),
    "cumsum to bool": lambda: jnp.cumsum(i, dtype=bool),
    "cumulative_prod from one": lambda: jnp.cumulative_prod(v[1:4], include_initial=True),
    "count_nonzero": lambda: jnp.count_nonzero(m, 1),
    "ptp": lambda: jnp.ptp(a, 0),
    "einsum of three": lambda: jnp.einsum("ij,j,kj->ik", a, v[:3], a),
    "vecdot": lambda: jnp.vecdot(a, v[:3]),
    "apply_along_axis": lambda: jnp.apply_along_axis(jnp.cumsum, 0, a),
    "fromfunction": lambda: jnp.fromfunction(lambda p, q: 10 * p + q, (2, 3)),
    "arange backwards": lambda: jnp.arange(5, 0, -2),
    "softmax": lambda: r(nn.softmax(jnp.array([1000.0, 1000.0, -inf]))),
    "softmax where": lambda: r(nn.softmax(a, where=m)),
    "log_softmax": lambda: r(nn.log_softmax(a)),
    "logsumexp": lambda: nn.logsumexp(jnp.array([-inf, -inf])),
    "logsumexp of large numbers": lambda: r(nn.logsumexp(jnp.array([1000.0, 1000.0]))),
    "logsumexp negative": lambda: nn.logsumexp(jnp.array([0.0, 0.0]), b=jnp.array([1.0, -2.0])),
    "one_hot": lambda: nn.one_hot(jnp.array([0, 2, 5, -1]), 3),
    "standardize": lambda: r(nn.standardize(a)),
    "elu": lambda: r(nn.elu(v)),
    "celu": lambda: r(nn.celu(v, 2.0)),
    "selu": lambda: r(nn.selu(v)),
    "gelu": lambda: r(nn.gelu(v)),
    "gelu exact": lambda: r(nn.gelu(v, approximate=False)),
    "silu": lambda: r(nn.silu(v)),
    "hard_tanh": lambda: nn.hard_tanh(v),
    "leaky_relu": lambda: r(nn.leaky_relu(v)),
    "squareplus": lambda: r(nn.squareplus(v)),
    "sparse_plus": lambda: nn.sparse_plus(jnp.array([-2.0, 0.0, 0.5, 3.0])),
    "glu": lambda: r(nn.glu(jnp.array([1.0, 2.0, 0.0, 1.0]))),
}

for name, function in ENTRIES.items():
    print(f"# {name}")
    print(np.asarray(function()))
