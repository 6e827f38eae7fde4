"""Writes jax_names.txt: the public callables of some modules of JAX, a name a line, for docs/support.md.

Run with a Python that has JAX 0.10.2:  python jax_names.py > jax_names.txt
"""
import jax
import jax.nn.initializers

for module in (jax.numpy.linalg, jax.random, jax.nn, jax.nn.initializers):
    for name in sorted(dir(module)):
        if not name.startswith("_") and callable(getattr(module, name)):
            print(f"{module.__name__}.{name}")
