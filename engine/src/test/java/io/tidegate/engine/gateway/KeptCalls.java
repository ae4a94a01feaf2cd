package io.tidegate.engine.gateway;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.accounting.CallRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Books in memory, with room for as much as they are told. */
final class KeptCalls implements CallAccount {
  private final List<CallRecord> calls = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile int room = Integer.MAX_VALUE;
  private volatile boolean open = true;

  /** So many more find room. */
  void room(int more, boolean saysSo) {
    room = calls.size() + more;
    open = !saysSo;
  }

  List<CallRecord> calls() {
    return List.copyOf(calls);
  }

  /** The problems of what is only counted. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean record(CallRecord call) {
    if (calls.size() >= room) {
      return false;
    }
    calls.add(call);
    return true;
  }

  @Override
  public void refused(CallRecord.Outcome outcome, String problem) {
    refused.add(problem);
  }
}
