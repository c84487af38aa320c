"""Writes lexicon.bin. The grammar of the file stands in LexiconFile.cs, which reads it."""

import struct

MAGIC = b"FRLX"
VERSION = 1
LAST, FINAL, TARGETS = 1 << 23, 1 << 22, 1 << 22
BASE, OVERSHADOWED, LIST = 1 << 20, 1 << 21, 1 << 23
LAST_READING = 1 << 22


def three(number):
    if not 0 <= number < 1 << 24:
        raise SystemExit(f"{number} does not fit in three bytes")
    return number.to_bytes(3, "little")


class Automaton:
    """The minimal automaton of sorted words, built a word at a time (Daciuk et al. 2000), which also numbers them."""

    def __init__(self, words):
        self.known, self.path, self.previous = {}, [[]], ""  # a state: [label, final, target] an arc
        for word in words:
            assert word > self.previous
            common = 0
            while common < min(len(word), len(self.previous)) and word[common] == self.previous[common]:
                common += 1
            self.freeze(common)
            for letter in word[common:]:
                state = []
                self.path[-1].append([letter, False, state])
                self.path.append(state)
            self.path[-2][-1][1] = True
            self.previous = word
        self.freeze(0)
        self.root = self.frozen(self.path[0])

    def freeze(self, depth):
        while len(self.path) > depth + 1:
            state = self.path.pop()
            self.path[-1][-1][2] = self.frozen(state)

    def frozen(self, state):
        key = tuple((letter, final, id(target)) for letter, final, target in state)
        return self.known.setdefault(key, (len(self.known), state))[1]

    def bytes(self, labels):
        """The arcs: a label, LAST and FINAL and the target, how many words of the state come before those of the arc."""
        number, counts, start = {}, {}, 1  # arc 0 stands for none: the state without arcs
        states = [state for _, state in sorted(self.known.values(), key=lambda numbered: numbered[0])]
        states.reverse()
        for state in states:
            number[id(state)] = start if state else 0
            start += len(state)
        for state in reversed(states):
            counts[id(state)] = sum(final + counts[id(target)] for _, final, target in state)
        if start >= TARGETS:
            raise SystemExit("too many arcs")
        arcs = bytearray(7)
        for state in states:
            before = 0
            for i, (letter, final, target) in enumerate(state):
                arcs.append(labels[letter])
                arcs += three((LAST if i + 1 == len(state) else 0) | (FINAL if final else 0) | number[id(target)])
                arcs += three(before)
                before += final + counts[id(target)]
        return bytes(arcs), number[id(self.root)]


def paradigm(lemma):
    """How to make the other forms from the base: how many letters to cut off, what to put there instead."""
    rows = []
    for form in sorted(lemma.forms - {lemma.base}):
        kept = 0
        while kept < min(len(form), len(lemma.base)) and form[kept] == lemma.base[kept]:
            kept += 1
        rows.append((len(lemma.base) - kept, form[kept:]))
    return lemma.parts, tuple(rows)


def write(path, lemmas, overshadowed, relations):
    """
    Writes the lemmas, in the order given, which is that of their numbers.
    RELATIONS: triples (number of the head, number of the member, kind).
    """
    readings = {}
    for number, lemma in enumerate(lemmas):
        for form in lemma.forms:
            flags = (BASE if form == lemma.base else 0) | (OVERSHADOWED if (form, id(lemma)) in overshadowed else 0)
            readings.setdefault(form, []).append(number | flags)
    forms = sorted(readings)
    labels = {letter: i for i, letter in enumerate(sorted({letter for form in forms for letter in form}))}
    arcs, root = Automaton(forms).bytes(labels)

    table, lists, known_lists = bytearray(), bytearray(), {}
    for form in forms:
        found = readings[form]
        if len(found) == 1:
            table += three(found[0])
            continue
        # What a form is first of all comes first: base forms, then what nothing overshadows.
        found.sort(key=lambda reading: (not reading & BASE, reading & OVERSHADOWED, reading))
        key = tuple(found)
        if key not in known_lists:
            known_lists[key] = len(lists)
            for i, reading in enumerate(found):
                lists += three(reading | (LAST_READING if i + 1 == len(found) else 0))
        table += three(LIST | known_lists[key])

    form_numbers = {form: i for i, form in enumerate(forms)}
    paradigms, paradigm_starts, paradigm_bytes = {}, bytearray(), bytearray()
    relatives, relative_bytes = {}, bytearray(1)
    for head, member, kind in relations:
        relatives.setdefault(head, ([], []))[0].append((member, kind))
        relatives.setdefault(member, ([], []))[1].append((head, kind))
    lemma_bytes = bytearray()
    for number, lemma in enumerate(lemmas):
        key = paradigm(lemma)
        if key not in paradigms:
            paradigms[key] = len(paradigms)
            paradigm_starts += three(len(paradigm_bytes))
            parts, rows = key
            paradigm_bytes += struct.pack("<HB", parts, len(rows))
            for cut, ending in rows:
                paradigm_bytes += bytes([cut, len(ending)]) + bytes(labels[letter] for letter in ending)
        start = 0
        if number in relatives:
            start = len(relative_bytes)
            members, heads = relatives[number]
            relative_bytes += bytes([len(members), len(heads)])
            for other, kind in sorted(members) + sorted(heads):
                relative_bytes += three(other) + bytes([kind])
        lemma_bytes += three(form_numbers[lemma.base]) + struct.pack("<H", paradigms[key]) + three(start)

    alphabet = "".join(sorted(labels)).encode("utf-16-le")
    sections = [alphabet, arcs, bytes(table), bytes(lists), bytes(lemma_bytes), bytes(paradigm_starts), bytes(paradigm_bytes),
                bytes(relative_bytes)]
    head = MAGIC + struct.pack("<II", VERSION, root) + b"".join(struct.pack("<I", len(section)) for section in sections)
    content = head + b"".join(sections)
    with open(path, "wb") as output:
        output.write(content)
    return {"forms": len(forms), "arcs": len(arcs) // 7 - 1, "paradigms": len(paradigms), "bytes": len(content),
            "sections": [len(section) for section in sections]}
