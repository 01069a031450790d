package lockstep.config;

/**
 * How the optimizers are raced.
 *
 * @param seeds how many starts each optimizer gets, at least 1
 * @param epochs the budget of a run: after so many it has not converged
 * @param targetLoss the loss over the whole data set at which a run has converged
 */
public record RaceSettings(int seeds, int epochs, double targetLoss) {}
