package io.tidegate.engine.read;

/** Makes links to stored objects, for one caller and one plan. */
@FunctionalInterface
public interface ObjectLinks {
  /**
   * What stands in an answer in place of an object's key.
   *
   * @param resource the catalog's id of the operation the key comes from
   */
  String link(String resource, String key);
}
