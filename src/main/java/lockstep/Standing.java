package lockstep;

import lockstep.race.ranking.Place;
import lockstep.race.ranking.RaceSummary;

/**
 * Where an optimizer stands in a race.
 *
 * @param optimizer its label in the config
 * @param kind such as {@code adam}
 * @param learningRate before any schedule
 * @param from its place, by the epochs that reaching the target is expected to take; {@code to} is larger where others cannot be told
 *     apart from it
 * @param seeds how many runs
 * @param converged how many of them reached the target
 * @param medianEpochs over all runs; infinite if half or more did not reach it
 * @param expectedEpochs all epochs spent, by any run, divided by the runs that reached it; infinite if none did
 */
public record Standing(
        String optimizer,
        String kind,
        double learningRate,
        int from,
        int to,
        int seeds,
        int converged,
        double medianEpochs,
        double expectedEpochs) {

    static Standing of(Place place, RaceSummary summary, String kind, double learningRate) {
        return new Standing(
                place.optimizer(),
                kind,
                learningRate,
                place.low(),
                place.high(),
                summary.seeds(),
                summary.converged(),
                summary.medianEpochs(),
                summary.ertEpochs());
    }
}
