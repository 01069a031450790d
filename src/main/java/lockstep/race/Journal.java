package lockstep.race;

import java.util.Optional;
import lockstep.model.Run;

/** Remembers jobs that are done, so that a race that was killed can resume where it stopped. */
public interface Journal {

    /** Remembers nothing. */
    Journal NONE = (run, goal) -> new Section() {
        @Override
        public Optional<RaceResult> find(RaceJob job) {
            return Optional.empty();
        }

        @Override
        public void add(RaceResult result) {}
    };

    /**
     * The part of one optimizer, at one setting: its jobs differ only in the seed.
     *
     * @param run with any seed
     */
    Section section(Run run, Goal goal);

    /** Jobs that differ only in the seed. */
    interface Section {

        /** The result of a job that was done before. Called on several threads. */
        Optional<RaceResult> find(RaceJob job);

        /** Remembers a result that was not there before. Called on several threads; when it returns, a kill loses nothing. */
        void add(RaceResult result);
    }
}
