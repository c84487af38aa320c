"""Reads a hunspell dictionary and writes out every form of every entry, as hunspell itself would accept it.

Elided forms (l'avion, qu'il) are left out: the tokens of a text have lost their article before anybody asks what they are.
"""

import re
from collections import namedtuple

# The elided articles and conjunctions, each a prefix of its own.
ELISIONS = {"L'", "D'", "Q'", "Q*", "Qj", "Si", "n'", "q'", "d'", "j'", "c'", "l'", "m'", "t'", "s'"}
# Symbols of units (kWh, Mo) keep their case and take prefixes of their own; they are no words.
SYMBOLS = {"||", "U."}

Rule = namedtuple("Rule", "strip add flags condition tags")
Entry = namedtuple("Entry", "word flags tags")
# Of a form: itself, the word it is a form of (kilogrammes: kilogramme, of the entry gramme), and the tags of its rules.
Form = namedtuple("Form", "text base tags")


def flags_of(text):
    return [text[i:i + 2] for i in range(0, len(text), 2)]


class Affixes:
    """The rules of a .aff file: two-letter flags, prefixes, suffixes, cross products."""

    def __init__(self, path):
        self.suffixes, self.prefixes, self.crossed = {}, {}, set()
        self.needs_affix = None
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                words = line.split()
                if not words or words[0].startswith("#"):
                    continue
                if words[0] == "FLAG" and words[1] != "long":
                    raise SystemExit(f"{path}: flags are not of two letters")
                if words[0] == "NEEDAFFIX":
                    self.needs_affix = words[1]
                if words[0] in ("SFX", "PFX"):
                    self.add(words)

    def add(self, words):
        kind, flag, tables = words[0], words[1], self.suffixes if words[0] == "SFX" else self.prefixes
        if flag not in tables:  # the head of the table: SFX flag cross-product count
            tables[flag] = []
            if words[2] == "Y":
                self.crossed.add((kind, flag))
            return
        strip = "" if words[2] == "0" else words[2]
        add, _, flags = words[3].partition("/")
        add = "" if add == "0" else add
        pattern = words[4] if len(words) > 4 else "."
        if ":" in pattern:
            raise SystemExit(f"a rule of {flag} without a condition")
        condition = re.compile(f"(?:{pattern})$" if kind == "SFX" else f"(?:{pattern})")
        tables[flag].append(Rule(strip, add, flags_of(flags), condition, words[5:]))

    def suffixed(self, word, flag):
        for rule in self.suffixes[flag]:
            if word.endswith(rule.strip) and rule.condition.search(word):
                yield word[:len(word) - len(rule.strip)] + rule.add, rule

    def prefixed(self, word, flag):
        for rule in self.prefixes[flag]:
            if word.startswith(rule.strip) and rule.condition.match(word):
                yield rule.add + word[len(rule.strip):], rule

    def forms(self, entry):
        """Every form of an entry, the bare one first if it may stand alone."""
        yield from self.forms_of(entry.word, entry.flags, self.needs_affix not in entry.flags)
        suffixes = [flag for flag in entry.flags if flag in self.suffixes and ("SFX", flag) in self.crossed]
        for flag in entry.flags:
            if flag in self.prefixes and flag not in ELISIONS:
                crossed = suffixes if ("PFX", flag) in self.crossed else []
                for text, rule in self.prefixed(entry.word, flag):
                    if "'" not in rule.add:
                        yield from self.forms_of(text, crossed + rule.flags, self.needs_affix not in rule.flags)

    def forms_of(self, word, flags, stands_alone):
        if stands_alone:
            yield Form(word, word, [])
        for flag in flags:
            for text, rule in self.suffixed(word, flag) if flag in self.suffixes else ():
                if self.needs_affix not in rule.flags:
                    yield Form(text, word, rule.tags)
                for second in rule.flags:
                    for longer, last in self.suffixed(text, second) if second in self.suffixes else ():
                        yield Form(longer, word, last.tags)


def entries(path):
    with open(path, encoding="utf-8") as lines:
        next(lines)  # the number of entries
        for line in lines:
            head, *tags = line.split()
            word, slash, flags = head.partition("/")
            if not word:  # the entry is the slash itself
                continue
            yield Entry(word, flags_of(flags) if slash else [], tags)
