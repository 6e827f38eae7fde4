"""Writes linalg.txt: the programs that JAX makes of jax.numpy.linalg and jax.lax.linalg, for the tests that compare them with Core.Linalg's and Core.Lax's.

Run with a Python that has JAX 0.10.2:  python linalg_goldens.py > linalg.txt
Each entry has a namesake in LinalgPrograms.cs; add both.
"""
import numpy as np

np.set_printoptions(legacy="1.25")  # integers out of NumPy print plainly
import jax
import jax.numpy as jnp
from jax import vmap
from jax.lax import linalg as ll

f32, i32, c64 = (lambda *s, d=d: jax.ShapeDtypeStruct(s, d) for d in ("float32", "int32", "complex64"))
L = jnp.linalg
a, r, s, v, z, i = f32(3, 3), f32(3, 4), f32(2, 3, 3), f32(3), c64(3, 3), i32(3, 3)

ENTRIES = {
    "cholesky": (lambda a: L.cholesky(a), a),
    "cholesky upper": (lambda z: L.cholesky(z, upper=True), z),
    "cholesky of ints": (lambda i: L.cholesky(i, symmetrize_input=False), i),
    "cholesky of a stack": (lambda s: L.cholesky(s), s),
    "qr": (lambda r: L.qr(r), r),
    "qr complete": (lambda r: L.qr(r, mode="complete"), r),
    "svd": (lambda r: L.svd(r), r),
    "svd thin": (lambda r: L.svd(r, full_matrices=False), r),
    "svdvals": (lambda r: L.svdvals(r), r),
    "eigh": (lambda z: L.eigh(z), z),
    "eigh upper": (lambda a: L.eigh(a, UPLO="U", symmetrize_input=False), a),
    "eigvalsh": (lambda a: L.eigvalsh(a), a),
    "eig": (lambda a: L.eig(a), a),
    "eigvals": (lambda i: L.eigvals(i), i),
    "matrix_transpose": (lambda s: L.matrix_transpose(s), s),
    "matrix_rank": (lambda r: L.matrix_rank(r), r),
    "matrix_rank of a stack": (lambda s: L.matrix_rank(s), s),
    "cond": (lambda a: L.cond(a), a),
    "matrix_power 0": (lambda s: L.matrix_power(s, 0), s),
    "matrix_power 1": (lambda a: L.matrix_power(a, 1), a),
    "matrix_power 3": (lambda a: L.matrix_power(a, 3), a),
    "matrix_power 10": (lambda a: L.matrix_power(a, 10), a),
    "trace": (lambda s: L.trace(s), s),
    "trace with an offset": (lambda r: L.trace(r, offset=1), r),
    "diagonal": (lambda r: L.diagonal(r), r),
    "outer": (lambda v: L.outer(v, v), v),
    "cross": (lambda a, v: L.cross(a, v), a, v),
    "norm": (lambda r: L.norm(r), r),
    "norm of complex": (lambda z: L.norm(z), z),
    "norm along an axis": (lambda r: L.norm(r, axis=1), r),
    "norm fro": (lambda s: L.norm(s, "fro", axis=(1, 2), keepdims=True), s),
    "norm 1": (lambda r: L.norm(r, 1), r),
    "norm inf keeping": (lambda r: L.norm(r, np.inf, keepdims=True), r),
    "norm -1": (lambda r: L.norm(r, -1), r),
    "norm -inf": (lambda r: L.norm(r, -np.inf), r),
    "norm 2": (lambda r: L.norm(r, 2), r),
    "norm -2 of axes": (lambda s: L.norm(s, -2, axis=(2, 0), keepdims=True), s),
    "norm nuc": (lambda r: L.norm(r, "nuc"), r),
    "matrix_norm": (lambda s: L.matrix_norm(s), s),
    "vector_norm": (lambda v: L.vector_norm(v), v),
    "vector_norm 3": (lambda v: L.vector_norm(v, ord=3), v),
    "vector_norm inf": (lambda z: L.vector_norm(z, ord=np.inf, axis=0), z),
    "vector_norm 0": (lambda v: L.vector_norm(v, ord=0), v),
    "vector_norm 1": (lambda r: L.vector_norm(r, ord=1, axis=(0, 1), keepdims=True), r),
    "solve": (lambda a, v: L.solve(a, v), a, v),
    "solve of matrices": (lambda a, r: L.solve(a, r), a, r),
    "solve of stacks": (lambda s, r: L.solve(s, r), s, r),
    "solve of single stacks": (lambda s, r: L.solve(s, r), f32(1, 3, 3), f32(1, 3, 2)),
    "solve of ints": (lambda i, v: L.solve(i, v), i, v),
    "inv": (lambda a: L.inv(a), a),
    "inv of a stack": (lambda s: L.inv(s), s),
    "tensorsolve": (lambda t, r: L.tensorsolve(t, r), f32(2, 2, 4), f32(2, 2)),
    "tensorinv": (lambda t: L.tensorinv(t), f32(2, 2, 4)),
    "vmap of solve": (lambda s, v: vmap(L.solve, (0, None))(s, v), s, v),
    "vmap of solve over right-hand sides": (lambda a, s: vmap(L.solve, (None, 0))(a, s), a, s),
    "lax cholesky": (lambda a: ll.cholesky(a, symmetrize_input=False), a),
    "lax triangular_solve of a vector": (lambda a, v: ll.triangular_solve(a, v, left_side=True, lower=True), a, v),
    "lax triangular_solve of a row": (lambda a, v: ll.triangular_solve(a, v, conjugate_a=True), a, v),
    "lax symmetric_product": (lambda r, a: ll.symmetric_product(r, a, alpha=2.0, symmetrize_output=True), r, a),
    "vmap of triangular_solve over the right": (lambda a, s: vmap(lambda b: ll.triangular_solve(a, b, left_side=True))(s), a, s),
    "vmap of triangular_solve over the left": (lambda s, a: vmap(lambda x: ll.triangular_solve(x, a), 2)(s), f32(3, 3, 2), a),
    "vmap of lu": (lambda s: vmap(lambda x: ll.lu(x), 1)(s), f32(3, 2, 3)),
    "vmap of ormqr": (lambda q, t, c: vmap(lambda c: ll.ormqr(q, t, c), 2)(c), f32(3, 2), f32(2), f32(3, 4, 5)),
    "vmap of tridiagonal_solve": (lambda d, b: vmap(lambda b: ll.tridiagonal_solve(d, d, d, b))(b), v, f32(2, 3, 4)),
    "vmap of tridiagonal_solve over a diagonal": (lambda d, e, b: vmap(lambda e: ll.tridiagonal_solve(d, e, d, b))(e), v, f32(2, 3), f32(3, 4)),
}




for name, (function, *arguments) in ENTRIES.items():
    print(f"# {name}")
    print(jax.make_jaxpr(function)(*arguments))
