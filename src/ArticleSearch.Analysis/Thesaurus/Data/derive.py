#!/usr/bin/env python3
"""
Derives thesaurus.bin from Debian's mythes-fr and from the words of the lexicon, which are made from Debian's hunspell-fr-classical.

    derive.py [--thesaurus FILE] [--dictionary PATH] [--output FILE]

FILE is thes_fr.dat or any thesaurus of that form, PATH that of fr.dic without its ending; the same input always gives the same
bytes. The derive.py of the lexicon runs the same.
"""

import argparse
import os
import sys

import thesaurus

sys.path.append(os.path.join(thesaurus.HERE, "..", "..", "Lexicon", "Data"))
from lexicon import Lexicon  # noqa: E402: found by the line above


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--thesaurus", default=thesaurus.SOURCE)
    arguments.add_argument("--dictionary", default="/usr/share/hunspell/fr")
    arguments.add_argument("--output", default=os.path.join(thesaurus.HERE, "thesaurus.bin"))
    arguments = arguments.parse_args()
    thesaurus.derive(Lexicon(arguments.dictionary).lemmas, arguments.thesaurus, arguments.output)


if __name__ == "__main__":
    main()
