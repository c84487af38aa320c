"""All words of the lexicon, from the dictionary and from the tables of this folder, before they are written."""

import os
import sys

import words
from families import Families

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(name):
    """The rows of a table: columns between tabs; # begins a comment."""
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield number, line.split("\t")


def complain(table, idle):
    """Rows that do nothing are mistakes: a word misspelled, or one that the dictionary lacks."""
    for number, *found in idle:
        print(f"{table}:{number}: nothing is done by {' '.join(found)}", file=sys.stderr)


class Lexicon:
    """The words, their lemmas in the order of their numbers, their families. DICTIONARY: the path of fr.dic without its ending."""

    def __init__(self, dictionary):
        self.words = words.Words()
        self.entries = self.words.read(dictionary)
        for _, (part, base, *forms) in rows("words.tsv"):
            self.words.add(part, base, forms[0].split(" ") if forms else [])
        complain("nouns.tsv", [(number, *pair) for number, pair in rows("nouns.tsv") if not self.words.part(*pair)])
        for number, columns in rows("variants.tsv"):
            idle = [(number, columns[0], other) for other in columns[1:] if not self.words.join(columns[0], other)]
            complain("variants.tsv", idle)
        self.words.join_compounds()
        self.words.spell_since_1990()
        self.words.double_less_since_1990()

        self.families = Families(self.words, rows)
        complain("families.tsv", self.families.by_hand())
        complain("places.tsv", self.families.by_places())
        self.families.by_rules()
        self.families.adverbs()
        self.families.participles()
        complain("not-families.tsv", self.families.exceptions())
        self.lemmas = sorted(self.words.lemmas.values(), key=lambda lemma: (lemma.base, lemma.kind))
