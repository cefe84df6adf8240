"""Passwords are kept as argon2id hashes, made so that guessing costs 19 MiB and two passes a try."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What an unknown login is compared with, so that it answers as slowly as a known one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$3bIT9Zcl34esHPg35Dmb3w$JVwZr3a/sDEZ6fWroUoyZoE1KP3MQzg4hV5AKbNFxtM"


def hash_password(password: str) -> str:
    """Return the hash to keep."""
    return HASHER.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether the password fits; without a hash the same work is done and the answer is no."""
    try:
        fits = HASHER.verify(password_hash or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return fits and password_hash is not None
