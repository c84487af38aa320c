"""Lemmas and their forms, from the entries of the dictionary and from the tables of this folder."""

import itertools
import re

import hunspell

NOUN, ADJECTIVE, VERB, ADVERB, PLACE, PERSON, FUNCTION, NUMBER, OTHER = (1 << i for i in range(9))

PARTS = {
    "nom": NOUN, "adj": ADJECTIVE, "adv": ADVERB, "npr": PLACE, "prn": PERSON, "patr": PERSON, "mg": FUNCTION, "nb": NUMBER,
}

# Of two words that are written alike, those of one class are one lemma: (le) tour and (la) tour, not (un) aller and aller.
NOMINAL, VERBAL, NAME, LITTLE = range(4)

LETTERS = set("abcdefghijklmnopqrstuvwxyzàâäáãåæçéèêëíîïñóôöøōœúùûüÿšśćń'-")
ROMAN = set("ivxlc")


class Lemma:
    """A word: its base form, its parts of speech, the set of its forms (the base is one of them), those that are participles."""

    __slots__ = ("base", "kind", "parts", "forms", "participles")

    def __init__(self, base, kind):
        self.base, self.kind, self.parts, self.forms, self.participles = base, kind, 0, {base}, set()

    def __repr__(self):
        return f"{self.base}:{self.parts}"


def part_of(tag):
    if tag[0] == "v" and tag[1:2] in "0123":
        return VERB
    return PARTS.get(tag, OTHER)


def kind_of(parts, word):
    if parts & VERB:
        return VERBAL
    if parts & (PLACE | PERSON) or (parts & NOUN and word[0].isupper()):
        return NAME
    return NOMINAL if parts & (NOUN | ADJECTIVE) and not parts & FUNCTION else LITTLE


def is_word(text, kind):
    """
    Whether a text can be a word of the lexicon: small Latin letters, hyphens and apostrophes between them. Of single letters,
    only what is a verb or a little word (a, à, y, ô).
    """
    if len(text) == 1 and kind not in (VERBAL, LITTLE):
        return False
    return LETTERS.issuperset(text) and text[0] not in "'-" and text[-1] not in "'-"


def is_roman(entry):
    """Roman numerals and what follows from them (xive, XXIes)."""
    number = entry.word.lower().rstrip("res")
    return "po:nbro" in entry.tags and number != "" and ROMAN.issuperset(number)


def conjugate(base):
    """The forms of a regular verb in -er, and those of them that are participles."""
    stem = base[:-2]
    before_a = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    participles = [before_a + "ant"] + [stem + ending for ending in ("é", "ée", "és", "ées")]
    forms = [base, *participles]
    forms += [stem + ending for ending in (
        "e es ez ent ions iez èrent erai eras era erons erez eront erais erait erions eriez eraient").split(" ")]
    forms += [before_a + ending for ending in (
        "ons ais ait aient ai as a âmes âtes asse asses ât assions assiez assent").split(" ")]
    return forms, participles


class Words:
    """All lemmas, found by base form and kind."""

    def __init__(self):
        self.lemmas = {}
        self.first_of_all = set()  # (form, lemma): the form is first of all a noun of its own, by nouns.tsv

    def lemma(self, base, kind):
        key = (base, kind)
        if key not in self.lemmas:
            self.lemmas[key] = Lemma(base, kind)
        return self.lemmas[key]

    def get(self, base, kind):
        return self.lemmas.get((base, kind))

    def read(self, path):
        """Reads PATH.aff and PATH.dic; returns the number of entries."""
        affixes, count = hunspell.Affixes(path + ".aff"), 0
        for entry in hunspell.entries(path + ".dic"):
            count += 1
            if hunspell.SYMBOLS.intersection(entry.flags) or is_roman(entry):
                continue
            tags = [tag[3:] for tag in entry.tags if tag.startswith("po:")]
            parts = 0
            for tag in tags:
                parts |= part_of(tag)
            if parts & FUNCTION:  # pronouns and the like are tagged with their places in a sentence as well
                parts &= ~OTHER
            kind = kind_of(parts, entry.word)
            if kind == NAME and not parts & (PLACE | PERSON):
                parts |= PLACE
            stem = next((tag[3:].lower().replace("’", "'") for tag in entry.tags if tag.startswith("st:")), None)
            for form in affixes.forms(entry):
                text, base = form.text.lower(), stem or form.base.lower()
                if kind == VERBAL and "-" in text and "-" not in base:
                    continue  # an imperative and its pronouns: va-t'en, allons-y
                if is_word(text, kind) and is_word(base, kind):
                    lemma = self.lemma(base, kind)
                    lemma.parts |= parts
                    lemma.forms.add(text)
                    if "po:ppas" in form.tags or "po:ppre" in form.tags:
                        lemma.participles.add(text)
        return count

    def add(self, part, base, forms):
        """A word that the dictionary lacks; new forms of it if it has the word. A verb in -er without forms is conjugated."""
        kind, bit = {
            "noun": (NOMINAL, NOUN), "adjective": (NOMINAL, ADJECTIVE | NOUN), "place": (NAME, PLACE), "verb": (VERBAL, VERB),
        }[part]
        lemma = self.lemma(base, kind)
        lemma.parts |= bit
        lemma.forms.update(forms)
        if part == "verb" and not forms:
            forms, participles = conjugate(base)
            lemma.forms.update(forms)
            lemma.participles.update(participles)

    def part(self, masculine, noun):
        """
        Makes a noun of its own of what the dictionary has as the feminine of another one: la retraite is no feminine of le retrait.
        What may be an adjective's feminine as well (une commune, une voix commune) stays that too.
        """
        lemma = self.get(masculine, NOMINAL)
        if not lemma or noun not in lemma.forms or self.get(noun, NOMINAL):
            return False
        forms = {noun, noun + "s"}
        if lemma.parts & ADJECTIVE:
            self.first_of_all.update((form, id(lemma)) for form in forms)
        else:
            lemma.forms -= forms
            lemma.participles -= forms
        self.add("noun", noun, forms)
        return True

    def join(self, base, other):
        """Makes every kind of the word OTHER one lemma with BASE."""
        joined = 0
        for kind in (NOMINAL, VERBAL, NAME, LITTLE):
            to, gone = self.get(base, kind), self.get(other, kind)
            if to and gone:
                to.forms |= gone.forms
                to.parts |= gone.parts
                to.participles |= gone.participles
                del self.lemmas[other, kind]
                joined += 1
        return joined

    def join_compounds(self):
        """
        Joins plurals and feminines of compounds to what they are formed of, where the dictionary has both as entries:
        grands-mères, grand-mère; sociale-démocrate, social-démocrate. Each part must be a form of the part it stands for.
        """
        bases = {}
        for lemma in self.lemmas.values():
            if lemma.kind == NOMINAL and "-" not in lemma.base:
                for form in lemma.forms:
                    bases.setdefault(form, []).append(lemma.base)
        for word in [lemma.base for lemma in self.lemmas.values() if lemma.kind == NOMINAL and "-" in lemma.base]:
            parts = [sorted({part, *bases.get(part, ())}) for part in word.split("-")]
            for simpler in itertools.product(*parts):
                simpler = "-".join(simpler)
                if simpler != word and self.get(simpler, NOMINAL) and self.get(word, NOMINAL):
                    self.join(simpler, word)

    def spell_since_1990(self):
        """
        Verb or preposition and noun, which the dictionary spells alike in both numbers: the spelling of 1990 has un porte-avion, des
        porte-paroles and des sans-abris as well.
        """
        verbs = {form for lemma in self.lemmas.values() if lemma.kind == VERBAL for form in lemma.forms}
        verbs |= {"après", "avant", "hors", "sans"}
        nouns = {form for lemma in self.lemmas.values() if lemma.kind == NOMINAL for form in lemma.forms}
        for lemma in self.lemmas.values():
            first, hyphen, second = lemma.base.partition("-")
            if lemma.kind == NOMINAL and lemma.forms == {lemma.base} and first in verbs and second in nouns:
                if second[:-1] in nouns and second[-1] == "s":
                    lemma.forms.add(lemma.base[:-1])
                elif second[-1] not in "sxz":
                    lemma.forms.add(lemma.base + "s")

    def double_less_since_1990(self):
        """
        Verbs in -eler and -eter, and the nouns made from them, which double their consonant in the dictionary: the spelling of 1990
        has il ruissèle and le ruissèlement as well, of all but appeler, jeter and what is made from those.
        """
        doubled = re.compile(r"e(l|t)\1(?=(?:es?|ent|er(?:ai[st]?|as?|ez|i?ons|iez|ont|aient))$)")
        for lemma in self.lemmas.values():
            if lemma.kind == VERBAL and lemma.base.endswith(("eler", "eter")) and not lemma.base.endswith(("appeler", "jeter")):
                lemma.forms |= {doubled.sub(r"è\1", form) for form in lemma.forms}
            elif lemma.kind == NOMINAL and lemma.base.endswith("ellement") and self.get(lemma.base[:-7] + "ler", VERBAL):
                lemma.forms |= {form.replace("ellement", "èlement") for form in lemma.forms}

    def overshadowed(self):
        """
        The pairs (form, lemma) in which the form is first of all another word: a form of a verb that is a noun or, unless it is a
        participle, an adjective as well (la porte, il porte; court, il court), a plural or the like that is also a name (des
        paris, Paris).
        """
        nouns, adjectives, names = set(), set(), set()
        for lemma in self.lemmas.values():
            if lemma.kind == NAME:
                names.add(lemma.base)
            elif lemma.parts & NOUN:
                nouns |= lemma.forms
            elif lemma.parts & ADJECTIVE:
                adjectives |= lemma.forms
        pairs = set(self.first_of_all)
        for lemma in self.lemmas.values():
            if lemma.kind == VERBAL:
                pairs.update((form, id(lemma)) for form in lemma.forms if form != lemma.base and (
                    form in nouns or form in names or (form in adjectives and form not in lemma.participles)))
            elif lemma.kind == NOMINAL:
                pairs.update((form, id(lemma)) for form in lemma.forms if form != lemma.base and form in names)
        return pairs
