"""Writes jnp_names.txt: the public callables of jax.numpy, a name a line, for docs/support.md.

Run with a Python that has JAX 0.10.2:  python jnp_names.py > jnp_names.txt
"""
import jax.numpy as jnp

for name in sorted(dir(jnp)):
    if not name.startswith("_") and callable(getattr(jnp, name)):
        print(name)
