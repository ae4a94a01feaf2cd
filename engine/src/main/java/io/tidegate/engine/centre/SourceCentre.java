package io.tidegate.engine.centre;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.proposal.OpenApiReader;
import io.tidegate.engine.proposal.ProposalText;
import io.tidegate.engine.proposal.Surroundings;
import io.tidegate.engine.proposal.WsdlReader;
import io.tidegate.engine.source.SourceReach;
import io.tidegate.engine.store.ConnectionPools;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.engine.store.Secret;
import io.tidegate.engine.store.SourceStore;
import io.tidegate.engine.store.SourceStore.Belonging;
import io.tidegate.engine.store.SourceStore.CatalogChange;
import io.tidegate.engine.store.SourceStore.Collection;
import io.tidegate.engine.store.SourceStore.Finding;
import io.tidegate.engine.store.SourceStore.Proposal;
import io.tidegate.engine.store.SourceStore.ProposalState;
import io.tidegate.engine.store.SourceStore.RegisteredSource;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Source;
import io.tidegate.route.definition.Area;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What providers do with sources on a running platform: register them, have looked at what they
 * have, and confirm it resource by resource. Safe for any number of threads.
 */
public final class SourceCentre {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int LONGEST_ID = 63;
  private static final int LONGEST_TEXT = 200;
  private static final int LARGEST_DOCUMENT = 512 * 1024;

  /** No parameter is taken: some of them have the driver load classes or write files. */
  private static final Pattern DATABASE =
      Pattern.compile(
          "jdbc:postgresql://(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?"
              + "/[A-Za-z0-9_.-]{1,63}");

  private static final List<Source.Kind> KINDS =
      List.of(Source.Kind.POSTGRESQL, Source.Kind.REST, Source.Kind.SOAP);

  private final SourceStore store;
  private final SealedPlaces places;
  private final RegisteredSources sources;
  private final CatalogStore catalogs;
  private final Supplier<Governance> governance;
  private final Clock clock;

  /**
   * @param governance asked when somebody acts, for it needs what is there only after the start
   */
  public SourceCentre(
      SourceStore store,
      SealedPlaces places,
      RegisteredSources sources,
      CatalogStore catalogs,
      Supplier<Governance> governance,
      Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.places = Objects.requireNonNull(places, "places");
    this.sources = Objects.requireNonNull(sources, "sources");
    this.catalogs = Objects.requireNonNull(catalogs, "catalogs");
    this.governance = Objects.requireNonNull(governance, "governance");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * What is told of a source.
   *
   * @param schema where its tables are; empty for a source without tables
   * @param password absent to keep the one there is
   */
  public record Told(
      Bilingual title,
      String schema,
      Belonging belonging,
      String url,
      Optional<String> user,
      Optional<Secret> password) {
    public Told {
      Objects.requireNonNull(title, "title");
      Objects.requireNonNull(schema, "schema");
      Objects.requireNonNull(belonging, "belonging");
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
    }
  }

  /** Whether a source can be entered, and what stands in the way. */
  public record Tested(boolean ok, Bilingual message) {
    public Tested {
      Objects.requireNonNull(message, "message");
    }
  }

  static Surroundings surroundings(RegisteredSource source) {
    Belonging belonging = source.belonging();
    return new Surroundings(
        source.id(), belonging.area(), belonging.department(), belonging.theme());
  }

  // ---- sources

  /** All of them, by id. */
  public List<RegisteredSource> sources() {
    return store.sources();
  }

  public RegisteredSource source(String id) throws GovernanceException {
    return store
        .source(id)
        .orElseThrow(
            () ->
                new GovernanceException(
                    Kind.UNKNOWN, "没有登记的数据源 " + id, "no source " + id + " is registered"));
  }

  /** How many proposals of a source stand how. */
  public Map<ProposalState, Long> counts(String source) {
    return store.counts(source);
  }

  /** The last run that looked at a source. */
  public Optional<Collection> collection(String source) {
    return store.collection(source);
  }

  /** Registers a source. Nothing of it is in the catalog before something is confirmed. */
  public RegisteredSource register(String id, Source.Kind kind, Told told, String actor)
      throws GovernanceException {
    if (!ID.matcher(id).matches() || id.length() > LONGEST_ID) {
      throw invalid(
          "数据源标识由小写字母、数字和连字符组成，以字母开头",
          "the id of a source begins with a letter and has lower-case letters, digits and hyphens");
    }
    if (!KINDS.contains(kind)) {
      throw invalid("这类数据源由运维人员在配置中登记", "a source of this kind is configured by an operator");
    }
    checked(kind, told);
    boolean described = catalogs.current().flatMap(c -> c.source(id)).isPresent();
    Optional<RegisteredSource> registered =
        described
            ? Optional.empty()
            : store.register(
                new RegisteredSource(
                    id,
                    1,
                    kind,
                    told.title(),
                    kind.hasTables() ? told.schema() : id,
                    told.belonging(),
                    places.seal(id, told.url(), told.user(), told.password()),
                    actor,
                    clock.instant()));
    RegisteredSource source =
        registered.orElseThrow(
            () ->
                new GovernanceException(
                    Kind.STATE, "数据源 " + id + " 已经存在", "there is a source " + id + " already"));
    sources.refresh();
    return source;
  }

  /**
   * Changes where a source is and what is told of it. Its kind and schema stay, and its title once
   * something of it is in the catalog.
   */
  public RegisteredSource change(String id, long revision, Told told, String actor)
      throws GovernanceException {
    RegisteredSource before = source(id);
    checked(before.kind(), told);
    boolean moved =
        !told.url().equals(before.place().url()) || !told.user().equals(before.place().user());
    if (moved && told.password().isEmpty() && before.place().password().isPresent()) {
      throw invalid(
          "地址或用户名变更时须重新输入密码",
          "enter the password again: it goes nowhere but where it was entered for");
    }
    if (before.kind().hasTables() && !told.schema().equals(before.schema())) {
      throw new GovernanceException(
          Kind.STATE, "模式名不能更改；请另行登记", "the schema stays; register another source");
    }
    // the title is part of the catalog that releases were signed by
    if (!told.title().equals(before.title())
        && store.confirmed().stream().anyMatch(p -> p.source().equals(id))) {
      throw new GovernanceException(
          Kind.STATE,
          "目录中已有该数据源的资源，名称不能更改",
          "resources of it are in the catalog, so that its title stays");
    }
    RegisteredSource changed =
        store
            .change(
                new RegisteredSource(
                    id,
                    revision,
                    before.kind(),
                    // in the catalog it stays as it was confirmed until something is confirmed
                    // again
                    told.title(),
                    before.schema(),
                    told.belonging(),
                    moved || told.password().isPresent()
                        ? places.seal(id, told.url(), told.user(), told.password())
                        : before.place(),
                    before.registeredBy(),
                    before.registeredAt()),
                actor)
            .orElseThrow(SourceCentre::changedMeanwhile);
    sources.refresh();
    return changed;
  }

  /** Takes a source away of which nothing is in force. */
  public void remove(String id, long revision, String actor) throws GovernanceException {
    RegisteredSource source = source(id);
    if (source.revision() != revision) {
      throw changedMeanwhile();
    }
    if (!store.remove(id, revision, actor)) {
      throw new GovernanceException(
          Kind.STATE,
          "该数据源还有已确认的资源，请先移出目录",
          "resources of it are in the catalog; leave them out first");
    }
    sources.refresh();
  }

  private static void checked(Source.Kind kind, Told told) throws GovernanceException {
    for (String text :
        List.of(
            told.title().zh(),
            told.title().en(),
            told.belonging().department(),
            told.belonging().theme())) {
      if (text.isBlank() || text.length() > LONGEST_TEXT) {
        throw invalid(
            "名称、部门和主题各有 1 至 " + LONGEST_TEXT + " 个字符",
            "titles, department and theme have 1 to " + LONGEST_TEXT + " characters each");
      }
    }
    List<String> areas = Arrays.stream(Area.values()).map(Area::word).toList();
    if (!areas.contains(told.belonging().area())) {
      throw invalid(
          "业务领域须为：" + String.join("、", areas),
          "the business area is one of " + String.join(", ", areas));
    }
    if (kind.hasTables()) {
      database(told);
    } else {
      called(told);
    }
    if (told.password().isPresent() && told.user().isEmpty()) {
      throw invalid("有密码时须有用户名", "a password needs a user");
    }
    if (Stream.concat(told.user().stream(), told.password().map(Secret::reveal).stream())
        .anyMatch(
            text ->
                text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl))) {
      throw invalid(
          "用户名和密码不能含控制字符，且不超过 " + LONGEST_TEXT + " 个字符",
          "user and password have no control characters and at most "
              + LONGEST_TEXT
              + " characters");
    }
  }

  private static void database(Told told) throws GovernanceException {
    if (!DATABASE.matcher(told.url()).matches()) {
      throw invalid(
          "数据库地址写作 jdbc:postgresql://主机:端口/数据库，不带参数",
          "write the URL as jdbc:postgresql://host:port/database, without parameters");
    }
    if (told.user().filter(user -> !user.isBlank()).isEmpty()) {
      throw invalid("数据库需要用户名", "a database needs a user");
    }
    if (!SCHEMA.matcher(told.schema()).matches()) {
      throw invalid(
          "模式名由小写字母、数字和下划线组成，以字母开头",
          "a schema begins with a letter and has lower-case letters, digits and underscores");
    }
  }

  private static void called(Told told) throws GovernanceException {
    try {
      URI url = new URI(told.url());
      boolean plain =
          ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      if (plain) {
        return;
      }
    } catch (URISyntaxException e) {
      // the parser's message would repeat the URL, and with it what was wrongly put into it
    }
    throw invalid(
        "地址写作 https://主机/路径，不含用户名、密码和参数",
        "write the URL as https://host/path, without user, password and parameters");
  }

  private static GovernanceException invalid(String zh, String en) {
    return new GovernanceException(Kind.INVALID, zh, en);
  }

  private static GovernanceException changedMeanwhile() {
    return new GovernanceException(
        Kind.STALE, "内容已被他人修改，请重新读取", "somebody changed it meanwhile; read it again");
  }

  // ---- what a source has

  /** Tries whether a source can be entered. */
  public Tested test(String id) throws GovernanceException {
    RegisteredSource source = source(id);
    return source.kind().hasTables() ? entered(source) : connected(source);
  }

  private Tested connected(RegisteredSource source) {
    return switch (SourceReach.connect(URI.create(source.place().url()), sources.networks())) {
      case CONNECTED ->
          new Tested(true, new Bilingual("已连通；尚未调用任何操作", "connected; no operation has been asked"));
      case FORBIDDEN -> new Tested(false, DatabaseTrouble.FORBIDDEN);
      case UNKNOWN_HOST -> new Tested(false, DatabaseTrouble.UNKNOWN_HOST);
      case UNREACHABLE ->
          new Tested(
              false,
              new Bilingual(
                  "无法连接：请检查主机、端口与网络",
                  "it cannot be connected to: look at host, port and" + " network"));
    };
  }

  private Tested entered(RegisteredSource source) {
    try (ConnectionPools pools = looking(source);
        Connection connection = pools.source(source.id()).orElseThrow().getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select exists (select from pg_catalog.pg_namespace where nspname = ?),"
                    + " (select rolsuper from pg_catalog.pg_roles where rolname = current_user)")) {
      statement.setString(1, source.schema());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (!row.getBoolean(1)) {
          return new Tested(
              false,
              new Bilingual(
                  "已连接，但没有模式 " + source.schema(),
                  "connected, but there is no schema " + source.schema()));
        }
        return row.getBoolean(2)
            ? new Tested(
                true,
                new Bilingual(
                    "已连接；该用户是超级用户，请改用只读用户",
                    "connected; the user is a superuser, use one that may read only"))
            : new Tested(true, new Bilingual("已连接", "connected"));
      }
    } catch (SQLException e) {
      return new Tested(false, DatabaseTrouble.of(e));
    } catch (IllegalStateException e) {
      return new Tested(
          false, new Bilingual("密码无法解封，请重新输入", "the password cannot be opened; enter it again"));
    }
  }

  /** Statements of a look end soon, so that a slow source does not hold it up for long. */
  private ConnectionPools looking(RegisteredSource source) {
    return ConnectionPools.open(
        Map.of(source.id(), sources.address(source)), 1, Duration.ofSeconds(5));
  }

  /** Begins to look at what a source with tables has; how far it is can be asked. */
  public Collection collect(String id, String actor) throws GovernanceException {
    RegisteredSource source = source(id);
    if (!source.kind().hasTables()) {
      throw new GovernanceException(
          Kind.STATE,
          "该数据源没有表；请提交它的接口描述",
          "this source has no tables; send the description it gives of itself");
    }
    Collection run =
        store
            .begin(id, actor)
            .orElseThrow(
                () ->
                    new GovernanceException(
                        Kind.STATE, "正在采集，请稍候", "it is being looked at already"));
    Thread.ofVirtual().name("collect-" + id).start(() -> collect(source, run));
    return run;
  }

  private void collect(RegisteredSource source, Collection run) {
    try (ConnectionPools pools = looking(source)) {
      DataSource database = pools.source(source.id()).orElseThrow();
      new TableCollection(store, source, run, clock).collect(database);
    } catch (IllegalStateException e) {
      store.end(
          run.id(),
          SourceStore.RunState.FAILED,
          new Bilingual("密码无法解封，请重新输入", "the password cannot be opened; enter it again"));
    }
  }

  /**
   * Proposes an operation from the description a source gives of itself.
   *
   * @param description OpenAPI 3.0 or 3.1, or WSDL 1.1
   */
  public Proposal describe(String id, String description, String operation)
      throws GovernanceException {
    RegisteredSource source = source(id);
    byte[] bytes = description.getBytes(StandardCharsets.UTF_8);
    Diagnostics found = new Diagnostics();
    Outcome<io.tidegate.engine.proposal.Proposal> read =
        switch (source.kind()) {
          case REST -> {
            Optional<SourceText> text = YamlReader.decode("description", bytes, found);
            yield text.isPresent()
                ? OpenApiReader.read(text.get(), operation)
                : Outcome.refused(found);
          }
          case SOAP -> WsdlReader.read("description", bytes, operation);
          case POSTGRESQL, FILES, TOPIC, OBJECTS ->
              throw new GovernanceException(
                  Kind.STATE, "该数据源没有接口描述", "this source does not describe itself");
        };
    if (read.isRefused()) {
      throw new GovernanceException(
          Kind.INVALID,
          new Bilingual("接口描述无法采用", "the description cannot be used"),
          read.diagnostics());
    }
    String text = ProposalText.of(surroundings(source), read.value().orElseThrow());
    store.found(id, List.of(new Finding(operation, true, text, "[]", OptionalLong.empty())));
    return store.proposal(id, operation).orElseThrow();
  }

  // ---- proposals

  /** As {@link SourceStore#proposals}. */
  public List<Proposal> proposals(
      String source, Optional<ProposalState> state, String text, String after, int most)
      throws GovernanceException {
    return store.proposals(source(source).id(), state, text, after, most);
  }

  public Proposal proposal(long id) throws GovernanceException {
    return store
        .proposal(id)
        .orElseThrow(
            () ->
                new GovernanceException(
                    Kind.UNKNOWN, "没有资源提案 " + id, "there is no proposal " + id));
  }

  /** Writes another text; what is in force stays so until it is confirmed. */
  public Proposal write(long id, long revision, String text, String actor)
      throws GovernanceException {
    current(id, revision);
    if (text.length() > LARGEST_DOCUMENT || text.isBlank()) {
      throw invalid(
          "资源描述有 1 至 " + LARGEST_DOCUMENT + " 个字符",
          "a description has 1 to " + LARGEST_DOCUMENT + " characters");
    }
    return store.write(id, revision, text, actor).orElseThrow(SourceCentre::changedMeanwhile);
  }

  private Proposal current(long id, long revision) throws GovernanceException {
    Proposal proposal = proposal(id);
    if (proposal.revision() != revision) {
      throw changedMeanwhile();
    }
    return proposal;
  }

  /** Confirms a proposal as it stands: it is in the catalog on all nodes from now on. */
  public Proposal confirm(long id, long revision, String actor) throws GovernanceException {
    Proposal proposal = current(id, revision);
    if (proposal.state() == ProposalState.UNUSABLE) {
      throw new GovernanceException(
          Kind.STATE, "目录无法描述该资源，原因见说明", "the catalog cannot describe it; its notes say why");
    }
    return inForce(proposal, Optional.of(proposal.document()), actor);
  }

  /** Leaves a resource out; one that is in the catalog goes, unless a live service reads it. */
  public Proposal leaveOut(long id, long revision, String actor) throws GovernanceException {
    Proposal proposal = current(id, revision);
    return proposal.confirmed().isEmpty()
        ? store.leaveOut(proposal, actor).orElseThrow(SourceCentre::changedMeanwhile)
        : inForce(proposal, Optional.empty(), actor);
  }

  private Proposal inForce(Proposal proposal, Optional<String> text, String actor)
      throws GovernanceException {
    CatalogSnapshot base =
        catalogs
            .current()
            .orElseThrow(
                () -> new GovernanceException(Kind.STATE, "尚无生效的目录", "no catalog is in force"));
    CatalogSnapshot next = next(base, source(proposal.source()), proposal, text);
    catalogs.add(next);
    return governance
        .get()
        .change(
            next,
            actor,
            (long epoch, List<Release> arrived) -> {
              CatalogChange change =
                  new CatalogChange(epoch, base.fingerprint(), next.fingerprint(), arrived, actor);
              return text.isPresent()
                  ? store.confirm(proposal, change)
                  : store.withdraw(proposal, change);
            });
  }

  /**
   * The catalog in force with one resource of a source described otherwise, or not any more.
   *
   * @param text absent when it goes
   */
  private CatalogSnapshot next(
      CatalogSnapshot base, RegisteredSource source, Proposal changed, Optional<String> text)
      throws GovernanceException {
    List<Proposal> confirmed =
        store.confirmed().stream().filter(p -> p.source().equals(source.id())).toList();
    List<SourceText> before = new ArrayList<>();
    List<SourceText> after = new ArrayList<>();
    for (Proposal proposal : confirmed) {
      SourceText file = CatalogTexts.of(proposal, proposal.confirmed().orElseThrow());
      before.add(file);
      if (proposal.id() != changed.id()) {
        after.add(file);
      }
    }
    text.ifPresent(now -> after.add(CatalogTexts.of(changed, now)));
    if (!own(base, source).equals(before.isEmpty() ? List.of() : ids(parsed(source, before)))) {
      throw new GovernanceException(
          Kind.STATE,
          "目录文件夹已描述数据源 " + source.id() + "，请在文件中修改",
          "the catalog folders describe the source " + source.id() + "; change its files");
    }
    List<Source> described = new ArrayList<>(base.sources());
    described.removeIf(one -> one.id().equals(source.id()));
    List<Resource> resources = new ArrayList<>(base.resources());
    resources.removeIf(one -> one.source().equals(source.id()));
    if (!after.isEmpty()) {
      CatalogSnapshot now = parsed(source, after);
      for (Resource resource : now.resources()) {
        if (resources.stream().anyMatch(other -> other.id().equals(resource.id()))) {
          throw new GovernanceException(
              Kind.STATE,
              "目录中已有资源 " + resource.id() + "，请改用别的标识",
              "the catalog has a resource " + resource.id() + " already; call this one otherwise");
        }
      }
      described.addAll(now.sources());
      resources.addAll(now.resources());
    }
    return new CatalogSnapshot(described, resources);
  }

  private static List<String> own(CatalogSnapshot base, RegisteredSource source) {
    return base.resources().stream()
        .filter(resource -> resource.source().equals(source.id()))
        .map(Resource::id)
        .toList();
  }

  private static List<String> ids(CatalogSnapshot snapshot) {
    return snapshot.resources().stream().map(Resource::id).toList();
  }

  /** The source with its resources and nothing else. */
  private static CatalogSnapshot parsed(RegisteredSource source, List<SourceText> files)
      throws GovernanceException {
    List<SourceText> all = new ArrayList<>(files);
    all.addFirst(CatalogTexts.of(source));
    Outcome<CatalogSnapshot> outcome = CatalogFiles.parse(all);
    if (outcome.isRefused()) {
      throw new GovernanceException(
          Kind.INVALID,
          new Bilingual("资源描述有误或不完整", "the description is not sound or not whole"),
          outcome.diagnostics());
    }
    CatalogSnapshot snapshot = outcome.value().orElseThrow();
    boolean alone =
        snapshot.sources().size() == 1
            && snapshot.resources().size() == files.size()
            && snapshot.resources().stream().allMatch(r -> r.source().equals(source.id()));
    if (!alone) {
      throw invalid("每份描述只能有该数据源的一个资源", "each description is of one resource of this source");
    }
    return snapshot;
  }

  /** What is confirmed of a source, as the files of a catalog folder. */
  public List<SourceText> files(String id) throws GovernanceException {
    RegisteredSource source = source(id);
    return CatalogTexts.confirmed(List.of(source), store.confirmed()).values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }
}
