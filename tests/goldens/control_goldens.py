"""Writes control.txt: the programs that JAX makes of control flow, for the tests that compare them with ours.

Run with a Python that has JAX 0.10.2:  python control_goldens.py > control.txt
Each entry has a namesake in ControlFlowPrograms.cs; add both.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import lax, vmap

f32 = lambda *s: jax.ShapeDtypeStruct(s, "float32")
i32 = lambda *s: jax.ShapeDtypeStruct(s, "int32")
boolean = lambda *s: jax.ShapeDtypeStruct(s, "bool")
C = jnp.arange(3.0)  # captured arrays
D = jnp.arange(1.0, 4.0)


def double(x):
    return x * 2.0


def add_body(c, x):
    return c + x, c * x


def newton(x):
    def body(s):
        y, i = s
        return (y + x / y) * 0.5, i + 1

    return lax.while_loop(lambda s: (jnp.abs(s[0] * s[0] - x) > 1e-3) & (s[1] < 20), body, (x, 0))[0]


def escape(cr, ci):
    return lax.while_loop(
        lambda s: (s[0] * s[0] + s[1] * s[1] <= 4.0) & (s[2] < 200),
        lambda s: (s[0] * s[0] - s[1] * s[1] + cr, 2 * s[0] * s[1] + ci, s[2] + 1),
        (0 * cr, 0 * ci, 0),
    )[2]



def rnn(w, xs):
    def body(h, x):
        n = jnp.tanh(jnp.dot(x, w) + h)
        return n, n

    return lax.scan(body, jnp.zeros(4), xs)[1]


safe_log = lambda x: lax.cond(x > 0, lambda x: jnp.log(x), lambda x: jnp.zeros_like(x), x)
piecewise = lambda i, x: lax.switch(i, [jnp.sin, jnp.cos, double], x)
count_up = lambda n, x: lax.fori_loop(0, n, lambda i, c: c * 2.0 + i, x)
count_five = lambda x: lax.fori_loop(0, 5, lambda i, c: c * 2.0 + i, x)
running = lambda x: lax.scan(add_body, 0.0, x)
nested = lambda x: lax.scan(lambda c, r: (lax.scan(lambda d, v: (d + v, d * v), c, r)[0], c), 0.0, x)
cond_in_scan = lambda x: lax.scan(lambda c, v: (lax.cond(v > 0, lambda c: c + v, lambda c: c * 2.0, c), c), 1.0, x)


def psum_in_scan(x):
    return lax.scan(lambda c, v: (c + lax.psum(v, "i"), c), 0.0, x)


def over_names(x):
    return lax.cond(x[0] > 0, lambda x: lax.psum(x, "i"), lambda x: x * 3.0, x)


cases = {
    "cond": (lambda p, x: lax.cond(p, jnp.sin, jnp.cos, x), boolean(), f32()),
    "cond of a number": (lambda x: lax.cond(x, jnp.sin, jnp.cos, x), f32()),
    "cond of a known predicate": (lambda x: lax.cond(True, jnp.sin, jnp.cos, x), f32()),
    "cond without operands": (lambda p, x: lax.cond(p, lambda: x * 2.0, lambda: x + C), boolean(), f32(3)),
    "cond of the same function": (lambda p, x: lax.cond(p, double, double, x), boolean(), f32()),
    "cond of trees": (lambda p, x: lax.cond(p, lambda a, b: (a * b, b), lambda a, b: (a, a * 2.0), x, x + 1.0), boolean(), f32()),
    "cond forwards": (lambda p, x, y: lax.cond(p, lambda a, b: (a, b, b * y), lambda a, b: (a, a, b * y * 2.0), x, x), boolean(), f32(), f32(3)),
    "cond forwards everything": (lambda p, x: lax.cond(p, lambda a: a, lambda a: a, x), boolean(), f32()),
    "cond forwards a captured value": (lambda p, x, y: lax.cond(p, lambda a: (y, a), lambda a: (y, a * 2.0), x), boolean(), f32(), f32(3)),
    "cond captures": (lambda p, x: lax.cond(p, lambda a: a * D + C, lambda a: a + D, x), boolean(), f32(3)),
    "cond of literals": (lambda p: lax.cond(p, lambda: 1.0, lambda: 2.0), boolean()),
    "switch": (piecewise, i32(), f32()),
    "switch of a known index": (lambda x: lax.switch(1, [jnp.sin, jnp.cos], x), f32()),
    "switch of one": (lambda i, x: lax.switch(i, [jnp.sin], x), i32(), f32()),
    "switch of a byte": (lambda i, x: lax.switch(i, [jnp.sin, jnp.cos], x), jax.ShapeDtypeStruct((), "uint8"), f32()),
    "while": (newton, f32()),
    "while of an array": (lambda x: lax.while_loop(lambda x: jnp.all(x < 10.0), lambda x: x * C + 1.0, x), f32(3)),
    "while forwards": (lambda n, x: lax.while_loop(lambda s: s[0] < s[1], lambda s: (s[0] + 1, s[1], s[2] * s[3], s[3]), (0, n, 1.0, x)), i32(), f32()),
    "while forwards what a dead step looks at": (
        lambda n, x: lax.while_loop(lambda s: (jnp.sin(s[3]), s[0] < s[1])[1], lambda s: (s[0] + 1, s[1], s[2] * s[3], s[3]), (0, n, 1.0, x)), i32(), f32()),
    "while with captured condition": (lambda n, x: lax.while_loop(lambda c: c < n, lambda c: c * x + n, x), f32(), f32()),
    "fori": (count_up, i32(), f32()),
    "fori over a known range": (count_five, f32()),
    "fori over an empty range": (lambda x: lax.fori_loop(3, 1, lambda i, c: c * 2.0, x), f32()),
    "fori unrolled": (lambda x: lax.fori_loop(0, 4, lambda i, c: c * 2.0, x, unroll=2), f32()),
    "fori twice": (lambda n, x: (count_up(n, x), lax.fori_loop(0, n, lambda i, c: c * 3.0, x)), i32(), f32()),
    "scan": (running, f32(5)),
    "scan of vectors": (rnn, f32(2, 4), f32(5, 2)),
    "scan in reverse": (lambda x: lax.scan(add_body, 0.0, x, reverse=True, unroll=2), f32(5)),
    "scan without arrays": (lambda x: lax.scan(lambda c, _: (c * 2.0, c), x, None, length=3), f32()),
    "scan of nothing": (lambda x: lax.scan(add_body, 0.0, x), f32(0)),
    "scan starts with an integer": (lambda x: lax.scan(lambda c, y: (c * y, (y, c)), 1, x), f32(5)),
    "scan forwards": (lambda x, y: lax.scan(lambda c, v: ((c[0] + c[1] * v, c[1]), (v, v * 2.0)), (y, y), x), f32(5), f32()),
    "scan captures": (lambda x, y: lax.scan(lambda c, v: (c * v + C, c + y * D), C, x), f32(5), f32()),
    "scan twice with the same body": (lambda x: (lax.scan(add_body, 0.0, x), lax.scan(add_body, 1.0, x)), f32(5)),
    "scan in scan": (nested, f32(4, 5)),
    "cond in scan": (cond_in_scan, f32(5)),
    "map": (lambda x: lax.map(jnp.sin, x), f32(5)),
    "map in batches": (lambda x: lax.map(jnp.sin, x, batch_size=2), f32(5)),
    "map in whole batches": (lambda x: lax.map(lambda v: v * 2.0, x, batch_size=2), f32(4, 3)),
    "map in one batch": (lambda x: lax.map(jnp.sin, x, batch_size=5), f32(5)),
    "map in no batches": (lambda x: lax.map(jnp.sin, x, batch_size=0), f32(5)),
    "associative scan": (lambda x: lax.associative_scan(jnp.add, x), f32(5)),
    "associative scan in reverse": (lambda x: lax.associative_scan(jnp.logical_or, x, reverse=True, axis=1), boolean(2, 4)),
    "associative scan of a tree": (lambda x, y: lax.associative_scan(lambda a, b: (a[0] * b[0], a[1] * b[0] + b[1]), (x, y)), f32(4), f32(4)),
    "vmap of cond": (vmap(lambda p, x: lax.cond(p, jnp.sin, jnp.cos, x), in_axes=(None, 0)), boolean(), f32(3)),
    "vmap of cond, one branch mapped": (vmap(lambda p, x: lax.cond(p, lambda a: jnp.sum(a), lambda a: 1.0, x), in_axes=(None, 1)), boolean(), f32(2, 3)),
    "vmap of cond over predicates": (vmap(safe_log), f32(4)),
    "vmap of cond of vectors": (vmap(lambda p, x: lax.cond(p, lambda a: a * C, lambda a: a + 1.0, x), in_axes=(0, None)), boolean(4), f32(3)),
    "vmap of switch": (vmap(piecewise), i32(4), f32(4)),
    "vmap of switch, one index": (vmap(piecewise, in_axes=(None, 0)), i32(), f32(4)),
    "vmap of while": (vmap(newton), f32(4)),
    "vmap of while, shared condition": (vmap(lambda n, x: lax.while_loop(lambda s: s[0] < n, lambda s: (s[0] + 1, s[1] * x), (0, 1.0)), in_axes=(None, 0)), i32(), f32(4)),
    "vmap of while, constant mapped last": (vmap(lambda w, x: lax.while_loop(lambda s: s[0] < 3, lambda s: (s[0] + 1, s[1] * w), (0, x)), in_axes=(1, None)), f32(3, 4), f32(3)),
    "vmap of vmap of while": (vmap(vmap(escape)), f32(3, 4), f32(3, 4)),
    "vmap of vmap of while, in turn": (vmap(vmap(escape, in_axes=(0, None)), in_axes=(None, 0)), f32(4), f32(3)),
    "vmap of fori": (vmap(count_up, in_axes=(None, 0)), i32(), f32(4)),
    "vmap of fori over ranges": (vmap(count_up), i32(4), f32(4)),
    "vmap of scan": (vmap(running), f32(4, 5)),
    "vmap of scan along the last axis": (vmap(running, in_axes=1, out_axes=(0, 1)), f32(5, 4)),
    "vmap of scan, shared arrays": (vmap(lambda c, x: lax.scan(add_body, c, x), in_axes=(0, None)), f32(4), f32(5)),
    "vmap of scan, shared carry": (vmap(lambda x: lax.scan(lambda c, v: ((c[0] + 1, c[1] + v), c[0]), (0, 0.0), x), out_axes=((None, 0), None)), f32(4, 5)),
    "vmap of scan of vectors": (vmap(rnn, in_axes=(None, 0)), f32(2, 4), f32(3, 5, 2)),
    "vmap of scan in scan": (vmap(nested), f32(3, 4, 5)),
    "vmap of vmap of scan": (vmap(vmap(running, in_axes=1), in_axes=0), f32(2, 5, 4)),
    "vmap of cond in scan": (vmap(cond_in_scan), f32(3, 5)),
    "psum in scan": (vmap(psum_in_scan, axis_name="i"), f32(4, 5)),
    "psum in a branch": (vmap(over_names, in_axes=1, axis_name="i"), f32(2, 4)),
    "vmap of map": (vmap(lambda x: lax.map(jnp.sin, x)), f32(3, 5)),
}


for name, (function, *arguments) in cases.items():
    print(f"# {name}")
    print(jax.make_jaxpr(function)(*arguments))
