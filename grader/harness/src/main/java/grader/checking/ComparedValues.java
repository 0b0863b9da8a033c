package grader.checking;

import grader.protocol.Tensor;

/**
 * The two sides of a comparison that failed.
 *
 * @param expected what a right submission returns
 * @param actual what this one returned: of another shape, where that is what failed. Untrusted
 */
public record ComparedValues(Tensor expected, Tensor actual) {}
