package lockstep.experiment;

import lockstep.model.Run;

/**
 * One run of a race. Its outcome depends on nothing else, so jobs can be done anywhere and in any order.
 *
 * @param run what to train, the seed included
 * @param targetLoss it has converged when the loss over all its examples is at most this after an epoch
 * @param epochs how many epochs it may take
 */
public record RaceJob(Run run, double targetLoss, int epochs) {}
