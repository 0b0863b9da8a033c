package grader.cases;

import grader.protocol.CaseRequest;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The protocol's messages in a file, from one run to the next: the first says what all of it
 * belongs to, and so does the last, without which the file is cut short.
 *
 * @param path owned by whoever installed the grader, and readable by nobody else
 * @param content what it belongs to; a file of anything else is as good as none
 */
public record MessageFile(Path path, CaseRequest content) {
  /** The messages; none when the file is not there, belongs to something else or is damaged. */
  public List<Message> read() {
    if (!Files.isReadable(path)) {
      return List.of();
    }
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(path))) {
      MessageChannel channel = new MessageChannel(in, OutputStream.nullOutputStream());
      if (!content.equals(channel.receive())) {
        return List.of();
      }
      List<Message> messages = new ArrayList<>();
      Message next = channel.receive();
      while (next != null) {
        messages.add(next);
        next = channel.receive();
      }
      int last = messages.size() - 1;
      return last >= 0 && content.equals(messages.get(last))
          ? messages.subList(0, last)
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Write a file that its owner alone can read.
   *
   * @throws IOException when it cannot be written; an old one is then as it was
   */
  public void write(List<? extends Message> messages) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageChannel channel = new MessageChannel(InputStream.nullInputStream(), bytes);
    channel.send(content);
    for (Message each : messages) {
      channel.send(each);
    }
    channel.send(content);
    // createTempFile: its files are readable by their owner alone.
    Path temporary =
        Files.createTempFile(path.toAbsolutePath().getParent(), content.operation(), null);
    try {
      Files.write(temporary, bytes.toByteArray());
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
