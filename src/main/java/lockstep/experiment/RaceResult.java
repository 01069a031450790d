package lockstep.experiment;

/**
 * What came of a job.
 *
 * @param steps updates of the weights
 * @param presentations examples shown, with repetitions
 * @param finalLoss over all the examples, after the last epoch; not finite if the run diverged
 * @param curve the loss over all the examples at each epoch of the race's {@link Curve#epochs}; a run that has ended keeps
 *     its last
 */
public record RaceResult(
        RaceJob job, Outcome outcome, long steps, long presentations, double finalLoss, double[] curve) {}
