"""
Families of words: which word was made from which, by the rules of rules.tsv, checked against the lexicon, less the exceptions of
not-families.tsv, and with the irregular ones of families.tsv and the names of places.tsv. Families are a head and its members;
they are not chained.
"""

import words

KINDS = {name: number for number, name in enumerate(
    ("action", "agent", "quality", "adjective", "adverb", "verb", "inhabitant", "root"), 1)}
PARTS = {"verb": (words.VERBAL, words.VERB), "noun": (words.NOMINAL, words.NOUN), "adjective": (words.NOMINAL, words.ADJECTIVE)}


class Families:
    def __init__(self, lexicon, rows):
        """ROWS: a function from the name of a table to its rows."""
        self.lexicon, self.rows = lexicon, rows
        self.by_part = {part: {} for part in PARTS}
        for lemma in lexicon.lemmas.values():
            for part, (kind, bit) in PARTS.items():
                if lemma.kind == kind and lemma.parts & bit:
                    self.by_part[part][lemma.base] = lemma
        self.kinds = {}  # (head, member): kind, the first rule that says so
        self.rules = {}

    def add(self, kind, head, member, rule):
        key = (id(head), id(member))
        if head is not member and key not in self.kinds and (id(member), id(head)) not in self.kinds:
            self.kinds[key] = (kind, head, member)
            self.rules[key] = rule

    def by_rules(self):
        for _, (kind, part, ending, other_part, other_ending, least) in self.rows("rules.tsv"):
            ending, other_ending, least = ending[1:], other_ending[1:], int(least)
            members = self.by_part[other_part]
            for base, head in self.by_part[part].items():
                kept = len(base) - len(ending)
                if kept >= least and base.endswith(ending):
                    member = members.get(base[:kept] + other_ending)
                    if member:
                        self.add(kind, head, member, f"{part} -{ending} {other_part} -{other_ending}")

    def adverbs(self):
        """Adverbs from any form of their adjective: doux, douce, doucement; vrai, vraiment; prudent, prudemment."""
        for base, head in self.by_part["adjective"].items():
            for form in head.forms:
                ways = [form + "ment"]
                if form.endswith("ent") or form.endswith("ant"):
                    ways.append(form[:-2] + "mment")
                elif form.endswith("e"):
                    ways.append(form[:-1] + "ément")
                for way in ways:
                    adverb = self.lexicon.get(way, words.LITTLE)
                    if adverb and adverb.parts & words.ADVERB:
                        self.add("adverb", head, adverb, "adverb")

    def participles(self):
        """
        Nouns that are a participle of a verb: les blessés, un salarié. A text that has such a form mostly means the verb, whose
        family is then that of the noun as well. Feminine ones (la portée) go their own way, and so do those of not-families.tsv.
        """
        for verb in self.by_part["verb"].values():
            for form in verb.participles:
                noun = None if form.endswith(("e", "ant")) else self.by_part["noun"].get(form)
                if noun:
                    self.add("action", verb, noun, "participle")

    def by_hand(self):
        """The pairs of families.tsv; returns those that the lexicon does not know."""
        unknown = []
        for number, (part, base, kind, other_part, members) in self.rows("families.tsv"):
            head = self.by_part[part].get(base)
            for other in members.split(" "):
                member = self.by_part[other_part].get(other)
                if head and member:
                    self.add(kind, head, member, "by hand")
                else:
                    unknown.append((number, base, other))
        return unknown

    def exceptions(self):
        """Takes out the pairs of not-families.tsv; returns those that no rule makes."""
        made = {}
        for key, (_, head, member) in self.kinds.items():
            if self.rules[key] != "by hand":
                made.setdefault((head.base, member.base), []).append(key)
        idle = []
        for number, (base, other) in self.rows("not-families.tsv"):
            for key in made.get((base, other), ()):
                del self.kinds[key], self.rules[key]
            if (base, other) not in made:
                idle.append((number, base, other))
        return idle

    def by_places(self):
        """The names of places.tsv; returns those that the lexicon does not know."""
        unknown = []
        for number, (place, inhabitants, *compounds) in self.rows("places.tsv"):
            head = self.lexicon.get(place, words.NAME)
            members = {name: self.lexicon.get(name, words.NOMINAL) for name in inhabitants.split(" ")}
            for name, member in members.items():
                if head and member:
                    self.add("inhabitant", head, member, "place")
                else:
                    unknown.append((number, place, name))
            # A compound leads to the place, and not the place to it: nord-coréen and sud-coréen are not of one family.
            for name in (compounds[0].split(" ") if compounds else ()):
                compound = self.lexicon.get(name, words.NOMINAL)
                if not compound:
                    unknown.append((number, place, name))
                    continue
                for member in (head, *members.values()):
                    if member:
                        self.add("root", compound, member, "place")
        return unknown
