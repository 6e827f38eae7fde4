"""Writes gradients.txt: JAX's programs of derivatives, dead equations removed, and what they give, for the tests that compare them with ours.

Run with a Python that has JAX 0.10.2:  python gradient_goldens.py > gradients.txt
Each entry has a namesake in GradientPrograms.cs; add both. After a program come the sum and eight elements of each result, for arguments whose elements
are of(start): numbers that are exact in f32.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import lax
from jax._src.interpreters import partial_eval as pe

F = np.float32


def of(start, shape, low=-1.0, high=1.0):
    """The numbers low + (high - low) * k / 256 for k = 37 i + start modulo 256; exact where low and high are short."""
    i = np.arange(int(np.prod(shape)))
    return (low + (high - low) * ((37 * i + start) % 256) / 256).astype(F).reshape(shape)


def neuron(w, b, x):
    return jnp.sum(jnp.tanh(jnp.dot(w, x) + b))


def mlp(w1, b1, w2, b2, x, t):
    y = jnp.dot(jnp.tanh(jnp.dot(x, w1) + b1), w2) + b2 - t
    return jnp.sum(y * y)


def rnn(wx, wh, b, xs):
    def step(h, x):
        h = jnp.tanh(jnp.dot(x, wx) + jnp.dot(h, wh) + b)
        return h, h

    return jnp.sum(lax.scan(step, jnp.zeros(4, F), xs)[1])


def rectified(w, x):
    return jnp.sum(jax.nn.relu(jnp.dot(w, x)))


def loss(w1, b1, w2, b2, x, t):
    y = jnp.dot(jnp.tanh(jnp.dot(x, w1) + b1), w2) + b2
    return -jnp.sum(t * (y - jax.scipy.special.logsumexp(y)))


def price(s, k, t, r, sigma):
    d1 = (jnp.log(s / k) + (r + 0.5 * sigma**2) * t) / (sigma * jnp.sqrt(t))
    d2 = d1 - sigma * jnp.sqrt(t)
    cdf = lambda z: 0.5 * (1 + lax.erf(z / np.sqrt(2).astype(F)))
    return s * cdf(d1) - k * jnp.exp(-r * t) * cdf(d2)


def rosenbrock(x):
    return jnp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


@jax.custom_jvp
def log1pexp(x):
    return jnp.log(1.0 + jnp.exp(x))


@log1pexp.defjvp
def log1pexp_jvp(primals, tangents):
    (x,), (dx,) = primals, tangents
    return log1pexp(x), dx * (1.0 - 1.0 / (1.0 + jnp.exp(x)))


@jax.custom_vjp
def tripled(x):
    return jnp.sin(x)


tripled.defvjp(lambda x: (jnp.sin(x), jnp.cos(x)), lambda cos, c: (c * cos * 3.0,))


def jvp(f):
    return lambda *args: jax.jvp(f, args[: len(args) // 2], args[len(args) // 2 :])


NEURON = (of(1, (4, 5)), of(2, (4,)), of(3, (5,)))
MLP = (of(1, (3, 4)), of(2, (4,)), of(3, (4, 2)), of(4, (2,)), of(5, (5, 3)), of(6, (5, 2)))
RNN = (of(1, (3, 4)), of(2, (4, 4)), of(3, (4,)), of(4, (6, 3)))
RECTIFIED = (of(1, (4, 5)), of(3, (5,)))
cases = {
    "neuron, grad": (jax.grad(neuron, (0, 1, 2)), NEURON),
    "neuron, jvp": (jvp(neuron), NEURON + NEURON),
    "mlp, grad": (jax.grad(mlp, (0, 1, 2, 3)), MLP),
    "mlp, jvp": (jvp(mlp), MLP + MLP),
    "rnn, grad": (jax.grad(rnn, (0, 1, 2)), RNN),
    "rnn, value and grad": (jax.value_and_grad(rnn, (0, 1, 2, 3)), RNN),
    "rnn, jvp": (jvp(rnn), RNN + RNN),
    "rectified, grad": (jax.grad(rectified, (0, 1)), RECTIFIED),
    "rectified, jvp": (jvp(rectified), RECTIFIED + RECTIFIED),
    "custom jvp, grad": (jax.grad(lambda x: jnp.sum(log1pexp(x))), (of(1, (8,), -128.0, 128.0),)),
    "custom jvp, value and grad": (jax.value_and_grad(lambda x: jnp.sum(x * log1pexp(x))), (of(1, (8,), -4.0, 4.0),)),
    "custom vjp, grad": (jax.grad(lambda x: jnp.sum(x * tripled(x))), (of(1, (8,), -4.0, 4.0),)),
    "per example gradients": (
        jax.vmap(jax.grad(loss, (0, 1, 2, 3)), (None,) * 4 + (0, 0)),
        (of(1, (128, 64)) / 8, of(2, (64,)), of(3, (64, 10)) / 8, of(4, (10,)), of(5, (64, 128)), of(6, (64, 10), 0.0, 1.0)),
    ),
    "Black-Scholes greeks": (
        jax.vmap(jax.value_and_grad(price, (0, 2, 4)), (0, 0, 0, None, None)),
        (of(1, (512,), 64.0, 128.0), of(2, (512,), 64.0, 128.0), of(3, (512,), 0.125, 2.125), F(0.03125), F(0.25)),
    ),
    "Rosenbrock Hessian": (jax.hessian(rosenbrock), (of(1, (64,)),)),
}
for name, (f, args) in cases.items():
    closed = jax.make_jaxpr(f)(*args)
    assert not closed.consts, name
    print(f"# {name}")
    print(pe.dce_jaxpr(closed.jaxpr, [True] * len(closed.jaxpr.outvars), instantiate=True)[0])
    print(f"# {name}: numbers")
    for out in jax.tree.leaves(jax.jit(f)(*args)):
        flat = np.ravel(np.asarray(out, np.float64))
        print(" ".join(repr(float(x)) for x in [np.sum(flat), *(flat[(i * flat.size) // 8] for i in range(8))]))
