package lockstep.words;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.model.Precision;
import lockstep.model.Run;
import lockstep.parity.verdict.Finding;
import lockstep.parity.verdict.Ruling;
import lockstep.parity.verdict.Rung;

/** What was done with a config, in words. */
public final class SessionWords {

    private SessionWords() {}

    /** How far the comparison went: a candidate that failed was not followed to the end. */
    public static String verified(List<Ruling> rulings, String name, Precision precision) {
        String candidate = precision == Precision.DOUBLE ? name : name + " in " + precision.key();
        int count = rulings.get(0).verdict().steps();
        String steps = count + " " + Figures.plural(count, "step");
        List<Ruling> failed = rulings.stream()
                .filter(ruling -> ruling.verdict().findings().stream().anyMatch(Finding::failed))
                .toList();
        if (failed.isEmpty()) {
            return "verified against " + candidate + " over " + steps;
        }
        boolean atOnce = failed.stream()
                .flatMap(ruling -> ruling.verdict().findings().stream())
                .noneMatch(finding -> finding.failed() && finding.rung().compareTo(Rung.LOCKED) >= 0);
        String where = atOnce ? "before the first of " + steps : "on the way through " + steps;
        if (failed.size() == rulings.size()) {
            return "compared with " + candidate + ", which failed " + where;
        }
        return "verified against " + candidate + " over " + steps + ", but for " + VerdictWords.labels(failed)
                + ": there it failed " + (atOnce ? "before the first" : "on the way");
    }

    /** That a verdict is on one of the settings that a race would search: on which. */
    public static String picked(Run run) {
        return run.label() + " is verified at one of the settings that its race would try, with "
                + run.hyperParameters().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** That a race resumes where it was stopped. */
    public static String resumed(String name, int done) {
        return name + ": resumes a race that was stopped: "
                + (done == 1 ? "one run of it is" : done + " runs of it are") + " done";
    }

    /** That a race that was stopped cannot be resumed, and why. */
    public static String startedAgain(String name, String why) {
        return name + ": a race that was stopped starts over: " + why;
    }

    /**
     * What was kept of an interrupted config.
     *
     * @param verdicts how many verdicts were written; {@code races}, how many races, both out of {@code optimizers}
     * @param journal whether the runs of its race that were finished are kept
     * @param configsLeft how many configs were not begun
     */
    public static String interrupted(
            String name, int verdicts, int races, int optimizers, boolean journal, int configsLeft) {
        List<String> kept = new ArrayList<>();
        if (verdicts > 0) {
            kept.add(verdicts + " of " + optimizers + " verdicts");
        }
        if (races > 0) {
            kept.add("the races of " + races + " of " + optimizers + " optimizers");
        }
        return "interrupted; of " + name + ", "
                + (kept.isEmpty() ? "nothing was" : String.join(" and ", kept) + " were") + " finished and kept"
                + (journal
                        ? "; each run of its race that was finished is kept too: started again, it resumes there"
                        : "")
                + (configsLeft == 0 ? "" : "; configs not begun: " + configsLeft);
    }

    /**
     * What a shard has done.
     *
     * @param list which jobs: {@code tuning} or {@code race}
     * @param done how many of its {@code runs}
     * @param before how many of these were done earlier
     */
    public static List<String> shard(String name, String shard, String list, int done, int runs, int before) {
        List<String> said = new ArrayList<>();
        said.add(name + ": shard " + shard + " has done " + (done == runs ? "its " : done + " of its ") + runs
                + " runs of the " + list + (before > 0 ? ", " + before + " of them before" : ""));
        if (done < runs) {
            said.add("started again, it goes on there");
        } else {
            said.add("once all shards are done: lockstep merge DIR..."
                    + (list.equals("tuning") ? ", and then the same shards again, for the race" : ""));
        }
        return said;
    }

    /** What comes after the shards of a tuning. */
    public static String tuned(String name, String out) {
        return name + " is tuned; next, for its race, the same shards again with --out " + out + ", and lockstep merge";
    }
}
