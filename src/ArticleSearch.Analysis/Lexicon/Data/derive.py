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

HERE = os.path.dirname(os.path.abspath(__file__))


def rows(name):
    """The rows of a table: columns between tabs; # begins a comment."""
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield number, line.split("\t")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dictionary", default="/usr/share/hunspell/fr")
    arguments.add_argument("--output", default=os.path.join(HERE, "lexicon.bin"))
    arguments = arguments.parse_args()

    lexicon = words.Words()
    entries = lexicon.read(arguments.dictionary)
    for number, columns in rows("variants.tsv"):
        for other in columns[1:]:
            if not lexicon.join(columns[0], other):
                print(f"variants.tsv:{number}: nothing to join: {columns[0]}, {other}", file=sys.stderr)

    lexicon.join_compounds()

    lemmas = sorted(lexicon.lemmas.values(), key=lambda lemma: (lemma.base, lemma.kind))
    relations = []
    counts = binary.write(arguments.output, lemmas, lexicon.overshadowed(), relations)
    with open(arguments.output, "rb") as output:
        digest = hashlib.sha256(output.read()).hexdigest()
    print(f"entries {entries}\nlemmas {len(lemmas)}\nforms {counts['forms']}\nrelations {len(relations)}")
    print(f"bytes {counts['bytes']}\nsha256 {digest}")
    print(counts, file=sys.stderr)


if __name__ == "__main__":
    main()
