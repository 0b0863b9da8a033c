package grader.evidence;

import grader.checking.CheckResult;

/**
 * How one check ended on one draw.
 *
 * @param seed of the draw
 * @param caseId of the check's case
 * @param checkId unique in the case
 * @param result as the engine judged it
 * @param ratio the largest |actual − expected| / (atol + rtol·|expected|), or the norm's share of
 *     its bound: the factor of its tolerance at which the check would just pass. At most 1 when it
 *     passed; infinite when no factor would do
 */
public record CheckObservation(
    long seed, String caseId, String checkId, CheckResult result, double ratio) {}
