package io.tidegate.engine.centre;

import io.tidegate.engine.store.PermittedDriver.ForbiddenAddressException;
import io.tidegate.route.text.Bilingual;
import java.net.UnknownHostException;
import java.sql.SQLException;

/**
 * Says why a database cannot be asked, in words a provider can act on. The driver's own message is
 * not repeated: it may hold the address, the user and values.
 */
final class DatabaseTrouble {
  private static final int DEEPEST = 8;

  private DatabaseTrouble() {}

  static Bilingual of(SQLException trouble) {
    if (caused(trouble, ForbiddenAddressException.class)) {
      return FORBIDDEN;
    }
    if (caused(trouble, UnknownHostException.class)) {
      return UNKNOWN_HOST;
    }
    String state = trouble.getSQLState() == null ? "" : trouble.getSQLState();
    return switch (state) {
      case "28000", "28P01" ->
          new Bilingual("用户名或密码被数据库拒绝", "the database refuses the user or the password");
      case "3D000" -> new Bilingual("没有这个数据库", "there is no such database");
      case "53300" -> new Bilingual("数据库的连接数已满", "the database takes no more connections");
      case "42501" -> new Bilingual("该用户没有读取权限", "the user has no right to read it");
      case "57014" -> new Bilingual("读取超时", "reading took too long");
      case "08001", "08003", "08004", "08006", "" ->
          new Bilingual(
              "无法连接数据库：请检查主机、端口与网络",
              "the database cannot be connected to: look at host, port and network");
      default ->
          new Bilingual(
              "数据库返回错误（SQLSTATE " + state + "）", "the database failed (SQLSTATE " + state + ")");
    };
  }

  static final Bilingual FORBIDDEN =
      new Bilingual(
          "该地址不在允许的网络内；请运维人员设置 tidegate.catalog.source-networks",
          "its address is in no permitted network; an operator sets"
              + " tidegate.catalog.source-networks");

  static final Bilingual UNKNOWN_HOST = new Bilingual("无法解析主机名", "there is no host of this name");

  private static boolean caused(Throwable trouble, Class<? extends Throwable> cause) {
    Throwable next = trouble;
    for (int depth = 0; next != null && depth < DEEPEST; depth++) {
      if (cause.isInstance(next)) {
        return true;
      }
      next = next.getCause();
    }
    return false;
  }
}
