#!/bin/sh
# Tests the page of results in headless Chromium, where it is installed: what is drawn, and what a reader can click and type.
set -eu
cd "$(dirname -- "$0")/.."
echo "$(date -u +%F), on $(uname -sm):"
chromium --version 2>/dev/null || chromium-browser --version 2>/dev/null || google-chrome --version 2>/dev/null ||
  echo "Chromium is not installed: the tests are skipped"
exec mvn -B -ntp -Pexhaustive -Dtest=ReportInBrowserTest,ReportInUseTest,PaletteTest test
