"""Writes derivatives.jsonl.gz: programs of JAX's functions with the derivatives that JAX gives them, in the form of recorded cases.

Run with a Python that has JAX 0.10.2:  python derivative_goldens.py | gzip -9n > derivatives.jsonl.gz
A program is differentiated in both modes where it can be; numbers are drawn from a fixed generator, or given where an edge is meant. Functions whose
programs call one that captured an array are left out: text does not hold it.
"""
import base64
import json
import sys

import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
import jax.scipy.linalg as jsl
import jax.scipy.special as sp
from jax import lax
from jax.ad_checkpoint import checkpoint_name

nn = jax.nn


class Drawn:
    """A float argument drawn between two numbers."""

    def __init__(self, *shape, low=0.3, high=1.7, dtype=None):
        self.shape, self.low, self.high, self.dtype = shape, low, high, dtype


def D(*shape, low=0.3, high=1.7, dtype=None):
    return Drawn(*shape, low=low, high=high, dtype=dtype)


def positive(n):
    """A symmetric matrix, of which f makes a positive definite one."""
    return D(n, n, low=-1.0, high=1.0)


def spd(a):
    return a @ a.T + 2.0 * jnp.eye(a.shape[-1], dtype=a.dtype)


def at(*values):
    return np.array(values)


inf = float("inf")

ENTRIES = {
    # functions with derivatives of their own
    "xlogy": (sp.xlogy, D(3), D(3)),
    "xlogy at zero": (sp.xlogy, at(0.0, 0.0, 2.0), at(0.5, 2.0, 3.0)),
    "xlogy broadcast": (sp.xlogy, D(2, 1), D(3)),
    "xlog1py": (sp.xlog1py, D(3), D(3)),
    "xlog1py at zero": (sp.xlog1py, at(0.0, 0.0), at(0.5, -0.5)),
    "entr": (sp.entr, D(4)),
    "kl_div": (sp.kl_div, D(4), D(4)),
    "rel_entr": (sp.rel_entr, D(4), D(4)),
    "logit": (sp.logit, D(4, low=0.1, high=0.9)),
    "expit": (sp.expit, D(4, low=-3, high=3)),
    "dawsn": (sp.dawsn, D(5, low=-8, high=8)),
    "erfcx": (sp.erfcx, D(4, low=-1, high=4)),
    "erf": (sp.erf, D(4, low=-2, high=2)),
    "erfc": (sp.erfc, D(4, low=-2, high=2)),
    "erfinv": (sp.erfinv, D(4, low=-0.8, high=0.8)),
    "ndtr": (sp.ndtr, D(4, low=-3, high=3)),
    "ndtri": (sp.ndtri, D(4, low=0.1, high=0.9)),
    "log_ndtr": (sp.log_ndtr, D(5, low=-12, high=6)),
    "zeta": (sp.zeta, D(3, low=1.5, high=4), D(3, low=0.5, high=4)),
    "polygamma": (lambda x: sp.polygamma(1, x), D(3)),
    "digamma": (sp.digamma, D(3)),
    "gammaln": (sp.gammaln, D(3)),
    "gamma": (sp.gamma, D(3)),
    "factorial": (sp.factorial, D(3)),
    "gammainc": (lambda x: sp.gammainc(1.5, x), D(3)),
    "gammaincc": (lambda x: sp.gammaincc(1.5, x), D(3)),
    "gammainc of both": (sp.gammainc, D(3), D(3)),
    "betainc": (lambda x: sp.betainc(1.5, 2.5, x), D(3, low=0.2, high=0.8)),
    "betaln": (sp.betaln, D(3), D(3)),
    "beta": (sp.beta, D(3), D(3)),
    "poch": (sp.poch, D(3), D(3)),
    "i0": (sp.i0, D(4, low=-3, high=3)),
    "i0 at zero": (jnp.i0, at(0.0, 1.0)),
    "i0e": (sp.i0e, D(4, low=-3, high=3)),
    "i1": (sp.i1, D(4, low=-3, high=3)),
    "i1e": (sp.i1e, D(4, low=-3, high=3)),
    "exp1": (sp.exp1, D(4, low=0.2, high=4)),
    "expn": (lambda x: sp.expn(jnp.array([2, 3, 0, 4]), x), D(4, low=0.2, high=4)),
    "fresnel": (sp.fresnel, D(4, low=-3, high=3)),
    "hyp1f1": (sp.hyp1f1, D(3), D(3), D(3)),
    "hyp2f1": (sp.hyp2f1, D(3), D(3), D(3), D(3, low=0.1, high=0.6)),
    "owens_t": (sp.owens_t, D(4, low=-2, high=2), D(4, low=-2, high=2)),
    "logsumexp": (lambda x: sp.logsumexp(x, axis=1), D(2, 3)),
    "logsumexp with weights": (lambda x, b: sp.logsumexp(x, axis=0, b=b), D(3), D(3)),
    "logsumexp of large numbers": (lambda x: sp.logsumexp(x), at(1000.0, 1000.0, 0.0)),
    "logsumexp of nothing": (lambda x: sp.logsumexp(x), at(-inf, 1.0, -inf)),
    "multigammaln": (lambda x: sp.multigammaln(x, 2), D(3, low=2, high=4)),
    "wofz": (sp.wofz, D(3, dtype="complex64")),
    "erfcx complex": (sp.erfcx, D(3, dtype="complex64")),
    "boxcox": (sp.boxcox if hasattr(sp, "boxcox") else (lambda x, y: (x ** y - 1) / y), D(3), D(3)),
    "logaddexp": (jnp.logaddexp, D(3, low=-3, high=3), D(3, low=-3, high=3)),
    "logaddexp of infinities": (jnp.logaddexp, at(-inf, 1.0), at(2.0, -inf)),
    "logaddexp2": (jnp.logaddexp2, D(3, low=-3, high=3), D(3, low=-3, high=3)),
    "frexp": (lambda x: jnp.frexp(x)[0], D(3, low=-8, high=8)),
    "ldexp": (lambda x: jnp.ldexp(x, jnp.array([3, -2, 0])), D(3)),
    "modf": (lambda x: jnp.modf(x)[0], D(3, low=-3, high=3)),
    "sinc": (jnp.sinc, at(0.0, 0.5, -1.25)),
    "relu": (nn.relu, at(-1.0, 0.0, 2.0)),
    "relu6": (nn.relu6, at(-1.0, 0.0, 2.0, 6.0, 7.0)),
    "log1mexp": (nn.log1mexp if hasattr(nn, "log1mexp") else (lambda x: jnp.log(1 - jnp.exp(-x))), D(3)),

    # activations
    **{name: (getattr(nn, name), D(5, low=-3, high=3)) for name in
       ["sigmoid", "softplus", "soft_sign", "silu", "log_sigmoid", "leaky_relu", "hard_sigmoid", "hard_silu", "hard_tanh", "elu", "celu", "selu",
        "gelu", "squareplus", "mish", "sparse_plus", "sparse_sigmoid", "relu", "relu6"]},
    "gelu exact": (lambda x: nn.gelu(x, approximate=False), D(5, low=-3, high=3)),
    "glu": (nn.glu, D(2, 4)),
    "softmax": (nn.softmax, D(2, 3)),
    "softmax of large numbers": (nn.softmax, at(1e4, 1e4, -1e4)),
    "softmax where": (lambda x: nn.softmax(x, where=jnp.array([True, False, True])), D(2, 3)),
    "log_softmax": (nn.log_softmax, D(2, 3)),
    "log_softmax of large numbers": (nn.log_softmax, at(1e4, 1e4, -1e4)),
    "standardize": (nn.standardize, D(2, 4)),
    "logmeanexp": (nn.logmeanexp if hasattr(nn, "logmeanexp") else sp.logsumexp, D(4)),

    # numbers that stay finite
    "where guarded": (lambda x: jnp.where(x > 0, jnp.log(jnp.where(x > 0, x, 1.0)), 0.0), at(-1.0, 0.0, 2.0)),
    "where unguarded": (lambda x: jnp.where(x > 0, jnp.sqrt(x), 0.0), at(-1.0, 0.0, 2.0)),
    "norm at zero": (jnp.linalg.norm, at(0.0, 0.0)),
    "norm": (jnp.linalg.norm, D(3)),
    "norm 1 at zero": (lambda x: jnp.linalg.norm(x, 1), at(0.0, -2.0)),
    "norm inf": (lambda x: jnp.linalg.norm(x, jnp.inf), at(1.0, -2.0, 2.0)),
    "norm 3": (lambda x: jnp.linalg.norm(x, 3), D(3)),
    "abs at zero": (jnp.abs, at(-1.0, 0.0, 2.0)),
    "sign": (jnp.sign, at(-1.0, 0.0, 2.0)),
    "max of equal elements": (jnp.max, at(2.0, 1.0, 2.0)),
    "min of equal elements": (jnp.min, at(2.0, 1.0, 1.0)),
    "maximum of equal numbers": (jnp.maximum, at(2.0, 1.0, 3.0), at(2.0, 4.0, 0.0)),
    "minimum of equal numbers": (jnp.minimum, at(2.0, 1.0, 3.0), at(2.0, 4.0, 0.0)),
    "clip at the bounds": (lambda x: jnp.clip(x, 0.0, 1.0), at(-1.0, 0.0, 0.5, 1.0, 2.0)),
    "pow at zero": (lambda x: x ** 2.0, at(0.0, 1.0)),
    "pow 0 at zero": (lambda x: x ** 0.0, at(0.0, 1.0)),
    "pow of ints at zero": (lambda x: x ** 3, at(0.0, -2.0)),
    "pow of arrays at zero": (jnp.power, at(0.0, 0.0, 2.0), at(2.0, 1.0, 0.0)),
    "pow to an integer array": (lambda x: jnp.power(x, jnp.array([0, 1, 2])), at(0.0, 0.0, 2.0)),
    "float_power": (jnp.float_power, D(3), D(3)),
    "sqrt": (jnp.sqrt, D(3)),
    "cbrt": (jnp.cbrt, D(3)),
    "hypot": (jnp.hypot, at(3.0, 1.0), at(4.0, -2.0)),
    "arctan2": (jnp.arctan2, D(3, low=-2, high=2), D(3, low=-2, high=2)),
    "prod with a zero": (jnp.prod, at(3.0, 0.0, 2.0)),
    "prod with two zeros": (jnp.prod, at(3.0, 0.0, 0.0)),
    "cumprod with a zero": (jnp.cumprod, at(3.0, 0.0, 2.0)),
    "median": (jnp.median, at(3.0, 1.0, 2.0, 5.0)),
    "sort": (jnp.sort, D(4)),
    "std": (jnp.std, D(4)),
    "var": (lambda x: jnp.var(x, ddof=1), D(4)),
    "nansum": (jnp.nansum, at(1.0, float("nan"), 2.0)),
    "nanmax": (jnp.nanmax, at(1.0, float("nan"), 2.0)),
    "sinh and the like": (lambda x: (jnp.sinh(x), jnp.cosh(x), jnp.tanh(x), jnp.arcsinh(x), jnp.arctanh(x)), D(3, low=0.1, high=0.8)),
    "tan and the like": (lambda x: (jnp.tan(x), jnp.arcsin(x), jnp.arccos(x), jnp.arctan(x)), D(3, low=0.1, high=0.8)),
    "exp and the like": (lambda x: (jnp.exp2(x), jnp.expm1(x), jnp.log1p(x), jnp.log2(x), jnp.log10(x)), D(3)),
    "arccosh": (jnp.arccosh, D(3, low=1.2, high=3)),
    "remainder": (jnp.remainder, D(3, low=2, high=5), D(3)),
    "fmod": (jnp.fmod, D(3, low=-5, high=5), D(3)),
    "floor_divide": (jnp.floor_divide, D(3, low=2, high=5), D(3)),
    "divmod": (jnp.divmod, D(3, low=2, high=5), D(3)),
    "round": (jnp.round, D(3)),
    "heaviside": (jnp.heaviside, at(-1.0, 0.0, 2.0), at(0.5, 0.5, 0.5)),
    "copysign": (jnp.copysign, D(3), at(-1.0, 1.0, -2.0)),
    "unwrap": (jnp.unwrap, D(4, low=0, high=12)),
    "interp": (lambda x, xp, fp: jnp.interp(x, xp, fp), at(0.5, 1.5, 2.5), at(0.0, 1.0, 3.0), at(1.0, 4.0, 2.0)),
    "trapezoid": (jnp.trapezoid, D(4)),
    "gradient": (jnp.gradient, D(4)),
    "cross": (jnp.cross, D(3), D(3)),
    "convolve": (jnp.convolve, D(4), D(3)),
    "polyval": (jnp.polyval, D(3), D(2)),
    "average": (lambda x, w: jnp.average(x, weights=w), D(4), D(4)),
    "cov": (jnp.cov, D(2, 4)),
    "corrcoef": (jnp.corrcoef, D(2, 4)),
    "quantile": (lambda x: jnp.quantile(x, 0.3), D(5)),
    "percentile": (lambda x: jnp.percentile(x, 70.0), D(5)),
    "take": (lambda x: jnp.take(x, jnp.array([0, 2, 0])), D(4)),
    "einsum": (lambda x, y: jnp.einsum("ij,jk->ik", x, y), D(2, 3), D(3, 2)),
    "kron": (jnp.kron, D(2, 2), D(2)),
    "tensordot": (lambda x, y: jnp.tensordot(x, y, 1), D(2, 3), D(3, 2)),
    "ptp": (jnp.ptp, at(1.0, 3.0, 3.0)),
    "argmax is constant": (lambda x: x * jnp.argmax(x), D(3)),

    # matrices, of those that this JAX can factor without SciPy
    "det of two": (jnp.linalg.det, D(2, 2)),
    "det of three": (jnp.linalg.det, D(3, 3)),
    "det of one": (jnp.linalg.det, D(1, 1)),
    "slogdet of two": (lambda a: jnp.linalg.slogdet(a), D(2, 2)),
    "matrix_power": (lambda a: jnp.linalg.matrix_power(a, 3), D(2, 2)),
    "multi_dot": (lambda a, b, c: jnp.linalg.multi_dot([a, b, c]), D(2, 3), D(3, 2), D(2)),
    "matrix norms": (lambda a: (jnp.linalg.norm(a), jnp.linalg.norm(a, 1)), D(3, 2)),
    "fft": (jnp.fft.fft, D(4, dtype="complex64")),
    "rfft": (lambda x: jnp.abs(jnp.fft.rfft(x)), D(5)),
    "irfft": (lambda x: jnp.fft.irfft(x, 6), D(4, dtype="complex64")),

    # complex numbers
    "complex abs": (jnp.abs, D(3, dtype="complex64")),
    "complex abs at zero": (jnp.abs, np.array([0j, 1 + 1j], np.complex64)),
    "complex functions": (lambda z: (jnp.exp(z), jnp.log(z), jnp.sqrt(z), jnp.sin(z), jnp.tanh(z), z ** 2, 1 / z), D(3, dtype="complex64")),
    "real, imag, conj, angle": (lambda z: (z.real, z.imag, jnp.conj(z), jnp.angle(z)), D(3, dtype="complex64")),

    # samples, of what their distributions depend on
    "gamma samples": (lambda a: jax.random.gamma(jax.random.PRNGKey(3), a), D(3)),
    "loggamma samples": (lambda a: jax.random.loggamma(jax.random.PRNGKey(3), a), D(3)),
    "beta samples": (lambda a, b: jax.random.beta(jax.random.PRNGKey(3), a, b), D(3), D(3)),
    "dirichlet samples": (lambda a: jax.random.dirichlet(jax.random.PRNGKey(3), a), D(3)),
    "t samples": (lambda df: jax.random.t(jax.random.PRNGKey(3), df), D(3, low=1.5, high=4)),
    "chisquare samples": (lambda df: jax.random.chisquare(jax.random.PRNGKey(3), df), D(3, low=1.5, high=4)),
    "f samples": (lambda a, b: jax.random.f(jax.random.PRNGKey(3), a, b), D(3, low=1.5, high=4), D(3, low=1.5, high=4)),
    "pareto samples": (lambda b: jax.random.pareto(jax.random.PRNGKey(3), b), D(3)),
    "weibull samples": (lambda a, b: jax.random.weibull_min(jax.random.PRNGKey(3), a, b), D(3), D(3)),
    "truncated normal samples": (lambda a, b: jax.random.truncated_normal(jax.random.PRNGKey(3), -a, b), D(3), D(3)),
    "uniform samples": (lambda a, b: jax.random.uniform(jax.random.PRNGKey(3), (3,), minval=a, maxval=b), D(3, high=0.8), D(3, low=1)),
    "lognormal samples": (lambda s: jax.random.lognormal(jax.random.PRNGKey(3), s, (3,)), D(3)),
    "wald samples": (lambda m: jax.random.wald(jax.random.PRNGKey(3), m), D(3)),
    "rayleigh samples": (lambda m: jax.random.rayleigh(jax.random.PRNGKey(3), m), D(3)),

    # programs in programs
    "cond": (lambda x: lax.cond(x[0] > 0, lambda y: jnp.sin(y), lambda y: y * y, x), D(3)),
    "switch": (lambda x: lax.switch(1, [jnp.sin, jnp.cos, jnp.tan], x), D(3)),
    "scan": (lambda c, xs: lax.scan(lambda c, x: (jnp.sin(c) * x, c + x), c, xs), D(), D(4)),
    "scan over checkpoint": (lambda c, xs: lax.scan(jax.checkpoint(lambda c, x: (jnp.sin(c) * x, c + x)), c, xs), D(), D(4)),
    "fori": (lambda x: lax.fori_loop(0, 3, lambda i, y: jnp.sin(y) * x, x), D(2)),
    "checkpoint dots": (lambda a, b: jax.checkpoint(lambda a, b: jnp.sin(jnp.sin(a @ b) @ b), policy=jax.checkpoint_policies.dots_saveable)(a, b), D(2, 2), D(2, 2)),
    "checkpoint names": (lambda x: jax.checkpoint(
        lambda x: jnp.sin(checkpoint_name(jnp.sin(x), "s")) * x, policy=jax.checkpoint_policies.save_only_these_names("s"))(x), D(3)),
    "checkpoint everything": (lambda x: jax.checkpoint(lambda x: jnp.sin(jnp.sin(x)) * x, policy=jax.checkpoint_policies.everything_saveable)(x), D(3)),
    "associative_scan": (lambda x: lax.associative_scan(jnp.multiply, x), D(5)),
    "map": (lambda x: lax.map(lambda r: jnp.sin(r).sum(), x), D(3, 2)),
}

SECOND = ["xlogy", "logit", "dawsn", "erfcx", "log_ndtr", "fresnel", "poch", "owens_t", "softplus", "det", "slogdet of two", "logaddexp", 
          "norm", "pow at zero", "logsumexp", "scan", "zeta", "i0", "hyp1f1"]


def refs(x):
    r = jax.new_ref(jnp.zeros(3, x.dtype))

    def body(c, i):
        r[i] += jnp.sin(x[i]) * c
        return c * r[i], r[...].sum()
    c, ys = lax.scan(body, x[0], jnp.arange(3))
    r[1:3] = r[1:3] * x[0]
    return c, ys, r[...]


def refs_in_branches(x):
    r = jax.new_ref(x)
    lax.cond(x[0] > 0.0, lambda: r.__setitem__(0, r[1] * 2.0), lambda: r.__setitem__(1, r[0]))
    old = r[2]
    r[jnp.array([0, 2])] = jnp.sin(r[jnp.array([2, 1])])
    return r[...] * old


def refs_in_loops(x):
    r = jax.new_ref(x)

    def body(i, c):
        r[i] = r[i] * c
        return c + r[...].sum()
    return lax.fori_loop(0, 3, body, x[0]), jax.freeze(r)


ENTRIES |= {"refs": (refs, D(3)), "refs in branches": (refs_in_branches, D(3)), "refs in loops": (refs_in_loops, D(3))}


def array(x):
    if getattr(x, "dtype", None) == jax.dtypes.float0:
        return None
    weak = bool(getattr(x, "weak_type", False))
    x = np.asarray(x)
    return {"dtype": str(x.dtype), "shape": list(x.shape), "weak": weak, "data": base64.b64encode(x.tobytes()).decode()}


def primitives(jaxpr):
    names = set()

    def walk(j):
        for e in j.eqns:
            names.add(e.primitive.name)
            for p in jax.tree.leaves(list(e.params.values()), is_leaf=lambda l: hasattr(l, "eqns") or hasattr(l, "jaxpr")):
                if hasattr(p, "eqns"):
                    walk(p)
                elif hasattr(p, "jaxpr"):
                    walk(p.jaxpr)
    walk(jaxpr)
    return sorted(names)


def record(name, f, args, random):
    def draw(a):
        if not isinstance(a, Drawn):
            a = np.asarray(a)
            return jnp.asarray(a if a.dtype.kind != "f" else a.astype(np.float64 if jax.config.jax_enable_x64 else np.float32))
        x = a.low + (a.high - a.low) * random.random(a.shape)
        if a.dtype and a.dtype.startswith("complex"):
            return jnp.asarray((x + 1j * (random.random(a.shape) - 0.5)).astype(np.complex128 if jax.config.jax_enable_x64 else np.complex64))
        return jnp.asarray(x.astype(np.float64 if jax.config.jax_enable_x64 else np.float32))

    def direction(x):
        d = random.standard_normal(x.shape)
        if x.dtype.kind == "c":
            d = d + 1j * random.standard_normal(x.shape)
        return jnp.asarray(d).astype(x.dtype) if x.dtype.kind in "fc" else np.zeros(x.shape, jax.dtypes.float0)

    xs = [draw(a) for a in args]
    flat = lambda *a: jax.tree.leaves(f(*a))
    closed = jax.make_jaxpr(flat)(*xs)
    tangents = [direction(x) for x in xs]
    outputs, out_tangents = jax.jvp(flat, xs, tangents)
    case = {"id": name + (" x64" if jax.config.jax_enable_x64 else ""), "kind": "grad", "x64": jax.config.jax_enable_x64, "unique": True, "order": 1,
            "jaxpr": str(closed.jaxpr), "consts": [array(c) for c in closed.consts], "primitives": primitives(closed.jaxpr), "inputs": [array(x) for x in xs],
            "modes": ["fwd"], "tangents": [array(t) for t in tangents], "outputs": [array(o) for o in outputs], "out_tangents": [array(t) for t in out_tangents]}
    try:
        _, pull = jax.vjp(flat, *xs)
        cotangents = [direction(o) for o in outputs]
        case |= {"modes": ["fwd", "rev"], "cotangents": [array(c) for c in cotangents], "in_cotangents": [array(c) for c in pull(cotangents)]}
    except ValueError as error:
        if "while_loop" not in str(error):
            raise
        case |= {"cotangents": [], "in_cotangents": []}
    return case


for x64 in (False, True):
    jax.config.update("jax_enable_x64", x64)
    for number, (name, (f, *args)) in enumerate(ENTRIES.items()):
        try:
            print(json.dumps(record(name, f, args, np.random.default_rng(number))))
            if name in SECOND:
                g = lambda *a, f=f: jax.jvp(lambda *b: jax.tree.leaves(f(*b)), a, tuple(jnp.ones_like(x) for x in a))[1]
                print(json.dumps(record(name + " twice", g, args, np.random.default_rng(number))))
        except Exception as error:  # a function that this JAX does not differentiate is no entry
            print(f"{name}: {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
