package lockstep.spark;

import java.io.Serializable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lockstep.config.ExperimentConfig;
import lockstep.jobs.Parcel;
import lockstep.jobs.ScalarEngines;
import lockstep.model.Run;
import lockstep.race.JobList;
import lockstep.race.Journal;
import lockstep.race.StepTime;
import lockstep.race.job.RaceResult;
import lockstep.results.JournalLine;
import lockstep.session.Cluster;
import lockstep.session.Machines;
import lockstep.work.Workers;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * A cluster of Spark. A phase's parcel is broadcast once; jobs are sent by their numbers, as many in a task as take
 * seconds; a task's lines are in the driver's journal as soon as it has ended.
 */
final class SparkMachines implements Machines {

    /** If all its jobs need all their epochs; where most reach their target early, a second or two. */
    private static final double TASK_SECONDS = 10.0;

    /** So that no core waits long for the last. */
    private static final int TASKS_PER_CORE = 8;

    /** Whose lines are some megabytes. */
    private static final int MOST_JOBS_IN_A_TASK = 10_000;

    /** Tasks whose lines may wait for the journal; more would only take memory. */
    private static final int WAITING = 64;

    private final String master;
    private final int threads;
    private final Path log;
    private @Nullable JavaSparkContext context;

    SparkMachines(String master, int threads, Path log) {
        this.master = master;
        this.threads = threads;
        this.log = log;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public JobList.Executor doing(ExperimentConfig config) {
        JavaSparkContext spark = context(); // here, so that no race is timed with its start
        return (jobs, numbers, journal, finished) -> {
            if (numbers.length > 0) {
                run(spark, config, jobs, numbers, journal, finished);
            }
        };
    }

    private void run(
            JavaSparkContext spark,
            ExperimentConfig config,
            JobList jobs,
            int[] numbers,
            Journal journal,
            Workers.Finished<RaceResult> finished) {
        Broadcast<byte[]> parcel = spark.broadcast(Parcel.of(config));
        List<int[]> tasks = tasks(numbers, jobsInATask(config, jobs, numbers.length, spark.defaultParallelism()));
        JavaRDD<int[]> rdd = spark.parallelize(tasks, tasks.size());
        BlockingQueue<Part> parts = new LinkedBlockingQueue<>(WAITING);
        AtomicBoolean over = new AtomicBoolean();
        List<Object> all = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            all.add(task);
        }
        spark.setJobGroup(jobs.name(), config.name(), true); // what is cancelled is interrupted
        SimpleFutureAction<BoxedUnit> action = spark.sc()
                .submitJob(
                        rdd.rdd(),
                        (Function1<Iterator<int[]>, Part> & Serializable)
                                each -> Part.of(parcel, CollectionConverters.asJava(each)),
                        CollectionConverters.asScala(all).toSeq(),
                        (Function2<Object, Part, BoxedUnit> & Serializable) (task, part) -> put(part, parts, over),
                        (Function0<BoxedUnit> & Serializable) () -> BoxedUnit.UNIT);
        try {
            for (int taken = 0; taken < tasks.size(); ) {
                Part part = parts.poll(100, TimeUnit.MILLISECONDS);
                if (part != null) {
                    taken++;
                    take(part, config, jobs, journal, finished);
                } else if (spark.sc().isStopped()) {
                    throw new Cluster.UnusableException("Spark has stopped: there is no master at " + spark.master()
                            + " that answers, or it was stopped (its log: " + log
                            + "); what was done is kept, and the same command goes on with it");
                } else if (action.isCompleted()
                        && parts.isEmpty()
                        && action.value().get().isFailure()) {
                    Throwable why = action.value().get().failed().get();
                    throw new IllegalStateException(
                            "Spark gave up the " + jobs.name() + " of " + config.name() + ": " + why.getMessage(), why);
                }
            }
        } catch (InterruptedException e) {
            CancellationException cancellation = new CancellationException("the calling thread was interrupted");
            cancellation.initCause(e);
            throw cancellation;
        } finally {
            over.set(true);
            if (!spark.sc().isStopped()) {
                action.cancel();
                parcel.destroy();
            }
        }
    }

    /** On Spark's thread, which waits here where the cluster is faster than the journal. */
    private static BoxedUnit put(Part part, BlockingQueue<Part> parts, AtomicBoolean over) {
        try {
            boolean taken = false;
            while (!taken && !over.get()) {
                taken = parts.offer(part, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return BoxedUnit.UNIT;
    }

    private static void take(
            Part part, ExperimentConfig config, JobList jobs, Journal journal, Workers.Finished<RaceResult> finished) {
        part.lines().lines().forEach(text -> {
            JournalLine line = JournalLine.read(text)
                    .orElseThrow(() -> new IllegalStateException("an executor sent no line of a journal: " + text));
            RaceResult result = line.result(jobs)
                    .orElseThrow(() -> new IllegalStateException("an executor sent another build's line: " + text));
            journal.add(jobs, line.number(), result);
            finished.accept(line.number(), result);
        });
        if (!part.failure().isEmpty()) {
            throw new IllegalStateException(
                    "in the " + jobs.name() + " of " + config.name() + ", run " + part.failure());
        }
    }

    /** Consecutive numbers, so that the first optimizers are complete early. */
    private static List<int[]> tasks(int[] numbers, int size) {
        List<int[]> tasks = new ArrayList<>();
        for (int from = 0; from < numbers.length; from += size) {
            tasks.add(Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + size)));
        }
        return tasks;
    }

    /** As many as take {@link #TASK_SECONDS}; fewer where there would not be some tasks for each core. */
    private static int jobsInATask(ExperimentConfig config, JobList jobs, int count, int cores) {
        Run run = jobs.runs().get(0);
        StepTime time = StepTime.of(run, ScalarEngines.of(config).of(run));
        double epoch = time.seconds() / time.steps() * run.start().batches().perEpoch();
        double fit = TASK_SECONDS / (epoch * jobs.goal().epochs());
        int most = Math.max(1, count / (TASKS_PER_CORE * cores));
        return (int) Math.max(1.0, Math.min(fit, Math.min(most, MOST_JOBS_IN_A_TASK)));
    }

    private synchronized JavaSparkContext context() {
        if (context == null) {
            // What writes the log reads this once.
            System.setProperty("lockstep.spark.log", log.toString());
            SparkConf conf = new SparkConf()
                    .setAppName("lockstep")
                    .setIfMissing("spark.ui.enabled", "false")
                    .setIfMissing("spark.ui.retainedTasks", "1000")
                    .setIfMissing("spark.ui.showConsoleProgress", "false")
                    .setIfMissing("spark.driver.maxResultSize", "0") // of all tasks together, and none is kept
                    // As jvm.flags and our jar's manifest have them for this machine.
                    .setIfMissing(
                            "spark.executor.extraJavaOptions",
                            "-XX:+IgnoreUnrecognizedVMOptions -XX:-UseCompressedOops -XX:LoopPercentProfileLimit=30"
                                    + " --add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
            if (!master.isEmpty()) {
                conf.setMaster(master);
            }
            if (!conf.contains("spark.jars")) {
                conf.set("spark.jars", jar().toString());
            }
            if (!conf.contains("spark.master")) {
                throw new Cluster.UnusableException(
                        "found no --master, expected where Spark is: local[2], spark://HOST:PORT");
            }
            try {
                context = new JavaSparkContext(conf);
            } catch (Exception e) { // whatever Scala throws: it declares nothing
                throw new Cluster.UnusableException("Spark cannot be used at " + conf.get("spark.master") + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " (its log: " + log + ")");
            }
        }
        return context;
    }

    /** The jar that has all that a worker needs. */
    private static Path jar() {
        try {
            Path jar = Path.of(SparkMachines.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (!Files.isRegularFile(jar)) {
                throw new IllegalStateException("the module for Spark runs from " + jar + "; expected its jar");
            }
            return jar;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of a class is an address", e);
        }
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
