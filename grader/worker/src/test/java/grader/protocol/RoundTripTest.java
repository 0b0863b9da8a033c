package grader.protocol;

import static grader.protocol.Messages.roundTrip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What one end sends is what the other end receives. */
class RoundTripTest {
  @ParameterizedTest
  @FieldSource("grader.protocol.Messages#ALL")
  void everyPartOfAMessageArrives(Message message) throws IOException {
    assertEquals(message, roundTrip(message));
  }

  @Test
  void everyBitOfANumberArrives() throws IOException {
    double[] values = {
      Double.NaN,
      // A signalling NaN, and one with a sign and a payload.
      Double.longBitsToDouble(0x7ff0_0000_0000_0001L),
      Double.longBitsToDouble(0xfff8_dead_beef_cafeL),
      0.0,
      -0.0,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Double.MIN_NORMAL,
      Double.MAX_VALUE,
      0.1,
    };
    Tensor sent = Tensor.vector(values);
    CaseRequest received =
        assertInstanceOf(
            CaseRequest.class, roundTrip(new CaseRequest(1, "", Map.of(), Map.of("x", sent))));
    double[] arrived = Objects.requireNonNull(received.tensors().get("x")).toArray();
    assertArrayEquals(
        Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray(),
        Arrays.stream(arrived).mapToLong(Double::doubleToRawLongBits).toArray());
  }

  @Test
  void shapesArriveAlsoOfEmptyTensors() throws IOException {
    Map<String, Tensor> tensors =
        Map.of(
            "scalar", Tensor.scalar(3),
            "no elements", Tensor.vector(),
            "no rows", Tensor.of(new int[] {0, 7}, new double[0]),
            "no columns", Tensor.of(new int[] {7, 0}, new double[0]),
            "row", Tensor.of(new int[] {1, 3}, new double[] {1, 2, 3}),
            "column", Tensor.of(new int[] {3, 1}, new double[] {1, 2, 3}));
    CaseResponse sent = new CaseResponse(1, tensors, null, CapturedOutput.NONE);
    assertEquals(sent, roundTrip(sent));
  }

  @Test
  void theLargestTensorArrives() throws IOException {
    double[] values = new double[Tensor.MAX_SIZE];
    values[values.length - 1] = 1;
    CaseResponse sent =
        new CaseResponse(1, Map.of("yHat", Tensor.vector(values)), null, CapturedOutput.NONE);
    assertEquals(sent, roundTrip(sent));
  }

  @Test
  void textOfAnyScriptArrives() throws IOException {
    String text = "ŷ − y\u0000\r\n\t\u001b[31m \ud83d\ude00 עברית 漢字 \u202e";
    CaseResponse sent =
        new CaseResponse(
            1,
            Map.of(text, Tensor.scalar(1)),
            new Failure(Failure.Kind.THREW, text, text, List.of(text, "")),
            new CapturedOutput(text, Long.MIN_VALUE));
    assertEquals(sent, roundTrip(sent));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFailureArrives(Failure.Kind kind) throws IOException {
    CaseResponse sent =
        new CaseResponse(
            1, Map.of(), new Failure(kind, "forward", "why", List.of()), CapturedOutput.NONE);
    assertEquals(sent, roundTrip(sent));
  }

  @Test
  void theOrderOfTensorsAndAttributesArrives() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : List.of("W2", "a", "b1", "W1", "Z", "x")) {
      tensors.put(name, Tensor.scalar(1));
      attributes.put(name, name);
    }
    CaseRequest received =
        assertInstanceOf(
            CaseRequest.class, roundTrip(new CaseRequest(1, "forward", attributes, tensors)));
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(received.tensors().keySet()));
    assertEquals(List.copyOf(attributes.keySet()), List.copyOf(received.attributes().keySet()));
  }

  @Test
  void messagesArriveOneByOneAndThenTheEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageChannel sender = new MessageChannel(InputStream.nullInputStream(), bytes);
    for (Message message : Messages.ALL) {
      sender.send(message);
    }
    MessageChannel receiver =
        new MessageChannel(
            new ByteArrayInputStream(bytes.toByteArray()), OutputStream.nullOutputStream());
    for (Message message : Messages.ALL) {
      assertEquals(message, receiver.receive());
    }
    assertNull(receiver.receive());
  }
}
