"""Which words are near in meaning, by a thesaurus of words and their synonyms. The grammar of thesaurus.bin stands in ThesaurusFile.cs."""

import hashlib
import os
import struct
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = "/usr/share/mythes/thes_fr.dat"

MAGIC = b"FRTH"
VERSION = 1
MOST = 24        # near meanings of a word; the strongest stay
LEAST = 0.09     # overlap of two entries; what has less is left out, to keep the file small
NO_ENTRY = 0.1   # the overlap with a word that has no entry of its own
POWER = 0.7
LEVELS = 16      # of strength, from 1/16 to 1
BLOCK = 32       # lemmas


def read(path):
    """The entries: a word, and all words that stand in its lines. The first line names the encoding."""
    entries, head = {}, None
    with open(path, encoding="utf-8") as lines:
        if next(lines).strip() != "UTF-8":
            raise SystemExit(f"{path} is not a thesaurus in UTF-8")
        for line in lines:
            first, *others = line.rstrip("\n").split("|")
            if first[:1] in ("(", "-"):  # a part of speech, or none
                entries[head] |= set(others)
            else:
                head = first
                entries[head] = {head}
    return entries


def near(entries, lemmas):
    """
    Of each lemma the lemmas near to it, with the overlap of their entries: what part of all words of the two stands in both. Only
    base forms of words that may be the same part of speech.
    """
    numbers, pairs = {}, {}
    for number, lemma in enumerate(lemmas):
        numbers.setdefault(lemma.base, []).append(number)
    for head, mine in entries.items():
        for word in mine - {head} if head in numbers else ():
            if word not in numbers:
                continue
            other = entries.get(word)
            overlap = len(mine & other) / len(mine | other) if other else NO_ENTRY
            if overlap < LEAST:
                continue
            for a in numbers[head]:
                for b in numbers[word]:
                    if a != b and lemmas[a].parts & lemmas[b].parts:
                        found = pairs.setdefault(a, {})
                        found[b] = max(found.get(b, 0), overlap)
    return {a: sorted(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]) for a, found in pairs.items()}


def level(overlap):
    return max(1, int(LEVELS * overlap ** POWER + 0.5))


class Bits:
    """Bits in a row, those of a byte from its lowest."""

    def __init__(self):
        self.value, self.count, self.bytes = 0, 0, bytearray()

    def __len__(self):
        return 8 * len(self.bytes) + self.count

    def add(self, value, count):
        if not 0 <= value < 1 << count:
            raise SystemExit(f"{value} does not fit in {count} bits")
        self.value |= value << self.count
        self.count += count
        while self.count >= 8:
            self.bytes.append(self.value & 255)
            self.value >>= 8
            self.count -= 8


def crc32c(content):
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = (byte >> 1) ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    crc = 0
    for byte in content:
        crc = table[(crc ^ byte) & 255] ^ (crc >> 8)
    return crc


def stamp(lemmas):
    """What tells the numbering of one lexicon from another's: the start of a hash of all bases and their parts of speech."""
    text = "".join(f"{lemma.base}\t{lemma.parts}\n" for lemma in lemmas)
    return hashlib.sha256(text.encode("utf-8")).digest()[:8]


def content(lemmas, pairs):
    """The bytes of the file, and how many words it knows."""
    known = sorted(set(pairs) | {b for found in pairs.values() for b, _ in found})
    places = {number: place for place, number in enumerate(known)}
    index, lists, place = bytearray(), Bits(), 0
    for start in range(0, len(lemmas), BLOCK):
        present = [number for number in range(start, min(start + BLOCK, len(lemmas))) if number in places]
        bits = sum(1 << (number - start) for number in present)
        index += struct.pack("<IH", bits, place) + len(lists).to_bytes(3, "little")
        place += len(present)
        for number in present:
            found = pairs.get(number, ())
            lists.add(len(found), 5)
            short = (len(known) // (len(found) + 1)).bit_length() - 1
            before = -1
            for other, overlap in found:
                gap = places[other] - before - 1
                before = places[other]
                lists.add(1 << (gap >> short), (gap >> short) + 1)
                lists.add(gap & ((1 << short) - 1), short)
                lists.add(level(overlap) - 1, 4)
    lists.add(0, 7)  # to a whole byte; what is read at once never ends after the file
    body = struct.pack("<II", len(lemmas), len(known)) + stamp(lemmas) + bytes(index) + bytes(lists.bytes) + bytes(8)
    return MAGIC + struct.pack("<II", VERSION, crc32c(body)) + body, len(known)


def derive(lemmas, source, output):
    """Writes the thesaurus and prints its figures."""
    entries = read(source)
    pairs = near(entries, lemmas)
    written, known = content(lemmas, pairs)
    with open(output, "wb") as file:
        file.write(written)
    print(f"entries {len(entries)}\nlemmas {known}\npairs {sum(map(len, pairs.values()))}\nbytes {len(written)}")
    print(f"sha256 {hashlib.sha256(written).hexdigest()}")


def derive_again(lemmas, source):
    """After the lexicon: the numbers of its lemmas stand in the thesaurus. Without the source, the thesaurus must fit as it is."""
    output = os.path.join(HERE, "thesaurus.bin")
    if os.path.exists(source):
        derive(lemmas, source, output)
        return
    with open(output, "rb") as file:
        if file.read(28)[20:28] != stamp(lemmas):
            sys.exit(f"The lemmas have other numbers now, and {output} still has the old ones: there is no {source}. "
                     "Install mythes-fr or name its thes_fr.dat with --thesaurus, and derive again.")
