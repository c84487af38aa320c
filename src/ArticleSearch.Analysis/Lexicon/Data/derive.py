#!/usr/bin/env python3
"""
Derives lexicon.bin from Debian's hunspell-fr-classical and from the tables of this folder.

    derive.py [--dictionary PATH] [--output FILE]

PATH is that of fr.dic without its ending; the same input always gives the same bytes.
"""

import argparse
import hashlib
import os
import sys

import binary
import words
from families import KINDS, Families

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


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dictionary", default="/usr/share/hunspell/fr")
    arguments.add_argument("--output", default=os.path.join(HERE, "lexicon.bin"))
    arguments = arguments.parse_args()

    lexicon = words.Words()
    entries = lexicon.read(arguments.dictionary)
    for _, (part, base, *forms) in rows("words.tsv"):
        lexicon.add(part, base, forms[0].split(" ") if forms else [])
    complain("nouns.tsv", [(number, *pair) for number, pair in rows("nouns.tsv") if not lexicon.part(*pair)])
    for number, columns in rows("variants.tsv"):
        idle = [(number, columns[0], other) for other in columns[1:] if not lexicon.join(columns[0], other)]
        complain("variants.tsv", idle)
    lexicon.join_compounds()
    lexicon.spell_since_1990()
    lexicon.double_less_since_1990()

    families = Families(lexicon, rows)
    complain("families.tsv", families.by_hand())
    complain("places.tsv", families.by_places())
    families.by_rules()
    families.adverbs()
    families.participles()
    complain("not-families.tsv", families.exceptions())

    lemmas = sorted(lexicon.lemmas.values(), key=lambda lemma: (lemma.base, lemma.kind))
    numbers = {id(lemma): number for number, lemma in enumerate(lemmas)}
    relations = sorted((numbers[id(head)], numbers[id(member)], KINDS[kind]) for kind, head, member in families.kinds.values())
    counts = binary.write(arguments.output, lemmas, lexicon.overshadowed(), relations)
    with open(arguments.output, "rb") as output:
        digest = hashlib.sha256(output.read()).hexdigest()
    print(f"entries {entries}\nlemmas {len(lemmas)}\nforms {counts['forms']}\nrelations {len(relations)}")
    print(f"families {len({head for head, _, _ in relations})}\nbytes {counts['bytes']}\nsha256 {digest}")


if __name__ == "__main__":
    main()
