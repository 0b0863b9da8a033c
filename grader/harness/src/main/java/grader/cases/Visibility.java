package grader.cases;

/** Who may see a case, in Gradescope's terms, in the order of who may see less. */
public enum Visibility implements Named {
  /** Students see it at once. */
  VISIBLE,
  /** Students see it after the last due date. */
  AFTER_DUE_DATE,
  /** Students see it with the published grades. */
  AFTER_PUBLISHED,
  /** Students never see it. */
  HIDDEN
}
