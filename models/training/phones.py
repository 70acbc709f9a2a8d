"""The speech sounds the model tells apart: CMUdict's 39 phones, and the blank of CTC."""

from __future__ import annotations

BLANK = 0
"""The output that means "no new phone": silence, and the inside of a phone already named."""

PHONES = (
    "AA", "AE", "AH", "AO", "AW", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G", "HH", "IH", "IY",
    "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T", "TH", "UH", "UW", "V", "W", "Y",
    "Z", "ZH",
)  # fmt: skip
"""Phone k of this list is output k + 1 of the network."""

OUTPUTS = len(PHONES) + 1

NUMBER = {phone: number for number, phone in enumerate(PHONES, start=1)}
"""Each phone's output."""


def numbers(phones: str) -> tuple[int, ...]:
    """The outputs of phones written as CMUdict writes them, stress marks dropped: "L EH1 G"."""
    return tuple(NUMBER[phone.rstrip("012")] for phone in phones.split())
