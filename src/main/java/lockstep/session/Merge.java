package lockstep.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.config.ExperimentConfig;
import lockstep.config.Overrides;
import lockstep.jobs.ConfigJobs;
import lockstep.jobs.Slice;
import lockstep.race.JobList;
import lockstep.results.JobJournal;
import lockstep.results.JournalTitle;
import lockstep.results.ShardFile;
import lockstep.work.Progress;
import lockstep.yaml.ConfigException;

/**
 * The shards of one config's race, put together: one journal of all their jobs, from which a race resumes and finds nothing left
 * to do. Nothing is written before everything has been found to fit.
 */
public final class Merge {

    private final Path file;
    private final ExperimentConfig config;
    private final List<ShardFile> shards; // all, by their numbers
    private boolean onlyTuned;

    /** Why shards cannot be put together, in one sentence. */
    public static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1;

        RefusedException(String message) {
            super(message);
        }
    }

    private Merge(Path file, ExperimentConfig config, List<ShardFile> shards) {
        this.file = file;
        this.config = config;
        this.shards = shards;
    }

    /**
     * Reads and checks shards.
     *
     * @param folders where their results went: each has a folder for each config
     * @return one per config
     * @throws ConfigException if the config in such a folder cannot be read
     */
    public static List<Merge> of(List<Path> folders) throws RefusedException, ConfigException {
        Map<String, List<ShardFile>> byConfig = new TreeMap<>();
        for (Path folder : folders) {
            for (ShardFile shard : ShardFile.in(folder)) {
                String name = shard.folder();
                byConfig.computeIfAbsent(name, any -> new ArrayList<>()).add(shard);
            }
        }
        if (byConfig.isEmpty()) {
            throw new RefusedException("found no shard in "
                    + folders.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + ", expected the folders that lockstep race --shard K/N --out wrote");
        }
        List<Merge> merges = new ArrayList<>();
        for (List<ShardFile> shards : byConfig.values()) {
            merges.add(checked(byNumber(shards)));
        }
        return merges;
    }

    /** The shards by their numbers, of one build and config. */
    private static List<ShardFile> byNumber(List<ShardFile> shards) throws RefusedException {
        Map<Integer, ShardFile> byNumber = new TreeMap<>();
        ShardFile first = shards.get(0);
        for (ShardFile shard : shards) {
            JournalTitle title = title(shard);
            if (!title.build().equals(Build.digest())) {
                throw new RefusedException(
                        shard.file() + " is another build's of Lockstep, which may compute differently;"
                                + " merge with that build, or run the shard again with this one");
            }
            if (!title.jobs().equals(title(first).jobs())) {
                throw new RefusedException(first.file() + " and " + shard.file()
                        + " are of different configs or examples, expected shards of one");
            }
            if (slice(shard).of() != slice(first).of()) {
                throw new RefusedException(first.file() + " is shard " + slice(first) + " and " + shard.file() + " is "
                        + slice(shard) + ", which overlap; expected one number of shards");
            }
            ShardFile other = byNumber.putIfAbsent(slice(shard).number(), shard);
            if (other != null) {
                throw new RefusedException("found shard " + slice(shard) + " twice, " + other.file() + " and "
                        + shard.file() + "; expected it once");
            }
        }
        int all = slice(first).of();
        String missing = IntStream.rangeClosed(1, all)
                .filter(number -> !byNumber.containsKey(number))
                .mapToObj(number -> number + "/" + all)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new RefusedException("found " + shards.size() + " of " + all + " shards beside " + first.file()
                    + "; missing: " + missing);
        }
        return List.copyOf(byNumber.values());
    }

    private static Merge checked(List<ShardFile> byNumber) throws RefusedException, ConfigException {
        ShardFile first = byNumber.get(0);
        Path file = first.config();
        ExperimentConfig config =
                Objects.requireNonNull(Task.configs(List.of(file), Overrides.NONE, Progress.Display.NONE)
                        .get(file));
        if (!ResumableRace.title(config, "").jobs().equals(title(first).jobs())) {
            throw new RefusedException(
                    first.file() + " is not of the config in " + file + ", or the examples have changed since");
        }
        Merge merge = new Merge(file, config, byNumber);
        JobList race = ConfigJobs.of(config.tuned(config.runs()));
        if (ConfigJobs.isSearched(config)) {
            merge.check(ConfigJobs.of(config));
            merge.onlyTuned = !merge.has(race);
        }
        if (!merge.onlyTuned) {
            merge.check(race);
        }
        return merge;
    }

    /** Refuses shards that have not all of their jobs of a list, or others. */
    private void check(JobList jobs) throws RefusedException {
        for (ShardFile shard : shards) {
            Slice slice = slice(shard);
            BitSet found = new BitSet();
            shard.lines(line -> {
                if (line.list().equals(jobs.name())) {
                    found.set(Math.min(line.number(), jobs.size())); // one beyond the last is none of the list's
                }
            });
            int foreign = found.stream()
                    .filter(number -> !slice.has(number) || number == jobs.size())
                    .findFirst()
                    .orElse(-1);
            if (foreign >= 0) {
                throw new RefusedException(shard.file() + " has run " + foreign + " of the " + jobs.name()
                        + ", which is another shard's: it overlaps");
            }
            int missing = slice.share(jobs.size()) - found.cardinality();
            if (missing != 0) {
                throw new RefusedException(shard.file() + " lacks " + missing + " of its "
                        + slice.share(jobs.size()) + " runs of the " + jobs.name()
                        + ": it is unfinished or damaged; run shard " + slice + " again, which does what is missing");
            }
        }
    }

    /** Whether any shard has a job of a list. */
    private boolean has(JobList jobs) {
        int[] found = {0};
        shards.forEach(shard -> shard.lines(line -> found[0] += line.list().equals(jobs.name()) ? 1 : 0));
        return found[0] > 0;
    }

    /** Whether the shards have done the tuning and have not begun the race. */
    public boolean isOnlyTuned() {
        return onlyTuned;
    }

    /** Where the config was read. */
    public Path file() {
        return file;
    }

    public ExperimentConfig config() {
        return config;
    }

    /** Writes the one journal into the folder of the config's results. */
    public void into(Task task) {
        JournalTitle title = ResumableRace.title(config, "");
        try (JobJournal old = task.folder().journal(title)) {
            old.delete();
        }
        try (JobJournal journal = task.folder().journal(title)) {
            shards.forEach(shard -> shard.lines(journal::add));
        }
    }

    private static JournalTitle title(ShardFile shard) throws RefusedException {
        return shard.title()
                .orElseThrow(() -> new RefusedException(shard.file()
                        + " does not begin as a shard's journal does: it is damaged; run the shard again"));
    }

    private static Slice slice(ShardFile shard) throws RefusedException {
        return Slice.read(title(shard).shard())
                .orElseThrow(() -> new RefusedException(shard.file() + " is of no shard K/N: it is damaged"));
    }
}
