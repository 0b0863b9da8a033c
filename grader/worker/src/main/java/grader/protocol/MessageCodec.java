package grader.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages to bytes and back. Every length is checked against a limit and against what is left of
 * the payload before anything of that length is allocated.
 *
 * <p>Numbers are big-endian; a double is its raw 8 bytes; a string is its length in bytes (int) and
 * UTF-8; a list or a map is its size (int) and its elements; a tensor is its rank (byte), its
 * extents (ints) and its values.
 */
final class MessageCodec {
  private static final byte WORKER_READY = 1;
  private static final byte CASE_REQUEST = 2;
  private static final byte CASE_RESPONSE = 3;
  private static final byte WORKER_STARTED = 4;
  private static final byte BIND_REQUEST = 5;
  private static final byte CASE_PROGRESS = 6;

  private static final int MAX_STRING_BYTES = 1 << 16;
  private static final int MAX_ENTRIES = 256;
  private static final int MAX_CLASSES = 10_000;
  private static final int MAX_CLASS_BYTES = 4 << 20;

  private MessageCodec() {}

  static byte typeOf(Message message) {
    if (message instanceof WorkerStarted) {
      return WORKER_STARTED;
    }
    if (message instanceof BindRequest) {
      return BIND_REQUEST;
    }
    if (message instanceof WorkerReady) {
      return WORKER_READY;
    }
    if (message instanceof CaseProgress) {
      return CASE_PROGRESS;
    }
    return message instanceof CaseRequest ? CASE_REQUEST : CASE_RESPONSE;
  }

  /** Writes a message after what the buffer holds. */
  static void encode(Message message, GrowingBuffer bytes) {
    Encoder encoder = new Encoder(bytes);
    if (message instanceof WorkerStarted started) {
      encoder.workerStarted(started);
    } else if (message instanceof BindRequest submission) {
      encoder.bindRequest(submission);
    } else if (message instanceof WorkerReady ready) {
      encoder.workerReady(ready);
    } else if (message instanceof CaseRequest request) {
      encoder.caseRequest(request);
    } else if (message instanceof CaseProgress progress) {
      encoder.caseProgress(progress);
    } else if (message instanceof CaseResponse response) {
      encoder.caseResponse(response);
    }
  }

  static Message decode(byte type, byte[] payload) throws ProtocolException {
    Decoder decoder = new Decoder(ByteBuffer.wrap(payload));
    Message message =
        switch (type) {
          case WORKER_STARTED -> decoder.workerStarted();
          case BIND_REQUEST -> decoder.bindRequest();
          case WORKER_READY -> decoder.workerReady();
          case CASE_REQUEST -> decoder.caseRequest();
          case CASE_PROGRESS -> decoder.caseProgress();
          case CASE_RESPONSE -> decoder.caseResponse();
          default -> throw new ProtocolException("unknown message type " + type);
        };
    decoder.end();
    return message;
  }

  private record Encoder(GrowingBuffer out) {
    void workerStarted(WorkerStarted started) {
      out.putLong(started.pid());
      string(started.javaVersion());
      strings(started.environment());
      strings(started.networkInterfaces());
      strings(started.rootEntries());
    }

    void bindRequest(BindRequest submission) {
      out.putInt(submission.classes().size());
      for (Map.Entry<String, byte[]> each : submission.classes().entrySet()) {
        string(each.getKey());
        out.putInt(each.getValue().length);
        out.put(each.getValue());
      }
    }

    void workerReady(WorkerReady ready) {
      strings(ready.contractProblems());
    }

    void caseRequest(CaseRequest request) {
      out.putLong(request.number());
      string(request.operation());
      out.putInt(request.attributes().size());
      for (Map.Entry<String, String> attribute : request.attributes().entrySet()) {
        string(attribute.getKey());
        string(attribute.getValue());
      }
      tensors(request.tensors());
    }

    void caseProgress(CaseProgress progress) {
      out.putLong(progress.number());
      tensors(progress.tensors());
    }

    void caseResponse(CaseResponse response) {
      out.putLong(response.number());
      tensors(response.tensors());
      Failure failure = response.failure();
      out.putByte((byte) (failure == null ? 0 : 1));
      if (failure != null) {
        string(failure.kind().name());
        string(failure.during());
        string(failure.message());
        strings(failure.trace());
      }
      string(response.output().text());
      out.putLong(response.output().totalBytes());
    }

    private void tensors(Map<String, Tensor> tensors) {
      out.putInt(tensors.size());
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        string(entry.getKey());
        tensor(entry.getValue());
      }
    }

    private void tensor(Tensor tensor) {
      out.putByte((byte) tensor.rank());
      for (int axis = 0; axis < tensor.rank(); axis++) {
        out.putInt(tensor.extent(axis));
      }
      tensor.writeTo(out);
    }

    private void strings(List<String> strings) {
      out.putInt(strings.size());
      for (String string : strings) {
        string(string);
      }
    }

    private void string(String string) {
      byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
      out.putInt(utf8.length);
      out.put(utf8);
    }
  }

  private record Decoder(ByteBuffer in) {
    WorkerStarted workerStarted() throws ProtocolException {
      return new WorkerStarted(longValue(), string(), strings(), strings(), strings());
    }

    BindRequest bindRequest() throws ProtocolException {
      int count = length(MAX_CLASSES, "classes");
      Map<String, byte[]> classes = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = string();
        int length = length(MAX_CLASS_BYTES, "bytes in a class");
        require(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        if (classes.put(name, bytes) != null) {
          throw new ProtocolException("two classes with one name");
        }
      }
      return new BindRequest(classes);
    }

    WorkerReady workerReady() throws ProtocolException {
      return new WorkerReady(strings());
    }

    CaseRequest caseRequest() throws ProtocolException {
      long number = longValue();
      String operation = string();
      int count = length(MAX_ENTRIES, "attributes");
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        attributes.put(string(), string());
      }
      return new CaseRequest(number, operation, attributes, tensors());
    }

    CaseProgress caseProgress() throws ProtocolException {
      return new CaseProgress(longValue(), tensors());
    }

    CaseResponse caseResponse() throws ProtocolException {
      long number = longValue();
      Map<String, Tensor> tensors = tensors();
      Failure failure = null;
      if (flag()) {
        failure = new Failure(kind(), string(), string(), strings());
      }
      return new CaseResponse(number, tensors, failure, new CapturedOutput(string(), longValue()));
    }

    void end() throws ProtocolException {
      if (in.hasRemaining()) {
        throw new ProtocolException(in.remaining() + " bytes too many in a message");
      }
    }

    private Map<String, Tensor> tensors() throws ProtocolException {
      int count = length(MAX_ENTRIES, "tensors");
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = string();
        if (tensors.put(name, tensor()) != null) {
          throw new ProtocolException("two tensors with one name");
        }
      }
      return tensors;
    }

    private Tensor tensor() throws ProtocolException {
      require(1);
      byte rank = in.get();
      if (rank < 0 || rank > Tensor.MAX_RANK) {
        throw new ProtocolException("a tensor of rank " + rank);
      }
      int[] shape = new int[rank];
      for (int axis = 0; axis < rank; axis++) {
        require(Integer.BYTES);
        shape[axis] = in.getInt();
      }
      int size;
      try {
        size = Tensor.sizeOf(shape);
      } catch (IllegalArgumentException e) {
        throw new ProtocolException(String.valueOf(e.getMessage()));
      }
      require(size * Double.BYTES);
      double[] values = new double[size];
      in.asDoubleBuffer().get(values);
      in.position(in.position() + size * Double.BYTES);
      return Tensor.of(shape, values);
    }

    private List<String> strings() throws ProtocolException {
      int count = length(MAX_ENTRIES, "strings");
      List<String> strings = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        strings.add(string());
      }
      return strings;
    }

    private String string() throws ProtocolException {
      int length = length(MAX_STRING_BYTES, "bytes in a string");
      require(length);
      byte[] utf8 = new byte[length];
      in.get(utf8);
      return new String(utf8, StandardCharsets.UTF_8);
    }

    private Failure.Kind kind() throws ProtocolException {
      String name = string();
      try {
        return Failure.Kind.valueOf(name);
      } catch (IllegalArgumentException e) {
        throw new ProtocolException("an unknown kind of failure");
      }
    }

    private boolean flag() throws ProtocolException {
      require(1);
      return in.get() != 0;
    }

    private long longValue() throws ProtocolException {
      require(Long.BYTES);
      return in.getLong();
    }

    private int length(int limit, String what) throws ProtocolException {
      require(Integer.BYTES);
      int length = in.getInt();
      if (length < 0 || length > limit) {
        throw new ProtocolException(length + " " + what + ", at most " + limit + " are allowed");
      }
      return length;
    }

    private void require(int bytes) throws ProtocolException {
      if (in.remaining() < bytes) {
        throw new ProtocolException("a message ends in the middle");
      }
    }
  }
}
