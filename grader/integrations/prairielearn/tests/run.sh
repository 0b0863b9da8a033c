#!/usr/bin/env bash
# Run for each submission, in a container of its own. PrairieLearn reads results/results.json, in which the grader also says when a
# submission cannot be graded; a time limit that passes here is PrairieLearn's, so that ours ends first.
set -uo pipefail
grade=${GRADE_ROOT:-/grade}
mkdir -p "$grade/results"

submission=$grade/student/MLP.java
for file in "$grade"/student/MLP.java "$grade"/student/submit.jar; do
  if [ -f "$file" ]; then
    submission=$file
    break
  fi
done

# The script may have lost its mode on the way through a course's repository.
exec sh "$grade/tests/grader/bin/grader" --total-timeout 200s --timeout 20s --feedback hint \
  --format prairielearn --output "$grade/results/results.json" "$submission"
