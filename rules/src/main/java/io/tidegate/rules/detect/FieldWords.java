package io.tidegate.rules.detect;

import com.google.re2j.Pattern;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What fields are called that hold what a detector finds, and what those are that do not. */
final class FieldWords {
  private static final String CONTACT_NAMES =
      "tel|tels|tel_no|telephone|telephone_no|phones?|phone_(no|num|number)"
          + "|contact_(no|way|info|phone|tel)|fax|fax_no";
  private static final String CONTACT_TITLES = "电话|联系方式|联系号码|联系|传真|致电|来电|拨打|TEL|PHONE";
  private static final String CERTIFICATE_NAMES =
      "cert(ificate)?_(no|num|number|code)|person_id|id_doc_no|zjhm";
  private static final String CERTIFICATE_TITLES = "证件号|证件编号|证件";
  private static final String ENTERPRISE_NAMES =
      "(company|enterprise|trader?|owner|agent|org|cop|ent|operator|receiver)_(code|no)";
  private static final String ENTERPRISE_TITLES = "企业代码|企业编码|单位代码|经营单位编码";

  /** Names that are mostly a party's and may be a person's. */
  private static final Words PERHAPS_A_PERSON =
      new Words(
          "name|consignee|consignor|shipper|receiver|sender|notify|signer|operator",
          "收货人|发货人|通知人|名字|签字");

  /** Whatever their values look like, these hold none of what is looked for. */
  private static final Words OTHERWISE =
      new Words(
          // sums and counts
          "amount|amt|price|total|sum|fee|charge|tax|duty|value|balance|cost|qty|quantity|weight|wt"
              + "|volume|rate|num|count|percent|ratio|score|size|length"
              // moments
              + "|time|date|day|timestamp|year|month|ts"
              // running numbers
              + "|(order|serial|seq|batch|contract|invoice|tracking|logistics|receipt|ticket|item"
              + "|part|material|doc|trans|transaction|work|flow|lot|row|job)(_?(no|id|num|number))?"
              + "|sn|(trace|request|message|event|row|head|record)_id|uuid|guid|version|barcode|ean"
              + "|sku"
              // other things that have a name or a code
              + "|(company|enterprise|org|goods|product|item|brand|model|spec|commodity|vessel|ship"
              + "|port|country|g|trade|owner|agent|terminal|warehouse|file)_(name|model)"
              + "|goods|commodity|brand|model|spec|vessel|voyage|port|country|status|state|flag|type",
          "金额|单价|总价|价格|总值|价值|费用|运费|保费|税额|税款|余额|数量|件数|重量|毛重|净重|体积|汇率|比例|次数|尺寸"
              + "|时间|日期|时刻|年份|月份"
              + "|订单|流水|序号|序列|批次|批号|合同|发票|版本|快递|物流单|条码|货号|物料|单据号|凭证|工单|票号|编号|单号"
              + "|企业名|公司|单位名|商品|货物|品名|规格|型号|品牌|船名|航次|港口|国别|状态|标志|类型|部门|岗位|口岸");

  private static final Map<Detector, Words> NAMED = named();

  /** Beside a field so called, a value of a field called nothing in particular is the likelier. */
  private static final Map<Detector, Words> BESIDE = beside();

  private FieldWords() {}

  /** How what is written around the values of a field bears on each detector. */
  static Map<Detector, Bearing> bearings(FieldContext context) {
    String name = snake(context.name());
    String title = plain(context.title());
    boolean[] named = new boolean[Detector.values().length];
    boolean otherwise = OTHERWISE.fit(name, title);
    for (Detector detector : Detector.values()) {
      named[detector.ordinal()] = NAMED.get(detector).fit(name, title);
      otherwise |= named[detector.ordinal()];
    }
    List<String> neighbours =
        context.neighbours().stream().filter(n -> !n.equals(context.name())).toList();
    Map<Detector, Bearing> bearings = new EnumMap<>(Detector.class);
    for (Detector detector : Detector.values()) {
      bearings.put(
          detector,
          named[detector.ordinal()]
              ? Bearing.NAMED
              : otherwise
                  ? Bearing.CONTRARY
                  : isLikely(detector, name, title, neighbours)
                      ? Bearing.NEIGHBOUR
                      : Bearing.NEUTRAL);
    }
    return Collections.unmodifiableMap(bearings);
  }

  private static boolean isLikely(
      Detector detector, String name, String title, List<String> neighbours) {
    if (detector == Detector.PERSON_NAME && PERHAPS_A_PERSON.fit(name, title)) {
      return true;
    }
    Words beside = BESIDE.get(detector);
    return beside != null && neighbours.stream().anyMatch(n -> beside.fit(snake(n), plain(n)));
  }

  private static Map<Detector, Words> named() {
    Map<Detector, Words> words = new EnumMap<>(Detector.class);
    for (Detector detector : Detector.values()) {
      words.put(detector, named(detector));
    }
    return words;
  }

  private static Words named(Detector detector) {
    return switch (detector) {
      case ID_CARD ->
          new Words(
              CERTIFICATE_NAMES
                  + "|id_?card(_?(no|num|number))?|identity(_(no|card|number|card_no))?"
                  + "|id_(no|num|number)|id_code|sfz|sfzh|sfzhm|citizen_id",
              CERTIFICATE_TITLES + "|身份证|身份号码|公民身份|IDCARD");
      case PASSPORT ->
          new Words(
              CERTIFICATE_NAMES + "|passport(_?(no|num|number))?|hz_no",
              CERTIFICATE_TITLES + "|护照");
      case HONG_KONG_MACAU_PASS ->
          new Words(
              CERTIFICATE_NAMES + "|(home_return|hk_?mo|hkm|hk)_(permit|pass)(_no)?",
              CERTIFICATE_TITLES + "|通行证|回乡证");
      case OFFICER_CARD ->
          new Words(
              CERTIFICATE_NAMES + "|(officer|military)_(card|id|cert)(_no)?",
              CERTIFICATE_TITLES + "|军官证|士兵证|文职|军人证");
      case DRIVING_LICENCE ->
          new Words("(driv(er|ing)_)(licen[cs]e|file)(_no)?|archive_no", "驾驶证|驾照|档案编号");
      case BANK_CARD ->
          new Words(
              "(bank|pay|payment|debit)_?card(_?(no|num|number))?|^card(_?(no|num|number))?|bank_account(_no)?|acct_no|account_(no|number)|bank_no|pan",
              "银行卡|(^|付款|收款|储蓄|信用)卡号|银行账|银行帐|收款账|收款帐|付款账|付款帐|账户号|账号|帐号");
      case MOBILE ->
          new Words(
              CONTACT_NAMES + "|mobile(_?(no|num|number|phone))?|cell(_?phone)?|sjh|sjhm|msisdn",
              CONTACT_TITLES + "|手机|移动电话|MOBILE");
      case LANDLINE ->
          new Words(CONTACT_NAMES + "|landline|office_phone|telno", CONTACT_TITLES + "|座机|固话");
      case PERSON_NAME ->
          new Words(
              "person|(person|person_|real|full|user|contact|linkman|typist|declarant|inputer|driver"
                  + "|receiver_person|holder|cardholder|passenger|staff|employee|customer|buyer|signatory|addressee)_?name"
                  + "|contact|contact_(man|person)|linkman|legal_(person|representative)|driver|typist|holder|xm"
                  + "|xingming|addressee",
              "姓名|(联系人|经办人|法人代表|法定代表人|司机|驾驶员|收件人|寄件人|申报人员|录入员|操作员|签收人|负责人|持卡人|旅客|买家|员工)$");
      case ADDRESS ->
          new Words(
              "address|addr|address_(1|2|detail)|addr_detail|dz", "(^|[^PC网箱])地址|住址|住所|送至|收货地");
      case EMAIL -> new Words("e?_?mail(_?(addr|address))?", "邮箱|邮件|EMAIL|E-MAIL");
      case PLATE ->
          new Words(
              "plate(_?(no|num|number))?|vehicle_no|car_no|truck_no|veh_no|cph", "车牌|车号|车辆号牌|号牌");
      case VIN -> new Words("vin(_?(no|code))?|chassis(_no)?|frame_no", "车架|车辆识别|VIN|底盘号");
      case IP_ADDRESS -> new Words("ip|ip_?addr(ess)?|client_ip|host_ip", "IP");
      case MAC_ADDRESS -> new Words("mac|mac_?addr(ess)?", "MAC|物理地址|网卡");
      case IMEI -> new Words("imei(_?(no|code|1|2))?|device_(no|id)|meid", "IMEI|设备识别|设备号|串号");
      case CREDIT_CODE ->
          new Words(
              ENTERPRISE_NAMES
                  + "|[a-z_]*(usci|uscc|scc)|credit_code|unified_code|social_credit_code|tax_no|tyshxydm",
              ENTERPRISE_TITLES + "|信用代码|纳税人识别|税号");
      case ORGANISATION_CODE ->
          new Words(
              ENTERPRISE_NAMES + "|organi[sz]ation_code|zzjgdm",
              ENTERPRISE_TITLES + "|组织机构代码|机构代码");
      case CUSTOMS_REGISTRATION ->
          new Words(
              ENTERPRISE_NAMES
                  + "|customs_(code|reg|reg_no|registration)|reg_no|register_no|hg_code",
              ENTERPRISE_TITLES + "|海关注册|海关编码|海关代码|海关备案|十位编码");
      case BILL_NO ->
          new Words(
              "(bill|bl|mbl|hbl|master_bill|house_bill|b_l)(_?(no|num|number))?|bill_of_lading|lading_no",
              "提单|提运单|总运单|分运单|B/L");
      case AIR_WAYBILL ->
          new Words(
              "m?awb(_?(no|num|number))?|(air|master)_?waybill(_no)?|bill_no",
              "航空运单|空运|航空主单|主运单|提运单|AWB");
      case BOND_ACCOUNT ->
          new Words(
              "manual_no|ems_no|handbook(_no)?|putrec_no|account_no|bond_account(_no)?|book_no",
              "手册|账册|帐册|备案号|备案编号");
      case BOND_INVENTORY -> new Words("bond_invt(_no)?|invt_no|inventory_no", "核注清单|清单编号|清单号");
      case GATE_PASS -> new Words("passport_no|gate_pass(_no)?|bond_passport(_no)?", "核放单");
      case ENTRY_ID ->
          new Words(
              "(pre_)?entry_?(id|no|num)|declaration_(no|id|number)|dec_no|decl_no|bgd_no",
              "报关单|海关编号|预录入");
      case HS_CODE ->
          new Words(
              "hs|hs_?(code|no)|code_ts|tariff(_(no|code|line))?|commodity_code|gds_?mtno|gdecd|goods_code",
              "商品编号|商品编码|税则|税号|HS");
      case CONTAINER ->
          new Words("(container|cont|ctn|cntr|equipment|box)(_?(no|num|number|id))?", "箱号|集装箱|柜号");
      case IMO -> new Words("imo(_?(no|num|number|code))?|ship_imo|vessel_imo", "IMO");
      case COORDINATES ->
          new Words(
              "lat|lng|lon|latitude|longitude|coord(inate)?s?|position|location|gps|geo|lat_?lng|lon_?lat",
              "坐标|经度|纬度|经纬|定位|位置");
    };
  }

  private static Map<Detector, Words> beside() {
    Words person = NAMED.get(Detector.PERSON_NAME);
    Words ship = new Words("vessel(_name)?|ship(_name)?|voyage(_no)?", "船名|航次");
    Map<Detector, Words> words = new EnumMap<>(Detector.class);
    words.put(
        Detector.PERSON_NAME,
        new Words(
            CERTIFICATE_NAMES + "|id_?card(_no)?|id_no|mobile(_no)?|phone(_no)?",
            "身份证|证件|手机|联系电话"));
    for (Detector detector :
        List.of(
            Detector.MOBILE,
            Detector.PASSPORT,
            Detector.HONG_KONG_MACAU_PASS,
            Detector.OFFICER_CARD,
            Detector.LANDLINE)) {
      words.put(detector, person);
    }
    words.put(Detector.BANK_CARD, new Words("bank(_name)?|account_name", "开户|银行"));
    words.put(Detector.CONTAINER, new Words("seal(_no)?|container_(size|type|md)", "铅封|箱型|箱尺寸"));
    words.put(Detector.IMO, ship);
    words.put(Detector.BILL_NO, ship);
    words.put(
        Detector.CREDIT_CODE,
        new Words("(company|enterprise|trade|agent|owner)_name", "企业名|单位名|公司"));
    words.put(Detector.VIN, NAMED.get(Detector.PLATE));
    return words;
  }

  /** Lower-case words with underscores between them, however the name joins its own. */
  static String snake(String written) {
    StringBuilder snake = new StringBuilder();
    String plain = Plain.of(written);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letterOrDigit) {
        underscore(snake);
      } else if (c >= 'A' && c <= 'Z') {
        boolean after = i > 0 && Character.isLowerCase(plain.charAt(i - 1));
        boolean before =
            i > 0
                && Character.isUpperCase(plain.charAt(i - 1))
                && i + 1 < plain.length()
                && Character.isLowerCase(plain.charAt(i + 1));
        if (after || before) {
          underscore(snake);
        }
        snake.append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    int end = snake.length();
    return end > 0 && snake.charAt(end - 1) == '_' ? snake.substring(0, end - 1) : snake.toString();
  }

  private static void underscore(StringBuilder snake) {
    if (!snake.isEmpty() && snake.charAt(snake.length() - 1) != '_') {
      snake.append('_');
    }
  }

  /** As titles are held against their words: without blanks, Latin letters as capitals. */
  static String plain(String title) {
    return Plain.of(title).replace(" ", "").toUpperCase(Locale.ROOT);
  }

  /** The endings of names, and the parts of titles. */
  private record Words(Pattern names, Pattern titles) {
    Words(String names, String titles) {
      this(Pattern.compile("(^|_)(" + names + ")$"), Pattern.compile(titles));
    }

    boolean fit(String name, String title) {
      return names.matcher(name).find() || titles.matcher(title).find();
    }
  }
}
