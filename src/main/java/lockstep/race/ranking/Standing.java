package lockstep.race.ranking;

import java.util.Comparator;
import java.util.List;

/**
 * Where an optimizer stands in a race: a row of {@code summary.csv}.
 *
 * @param kind {@code adam}
 * @param hyperParameters {@code learning_rate=0.5 momentum=0.9}
 * @param place by expected running time
 * @param verified the verdict on it, or a word for no verdict
 */
public record Standing(RaceSummary summary, String kind, String hyperParameters, Place place, String verified) {

    /** The best first; equals keep their order. */
    public static List<Standing> ranked(List<Standing> standings) {
        return standings.stream()
                .sorted(Comparator.comparingDouble(
                        standing -> standing.summary().ertEpochs()))
                .toList();
    }

    /** Its label in the config. */
    public String optimizer() {
        return summary.optimizer();
    }

    /** Whether any start reached the target. */
    public boolean reached() {
        return summary.converged() > 0;
    }
}
