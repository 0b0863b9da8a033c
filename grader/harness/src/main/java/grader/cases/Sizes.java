package grader.cases;

/**
 * The extents of a case. A case of the loss alone has no network: its {@code inFeatures} and {@code
 * hiddenFeatures} are 0.
 *
 * @param batch samples, the rows of x and of ŷ
 * @param inFeatures columns of x
 * @param hiddenFeatures rows of W1
 * @param outFeatures columns of ŷ
 */
public record Sizes(int batch, int inFeatures, int hiddenFeatures, int outFeatures) {
  Sizes withBatch(int newBatch) {
    return new Sizes(newBatch, inFeatures, hiddenFeatures, outFeatures);
  }
}
