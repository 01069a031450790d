package lockstep;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lockstep.model.Precision;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Verdict;
import lockstep.words.VerdictWords;

/**
 * What Lockstep found of a network: whether it is the same function, trained by the same rule, as the hand-written one.
 *
 * @param optimizer what trains it: its label in a config, or its kind, such as {@code nesterov}
 * @param verdict {@code agree}, {@code disagree}, {@code chaotic} (every step agrees, and rounding parts the losses), {@code
 *     undecided} or {@code no answer}, as {@code docs/verdict.md} explains them
 * @param rung on which it was decided: {@code weights}, {@code gradient}, {@code rule}, {@code locked} or {@code free}
 * @param step the step that decided, counted from 0: how many were made before it; -1 where the rung has no steps
 * @param layer counted from 1; 0 where the quantity is the whole network's
 * @param quantity what was compared: {@code loss}, {@code gradient of weight[2][0]}, {@code new bias[3]}
 * @param expected what the hand-written network has there
 * @param found what the judged one has
 * @param share the share of what rounding may do that the two differ by: 1 is the limit
 * @param steps how many steps were seen
 * @param judged how many of them were judged
 * @param text all of it in sentences
 */
public record Judgement(
        String optimizer,
        String verdict,
        String rung,
        int step,
        int layer,
        String quantity,
        double expected,
        double found,
        double share,
        int steps,
        int judged,
        String text) {

    /** Whether nothing is wrong: the verdict is {@code agree} or {@code chaotic}. */
    public boolean agrees() {
        return verdict.equals(Verdict.Kind.AGREE.key()) || verdict.equals(Verdict.Kind.CHAOTIC.key());
    }

    static Judgement of(Ruling ruling, Precision precision, String candidate) {
        Verdict verdict = ruling.verdict();
        Finding decisive = verdict.decisive();
        List<Ruling> alone = List.of(ruling);
        String text = Stream.of(
                        Stream.of(VerdictWords.sentence(ruling, candidate)),
                        VerdictWords.notJudged(alone).stream(),
                        VerdictWords.sharpness(alone, precision).stream())
                .flatMap(sentences -> sentences)
                .collect(Collectors.joining("\n"));
        return new Judgement(
                ruling.optimizer(),
                verdict.word(),
                decisive.rung().key(),
                decisive.step(),
                decisive.layer(),
                decisive.quantity(),
                decisive.scalar(),
                decisive.candidate(),
                decisive.share(),
                verdict.steps(),
                verdict.judgedSteps(),
                text);
    }
}
