#!/bin/sh
#SBATCH --job-name=lockstep
#SBATCH --array=1-20
#SBATCH --cpus-per-task=4
# A race in shards, one for each task of a Slurm array (docs/scale.md). Slurm reads the lines above; more options, and other
# numbers, may be given to sbatch:
#
#   sbatch --array=1-100 examples/slurm.sh configs/optimizers.yaml /shared/results
#
# A task that was ended, or is submitted again, goes on where it stopped.
set -eu
exec "${LOCKSTEP:-./lockstep}" race "$1" --out "$2" --quiet \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --threads "${SLURM_CPUS_PER_TASK:-1}"
