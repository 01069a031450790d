package lockstep.data;

import lockstep.model.Examples;

/**
 * What a network learns from.
 *
 * @param source where the examples came from
 * @param examples the numbers themselves
 */
public record Data(DataSource source, Examples examples) {}
