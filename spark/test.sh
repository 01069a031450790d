#!/usr/bin/env bash
# Races on Spark, tried on this machine: the same bytes as by threads, executors and drivers that are killed, and what it costs.
# It builds what is missing, starts a cluster of one master and two workers, stops it, and prints a record:
#
#   spark/test.sh >spark/record.txt          # half an hour on two cores
#   spark/test.sh bytes kill                 # some of: overhead memory bytes shards cluster kill poison submit nobody
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
home=$PWD
work=$(mktemp -d)
started=()
export SPARK_LOCAL_IP=127.0.0.1

stop() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || :; done
  wait 2>/dev/null || :
  rm -rf "$work"
}
trap stop EXIT

fail() {
  echo "FAILED: $1"
  exit 1
}

race() { ./lockstep race --unverified --quiet "$@"; }

# Whether two folders have the same CSV files, but for the times.
same() {
  local file count=0
  for file in "$1"/*.csv; do
    [[ $file == */timing.csv ]] && continue
    cmp -s "$file" "$2/$(basename "$file")" || fail "$file and $2 differ"
    count=$((count + 1))
  done
  echo "  $count CSV files, each the same bytes"
}

seconds() { awk -F, -v phase="$2" '$1 == phase { print $5 }' "$1/timing.csv"; }

# The master and two workers of one core each, from Spark's own classes; executors find its jars under SPARK_HOME.
cluster() {
  [[ -n ${master:-} ]] && return
  mkdir -p "$work/spark"
  ln -s "$home/spark/target/lib" "$work/spark/jars"
  export SPARK_HOME=$work/spark SPARK_SCALA_VERSION=2.13
  JAVA_HOME=${JAVA_HOME:-$(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.home = //p')}
  export JAVA_HOME
  local class="$home/spark/target/lib/*"
  local java=("$JAVA_HOME/bin/java" -cp "$class" "-Dlog4j2.level=warn")
  "${java[@]}" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 0 >"$work/master.log" 2>&1 &
  started+=($!)
  for worker in 1 2; do
    "${java[@]}" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 -c 1 -m 1g \
      --work-dir "$work/worker-$worker" spark://127.0.0.1:17077 >"$work/worker-$worker.log" 2>&1 &
    started+=($!)
  done
  master=spark://127.0.0.1:17077
}

threads() { # configs/optimizers.yaml by threads, once
  [[ -d $work/threads ]] || race configs/optimizers.yaml --out "$work/threads"
}

bytes() {
  echo "configs/optimizers.yaml on local[2]:"
  threads
  race configs/optimizers.yaml --out "$work/local" --on spark --master 'local[2]'
  same "$work/threads/optimizers" "$work/local/optimizers"
}

shards() {
  echo "configs/optimizers.yaml in three shards, merged:"
  threads
  local phase k
  for phase in tuning race; do
    for k in 1 2 3; do race configs/optimizers.yaml --shard "$k/3" --out "$work/shards"; done
    ./lockstep merge --unverified --quiet "$work/shards" --out "$work/shards"
  done
  same "$work/threads/optimizers" "$work/shards/optimizers"
}

on_cluster() {
  echo "configs/optimizers.yaml on a master and two workers:"
  threads
  cluster
  race configs/optimizers.yaml --out "$work/cluster" --on spark --master "$master"
  same "$work/threads/optimizers" "$work/cluster/optimizers"
}

config() { # NAME SEEDS EPOCHS TARGET
  cat >"$work/$1.yaml" <<END
name: $1
data: {source: xor}
network:
  layers:
    - {units: 2, activation: tanh, init: {uniform: [-0.2, 0.2]}}
    - {units: 1, activation: tanh, bias: false, init: {uniform: [-2.0, 2.0]}}
loss: half_squared_error
optimizers: {sgd: {sgd: {learning_rate: 0.5}}, adam: {adam: {learning_rate: 0.05}}}
race: {seeds: $2, epochs: $3, target: {loss: $4}}
END
}

jobs_done() { { cat "$work/$1/long/.journal" 2>/dev/null || :; } | grep -c '^race:' || :; }

# Waits until so many more jobs are in the journal.
wait_for() {
  local until=$(($(jobs_done "$1") + $2))
  while (($(jobs_done "$1") < until)); do
    kill -0 "$driver" 2>/dev/null || fail "the race was over too early"
    sleep 0.2
  done
}

kill_them() {
  echo "a race of some minutes; an executor is killed (kill -9), then the driver:"
  cluster
  config long 2500 20000 1.0e-9
  ./lockstep race --unverified --quiet "$work/long.yaml" --out "$work/killed" --on spark --master "$master" &
  driver=$!
  started+=("$driver")
  wait_for killed 500
  executor=$(pgrep -f 'CoarseGrainedExecutorBackend.*127.0.0.1' | head -n 1)
  kill -9 "$executor"
  echo "  executor killed after $(jobs_done killed) jobs"
  wait_for killed 1500
  kill -9 "$driver"
  wait "$driver" 2>/dev/null || :
  echo "  driver killed after $(jobs_done killed) jobs; started again, it says:"
  ./lockstep race --unverified "$work/long.yaml" --out "$work/killed" --on spark --master "$master" 2>&1 |
    grep 'resumes' | sed 's/^/  /'
  race "$work/long.yaml" --out "$work/whole"
  same "$work/whole/long" "$work/killed/long"
}

poison() {
  echo "a job that throws, among others:"
  cat >"$work/Poison.java" <<'END'
import java.nio.file.Path;
import lockstep.config.file.ConfigReader;
import lockstep.jobs.ConfigJobs;
import lockstep.race.Journal;
import lockstep.session.Cluster;
import lockstep.session.Machines;

public class Poison {
    public static void main(String[] args) throws Exception {
        var config = new ConfigReader().read(Path.of(args[0]));
        var jobs = ConfigJobs.of(config);
        try (Machines machines = Cluster.named("spark").orElseThrow().open("local[2]", 2, Path.of(args[1]))) {
            try {
                machines.doing(config).run(jobs, new int[] {0, 1, 999_999}, Journal.NONE, (number, result) -> {});
            } catch (IllegalStateException e) {
                System.out.println("  " + e.getMessage());
            }
            machines.doing(config).run(jobs, new int[] {0, 1}, Journal.NONE, (number, result) ->
                    System.out.println("  afterwards, run " + number + ": " + result.outcome().key()));
        }
    }
}
END
  config poison 5 100 0.01
  java @jvm.flags @spark/jvm.flags -cp "spark/target/lockstep-spark.jar:target/lib/*:spark/target/lib/*" \
    "$work/Poison.java" "$work/poison.yaml" "$work/poison.log"
}

submit() {
  echo "spark-submit with the module's jar ($(stat -c %s spark/target/lockstep-spark.jar) bytes), without DL4J:"
  threads
  java @jvm.flags @spark/jvm.flags -cp "spark/target/lib/*" org.apache.spark.deploy.SparkSubmit \
    --master 'local[2]' --class lockstep.cli.Main spark/target/lockstep-spark.jar \
    race configs/optimizers.yaml --unverified --quiet --on spark --out "$work/submit" 2>"$work/submit.log"
  same "$work/threads/optimizers" "$work/submit/optimizers"
}

nobody() {
  echo "masters that there are not:"
  local each said
  for each in nowhere spark://127.0.0.1:1; do
    said=$(race configs/xor.yaml --out "$work/nobody" --on spark --master "$each" 2>&1) && fail "$each: status 0"
    [[ $said == "lockstep: Spark "* && $said != *$'\n'* ]] || fail "$each: $said"
    echo "  ${said/"$work"/DIR}"
  done
}

overhead() {
  echo "100,000 jobs of XOR, seconds of the race (on Spark, from the first job sent):"
  config hundred 50000 2000 0.01
  local turn
  for turn in 1 2; do
    rm -rf "$work/o1" "$work/o2"
    race "$work/hundred.yaml" --threads 2 --out "$work/o1"
    race "$work/hundred.yaml" --out "$work/o2" --on spark --master 'local[2]'
    echo "  two threads $(seconds "$work/o1/hundred" race), local[2] $(seconds "$work/o2/hundred" race)"
  done
  same "$work/o1/hundred" "$work/o2/hundred"
}

# Spark itself takes no heap below 450 MB.
memory() {
  echo "the driver's memory, 2 optimizers on local[2], in MB:"
  local jobs
  for jobs in 1000 100000 1000000; do
    config memory $((jobs / 2)) 20 0.01
    rm -rf "$work/m"
    LOCKSTEP_JAVA_OPTS="-Xmx512m" command time -f '%M' ./lockstep race --unverified --quiet "$work/memory.yaml" --out "$work/m" \
      --on spark --master 'local[2]' 2>"$work/time" || fail "$jobs jobs: $(cat "$work/time")"
    echo "  $jobs jobs: $(($(tail -n 1 "$work/time") / 1024)) resident, with a heap of at most 512"
  done
}

# The first start builds.
./lockstep --version >/dev/null
race --on spark --help >/dev/null
echo "spark/test.sh on $(nproc) cores, $(java -version 2>&1 | head -n 1), Spark $(ls spark/target/lib | sed -n 's/spark-core_2.13-\(.*\).jar/\1/p')"
for part in "${@:-overhead memory bytes shards cluster kill poison submit nobody}"; do
  for each in $part; do
    case $each in
      cluster) on_cluster ;;
      kill) kill_them ;;
      *) "$each" ;;
    esac
  done
done
echo "all as it should be"
