#!/usr/bin/env python3
"""
Derives lexicon.bin from Debian's hunspell-fr-classical and from the tables of this folder, then thesaurus.bin, which names words by
their numbers in the lexicon, from Debian's mythes-fr.

    derive.py [--dictionary PATH] [--thesaurus FILE] [--output FILE]

PATH is that of fr.dic without its ending; the same input always gives the same bytes. Where the lexicon goes elsewhere (--output),
the thesaurus stays as it is.
"""

import argparse
import hashlib
import os
import sys

import binary
from families import KINDS
from lexicon import HERE, Lexicon

sys.path.append(os.path.join(HERE, "..", "..", "Thesaurus", "Data"))
import thesaurus  # noqa: E402: found by the line above


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--dictionary", default="/usr/share/hunspell/fr")
    arguments.add_argument("--thesaurus", default=thesaurus.SOURCE)
    arguments.add_argument("--output")
    arguments = arguments.parse_args()
    path = arguments.output or os.path.join(HERE, "lexicon.bin")

    lexicon = Lexicon(arguments.dictionary)
    numbers = {id(lemma): number for number, lemma in enumerate(lexicon.lemmas)}
    relations = sorted((numbers[id(head)], numbers[id(member)], KINDS[kind])
                       for kind, head, member in lexicon.families.kinds.values())
    counts = binary.write(path, lexicon.lemmas, lexicon.words.overshadowed(), relations)
    with open(path, "rb") as output:
        digest = hashlib.sha256(output.read()).hexdigest()
    print(f"entries {lexicon.entries}\nlemmas {len(lexicon.lemmas)}\nforms {counts['forms']}\nrelations {len(relations)}")
    print(f"families {len({head for head, _, _ in relations})}\nbytes {counts['bytes']}\nsha256 {digest}")
    if not arguments.output:
        thesaurus.derive_again(lexicon.lemmas, arguments.thesaurus)


if __name__ == "__main__":
    main()
