import java.nio.file.*
Files.createFile(Path.of('MARKER'))
