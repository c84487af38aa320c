#!/usr/bin/env python3
"""Derives WordBreakTables.g.cs and LetterTables.g.cs from the Unicode Character Database.

    derive-word-breaks.py [UCD folder, default /usr/share/unicode] [output folder, default this one]

The word breaks of the index format are those of Unicode 9.0 (UAX #29) with the emoji of Emoji 11.0 (UTS #51), while an
installed character database is newer. So the script takes

  * the characters that Unicode 9.0 knew (DerivedAge) and the emoji that Emoji 11.0 knew, with the database's properties;
  * over these, unicode-9.0-exceptions.txt: properties of old characters that changed after 9.0;
  * the case pairs and letters of Unicode 13.0 (the Unicode of Java 17).

The committed tables were derived from version 15.0.0. Another version may need other exceptions; the tests that compare every
code point with the real analyser would show which.

What the script does: it gives each code point the set of the properties that the rules speak of; compiles the rules, written
below as regular expressions, into one minimal deterministic automaton (subset construction, then partition refinement);
merges the property sets that no rule tells apart into character classes; and writes the classes as a two-stage table and the
automaton as a matrix. It must give the same bytes on every run.
"""
import os
import re
import sys

UCD = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[2] if len(sys.argv) > 2 else HERE
LIMIT = 0x110000

# ---------------------------------------------------------------------------------------------------- the database


def rows(name):
    """(first, last, fields, comment) of each line of a file in the format of the database."""
    path = name if os.path.isabs(name) else os.path.join(UCD, name)
    with open(path, encoding="utf-8") as file:
        for line in file:
            line, _, comment = line.partition("#")
            if line.strip():
                span, *fields = (field.strip() for field in line.split(";"))
                first, _, last = span.partition("..")
                yield int(first, 16), int(last or first, 16), fields, comment.strip()


def having(name, value, field=0, keep=lambda comment: True):
    return {c for first, last, fields, comment in rows(name) if fields[field] == value and keep(comment)
            for c in range(first, last + 1)}


def version(text):
    return tuple(int(part) for part in text.split("."))


AGE = {c: version(fields[0]) for first, last, fields, _ in rows("DerivedAge.txt") for c in range(first, last + 1)}
UNICODE_9 = {c for c, age in AGE.items() if age <= (9, 0)}
UNICODE_13 = {c for c, age in AGE.items() if age <= (13, 0)}


def emoji_11(comment):
    return version(re.match(r"E(\d+\.\d+)", comment).group(1)) <= (11, 0)


def word_break(value):
    return having("auxiliary/WordBreakProperty.txt", value) & UNICODE_9


def emoji(value, keep=emoji_11):
    return having("emoji/emoji-data.txt", value, keep=keep)


PROPERTIES = {name: word_break(name) for name in (
    "ALetter", "Hebrew_Letter", "Numeric", "Katakana", "MidLetter", "MidNum", "MidNumLet", "Single_Quote", "Double_Quote",
    "ExtendNumLet", "Extend", "Format", "ZWJ", "Regional_Indicator")}
PROPERTIES |= {
    "Han": having("Scripts.txt", "Han") & UNICODE_9,
    "Hiragana": having("Scripts.txt", "Hiragana") & UNICODE_9,
    "Hangul": having("Scripts.txt", "Hangul") & UNICODE_9,
    "Complex_Context": having("LineBreak.txt", "SA") & UNICODE_9,
    "Emoji": emoji("Emoji"),
    "Emoji_Modifier": emoji("Emoji_Modifier"),
    "Emoji_Modifier_Base": emoji("Emoji_Modifier_Base"),
    # Room was reserved for pictographs to come, so this one does not grow with the versions of emoji.
    "Extended_Pictographic": emoji("Extended_Pictographic", lambda comment: True),
    # Full-width digits count as digits, though Unicode 9.0 gave them no word-break property.
    "Fullwidth_Digit": set(range(0xFF10, 0xFF1A)),
    "Key_Cap_Base": set(map(ord, "#*0123456789")),
    "Key_Cap": {0x20E3},
    "Text_Presentation": {0xFE0E},
    "Emoji_Presentation": {0xFE0F},
    "Tag": set(range(0xE0020, 0xE007F)),
    "Tag_End": {0xE007F},
}

for first, last, fields, _ in rows(os.path.join(HERE, "unicode-9.0-exceptions.txt")):
    for change in fields[0].split():
        changed = PROPERTIES[change[1:]]
        (changed.update if change[0] == "+" else changed.difference_update)(range(first, last + 1))

# --------------------------------------------------------------------------------------- the rules, as expressions
# An expression is a function from an automaton under construction and two of its states to nothing: it adds the arcs
# between the two states. A set of code points stands for any one of them.


class Nfa:
    def __init__(self):
        self.empty, self.arcs = [], []

    def state(self):
        self.empty.append([])
        self.arcs.append([])
        return len(self.empty) - 1


def one(*names, without=()):
    """One character that has one of the properties and none of the others."""
    return lambda nfa, start, end: nfa.arcs[start].append((
        lambda held: not held.isdisjoint(names) and held.isdisjoint(without), end))


def sequence(*parts):
    def build(nfa, start, end):
        for part in parts[:-1]:
            middle = nfa.state()
            part(nfa, start, middle)
            start = middle
        parts[-1](nfa, start, end)
    return build


def either(*parts):
    def build(nfa, start, end):
        for part in parts:
            part(nfa, start, end)
    return build


def any_number(part):
    def build(nfa, start, end):
        loop = nfa.state()
        nfa.empty[start].append(loop)
        part(nfa, loop, loop)
        nfa.empty[loop].append(end)
    return build


def some(part):
    return sequence(part, any_number(part))


def optional(part):
    def build(nfa, start, end):
        part(nfa, start, end)
        nfa.empty[start].append(end)
    return build


# WB4: what follows a character and belongs to it.
ignored = any_number(one("Extend", "Format", "ZWJ"))
ignored_but_selectors = any_number(one("Extend", "Format", "ZWJ", without=("Text_Presentation", "Emoji_Presentation")))


def extended(*names):
    return sequence(one(*names), ignored)


letter = extended("ALetter", "Hebrew_Letter")
hebrew = extended("Hebrew_Letter")
digit = extended("Numeric", "Fullwidth_Digit")
katakana = extended("Katakana")
single_quote = extended("Single_Quote")
double_quote = extended("Double_Quote")
between_letters = extended("MidLetter", "MidNumLet", "Single_Quote")
between_digits = extended("MidNum", "MidNumLet", "Single_Quote")
connector = extended("ExtendNumLet")
connectors = any_number(connector)

# WB8, WB11, WB12, WB13a, WB13b: digits, with one mark or any connectors between two of them.
digits = sequence(digit, any_number(sequence(either(connectors, between_digits), digit)))
number = sequence(connectors, digits, connectors)

# WB5 to WB7c, WB9, WB10: letters and digits that stay together. WB13: so does Katakana, but not with letters.
letters = sequence(letter, any_number(sequence(either(connectors, between_letters), letter)))
hebrew_quotes = sequence(hebrew, either(single_quote, sequence(double_quote, hebrew)))
run = either(
    sequence(katakana, any_number(sequence(connectors, katakana))),
    some(either(hebrew_quotes, digits, letters)))
# WB13a, WB13b: connectors join whatever they stand between.
word = sequence(connectors, run, any_number(sequence(some(connector), run)), connectors)

# UTS #51, emoji_sequence.
pictograph = either(
    one("Extended_Pictographic"),
    one("Emoji", without=("Regional_Indicator", "Key_Cap_Base", "Emoji_Modifier")))
joiner = one("ZWJ")
emoji_element = either(
    sequence(any_number(joiner), pictograph, ignored_but_selectors, optional(one("Emoji_Presentation"))),
    sequence(
        optional(sequence(any_number(joiner), one("Emoji_Modifier_Base"), ignored_but_selectors)),
        one("Emoji_Modifier"), ignored_but_selectors))
emoji_sequence = either(
    sequence(emoji_element, either(
        any_number(sequence(joiner, emoji_element)),
        sequence(some(one("Tag")), one("Tag_End")))),
    sequence(
        one("Key_Cap_Base"), ignored_but_selectors, optional(one("Emoji_Presentation")),
        one("Key_Cap"), ignored_but_selectors),
    sequence(extended("Regional_Indicator"), extended("Regional_Indicator")))

# The longest match wins; of two rules that match as much, the one that stands first here.
RULES = [
    ("Emoji", emoji_sequence),
    ("Number", number),
    ("Hangul", some(sequence(one("Hangul_Letter"), ignored))),
    ("Katakana", some(katakana)),
    ("Word", word),
    ("SoutheastAsian", some(extended("Complex_Context"))),
    ("Ideograph", extended("Han")),
    ("Hiragana", extended("Hiragana")),
]
PROPERTIES["Hangul_Letter"] = PROPERTIES.pop("Hangul") & (PROPERTIES["ALetter"] | PROPERTIES["Hebrew_Letter"])

# --------------------------------------------------------------------------------- properties → classes → automaton

held = [()] * LIMIT
for name in sorted(PROPERTIES):
    for c in PROPERTIES[name]:
        held[c] += (name,)
signatures = sorted(set(held))
letters_of_alphabet = [frozenset(signature) for signature in signatures]

nfa = Nfa()
root = nfa.state()
kind_of = {}
for kind, (name, rule) in enumerate(RULES, start=1):
    start, end = nfa.state(), nfa.state()
    nfa.empty[root].append(start)
    kind_of[end] = kind
    rule(nfa, start, end)


def closure(states):
    found, pending = set(states), list(states)
    while pending:
        for target in nfa.empty[pending.pop()]:
            if target not in found:
                found.add(target)
                pending.append(target)
    return frozenset(found)


subsets, rows_of = {closure([root]): 0}, []
pending = list(subsets)
while pending:
    subset = pending.pop(0)
    row = []
    for letter_of_alphabet in letters_of_alphabet:
        target = closure({end for state in subset for accepts, end in nfa.arcs[state] if accepts(letter_of_alphabet)})
        if target not in subsets:
            subsets[target] = len(subsets)
            pending.append(target)
        row.append(subsets[target])
    rows_of.append(row)
accepted = [min((kind_of[state] for state in subset if state in kind_of), default=0) for subset in subsets]

block = list(accepted)
while True:
    keys = [(block[state], tuple(block[target] for target in rows_of[state])) for state in range(len(rows_of))]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    if len(numbers) == len(set(block)):
        break
    block = [numbers[key] for key in keys]

# States in the order in which a breadth-first walk meets them, the dead one first and the start second.
dead = block[subsets[frozenset()]]
row_of_block = {block[state]: rows_of[state] for state in range(len(rows_of))}
kind_of_block = {block[state]: accepted[state] for state in range(len(rows_of))}
order = [dead, block[0]]
for b in order:
    for target in row_of_block[b]:
        if block[target] not in order:
            order.append(block[target])
state_number = {b: number for number, b in enumerate(order)}
matrix = [[state_number[block[target]] for target in row_of_block[b]] for b in order]
kinds = [kind_of_block[b] for b in order]

# Property sets that no state tells apart are one character class; class 0 is what no rule speaks of.
columns = list(zip(*matrix))
class_of_column = {}
for signature, column in zip(signatures, columns):
    class_of_column.setdefault(column, len(class_of_column))
class_of = {signature: class_of_column[column] for signature, column in zip(signatures, columns)}
assert class_of[()] == 0
CLASSES = len(class_of_column)
WIDTH = 32
LATIN = 0x180
assert CLASSES <= WIDTH and len(order) < 256
column_of_class = {number: columns.index(column) for column, number in class_of_column.items()}
matrix = [[row[column_of_class[number]] for number in range(CLASSES)] for row in matrix]
classes = [class_of[signature] for signature in held]

# ------------------------------------------------------------------------------------------------ case and letters

lower = list(range(LIMIT))
is_letter = [0] * LIMIT
range_start = None
with open(os.path.join(UCD, "UnicodeData.txt"), encoding="utf-8") as file:
    for line in file:
        fields = line.rstrip("\n").split(";")
        c = int(fields[0], 16)
        first = c if range_start is None else range_start
        range_start = c if fields[1].endswith(", First>") else None
        for member in range(first, c + 1):
            if member in UNICODE_13:
                is_letter[member] = int(fields[2].startswith("L") and member < 0x10000)
                if fields[13]:
                    lower[member] = int(fields[13], 16)

distances = sorted({lower[c] - c for c in range(LIMIT)}, key=lambda distance: (distance != 0, distance))
distance_number = {distance: number for number, distance in enumerate(distances)}
case_records = [distance_number[lower[c] - c] for c in range(LIMIT)]
assert len(distances) <= 128
# One byte a character: the number of its distance to the small letter, and the bit of the letters.
letter_records = [case_records[c] | (is_letter[c] << 7) for c in range(LIMIT)]

# ---------------------------------------------------------------------------------------------------------- output


def two_stage(values):
    """The table cut into equal blocks, each distinct block once, at the block length that takes the least room."""
    best = None
    for shift in range(4, 10):
        blocks, index = {}, []
        for start in range(0, LIMIT, 1 << shift):
            index.append(blocks.setdefault(tuple(values[start:start + (1 << shift)]), len(blocks)))
        # The high end of the code space is one block of zeros again and again: cut it off.
        zeros = index[-1]
        assert not any(list(blocks)[zeros])
        while index[-1] == zeros:
            index.pop()
        size = len(index) * (1 if len(blocks) <= 256 else 2) + (len(blocks) << shift)
        if best is None or size < best[0]:
            best = size, shift, index, [value for b in blocks for value in b]
    return best[1:]


def wrapped(values, indent="        "):
    lines, line = [], indent
    for value in values:
        text = f"{value}, "
        if len(line) + len(text) > 128:
            lines.append(line.rstrip())
            line = indent
        line += text
    return "\n".join(lines + [line.rstrip()])


def span(name, type, values, summary):
    return f"""    /// <summary>{summary}</summary>
    internal static ReadOnlySpan<{type}> {name} =>
    [
{wrapped(values)}
    ];
"""


def table(prefix, values, summary):
    shift, index, blocks = two_stage(values)
    type = "byte" if len(blocks) >> shift <= 256 else "ushort"
    return f"""    /// <summary>Code points a block of <see cref="{prefix}Blocks"/> holds, as a power of two.</summary>
    internal const int {prefix}BlockShift = {shift};

    /// <summary>From this code point on every value is 0.</summary>
    internal const int {prefix}Limit = 0x{len(index) << shift:X};

""" + span(f"{prefix}Index", type, index, "The block of each run of code points.") + "\n" + span(
        f"{prefix}Blocks", "byte", blocks, summary)


HEADER = f"""// <auto-generated/>
// Derived by derive-word-breaks.py from the Unicode Character Database; see that file and Unicode-LICENSE.txt. Do not edit.
// Copyright (c) 1991-2022 Unicode, Inc. All rights reserved. Unicode and the Unicode Logo are registered trademarks of
// Unicode, Inc. in the U.S. and other countries.
#nullable enable
namespace ArticleSearch.Analysis.Unicode;
"""


def describe(number):
    members = [c for c in range(LIMIT) if classes[c] == number]
    names = " | ".join("+".join(signature) for signature in signatures if class_of[signature] == number and signature)
    return f"// {number:2}  {names or 'what no rule speaks of'} ({len(members)}, from U+{members[0]:04X})"


def write(name, text):
    with open(os.path.join(OUT, name), "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


START = 1
LETTER = classes[ord("a")]
AFTER_LETTERS = matrix[START][LETTER]
assert matrix[AFTER_LETTERS][LETTER] == AFTER_LETTERS and RULES[kinds[AFTER_LETTERS] - 1][0] == "Word"

write("WordBreakTables.g.cs", HEADER + f"""
/// <summary>The word-break class of every code point, and the automaton over these classes.</summary>
// Classes:
{chr(10).join(describe(number) for number in range(CLASSES))}
internal static class WordBreakTables
{{
    /// <summary>How many entries a row of <see cref="Transitions"/> has, as a power of two.</summary>
    internal const int RowShift = {WIDTH.bit_length() - 1};

    /// <summary>The state nothing leads out of.</summary>
    internal const byte Dead = 0;

    /// <summary>The state before the first character.</summary>
    internal const byte Start = 1;

    /// <summary>The state after letters alone, which further letters do not leave.</summary>
    internal const byte AfterLetters = {AFTER_LETTERS};

    /// <summary>The class of the letters that make words of most scripts.</summary>
    internal const byte LetterClass = {LETTER};

    /// <summary>The bit of an entry of <see cref="Kinds"/> that says: no character leads on from here.</summary>
    internal const byte NothingFollows = 0x80;

{span("Kinds", "byte", [k | (0 if any(row) or not k else 0x80) for k, row in zip(kinds, matrix)], 'The kind of word that ends in each state, 0 where none does (see <see cref="WordKind"/>).')}
    /// <summary>The state after a character: row of the state before, column of the character's class.</summary>
    internal static ReadOnlySpan<byte> Transitions =>
    [
{chr(10).join(wrapped(row + [0] * (WIDTH - CLASSES)) for row in matrix)}
    ];

    /// <summary>How many code points <see cref="LatinClasses"/> covers.</summary>
    internal const int LatinLimit = {LATIN};

{span("LatinClasses", "byte", classes[:LATIN], "The classes of the Latin letters and of what stands before and among them.")}
{table("Class", classes, "The classes, block after block.")}}}
""")

write("LetterTables.g.cs", HEADER + f"""
/// <summary>Small letters and letterhood of every code point, as Unicode 13.0 has them.</summary>
internal static class LetterTables
{{
    /// <summary>The bit of a record that says: a letter (general category L).</summary>
    internal const byte LetterBit = 0x80;

{span("Distances", "int", distances, "How far the small letter of a code point stands from it, by the low seven bits of its record.")}
{table("Record", letter_records, "The records, block after block.")}}}
""")

print(f"{len(order)} states, {CLASSES} classes, {len(signatures)} property sets, {len(distances)} case distances")
