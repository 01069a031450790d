package lockstep.config;

/**
 * How settings are chosen.
 *
 * @param seeds how many starts each setting is tried on; the race has others
 * @param settings the budget: how many settings of each optimizer are tried
 */
public record TuningSettings(int seeds, int settings) {}
