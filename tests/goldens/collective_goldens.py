"""Writes collectives.txt: the programs that JAX makes of mapped functions with collectives, for the tests that compare them with Np's.

Run with a Python that has JAX 0.10.2:  python collective_goldens.py > collectives.txt
Each entry has a namesake in CollectivePrograms.cs; add both.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import lax, vmap

f32 = lambda *s: jax.ShapeDtypeStruct(s, "float32")


def over_i(f, in_axes=0, out_axes=0):
    return vmap(f, in_axes=in_axes, out_axes=out_axes, axis_name="i")


def over_ij(f):
    return vmap(vmap(f, axis_name="j"), axis_name="i")


def open_i(f, *arguments, axes=(("i", 4),)):  # the axis stays in the program
    return jax.make_jaxpr(f, axis_env=list(axes))(*arguments)


ENTRIES = {
    "psum of several axes": (over_ij(lambda x: lax.psum(x, ("i", "j"))), f32(2, 3, 4)),
    "psum of a named and an own axis": (over_i(lambda x: lax.psum(x, ("i", 1))), f32(4, 2, 3)),
    "psum of bools": (over_i(lambda x: lax.psum(x > 0, "i")), f32(4, 3)),
    "psum of a number": (over_i(lambda x: x * lax.psum(2.5, "i")), f32(4, 3)),
    "pmean of several axes": (over_ij(lambda x: lax.pmean(x, ("i", "j"))), f32(2, 3, 4)),
    "pmax over the inner axis": (over_ij(lambda x: lax.pmax(x, "j")), f32(2, 3, 4)),
    "axis_index of several axes": (over_ij(lambda x: x + lax.axis_index(("i", "j"))), f32(2, 3, 4)),
    "axis_size": (over_ij(lambda x: x * lax.axis_size(("i", "j"))), f32(2, 3, 4)),
    "all_gather": (over_i(lambda x: lax.all_gather(x, "i")), f32(4, 3)),
    "all_gather along the last axis": (over_i(lambda x: lax.all_gather(x, "i", axis=-1), in_axes=1), f32(3, 4)),
    "all_gather tiled": (over_i(lambda x: lax.all_gather(x, "i", axis=1, tiled=True), in_axes=2), f32(3, 2, 4)),
    "all_gather of a shared array": (vmap(lambda x, y: x + lax.all_gather(y, "i"), in_axes=(0, None), axis_name="i"), f32(4, 4, 3), f32(3)),
    "all_gather over the inner axis": (over_ij(lambda x: lax.all_gather(x, "j", axis=1)), f32(2, 3, 4)),
    "all_gather over the outer axis": (over_ij(lambda x: lax.all_gather(x, "i", axis=1)), f32(2, 3, 4)),
    "all_to_all": (over_i(lambda x: lax.all_to_all(x, "i", 0, 1)), f32(4, 4, 3)),
    "all_to_all backwards": (over_i(lambda x: lax.all_to_all(x, "i", 1, 0), in_axes=1), f32(2, 4, 4)),
    "all_to_all of one axis": (over_i(lambda x: lax.all_to_all(x, "i", 1, 1), in_axes=1), f32(2, 4, 4)),
    "all_to_all tiled": (over_i(lambda x: lax.all_to_all(x, "i", 1, 0, tiled=True)), f32(4, 3, 8)),
    "all_to_all tiled of one axis": (over_i(lambda x: lax.all_to_all(x, "i", 1, 1, tiled=True)), f32(4, 3, 8)),
    "all_to_all over several axes": (over_ij(lambda x: lax.all_to_all(x, ("i", "j"), 1, 0)), f32(2, 3, 5, 6)),
    "all_to_all over the inner axis": (over_ij(lambda x: lax.all_to_all(x, "j", 0, 1)), f32(2, 3, 3, 5)),
    "pswapaxes": (over_i(lambda x: lax.pswapaxes(x, "i", 1)), f32(4, 3, 4)),
    "psum_scatter": (over_i(lambda x: lax.psum_scatter(x, "i", scatter_dimension=1)), f32(4, 3, 4)),
    "psum_scatter tiled": (over_i(lambda x: lax.psum_scatter(x, "i", tiled=True), in_axes=1), f32(8, 4, 3)),
    "psum_scatter of a shared array": (vmap(lambda x, y: x + lax.psum_scatter(y, "i"), in_axes=(0, None), axis_name="i"), f32(4, 3), f32(4, 3)),
    "ppermute": (over_i(lambda x: lax.ppermute(x, "i", [(0, 1), (1, 2), (2, 0)]), in_axes=1), f32(2, 3)),
    "ppermute of a shared array": (
        vmap(lambda x, y: x + lax.ppermute(y, "i", [(0, 1), (1, 2), (2, 0)]), in_axes=(0, None), axis_name="i"), f32(3, 2), f32(2)),
    "pshuffle": (over_i(lambda x: lax.pshuffle(x, "i", [2, 0, 1])), f32(3, 2)),
    "open psum in groups": lambda: open_i(lambda x: lax.psum(x, "i", axis_index_groups=[[0, 1], [2, 3]]), f32(3)),
    "open pmin": lambda: open_i(lambda x: lax.pmin(x, ("i", "j")), f32(3), axes=(("i", 4), ("j", 2))),
    "open all_gather in groups": lambda: open_i(lambda x: lax.all_gather(x, "i", axis_index_groups=[[0, 2], [1, 3]], tiled=True), f32(3)),
    "open all_to_all": lambda: open_i(lambda x: lax.all_to_all(x, "i", 0, 1), f32(4, 3)),
    "open all_to_all of a list": lambda: open_i(lambda x: lax.all_to_all(x, ("i",), 1, 0, tiled=True), f32(4, 8)),
    "open psum_scatter": lambda: open_i(lambda x: lax.psum_scatter(x, ("i", "j"), tiled=True), f32(16, 3), axes=(("i", 4), ("j", 2))),
    "open ppermute": lambda: open_i(lambda x: lax.ppermute(x, "i", [(0, 1), (3, 2)]), f32(3)),
    "open pbroadcast": lambda: open_i(lambda x: lax.pbroadcast(x, "i", 1), f32(3)),
}

for name, entry in ENTRIES.items():
    print(f"# {name}")
    print(entry() if callable(entry) else jax.make_jaxpr(entry[0])(*entry[1:]))
