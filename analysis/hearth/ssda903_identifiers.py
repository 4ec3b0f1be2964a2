"""Identifiers of a simulated return: they look and behave like a council's own, and cannot be anybody's.

A run knows its children, carers and homes by 64-bit keys. A return needs CHILD, URN and PL_POST. They are made from
the keys alone, so that a child, a carer or a home has the same one in every year, and nearly always in every scenario
of the same data: only if two keys of a council would get the same code does the later one take the next that is free.
"""

from __future__ import annotations

import numpy as np

#: URN of a provider that Ofsted does not inspect.
NOT_INSPECTED = "XXXXXXX"
#: Letters that the second half of a postcode may have.
POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
#: ZZ is none of the 124 postcode areas, so no address has it. District 99 is left out: the statistical offices
#: use ZZ99 for "no fixed abode" and for countries.
POSTCODE_AREA, POSTCODE_DISTRICTS = "ZZ", 98
POSTCODES = POSTCODE_DISTRICTS * 10 * len(POSTCODE_LETTERS) ** 2
#: Seven digits beginning with 9: Ofsted's registers hold SC0 to SC4 and numbers beginning with 1 or 2.
FIRST_URN, URNS = 9_000_000, 1_000_000
CHILD_NUMBERS = 100_000_000


def child_numbers(keys: np.ndarray) -> np.ndarray:
    """CHILD for each key: H and eight digits; a letter first, so that no spreadsheet drops a leading zero."""
    return _texts(_distinct(keys, CHILD_NUMBERS), lambda number: f"H{number:08d}")


def postcodes(keys: np.ndarray) -> np.ndarray:
    """PL_POST for each key, one for each place; what tells two carers of the same agency apart."""
    letters = len(POSTCODE_LETTERS)

    def text(number: int) -> str:
        rest, last = divmod(number, letters)
        rest, first = divmod(rest, letters)
        district, sector = divmod(rest, 10)
        return f"{POSTCODE_AREA}{district + 1} {sector}{POSTCODE_LETTERS[first]}{POSTCODE_LETTERS[last]}"

    return _texts(_distinct(keys, POSTCODES), text)


def urns(keys: np.ndarray) -> np.ndarray:
    """URN for each key; two carers may share one, as those of one agency do."""
    keys, back = np.unique(keys, return_inverse=True)
    return _texts(FIRST_URN + (_mixed(keys) % np.uint64(URNS)).astype(np.int64)[back], str)


def _distinct(keys: np.ndarray, codes: int) -> np.ndarray:
    """A number below `codes` for each key, different for different keys: the hash, or the next that is free."""
    keys, back = np.unique(keys, return_inverse=True)
    if len(keys) > codes:
        raise ValueError(f"{len(keys)} keys for {codes} codes")
    number = (_mixed(keys) % np.uint64(codes)).astype(np.int64)
    while True:
        first = np.unique(number, return_index=True)[1]  # of equal numbers the smallest key stays
        taken = np.ones(len(keys), dtype=bool)
        taken[first] = False
        if not taken.any():
            return number[back]
        number[taken] = (number[taken] + 1) % codes


def _mixed(keys: np.ndarray) -> np.ndarray:
    """SplitMix64's finaliser (Steele, Lea & Flood 2014): neighbouring keys get unrelated numbers."""
    mixed = keys.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def _texts(numbers: np.ndarray, text) -> np.ndarray:
    """The text of each number, each distinct one made once."""
    distinct, back = np.unique(numbers, return_inverse=True)
    return np.array([text(int(number)) for number in distinct], dtype=object)[back]
