package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.documentation.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command and option that a page tells its reader to type is there. */
class DocumentedCommandsTest {
  /** The launcher's own, which are no commands of the program. */
  private static final List<String> OF_THE_LAUNCHER = List.of("test", "help", "bench");

  private static final Pattern COMMAND = Pattern.compile("\\./tidegate ([a-z]+)([^\\n`#]*)");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
  private static final Pattern FILE = Pattern.compile("(?<= )(samples|docs|tidegate)/\\S+");

  private record Typed(Page page, String command, String rest) {
    @Override
    public String toString() {
      return page + ": ./tidegate " + command + rest;
    }
  }

  @Test
  void everyCommandExists() throws IOException {
    Map<String, CommandLine> commands = TidegateMain.commandLine().getSubcommands();
    List<Typed> typed = typed();
    assertThat(typed).hasSizeGreaterThan(10);
    for (Typed line : typed) {
      if (OF_THE_LAUNCHER.contains(line.command())) {
        continue;
      }
      assertThat(commands).as(line.toString()).containsKey(line.command());
      CommandLine command = commands.get(line.command());
      if (!command.getSubcommands().isEmpty()) {
        String form = line.rest().strip().split("\\s+")[0];
        assertThat(command.getSubcommands()).as(line.toString()).containsKey(form);
        command = command.getSubcommands().get(form);
      }
      Matcher option = OPTION.matcher(line.rest());
      while (option.find()) {
        assertThat(command.getCommandSpec().optionsMap())
            .as(line.toString())
            .containsKey(option.group());
      }
    }
  }

  @Test
  void everyFileThatIsGivenToACommandExists() throws IOException {
    for (Typed line : typed()) {
      Matcher file = FILE.matcher(line.rest());
      while (file.find()) {
        assertThat(Files.exists(Page.ROOT.resolve(file.group()))).as(line.toString()).isTrue();
      }
    }
  }

  private static List<Typed> typed() throws IOException {
    List<Typed> typed = new ArrayList<>();
    for (Page page : Page.all()) {
      Matcher matcher = COMMAND.matcher(page.text());
      while (matcher.find()) {
        typed.add(new Typed(page, matcher.group(1), matcher.group(2)));
      }
    }
    return typed;
  }
}
