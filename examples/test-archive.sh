#!/usr/bin/env bash
# Tries the archives of `mvn -Pdist package` where there is neither Java nor Maven nor a network: in a folder with a shell, a few
# commands and the C and C++ libraries, which is all that a process in it can see. It needs root on Linux, and prints a record:
#
#   examples/test-archive.sh                   # builds them first
#   examples/test-archive.sh twice             # builds them once more, from a copy elsewhere: the same bytes?
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=$(sed -n '0,/<version>/s/ *<version>\(.*\)<\/version>/\1/p' pom.xml)
archive=target/lockstep-$version-linux-x86_64.tar.gz
plain=${archive%.tar.gz}-plain.tar.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $1"
  exit 1
}

mvn -B -ntp -q -Pdist package
echo "$(date -u +%F), $(. /etc/os-release && echo "$PRETTY_NAME"), $(uname -m), $(java -version 2>&1 | sed -n 2p)"
for made in "$archive" "$plain"; do
  echo "$(basename "$made"): $(($(wc -c <"$made") / 1000000)) MB, $(tar -tzf "$made" | wc -l) files, sha256 $(sha256sum <"$made" | cut -c1-16)"
done

if [ "${1:-}" = twice ]; then
  mkdir "$work/copy"
  git ls-files -z --cached --others --exclude-standard | tar --null -cf - -T - | tar -xf - -C "$work/copy"
  (cd "$work/copy" && mvn -B -ntp -q -Pdist package)
  for made in "$archive" "$plain"; do
    cmp "$made" "$work/copy/$made" || fail "$made differs from the one that was built elsewhere"
  done
  echo "built twice, in two folders: the same bytes"
fi

root=$work/root
mkdir -p "$root"/{bin,dev,opt,proc,tmp} "$root/lib/x86_64-linux-gnu" "$root/lib64"
# What Debian calls essential, as far as the launcher uses it; libstdc++ and zlib for DL4J's natives and Debian's Java.
for command in sh cat chmod dirname find grep head ln ls mkdir mv readlink rm sed touch wc; do
  cp "$(command -v "$command")" "$root/bin/"
done
libraries=$(ldd "$root"/bin/* | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | sort -u)
for library in $libraries /lib/x86_64-linux-gnu/{libc.so.6,libm.so.6,libdl.so.2,libpthread.so.0,librt.so.1} \
  /lib/x86_64-linux-gnu/{libstdc++.so.6,libgcc_s.so.1,libz.so.1}; do
  cp -L "$library" "$root/lib/x86_64-linux-gnu/"
done
cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/"
mknod -m 666 "$root/dev/null" c 1 3
tar -xzf "$archive" -C "$root/opt"

# Alone: no network, no process and no file but these, and nothing of this shell's environment.
alone() { unshare --net --pid --fork --mount-proc="$root/proc" env -i PATH=/bin HOME=/tmp "$(command -v chroot)" "$root" /bin/sh -c "$1"; }

alone 'for tool in java javac mvn curl; do ! command -v $tool || exit 1; done' || fail "there is a Java or a Maven after all"
alone "cd /opt/lockstep-$version && bin/lockstep run configs/xor.yaml --out /tmp/results" || fail "status $?"
for file in runs.csv summary.csv pairs.csv; do
  cmp "results/xor/$file" "$root/tmp/results/xor/$file" || fail "$file differs from the kept one"
done
echo "bin/lockstep run configs/xor.yaml, with neither Java, Maven nor network: the results are the kept ones"

mkdir "$work/plain"
tar -xzf "$plain" -C "$work/plain"
(cd / && "$work/plain/lockstep-$version/bin/lockstep" verify "$OLDPWD/configs/xor.yaml" --quiet --out "$work/results")
echo "the plain one, with this machine's Java: every verdict is as expected"
