"""Writes refs.txt: the programs that JAX makes of functions with mutable references.

Run with a Python that has JAX 0.10.2:  python refs_goldens.py > refs.txt
Each entry has a namesake in RefPrograms; add both.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp

f32, i32 = (lambda *s, d=d: jax.ShapeDtypeStruct(s, d) for d in ("float32", "int32"))
x, v, s, i = f32(3, 4), f32(4), i32(), i32(2)


def whole(x):
    r = jax.new_ref(x)
    before = r[...]
    r[...] = before * 2.0
    r[...] += 1.0
    jax.ref.addupdate(r, ..., x)
    return jax.freeze(r)


def parts(x, v):
    r = jax.new_ref(x)
    r[0] = v
    r[-1] = r[1]
    r[0, 2] = 1.0
    jax.ref.addupdate(r, (1, slice(1, 3)), v[:2])
    return r[:, 1], r[1:, 0:2], r[..., 0], r[0, ...], r[:]


def computed(x, v, s):
    r = jax.new_ref(x)
    old = jax.ref.swap(r, s, v)
    jax.ref.addupdate(r, 0, v)
    r[s] += v
    return old, r[s, :2], jax.freeze(r)


def gathered(x, i):
    r = jax.new_ref(x)
    r[i, i] = jnp.ones(2)
    jax.ref.addupdate(r, (slice(None), i), jnp.ones((3, 2)))
    return r[i], r[:, i], r[i, i], r[1:, i]


def sliced(x, s):
    r = jax.new_ref(x)
    r[jax.ds(s, 2)] = x[:2]
    return r[jax.ds(s, 2), s]


def number(v):
    r = jax.new_ref(0.0)

    def step(carry, x):
        r[...] += x
        return carry, r[...]

    _, sums = jax.lax.scan(step, None, v)
    return sums, jax.freeze(r)


def loop(x):
    r = jax.new_ref(x)

    def step(i, count):
        r[i] = r[i] * 2.0
        return count + 1

    return jax.lax.fori_loop(0, 3, step, 0), r[...]


def branch(x):
    r = jax.new_ref(x)
    return jax.lax.cond(x[0, 0] > 0, lambda: r[0], lambda: r[1])


def empty():
    r = jax.ref.empty_ref(f32(2))
    r[...] = jnp.ones(2)
    value = r[...]
    jax.ref.free_ref(r)
    return value


ENTRIES = {
    "whole": (whole, x),
    "parts": (parts, x, v),
    "computed": (computed, x, v, s),
    "gathered": (gathered, x, i),
    "sliced": (sliced, x, s),
    "number": (number, v),
    "loop": (loop, x),
    "branch": (branch, x),
    "empty": (empty,),
    "whole mapped": (jax.vmap(whole), f32(2, 3, 4)),
    "parts mapped": (jax.vmap(parts, in_axes=(1, None)), f32(3, 2, 4), v),
    "computed mapped": (jax.vmap(computed, in_axes=(0, 0, None)), f32(2, 3, 4), f32(2, 4), s),
    "computed mapped by place": (jax.vmap(computed, in_axes=(None, None, 0)), x, v, i32(2)),
    "gathered mapped": (jax.vmap(gathered, in_axes=(0, None)), f32(2, 3, 4), i),
    "number mapped": (jax.vmap(number), f32(3, 4)),
}

for name, (function, *arguments) in ENTRIES.items():
    print(f"# {name}")
    print(jax.make_jaxpr(function)(*arguments))
