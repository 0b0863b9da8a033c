/** The reference in a submission's place, where its mutants are judged. */
@NullMarked
package mlp;

import org.jspecify.annotations.NullMarked;
