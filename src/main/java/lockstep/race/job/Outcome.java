package lockstep.race.job;

/** How a run of a race ended. */
public sealed interface Outcome {

    /** The epochs that were trained. */
    int epochs();

    /** The word in a CSV file: {@code converged}. */
    String key();

    /** The target was reached after this many epochs. */
    record Converged(int epochs) implements Outcome {
        @Override
        public String key() {
            return "converged";
        }
    }

    /** The target was not reached in the epochs allowed: when it would have been is unknown, and not "at the end". */
    record OutOfBudget(int epochs) implements Outcome {
        @Override
        public String key() {
            return "out_of_budget";
        }
    }

    /** After this many epochs the loss was no longer a finite number: it will never converge. */
    record Diverged(int epochs) implements Outcome {
        @Override
        public String key() {
            return "diverged";
        }
    }
}
