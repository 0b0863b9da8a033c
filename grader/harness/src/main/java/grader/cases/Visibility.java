package grader.cases;

/** Who may see a case, in Gradescope's terms, in the order of who may see less. */
public enum Visibility implements Named {
  /** Students see it at once. */
  VISIBLE("visible"),
  /** Students see it after the last due date. */
  AFTER_DUE_DATE("after_due_date"),
  /** Students see it with the published grades. */
  AFTER_PUBLISHED("after_published"),
  /** Students never see it. */
  HIDDEN("hidden");

  private final String id;

  Visibility(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }
}
