package lockstep.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lockstep.model.Precision;
import lockstep.model.ShortestDecimal;
import lockstep.optim.Convention;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Rung;
import lockstep.parity.verdict.Sharpness;
import lockstep.parity.verdict.Verdict;

/** Verdicts in words. Both values stand there with all their digits: often only the last ones differ. */
public final class VerdictWords {

    private VerdictWords() {}

    /**
     * What was found on one optimizer, and where; the last words of a program that failed stand in lines of their own.
     *
     * @param candidate its name in a sentence
     */
    public static String sentence(Ruling ruling, String candidate) {
        Verdict verdict = ruling.verdict();
        return switch (verdict.kind()) {
            case AGREE ->
                ruling.optimizer() + " agrees: at most "
                        + Figures.share(verdict.decisive().share()) + " of the tolerance is used, at "
                        + place(verdict.decisive()) + ".";
            case DISAGREE -> disagreement(ruling, candidate);
            case CHAOTIC -> chaos(ruling, candidate);
            case UNDECIDED -> undecided(ruling, candidate);
        };
    }

    /** What was found on those that do not agree; where the candidate failed in the same way, in one sentence. */
    public static List<String> sentences(List<Ruling> rulings, String candidate) {
        List<List<Ruling>> alike = new ArrayList<>();
        for (Ruling ruling : rulings) {
            if (!ruling.is(Verdict.Kind.AGREE)) {
                alike.stream()
                        .filter(others -> failsLike(others.get(0), ruling))
                        .findFirst()
                        .orElseGet(() -> {
                            List<Ruling> own = new ArrayList<>();
                            alike.add(own);
                            return own;
                        })
                        .add(ruling);
            }
        }
        return alike.stream()
                .map(same -> {
                    Finding finding = same.get(0).verdict().decisive();
                    return same.size() == 1
                            ? sentence(same.get(0), candidate)
                            : labels(same) + " disagree with " + at(finding, candidate)
                                    + finding.note().strip();
                })
                .toList();
    }

    private static boolean failsLike(Ruling other, Ruling ruling) {
        Finding a = other.verdict().decisive();
        Finding b = ruling.verdict().decisive();
        return a.failed() && b.failed() && place(a).equals(place(b)) && a.note().equals(b.note());
    }

    private static String at(Finding finding, String candidate) {
        return candidate + " at " + place(finding) + ": ";
    }

    private static String disagreement(Ruling ruling, String candidate) {
        Finding finding = ruling.verdict().decisive();
        String head = ruling.optimizer() + " disagrees with " + at(finding, candidate);
        if (finding.failed()) {
            return head + finding.note().strip();
        }
        String note = finding.note().isEmpty() ? "" : "; " + finding.note();
        return head + both(finding, candidate) + ", " + apart(finding.share()) + note + "."
                + inTheNetwork(ruling.verdict(), candidate);
    }

    /** Where a wrong rule is first seen in the network itself, with its layer and weight; the rung of the rule has neither. */
    private static String inTheNetwork(Verdict verdict, String candidate) {
        if (verdict.decisive().rung() != Rung.RULE) {
            return "";
        }
        return verdict.findings().stream()
                .filter(finding -> finding.rung() == Rung.LOCKED && !finding.holds() && !finding.failed())
                .findFirst()
                .map(locked -> " The network shows it at " + place(locked) + ": " + both(locked, candidate) + ".")
                .orElse("");
    }

    private static String chaos(Ruling ruling, String candidate) {
        Verdict verdict = ruling.verdict();
        Finding free = verdict.decisive();
        return ruling.optimizer() + " is chaotic: every step agrees"
                + (verdict.judgedToTheLast()
                        ? ", judged to the last step from " + candidate + "'s own weights"
                        : " if taken from the same weights")
                + (verdict.at(Rung.LOCKED).judged()
                        ? " (" + Figures.share(verdict.at(Rung.LOCKED).share())
                                + " of the tolerance used on the locked rung)"
                        : "")
                + ", but run freely the losses part at step "
                + Figures.whole(free.step()) + " (" + bothLosses(free, candidate)
                + "). Rounding is all that it takes.";
    }

    private static String undecided(Ruling ruling, String candidate) {
        Finding finding = ruling.verdict().decisive();
        String head = ruling.optimizer() + " is undecided at " + place(finding) + ": ";
        if (!finding.note().isEmpty()) {
            return (finding.overflowed() ? head : ruling.optimizer() + " is undecided: ") + finding.note() + ".";
        }
        return head + "what could be judged agrees; from here on the losses part (" + bothLosses(finding, candidate)
                + "), by no more than rounding may part them, and " + candidate
                + " tells no weights by which each step could be judged. A fault that begins later would not be seen.";
    }

    private static String bothLosses(Finding finding, String candidate) {
        return ShortestDecimal.of(finding.scalar()) + " and " + candidate + "'s "
                + ShortestDecimal.of(finding.candidate());
    }

    /** More names than these are a crowd: their number says more. */
    private static final int MOST_NAMED = 3;

    /** Whether all of them agree: a sentence without its full stop; a disagreement before all else. */
    public static String all(List<Ruling> rulings, String candidate) {
        List<Ruling> disagreeing = with(rulings, Verdict.Kind.DISAGREE);
        if (!disagreeing.isEmpty()) {
            Finding finding = disagreeing.get(0).verdict().decisive();
            List<Ruling> others = disagreeing.subList(1, disagreeing.size());
            return disagreeing.get(0).optimizer() + " disagrees with " + at(finding, candidate)
                    + (finding.failed() ? finding.note().strip() : both(finding, candidate))
                    + (others.isEmpty() ? "" : "; so " + (others.size() == 1 ? "does " : "do ") + few(others, rulings));
        }
        List<Ruling> undecided = with(rulings, Verdict.Kind.UNDECIDED);
        if (!undecided.isEmpty()) {
            return are(undecided, rulings) + " undecided: what could be judged agrees with " + candidate;
        }
        List<Ruling> chaotic = with(rulings, Verdict.Kind.CHAOTIC);
        if (!chaotic.isEmpty()) {
            return every(rulings) + " agrees with " + candidate + " step by step"
                    + (chaotic.size() == rulings.size() ? ", but is" : "; " + are(chaotic, rulings))
                    + " chaotic: run freely, rounding alone parts the losses";
        }
        double share = rulings.stream()
                .mapToDouble(ruling -> ruling.verdict().decisive().share())
                .max()
                .orElseThrow();
        int steps = rulings.get(0).verdict().steps();
        return every(rulings) + " agrees with " + candidate + " over " + Figures.whole(steps) + " "
                + Figures.plural(steps, "step") + ", using " + Figures.shareInWords(share) + " of the tolerance";
    }

    /** Which are chaotic, and from which step on, if any are. */
    public static Optional<String> chaotic(List<Ruling> rulings) {
        List<Ruling> chaotic = with(rulings, Verdict.Kind.CHAOTIC);
        return chaotic.stream().mapToInt(ruling -> ruling.verdict().decisive().step()).min().stream()
                .mapToObj(first -> labels(chaotic) + (chaotic.size() == 1 ? " is" : " are")
                        + " chaotic: every step agrees, but run freely, rounding alone parts the losses from step "
                        + Figures.whole(first) + " on.")
                .findFirst();
    }

    private static String are(List<Ruling> some, List<Ruling> all) {
        return few(some, all) + (some.size() == 1 ? " is" : " are");
    }

    /** Names, or their number. */
    private static String few(List<Ruling> some, List<Ruling> all) {
        return some.size() <= MOST_NAMED
                ? Figures.listed(some.stream().map(Ruling::optimizer).toList())
                : some.size() + " of " + all.size();
    }

    /** {@code step 3, rung locked, layer 1, update[3]}. */
    public static String place(Finding finding) {
        return (finding.step() < 0 ? "" : "step " + Figures.whole(finding.step()) + ", ")
                + "rung " + finding.rung().key()
                + (finding.layer() == 0 ? "" : ", layer " + finding.layer())
                + (finding.failed() || !finding.judged() ? "" : ", " + finding.quantity());
    }

    private static String both(Finding finding, String candidate) {
        return "the scalar network has " + ShortestDecimal.of(finding.scalar()) + ", " + candidate + " "
                + ShortestDecimal.of(finding.candidate());
    }

    private static String apart(double share) {
        return Double.isFinite(share)
                ? Figures.share(share).replace(" x", " times") + (share < 10.0 ? " of" : "") + " what rounding may do"
                : "beyond any tolerance";
    }

    /** How small a fault could have been seen by those whose steps were judged; by the one that saw the least. */
    public static Optional<String> sharpness(List<Ruling> rulings, Precision precision) {
        List<Sharpness> seen = rulings.stream()
                .filter(ruling -> !ruling.is(Verdict.Kind.DISAGREE))
                .map(ruling -> ruling.verdict().sharpness())
                .toList();
        double rate = seen.stream().mapToDouble(Sharpness::rate).max().orElse(Double.NaN);
        if (precision == Precision.DOUBLE || Double.isNaN(rate)) {
            return Optional.empty();
        }
        double gradient = seen.stream().mapToDouble(Sharpness::gradient).max().orElse(Double.NaN);
        double weight = seen.stream().mapToDouble(Sharpness::weight).max().orElse(Double.NaN);
        return Optional.of("In " + precision.key()
                + ", about the smallest faults that every optimizer's run would have shown: all updates off by "
                + Figures.significant(rate) + " of themselves"
                + (Double.isNaN(gradient) ? "" : ", all gradients off by " + Figures.significant(gradient))
                + "; one weight's updates alone off by " + Figures.significant(weight) + ", in half of the weights.");
    }

    /** What an agreement does not cover, and why; one sentence for all the optimizers that it holds for. */
    public static List<String> notJudged(List<Ruling> rulings) {
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Ruling ruling : rulings) {
            Verdict verdict = ruling.verdict();
            if (verdict.kind() == Verdict.Kind.DISAGREE) {
                continue;
            }
            for (Finding finding : verdict.findings()) {
                // Steps that were locked in full have judged the rule too.
                boolean elsewhere = finding.rung() == Rung.RULE
                        && !finding.judged()
                        && verdict.at(Rung.LOCKED).note().isEmpty();
                if (!finding.note().isEmpty() && !elsewhere && !finding.overflowed()) {
                    labels.computeIfAbsent(
                                    "rung " + finding.rung().key() + ": " + finding.note(), note -> new ArrayList<>())
                            .add(ruling.optimizer());
                }
            }
        }
        return labels.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + ", " + entry.getKey() + ".")
                .toList();
    }

    /** That some rules are our own on both sides, if any are. */
    public static Optional<String> ours(List<Ruling> rulings) {
        String kinds = rulings.stream()
                .filter(Ruling::isOurs)
                .map(Ruling::kind)
                .distinct()
                .collect(Collectors.joining(" or "));
        return kinds.isEmpty()
                ? Optional.empty()
                : Optional.of("DL4J has no updater " + kinds + ": the rule is our own on both sides, so the verdict is"
                        + " independent evidence for the gradients only.");
    }

    /** That nothing was compared. */
    public static String unverified(String candidate, Convention like) {
        return like != Convention.DL4J
                ? "None of these was verified: they are like " + like.library()
                        + "'s, and DL4J's own cannot be configured so."
                : "None of these was verified against " + candidate + ": `lockstep run` does both.";
    }

    /** The faults that a config plants, by the labels of its optimizers: {@code sgd: error_sign; adam: epsilon_inside}. */
    public static String planted(Map<String, List<String>> faults) {
        return faults.entrySet().stream()
                .map(each -> each.getKey() + ": " + String.join(", ", each.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** That a config plants faults: a sentence around {@link #planted(Map)}. */
    public static String plants(String planted) {
        return "The config plants faults in the scalar network: " + planted + ".";
    }

    private static List<Ruling> with(List<Ruling> rulings, Verdict.Kind kind) {
        return rulings.stream().filter(ruling -> ruling.is(kind)).toList();
    }

    private static String every(List<Ruling> rulings) {
        return rulings.size() == 1 ? rulings.get(0).optimizer() : "every optimizer";
    }

    static String labels(List<Ruling> rulings) {
        return rulings.stream().map(Ruling::optimizer).collect(Collectors.joining(", "));
    }
}
