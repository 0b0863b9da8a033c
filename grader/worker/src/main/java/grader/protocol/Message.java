package grader.protocol;

/** What one frame carries. The grader sends requests; everything else comes from the worker. */
public sealed interface Message
    permits WorkerStarted, BindRequest, WorkerReady, CaseRequest, CaseProgress, CaseResponse {}
