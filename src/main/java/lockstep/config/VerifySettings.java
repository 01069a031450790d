package lockstep.config;

import lockstep.model.Tolerance;

/**
 * How the parity check is run.
 *
 * @param steps how many steps are compared, at least 1
 */
public record VerifySettings(int steps, Tolerance tolerance) {}
