package io.tidegate.engine.session;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws characters so that people read them more easily than programs: turned, sheared, on a wave,
 * crossed by lines of the same thickness. The strokes are our own, for a server has no fonts.
 */
final class CaptchaImage {
  /** Characters of which none looks like another. */
  static final String ALPHABET = "ACEFHJKLMNPRTUWXY34679";

  static final int WIDTH = 180;
  static final int HEIGHT = 60;

  /** Strokes on a grid of four by six, the first point above on the left. */
  private static final Map<Character, String> STROKES =
      Map.ofEntries(
          Map.entry('A', "0,6 2,0 4,6|.8,4 3.2,4"),
          Map.entry('C', "4,1 3,0 1,0 0,1 0,5 1,6 3,6 4,5"),
          Map.entry('E', "4,0 0,0 0,6 4,6|0,3 3,3"),
          Map.entry('F', "4,0 0,0 0,6|0,3 3,3"),
          Map.entry('H', "0,0 0,6|4,0 4,6|0,3 4,3"),
          Map.entry('J', "1,0 4,0|3,0 3,5 2,6 1,6 0,5"),
          Map.entry('K', "0,0 0,6|4,0 0,3 4,6"),
          Map.entry('L', "0,0 0,6 4,6"),
          Map.entry('M', "0,6 0,0 2,3 4,0 4,6"),
          Map.entry('N', "0,6 0,0 4,6 4,0"),
          Map.entry('P', "0,6 0,0 3,0 4,1 4,2 3,3 0,3"),
          Map.entry('R', "0,6 0,0 3,0 4,1 4,2 3,3 0,3|2,3 4,6"),
          Map.entry('T', "0,0 4,0|2,0 2,6"),
          Map.entry('U', "0,0 0,5 1,6 3,6 4,5 4,0"),
          Map.entry('W', "0,0 1,6 2,2 3,6 4,0"),
          Map.entry('X', "0,0 4,6|4,0 0,6"),
          Map.entry('Y', "0,0 2,3 4,0|2,3 2,6"),
          Map.entry('3', "0,0 4,0 2,2.5 4,4 4,5 3,6 1,6 0,5"),
          Map.entry('4', "3,6 3,0 0,4 4,4"),
          Map.entry('6', "4,.5 3,0 1,0 0,1 0,5 1,6 3,6 4,5 4,4 3,3 1,3 0,4"),
          Map.entry('7', "0,0 4,0 1.5,6"),
          Map.entry('9', "4,2 3,3 1,3 0,2 0,1 1,0 3,0 4,1 4,5 3,6 1,6"));

  private static final double UNIT = 5.2;
  private static final double THICK = 1.5;
  private static final int PAPER = 245;
  private static final int INK = 40;
  private static final int CROSSING_LINES = 2;
  private static final int SPECKS = 150;

  private final RandomGenerator random;
  private final List<double[]> segments = new ArrayList<>();
  private final double phase;

  private CaptchaImage(RandomGenerator random) {
    this.random = random;
    this.phase = between(0, 2 * Math.PI);
  }

  /** A PNG in shades of grey, {@link #WIDTH} by {@link #HEIGHT}. */
  static byte[] of(String characters, RandomGenerator random) {
    CaptchaImage image = new CaptchaImage(random);
    double step = (WIDTH - 20.0) / characters.length();
    for (int i = 0; i < characters.length(); i++) {
      image.write(STROKES.get(characters.charAt(i)), 10 + step * (i + 0.5), HEIGHT / 2.0);
    }
    for (int i = 0; i < CROSSING_LINES; i++) {
      image.cross();
    }
    return image.png();
  }

  private double between(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  private void write(String strokes, double x, double y) {
    double turn = between(-0.35, 0.35);
    double shear = between(-0.25, 0.25);
    double size = UNIT * between(0.85, 1.15);
    double up = y + between(-5, 5);
    for (String stroke : strokes.split("\\|")) {
      double[] before = null;
      for (String point : stroke.split(" ")) {
        double[] at = {
          Double.parseDouble(point.split(",")[0]) - 2, Double.parseDouble(point.split(",")[1]) - 3
        };
        double sheared = at[0] + shear * at[1];
        double[] here =
            waved(
                x + size * (sheared * Math.cos(turn) - at[1] * Math.sin(turn)),
                up + size * (sheared * Math.sin(turn) + at[1] * Math.cos(turn)));
        if (before != null) {
          segments.add(new double[] {before[0], before[1], here[0], here[1]});
        }
        before = here;
      }
    }
  }

  private double[] waved(double x, double y) {
    return new double[] {x, y + 3 * Math.sin(x / 14 + phase)};
  }

  /** A bent line over the whole width, as thick as the strokes. */
  private void cross() {
    double from = between(8, HEIGHT - 8);
    double to = between(8, HEIGHT - 8);
    double bend = between(-14, 14);
    double[] before = {0, from};
    for (int x = 6; x <= WIDTH; x += 6) {
      double part = (double) x / WIDTH;
      double[] here = {x, from + (to - from) * part + bend * Math.sin(part * Math.PI * 2)};
      segments.add(new double[] {before[0], before[1], here[0], here[1]});
      before = here;
    }
  }

  private byte[] png() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double ink = Math.clamp(THICK + 0.5 - distance(x, y), 0, 1);
        double shade = PAPER + (INK - PAPER) * ink + between(-12, 10);
        raster.setSample(x, y, 0, (int) Math.clamp(shade, 0, 255));
      }
    }
    for (int i = 0; i < SPECKS; i++) {
      raster.setSample(random.nextInt(WIDTH), random.nextInt(HEIGHT), 0, INK + random.nextInt(90));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
    // not ImageIO.createImageOutputStream, which would make a file
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** From a point to the nearest stroke. */
  private double distance(double x, double y) {
    double least = Double.MAX_VALUE;
    for (double[] s : segments) {
      double dx = s[2] - s[0];
      double dy = s[3] - s[1];
      double length = dx * dx + dy * dy;
      double along =
          length == 0 ? 0 : Math.clamp(((x - s[0]) * dx + (y - s[1]) * dy) / length, 0, 1);
      double across = x - s[0] - along * dx;
      double down = y - s[1] - along * dy;
      least = Math.min(least, across * across + down * down);
    }
    return Math.sqrt(least);
  }
}
