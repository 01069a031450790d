#!/bin/sh
# Installs Lockstep into a repository of its own, as anybody's project would find it, and tests examples/library with nothing else.
# The repository is a copy of the user's by links, so that little is downloaded and nothing of the user's is changed.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT
cp -al "${M2_REPOSITORY:-$HOME/.m2/repository}/." "$repository"
cd "$home"
mvn -o -B -ntp -q -Dquick "-Dmaven.repo.local=$repository" install
cd examples/library
mvn -B -ntp "-Dmaven.repo.local=$repository" test
