#!/bin/sh
# Tests the adapters and the recorders of frameworks, each where its framework is installed, and says with which versions:
#
#   NODE_PATH=/where/it/is/node_modules examples/test-frameworks.sh
set -eu
cd "$(dirname -- "$0")/.."
python=python3
"$python" -c 'import torch' 2>/dev/null || python=/usr/bin/python3
echo "$(date -u +%F), on $(uname -sm):"
"$python" -c 'import torch, platform
print("PyTorch", torch.__version__, "on Python", platform.python_version())' 2>/dev/null ||
  echo "PyTorch is not installed: its tests are skipped"
for library in sklearn keras; do
  "$python" -c "import $library; print('$library', $library.__version__)" 2>/dev/null ||
    echo "$library is not installed: its tests are skipped"
done
NODE_PATH="$PWD/node_modules:${NODE_PATH:-}" node -e 'console.log("TensorFlow.js", require("@tensorflow/tfjs").version.tfjs, "on Node", process.version)' 2>/dev/null ||
  echo "TensorFlow.js is not installed: its tests are skipped"
exec mvn -B -ntp -Pexhaustive -Dtest=FrameworksTest,RecordersTest test
