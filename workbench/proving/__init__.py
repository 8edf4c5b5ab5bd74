"""Proving: faults are put into the backend's code one at a time, and its tests have to notice each."""

from workbench.proving.faults import Fault, find_faults
from workbench.proving.proof import Proof, prove_tests

__all__ = ["Fault", "Proof", "find_faults", "prove_tests"]
