package grader.cases;

import grader.checking.Tolerance;
import java.math.BigDecimal;

/**
 * One thing that is judged.
 *
 * @param id unique in its case: the name of the quantity that is compared, or of a law
 * @param points what it is worth, at least 0
 * @param tolerance how far a value may be off, of a law: how far two answers may be apart
 */
public record Check(String id, BigDecimal points, Tolerance tolerance) {}
