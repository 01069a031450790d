package lockstep.config;

/**
 * How settings are chosen.
 *
 * @param seeds on how many starts each setting is tried, apart from those of the race
 * @param settings the budget: how many settings of each optimizer are tried
 */
public record TuningSettings(int seeds, int settings) {}
