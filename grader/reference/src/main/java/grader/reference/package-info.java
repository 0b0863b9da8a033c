/** The two-layer network and its losses as the mathematics states them, agreeing with PyTorch. */
@NullMarked
package grader.reference;

import org.jspecify.annotations.NullMarked;
