package lockstep.experiment;

import lockstep.model.Run;

/** A run, what was found on it, and the free run's trace. */
public record Parity(Run run, Verdict verdict, Trace trace) {}
