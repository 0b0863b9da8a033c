#!/usr/bin/env bash
# Run once, when Gradescope builds the image.
set -euo pipefail
autograder=${AUTOGRADER_ROOT:-/autograder}

if ! command -v java >/dev/null || ! command -v bwrap >/dev/null; then
  apt-get update
  apt-get install -y --no-install-recommends openjdk-17-jdk-headless bubblewrap util-linux
fi

# What the first start prepares is in the image then, and costs no submission its time.
"$autograder/source/grader/bin/grader" --version
