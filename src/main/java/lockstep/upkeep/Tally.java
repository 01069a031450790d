package lockstep.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lockstep.parity.Parity;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Verdict;

/** What many verdicts come to: how many there are of each, and which run came nearest to the limit of a rung, or beyond. */
public final class Tally {

    /** Those with a tolerance that random runs may use up. */
    static final List<Rung> RUNGS = List.of(Rung.GRADIENT, Rung.RULE, Rung.LOCKED);

    private Tally() {}

    static long count(List<Parity> parities, Verdict.Kind kind) {
        return parities.stream()
                .filter(parity -> parity.verdict().kind() == kind)
                .count();
    }

    /** Of equals the first. Where nobody could judge, a share is infinite and says nothing, unless there is no other. */
    static Parity worst(List<Parity> parities, Rung rung) {
        Parity worst = parities.get(0);
        for (Parity parity : parities) {
            double least = isJudged(worst) ? worst.verdict().at(rung).share() : -1.0;
            if (isJudged(parity) && parity.verdict().at(rung).share() > least) {
                worst = parity;
            }
        }
        return worst;
    }

    private static boolean isJudged(Parity parity) {
        return parity.verdict().kind() != Verdict.Kind.UNDECIDED;
    }

    /**
     * In lines for a person.
     *
     * @param share in figures
     * @param name of a run
     */
    public static List<String> lines(
            List<Parity> parities, Function<Double, String> share, Function<Parity, String> name) {
        List<String> lines = new ArrayList<>();
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            lines.add(count(parities, kind) + " " + kind.key());
        }
        for (Rung rung : RUNGS) {
            Parity worst = worst(parities, rung);
            lines.add("most of the tolerance at rung " + rung.key() + ": "
                    + share.apply(worst.verdict().at(rung).share()) + ", " + name.apply(worst));
        }
        return lines;
    }
}
