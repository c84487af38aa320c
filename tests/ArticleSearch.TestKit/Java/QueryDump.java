import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.*;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.*;

/** What the classic parser makes of queries, in a form that shows every part; and which texts the patterns in them match. */
final class QueryDump {
    /** A line a query: its parts, or "! message" where it is refused. */
    static List<String> parse(List<String> texts) {
        List<String> answer = new ArrayList<>();
        for (String text : texts) {
            try {
                answer.add(of(Oracle.parser().parse(text)));
            } catch (Exception | StackOverflowError e) {
                answer.add("! " + e.getMessage());
            }
        }
        return answer;
    }

    private static String of(Query query) {
        if (query instanceof TermQuery) {
            Term term = ((TermQuery) query).getTerm();
            return "term " + quote(term.field()) + quote(term.text());
        }
        if (query instanceof BoostQuery) return "boost " + Integer.toHexString(Float.floatToIntBits(((BoostQuery) query).getBoost())) + " " + of(((BoostQuery) query).getQuery());
        if (query instanceof BooleanQuery) {
            StringBuilder sb = new StringBuilder("(");
            for (BooleanClause clause : (BooleanQuery) query) sb.append(clause.getOccur() == BooleanClause.Occur.SHOULD ? "?" : clause.getOccur().toString()).append(of(clause.getQuery())).append(' ');
            return sb.append(")").toString();
        }
        if (query instanceof PhraseQuery) {
            PhraseQuery phrase = (PhraseQuery) query;
            StringBuilder sb = new StringBuilder("phrase ").append(quote(phrase.getField())).append(phrase.getSlop());
            // words left out at its start ask for nothing, as its own rewriting knows
            for (int i = 0; i < phrase.getTerms().length; i++) sb.append(' ').append(phrase.getPositions()[i] - phrase.getPositions()[0]).append(quote(phrase.getTerms()[i].text()));
            return sb.toString();
        }
        if (query instanceof PrefixQuery) return "prefix " + quote(((PrefixQuery) query).getPrefix().field()) + quote(((PrefixQuery) query).getPrefix().text());
        if (query instanceof WildcardQuery) return "wildcard " + quote(((WildcardQuery) query).getTerm().field()) + quote(((WildcardQuery) query).getTerm().text());
        if (query instanceof RegexpQuery) return "regexp " + quote(((RegexpQuery) query).getRegexp().field()) + quote(((RegexpQuery) query).getRegexp().text());
        if (query instanceof FuzzyQuery) {
            FuzzyQuery fuzzy = (FuzzyQuery) query;
            return "fuzzy " + quote(fuzzy.getTerm().field()) + quote(fuzzy.getTerm().text()) + fuzzy.getMaxEdits() + " " + fuzzy.getPrefixLength();
        }
        if (query instanceof TermRangeQuery) {
            TermRangeQuery range = (TermRangeQuery) query;
            return "range " + quote(range.getField()) + range.includesLower() + quote(text(range.getLowerTerm())) + range.includesUpper() + quote(text(range.getUpperTerm()));
        }
        if (query instanceof MatchAllDocsQuery) return "all";
        return "? " + query.getClass();
    }

    private static String text(BytesRef bytes) {
        return bytes == null ? "\0" : bytes.utf8ToString();
    }

    private static String quote(String text) {
        return "\"" + text + "\"";
    }

    /** One line of 0 and 1, a digit a text; or "! message" where the pattern is refused. */
    static List<String> matches(String kind, String pattern, int edits, int prefix, List<String> texts) {
        StringBuilder sb = new StringBuilder();
        try {
            Term term = new Term("f", pattern);
            switch (kind) {
                case "wildcard":
                case "regexp": {
                    AutomatonQuery query = kind.equals("wildcard") ? new WildcardQuery(term) : new RegexpQuery(term);
                    CharacterRunAutomaton automaton = new CharacterRunAutomaton(query.getAutomaton());
                    for (String text : texts) sb.append(automaton.run(text) ? '1' : '0');
                    break;
                }
                case "fuzzy": {
                    if (edits == 0 || prefix >= pattern.length()) { // as FuzzyQuery.getTermsEnum has it
                        for (String text : texts) sb.append(text.equals(pattern) ? '1' : '0');
                        break;
                    }
                    ByteRunAutomaton automaton = new FuzzyQuery(term, edits, prefix).getAutomata().runAutomaton;
                    for (String text : texts) {
                        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                        sb.append(automaton.run(bytes, 0, bytes.length) ? '1' : '0');
                    }
                    break;
                }
                default:
                    throw new IllegalArgumentException(kind);
            }
        } catch (Exception | StackOverflowError e) {
            return List.of("! " + e);
        }
        return List.of(sb.toString());
    }
}
