"""Writes random.txt and random_numbers.txt: the programs that JAX makes of jax.random functions, and their numbers, for the tests that compare them with Rng's.

Run with a Python that has JAX 0.10.2, here:  python random_goldens.py
Each entry has a namesake in RandomPrograms.cs; add both.
"""
import re

import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import lax, random, vmap
from jax.nn import initializers as I

k = random.key(42)
keys = random.split(random.key(7), 3)
v = np.array([0.5, 1.0, 2.5], np.float32)
p = np.array([0.25, 0.5, 0.75], np.float32)
logits = np.array([[0.0, 1.0, 2.0], [3.0, 0.5, -1.0]], np.float32)
spread = np.array([[2.0, 0.5, 0.25], [0.5, 1.0, -0.25], [0.25, -0.25, 3.0]], np.float32)

ENTRIES = {
    # keys
    "key": (lambda: random.key(7),),
    "key of a negative seed": (lambda: random.key(-1),),
    "key of a traced seed": (lambda s: random.key(s), 1234567),
    "rbg key": (lambda: random.key(7, impl="rbg"),),
    "key data": (lambda k: random.key_data(k), k),
    "wrap key data": (lambda w: random.wrap_key_data(w), np.array([1, 2], np.uint32)),
    "split": (lambda k: random.split(k), k),
    "split in two": (lambda k: jnp.stack([random.key_data(x) for x in tuple(random.split(k))]), k),
    "split of a shape": (lambda k: random.split(k, (2, 3)), k),
    "split of an rbg key": (lambda: random.split(random.key(3, impl="rbg"), 3),),
    "split of an unsafe rbg key": (lambda: random.split(random.key(3, impl="unsafe_rbg"), 3),),
    "fold in": (lambda k: random.fold_in(k, 3), k),
    "fold in of a traced number": (lambda k, i: random.fold_in(k, i), k, -5),
    "fold into an rbg key": (lambda: random.fold_in(random.key(3, impl="rbg"), 9),),
    "fold into an unsafe rbg key": (lambda: random.fold_in(random.key(3, impl="unsafe_rbg"), 9),),
    "clone": (lambda k: random.clone(k), k),
    "bits": (lambda k: random.bits(k, (2, 3)), k),
    "bits of 8": (lambda k: random.bits(k, (5,), "uint8"), k),
    "bits of 16": (lambda k: random.bits(k, (5,), "uint16"), k),
    "bits of 64 x64": (lambda k: random.bits(k, (5,)), k),
    "bits of an rbg key": (lambda: random.bits(random.key(3, impl="rbg"), (3, 3)),),
    "bits of 16 of an rbg key": (lambda: random.bits(random.key(3, impl="rbg"), (7,), "uint16"),),
    "mapped split": (vmap(random.split), keys),
    "mapped fold in": (vmap(random.fold_in, in_axes=(None, 0)), k, np.arange(3)),
    "mapped normal": (vmap(lambda k: random.normal(k, (2,))), keys),
    "mapped gamma": (vmap(random.gamma), keys, v),
    "mapped gamma over one key": (vmap(random.gamma, in_axes=(None, 0)), k, v),
    "mapped bits of rbg keys": (lambda: vmap(lambda k: random.bits(k, (2,)))(random.split(random.key(3, impl="rbg"), 3)),),
    "mapped fold in of unsafe rbg keys": (
        lambda: vmap(random.fold_in)(random.split(random.key(3, impl="unsafe_rbg"), 3), jnp.arange(3)),),
    # uniform
    "uniform": (lambda k: random.uniform(k, (3,)), k),
    "uniform of no axes": (lambda k: random.uniform(k), k),
    "uniform between": (lambda k: random.uniform(k, (3,), minval=-1.5, maxval=2.5), k),
    "uniform between an int and an array": (lambda k, v: random.uniform(k, (2, 3), minval=-1, maxval=v), k, v),
    "uniform of bfloat16": (lambda k: random.uniform(k, (4,), jnp.bfloat16), k),
    "uniform of float16": (lambda k: random.uniform(k, (4,), jnp.float16, -1.0), k),
    "uniform x64": (lambda k: random.uniform(k, (4,)), k),
    "uniform of an rbg key": (lambda: random.uniform(random.key(3, impl="rbg"), (4,)),),
    "randint": (lambda k: random.randint(k, (5,), 0, 10), k),
    "randint of no axes": (lambda k: random.randint(k, (), -5, 7), k),
    "randint of uint8": (lambda k: random.randint(k, (5,), 0, 256, "uint8"), k),
    "randint of int16": (lambda k: random.randint(k, (5,), -300, 40000, "int16"), k),
    "randint of uint32": (lambda k: random.randint(k, (5,), 0, 1000, "uint32"), k),
    "randint of floats": (lambda k: random.randint(k, (5,), 0.0, 100.0), k),
    "randint of arrays": (lambda k, i: random.randint(k, (2, 3), 0, i), k, np.array([1, 10, 1000], np.int32)),
    "randint of an empty range": (lambda k: random.randint(k, (3,), 5, 5), k),
    "randint x64": (lambda k: random.randint(k, (5,), -10, np.int64(10**12)), k),
    "bernoulli": (lambda k: random.bernoulli(k, 0.3, (6,)), k),
    "bernoulli of an array": (lambda k, p: random.bernoulli(k, p), k, p),
    "bernoulli of a high range": (lambda k, p: random.bernoulli(k, p, (2, 3), mode="high"), k, p),
    "rademacher": (lambda k: random.rademacher(k, (5,)), k),
    "rademacher of floats": (lambda k: random.rademacher(k, (5,), "float32"), k),
    # normal
    "normal": (lambda k: random.normal(k, (2, 3)), k),
    "normal of no axes": (lambda k: random.normal(k), k),
    "normal of bfloat16": (lambda k: random.normal(k, (4,), jnp.bfloat16), k),
    "normal of float16": (lambda k: random.normal(k, (4,), jnp.float16), k),
    "normal of complex64": (lambda k: random.normal(k, (3,), jnp.complex64), k),
    "normal x64": (lambda k: random.normal(k, (4,)), k),
    "truncated normal": (lambda k: random.truncated_normal(k, -1.0, 2.0, (4,)), k),
    "truncated normal of arrays": (lambda k, v: random.truncated_normal(k, -v, v), k, v),
    "lognormal": (lambda k: random.lognormal(k, 2.0, (3,)), k),
    "lognormal of one": (lambda k: random.lognormal(k), k),
    "maxwell": (lambda k: random.maxwell(k, (2,)), k),
    "double sided maxwell": (lambda k: random.double_sided_maxwell(k, 1.0, 2.0, (2,)), k),
    "double sided maxwell of arrays": (lambda k, v: random.double_sided_maxwell(k, v, 2.0), k, v),
    "wald": (lambda k, v: random.wald(k, v, (2, 3)), k, v),
    # others
    "exponential": (lambda k: random.exponential(k, (3,)), k),
    "laplace": (lambda k: random.laplace(k, (3,)), k),
    "laplace of bfloat16": (lambda k: random.laplace(k, (3,), jnp.bfloat16), k),
    "logistic": (lambda k: random.logistic(k, (3,)), k),
    "cauchy": (lambda k: random.cauchy(k, (3,)), k),
    "gumbel": (lambda k: random.gumbel(k, (3,)), k),
    "gumbel of a high range": (lambda k: random.gumbel(k, (3,), mode="high"), k),
    "gumbel of bfloat16": (lambda k: random.gumbel(k, (3,), jnp.bfloat16), k),
    "pareto": (lambda k, v: random.pareto(k, v, (2, 3)), k, v),
    "weibull_min": (lambda k: random.weibull_min(k, 1.0, 2.0, (3,)), k),
    "weibull_min of arrays": (lambda k, v: random.weibull_min(k, v, v, (3,)), k, v),
    "rayleigh": (lambda k, v: random.rayleigh(k, v, (2, 3)), k, v),
    "triangular": (lambda k: random.triangular(k, 0.0, 0.25, 1.0, (3,)), k),
    "geometric": (lambda k, p: random.geometric(k, p), k, p),
    # choices
    "permutation": (lambda k: random.permutation(k, 5), k),
    "permutation of rows": (lambda k, x: random.permutation(k, x), k, logits),
    "permutation along an axis": (lambda k, x: random.permutation(k, x, 1), k, logits),
    "independent permutation": (lambda k, x: random.permutation(k, x, 1, independent=True), k, logits),
    "permutation in several rounds": (lambda k: random.permutation(k, 2000), k),
    "choice": (lambda k: random.choice(k, 5), k),
    "choice of a shape": (lambda k: random.choice(k, 5, (2, 3)), k),
    "choice without replacement": (lambda k: random.choice(k, 7, (2, 3), replace=False), k),
    "choice of rows": (lambda k, x: random.choice(k, x, (4,)), k, logits),
    "choice of columns without replacement": (lambda k, x: random.choice(k, x, (2,), replace=False, axis=1), k, logits),
    "choice by probabilities without replacement": (lambda k, p: random.choice(k, 3, (2,), replace=False, p=p), k, p),
    "choice by probabilities": (lambda k, p: random.choice(k, 3, (4,), p=p), k, p),
    "choice of one by probabilities": (lambda k, p: random.choice(k, 3, p=p), k, p),
    "choice of columns by probabilities": (lambda k, x, p: random.choice(k, x, (2, 2), p=p, axis=1), k, logits, p),
    "categorical": (lambda k, x: random.categorical(k, x), k, logits),
    "categorical along the first axis": (lambda k, x: random.categorical(k, x, axis=0), k, logits),
    "categorical of a shape": (lambda k, x: random.categorical(k, x, shape=(4, 2)), k, logits),
    "categorical without replacement": (lambda k, x: random.categorical(k, x, shape=(2, 2), replace=False), k, logits),
    # counts
    "poisson": (lambda k: random.poisson(k, 3.0, (5,)), k),
    "poisson of arrays": (lambda k, v: random.poisson(k, v, (2, 3)), k, np.array([0.0, 5.0, 50.0], np.float32)),
    "poisson of no axes": (lambda k: random.poisson(k, 20), k),
    "poisson of int16": (lambda k, v: random.poisson(k, v, dtype="int16"), k, v),
    "poisson x64": (lambda k: random.poisson(k, 30.5, (3,)), k),
    "mapped poisson": (vmap(lambda k, v: random.poisson(k, v, (2,))), keys, np.array([1.0, 12.0, 100.0], np.float32)),
    "binomial": (lambda k: random.binomial(k, 10, 0.3, (5,)), k),
    "binomial of arrays": (lambda k, n, p: random.binomial(k, n, p), k, np.array([5.0, 100.0, np.inf], np.float32), p),
    "binomial of no axes": (lambda k: random.binomial(k, 1000.0, 0.75), k),
    "binomial of float16": (lambda k, p: random.binomial(k, 40, p, (3,), jnp.float16), k, p),
    "binomial x64": (lambda k: random.binomial(k, 60, 0.5, (3,)), k),
    "multinomial": (lambda k, p: random.multinomial(k, 20, p / 1.5), k, p),
    "multinomial of a shape": (lambda k, n, p: random.multinomial(k, n, p / 1.5, shape=(2, 3)), k, np.array([7.0, 100.0], np.float32), p),
    # vectors and matrices
    "multivariate normal": (lambda k, m, c: random.multivariate_normal(k, m, c, (4,)), k, v, spread),
    "multivariate normal by eigenvectors": (lambda k, m, c: random.multivariate_normal(k, m, c, method="eigh"), k, v, spread),
    "multivariate normal by singular vectors": (lambda k, m, c: random.multivariate_normal(k, m, c, (2,), method="svd"), k, v, spread),
    "multivariate normal of ints": (lambda k, c: random.multivariate_normal(k, jnp.zeros((2, 3), int), c), k, spread),
    "orthogonal": (lambda k: random.orthogonal(k, 3), k),
    "orthogonal rows": (lambda k: random.orthogonal(k, 2, (2,), m=3), k),
    "orthogonal columns": (lambda k: random.orthogonal(k, 3, m=2), k),
    # initializers
    "initializer of ones": (lambda k: I.ones(k, (2, 3)), k),
    "initializer of a constant": (lambda k: I.constant(2, jnp.bfloat16)(k, (2, 3)), k),
    "initializer uniform": (lambda k: I.uniform()(k, (2, 3)), k),
    "initializer normal": (lambda k: I.normal(0.5)(k, (2, 3), jnp.bfloat16), k),
    "initializer truncated normal": (lambda k: I.truncated_normal(0.5)(k, (2, 3)), k),
    "initializer glorot uniform": (lambda k: I.glorot_uniform()(k, (2, 3)), k),
    "initializer he normal": (lambda k: I.he_normal()(k, (2, 2, 3)), k),
    "initializer lecun normal of other axes": (lambda k: I.lecun_normal(1, 0)(k, (2, 4, 3)), k),
    "initializer variance scaling": (lambda k: I.variance_scaling(2.0, "fan_geo_avg", "normal")(k, (3, 5)), k),
    "initializer orthogonal": (lambda k: I.orthogonal(2.0, 0)(k, (2, 3, 2)), k),
    "initializer delta orthogonal": (lambda k: I.delta_orthogonal()(k, (3, 2, 2)), k),
    # gamma
    "gamma": (lambda k: random.gamma(k, 2.0, (3,)), k),
    "gamma of an array": (lambda k, v: random.gamma(k, v, (2, 3)), k, v),
    "gamma of bfloat16": (lambda k: random.gamma(k, 2.0, (3,), jnp.bfloat16), k),
    "gamma x64": (lambda k: random.gamma(k, 0.5, (3,)), k),
    "loggamma": (lambda k, v: random.loggamma(k, v), k, v),
    "beta": (lambda k, v: random.beta(k, v, 2.0), k, v),
    "dirichlet": (lambda k, v: random.dirichlet(k, v, (2,)), k, v),
    "t": (lambda k, v: random.t(k, v, (2, 3)), k, v),
    "chisquare": (lambda k, v: random.chisquare(k, v, (2, 3)), k, v),
    "f": (lambda k, v: random.f(k, v, 2.0), k, v),
    "generalized normal": (lambda k: random.generalized_normal(k, 3.0, (3,)), k),
    "ball": (lambda k: random.ball(k, 3, 2.0, (2,)), k),
    "ball of the default norm": (lambda k: random.ball(k, 3), k),
}

NAMES = {"float32": "f32", "float16": "f16", "bfloat16": "bf16", "float64": "f64", "complex64": "c64", "bool": "bool", "int64": "i64"}


def numbers(x):
    if jnp.issubdtype(x.dtype, jax.dtypes.prng_key):
        x = random.key_data(x)
    x = np.asarray(x)
    name = NAMES.get(x.dtype.name) or x.dtype.name.replace("uint", "u").replace("int", "i")
    flat = x.ravel()
    if name in ("f32", "f16", "bf16"):
        flat = flat.astype(np.float64)
    if name == "c64":
        flat = np.stack([flat.real, flat.imag], 1).ravel().astype(np.float64)
    return f"{name}[{','.join(map(str, x.shape))}] " + " ".join(str(int(e)) if e.dtype.kind in "biu" else repr(float(e)).replace("inf", "Infinity") for e in flat)


# JAX takes these from SciPy. The signs of eigenvectors are a library's choice, so there are no numbers of what has such.
FACTORS = {
    "cholesky": lambda a: jnp.asarray(np.linalg.cholesky(a)),
    "qr": lambda a: tuple(jnp.asarray(x) for x in np.linalg.qr(a)),
}


def evaluate(function, arguments):
    if not {"cholesky", "qr"} & set(re.findall(r"name=(\w+)", str(jax.make_jaxpr(function)(*arguments)))):
        return jax.jit(function)(*arguments)
    from jax._src.random.core import jnp_linalg
    known = {name: getattr(jnp_linalg, name) for name in FACTORS}
    for name, factor in FACTORS.items():
        setattr(jnp_linalg, name, factor)
    with jax.disable_jit():
        result = function(*arguments)
    for name, factor in known.items():
        setattr(jnp_linalg, name, factor)
    return result


with open("random.txt", "w") as programs, open("random_numbers.txt", "w") as values:
    for name, (function, *arguments) in ENTRIES.items():
        with jax.enable_x64(name.endswith("x64")):
            print(f"# {name}", jax.make_jaxpr(function)(*arguments), sep="\n", file=programs)
            if not name.endswith("vectors"):
                print(f"# {name}", numbers(evaluate(function, arguments)), sep="\n", file=values)
