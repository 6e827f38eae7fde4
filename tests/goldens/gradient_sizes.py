"""Writes gradient_sizes.txt: programs with their gradients as JAX makes them, for the test that ours are no larger.

Run with a Python that has JAX 0.10.2:  python gradient_sizes.py > gradient_sizes.txt
An entry is a line with its name and the arguments that it is differentiated with respect to; the program; the equations of JAX's gradient that are not dead.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import lax
from jax._src.interpreters import partial_eval

random = np.random.default_rng(0)


def A(*shape):
    return jnp.asarray(random.standard_normal(shape), jnp.float32)


def mlp(x, w1, b1, w2, b2):
    h = jnp.tanh(x @ w1 + b1)
    return jnp.sum((h @ w2 + b2) ** 2)


def rnn(h, w, u, xs):
    def step(h, x):
        h = jnp.tanh(w @ h + u @ x)
        return h, h
    return jnp.sum(lax.scan(step, h, xs)[1] ** 2)


def fori(x):
    return jnp.sum(lax.fori_loop(0, 5, lambda i, y: jnp.sin(y) * x, x))


def cond(x):
    return jnp.sum(lax.cond(x[0] > 0, lambda y: jnp.sin(y) * y, lambda y: jnp.exp(y), x))


def relu(x, w):
    return jnp.sum(jax.nn.relu(x @ w) ** 2)


def cross_entropy(x, w, y):
    return -jnp.sum(jax.nn.log_softmax(x @ w) * y)


def layer_norm(x, g, b):
    return jnp.sum(((x - x.mean(-1, keepdims=True)) / jnp.sqrt(x.var(-1, keepdims=True) + 1e-5) * g + b) ** 3)


def attention(q, k, v):
    return jnp.sum((jax.nn.softmax(q @ k.T / 4.) @ v) ** 2)


def rosenbrock(x):
    return jnp.sum(100. * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def black_scholes(s, k, t, r, v):
    d1 = (jnp.log(s / k) + (r + v * v / 2) * t) / (v * jnp.sqrt(t))
    def N(z): return 0.5 * (1 + lax.erf(z / np.sqrt(2.)))
    return s * N(d1) - k * jnp.exp(-r * t) * N(d1 - v * jnp.sqrt(t))


def conv(x, w):
    return jnp.sum(lax.conv_general_dilated(x, w, (1, 1), 'SAME') ** 2)


def gather(e, i):
    return jnp.sum(jnp.sin(e[i]) ** 2)


def cumsum(x):
    return jnp.sum(jnp.cumsum(jnp.exp(x)) * x)


def scan_of_checkpoint(x):
    return jnp.sum(lax.scan(jax.checkpoint(lambda c, _: (jnp.sin(c) * 1.01, None)), x, None, length=8)[0])


def counted_scan(x, w):
    return jnp.sum(lax.scan(lambda c, _: ((c[0] + 1, jnp.tanh(w @ c[1])), None), (0, x), None, length=4)[0][1])


def cond_in_scan(x, w):
    return jnp.sum(lax.scan(lambda c, i: (lax.cond(i % 2 == 0, lambda c: jnp.sin(w @ c), lambda c: c * 2., c), c[0]), x, jnp.arange(4))[0])


def call(x, w):
    return jnp.sum(jax.jit(lambda x, w: (jnp.sin(x @ w), jnp.cos(x)))(x, w)[0])


def scan_with_more(x, w):
    def step(c, _):
        return (jnp.sin(c[0] @ w), c[1] + 1., c[2] * c[1]), c[0]
    return jnp.sum(lax.scan(step, (x, jnp.float32(0.), jnp.float32(1.)), None, length=5)[1])


ENTRIES = [
    (mlp, (0, 1, 2, 3, 4), A(8, 4), A(4, 5), A(5), A(5, 3), A(3)), (mlp, (1, 2, 3, 4), A(8, 4), A(4, 5), A(5), A(5, 3), A(3)), (rnn, (0, 1, 2), A(4), A(4, 4), A(4, 3), A(6, 3)),
    (fori, (0,), A(4)), (cond, (0,), A(4)), (relu, (1,), A(3, 4), A(4, 5)), (cross_entropy, (1,), A(3, 4), A(4, 5), A(3, 5)), (layer_norm, (0, 1, 2), A(3, 8), A(8), A(8)),
    (attention, (0, 1, 2), A(4, 16), A(4, 16), A(4, 16)), (rosenbrock, (0,), A(6)), (black_scholes, (0, 1, 2, 3, 4), A(), A(), A(), A(), A()), (conv, (0, 1), A(1, 2, 8, 8), A(3, 2, 3, 3)),
    (gather, (0,), A(9, 4), jnp.array([1, 3, 1])), (cumsum, (0,), A(6)), (scan_of_checkpoint, (0,), A(6)), (jax.scipy.special.logsumexp, (0,), A(6)),
    (counted_scan, (0, 1), A(4), A(4, 4)), (cond_in_scan, (0, 1), A(3), A(3, 3)), (call, (0, 1), A(3), A(3, 3)), (scan_with_more, (0, 1), A(3), A(3, 3)),
]


for f, argnums, *args in ENTRIES:
    gradient = jax.make_jaxpr(jax.grad(f, argnums))(*args).jaxpr
    live, _ = partial_eval.dce_jaxpr(gradient, [True] * len(gradient.outvars))
    print(f"# {f.__name__} {','.join(map(str, argnums))}")
    print(jax.make_jaxpr(f)(*args).jaxpr)
    print("---")
    print(live)
