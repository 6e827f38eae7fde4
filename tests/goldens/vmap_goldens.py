"""Writes vmap.txt: the programs that JAX makes of mapped functions, for the tests that compare them with Vmap's.

Run with a Python that has JAX 0.10.2:  python vmap_goldens.py > vmap.txt
Each entry has a namesake in VmapProgramTests.cs; add both.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import lax, vmap, jit

f32 = lambda *s: jax.ShapeDtypeStruct(s, "float32")
C = jnp.arange(3.0)  # a captured array


def neuron(w, b, x):
    return jnp.sum(jnp.tanh(jnp.dot(w, x) + b))


def predict(params, x):
    activations = x
    for w, b in params:
        outputs = jnp.dot(w, activations) + b
        activations = jnp.tanh(outputs)
    return outputs


@jit
def f(x):
    return jnp.sin(x) * 2.0


@jit
def two(x, y):
    return x + y, y * 2.0


@jit
def captures(x):
    return x * C


def shared(x):
    return f(x) + f(x)


layers = [(f32(3, 2), f32(3)), (f32(5, 3), f32(5))]

ENTRIES = {
    "neuron": (vmap(neuron, (None, None, 0)), f32(4, 5), f32(4), f32(8, 5)),
    "neuron over weights": (vmap(neuron, (0, 0, None)), f32(8, 4, 5), f32(8, 4), f32(5)),
    "predict": (vmap(predict, (None, 0)), layers, f32(7, 2)),
    "predict over columns": (vmap(predict, (None, 1)), layers, f32(2, 7)),
    "predict over every layer": (vmap(predict, ([(0, 0), (1, 0)], 0)), [(f32(4, 3, 2), f32(4, 3)), (f32(5, 4, 3), f32(4, 5))], f32(4, 2)),
    "vv": (lambda x, y: jnp.vdot(x, y), f32(4), f32(4)),
    "mv": (vmap(jnp.vdot, (0, None)), f32(3, 4), f32(4)),
    "mm": (vmap(vmap(jnp.vdot, (0, None)), (None, 1), 1), f32(3, 4), f32(4, 5)),
    "mm2": (vmap(vmap(jnp.vdot, (0, 1)), (1, 1)), f32(2, 3, 4), f32(4, 3, 2)),
    "tree of axes": (vmap(lambda t: jnp.dot(t[0], jnp.dot(t[1][0], t[1][1])), ((0, (1, 2)),)), (f32(6, 2, 3), (f32(3, 6, 4), f32(4, 5, 6)))),
    "dictionary": (vmap(lambda d, x: d["a"] + d["b"] + x, ({"a": None, "b": 0}, None)), {"a": f32(), "b": f32(5)}, f32()),
    "pair of results": (vmap(lambda x, y: (x + y, y * 2.0), (0, None), (0, None)), f32(2), f32()),
    "pair of mapped results": (vmap(lambda x, y: (x + y, y * 2.0), (0, None), 0), f32(2), f32()),
    "result that is a number": (vmap(lambda x: (x, 8.0)), f32(3)),
    "result that is a number, not mapped": (vmap(lambda x: (x, 8.0), out_axes=(0, None)), f32(3)),
    "result that is an argument": (vmap(lambda x, y: (y, x), (0, None), (1, -1)), f32(3, 4), f32(2)),
    "negative axes": (vmap(lambda x, y: x + y, (-1, -2), -1), f32(4, 3), f32(3, 4)),
    "no mapped argument": (vmap(lambda x: x + 1.0, None, axis_size=3), f32(4)),
    "no argument": (vmap(lambda: jnp.ones(2), axis_size=3),),
    "sum match": (vmap(lambda x, y: x * y, (0, None), None, sum_match=True), f32(3, 4), f32(4)),
    "captured array": (vmap(lambda x: x + C), f32(2, 3)),
    "captured array twice": (vmap(lambda x: x * C + C), f32(2, 3)),
    "captured array as result": (vmap(lambda x: (x, C)), f32(2, 3)),
    "captured number": (vmap(lambda x: x + jnp.float32(2)), f32(2, 3)),
    "made inside": (vmap(lambda x: x + jnp.arange(3.0)), f32(2, 3)),
    "closure over an argument": (lambda w, xs: vmap(lambda x: jnp.dot(w, x))(xs), f32(4, 3), f32(8, 3)),
    "closure over a computed value": (lambda w, xs: vmap(lambda x: x * jnp.sin(w) + w)(xs), f32(3), f32(8, 3)),
    "nested closure": (vmap(lambda x, ys: vmap(lambda y: x * y + x)(ys), (0, None)), f32(2), f32(3)),
    "result of an outer value": (lambda w, xs: vmap(lambda x: (x, w), out_axes=(0, 1))(xs), f32(4), f32(3)),
    "jit": (jit(lambda x: f(x)), f32(3)),
    "vmap of jit": (vmap(f), f32(8, 3)),
    "vmap of jit along the last axis": (vmap(f, -1, -1), f32(3, 8)),
    "jit of vmap": (jit(vmap(lambda x: jnp.sum(x))), f32(8, 3)),
    "vmap of vmap of jit": (vmap(vmap(f)), f32(2, 8, 3)),
    "vmap of jit of two": (vmap(two, (0, None), (0, None)), f32(8, 3), f32(3)),
    "vmap of jit of two, both mapped": (vmap(two, (0, None)), f32(8, 3), f32(3)),
    "vmap of jit that captures": (vmap(captures), f32(8, 3)),
    "jit called twice": (shared, f32(3)),
    "vmap of jit called twice": (vmap(shared), f32(8, 3)),
    "jit not mapped": (vmap(lambda x, y: x + f(y), (0, None)), f32(8, 3), f32(3)),
    "jit closing over a traced value": (lambda x: jit(lambda y: y * jnp.sin(x))(x * 2), f32(3)),
    "where": (vmap(lambda c, x: jnp.where(c, x, 0.0)), jax.ShapeDtypeStruct((8,), "bool"), f32(8, 3)),
    "psum": (vmap(lambda x: x / lax.psum(x, "i"), axis_name="i"), f32(8, 3)),
    "psum not mapped": (vmap(lambda x: lax.psum(x, "i"), out_axes=None, axis_name="i"), f32(8, 3)),
    "psum of a shared value": (vmap(lambda x, y: x + lax.psum(y, "i"), (0, None), axis_name="i"), f32(8, 3), f32(3)),
    "psum of a number": (vmap(lambda x: x * lax.psum(2.0, "i"), axis_name="i"), f32(8)),
    "pmean": (vmap(lambda x: x - lax.pmean(x, "i"), axis_name="i"), f32(8, 3)),
    "pmax and pmin": (vmap(lambda x: lax.pmax(x, "i") - lax.pmin(x, "i"), axis_name="i"), f32(8, 3)),
    "axis_index": (vmap(lambda x: x * lax.axis_index("i"), axis_name="i"), f32(8)),
    "axis_size": (vmap(lambda x: x * lax.axis_size("i"), axis_name="i"), f32(8)),
    "psum over the outer axis": (vmap(vmap(lambda x: x / lax.psum(x, "i")), axis_name="i"), f32(8, 3)),
    "psum over the inner axis": (vmap(vmap(lambda x: x / lax.psum(x, "j"), axis_name="j"), axis_name="i"), f32(8, 3)),
    "psum over both axes": (vmap(vmap(lambda x: x / lax.psum(lax.psum(x, "j"), "i"), axis_name="j"), axis_name="i"), f32(8, 3)),
    "shadowed name": (vmap(vmap(lambda x: lax.psum(x, "i"), axis_name="i"), axis_name="i"), f32(8, 3)),
    "psum in jit": (vmap(lambda x: jit(lambda y: lax.psum(y, "i"))(x), axis_name="i"), f32(8, 3)),
    "axis of size zero": (vmap(neuron, (None, None, 0)), f32(4, 5), f32(4), f32(0, 5)),
    "axis of size one": (vmap(neuron, (None, None, 0)), f32(4, 5), f32(4), f32(1, 5)),
}

for name, (function, *arguments) in ENTRIES.items():
    print(f"# {name}")
    print(jax.make_jaxpr(function)(*arguments))
