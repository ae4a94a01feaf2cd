package io.tidegate.rules.detect;

import io.tidegate.route.identifier.AirWaybillNumber;
import io.tidegate.route.identifier.ArticleNumber;
import io.tidegate.route.identifier.ContainerNumber;
import io.tidegate.route.identifier.IdentityNumber;
import io.tidegate.route.identifier.ImoNumber;
import io.tidegate.route.identifier.MobileNumber;
import io.tidegate.route.identifier.OrganisationCode;
import io.tidegate.route.identifier.PaymentCardNumber;
import io.tidegate.route.identifier.UnifiedSocialCreditCode;
import io.tidegate.route.identifier.VehicleIdentificationNumber;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes the corpus of values the detectors are scored by. It shares nothing with the detectors but
 * the validators of check digits: its names, places, words and ways of writing are its own. All is
 * invented, in ranges that are given to nobody; mobile numbers begin with 100, which no operator
 * has, and the test puts other ranges in.
 */
final class CorpusGenerator {
  /** The day the corpus was made for; no date of birth in it is later. */
  static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  private static final long SEED = 20260630;
  private static final int POSITIVES = 130;
  private static final int NEAR_MISSES = 55;

  private static final String CREDIT = UnifiedSocialCreditCode.ALPHABET;
  private static final String LETTERS = "ABCDEFGHJKLMNPQRTUWXY";
  private static final String[] PROVINCES = {
    "11", "12", "13", "21", "31", "32", "33", "34", "35", "36", "37", "41", "42", "44", "45", "46",
    "50", "51", "52", "61", "65"
  };
  private static final String[] OFFICES = {
    "3791", "3792", "3795", "0101", "0202", "2225", "2248", "3104", "3303", "4201", "4601", "5101",
    "5304", "5316", "7901", "8001", "9001"
  };
  private static final String[] FAMILIES = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾",
    "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪",
    "田", "任", "姜", "范", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆", "郝", "孔", "白", "崔", "康", "毛", "邱",
    "秦", "江", "史", "顾", "侯", "邵", "孟", "龙", "万", "段", "章", "钱", "汤", "尹", "黎", "易", "常", "武", "乔",
    "贺", "赖", "龚", "文", "欧阳", "司马", "诸葛", "上官", "皇甫", "尉迟", "令狐", "慕容", "仝", "逄", "亓", "佘"
  };
  private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
  private static final String BRANCHES = "子丑寅卯辰巳午未申酉戌亥";
  private static final String GIVEN = "建国中华志强海涛晓雅婷欣怡梓轩宇航思远长明秀英桂兰玉梅文博子涵一诺浩然嘉佳俊杰雪晴雨桐凯乐天成云飞";
  private static final String[] CITIES = {"潮汐市", "观澜市", "望潮市", "平浪市", "白鹭洲市", "新澳市"};
  private static final String[] DISTRICTS = {"示例区", "滨海区", "湾里区", "云屏县", "石榴区", "东屿镇", "高浦街道"};
  private static final String[] STREETS = {
    "观海路", "潮声大道", "环岛南路", "渔港街", "仓前巷", "港北一路", "栈桥东路", "盐田路", "翔云三路"
  };
  private static final String[] REGIONS = {
    "福建省", "广东省", "浙江省", "江苏省", "山东省", "四川省", "河北省", "广西壮族自治区", "福建"
  };
  private static final String[] COMPANIES = {
    "潮汐示例纺织有限公司",
    "观澜示例物流股份公司",
    "海路示例货运代理有限公司",
    "望潮示例报关行",
    "金石示例进出口集团",
    "云街示例电子厂",
    "高新区示例科技中心",
    "方圆示例仓储有限公司",
    "东方示例国际货运",
    "白云示例食品厂"
  };
  private static final String[] GOODS = {
    "黄豆", "白砂糖", "金属家具", "马铃薯淀粉", "石英管", "花岗岩板", "毛绒玩具", "牛皮鞋面", "温度传感器", "水性涂料", "鱼肝油",
    "江鲜罐头", "高压阀门", "方钢", "万向轮", "童车", "麦芽糊精", "黎麦", "双头螺栓", "平板电脑", "单晶硅片", "车用滤芯",
    "安全玻璃", "成衣", "国产轴承", "农用薄膜", "包装用纸箱", "云杉原木", "卡车轮胎", "空气净化器"
  };
  private static final String[] STATES = {
    "已放行", "未审核", "待查验", "海关入库", "成功", "相符", "全部", "正常", "方向有误", "时效超期", "常温", "易碎品", "空箱", "重箱",
    "退单", "关闭", "应急", "危化品", "单证齐全", "无", "同上", "不详"
  };
  private static final String[] POSTS = {
    "财务部", "关务科", "车队", "单证员", "司机班", "总经办", "仓管员", "经办部门", "申报科", "客服组", "无", "待定", "同上", "本公司"
  };

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<LabelledValue> corpus = new ArrayList<>();

  private CorpusGenerator() {}

  static List<LabelledValue> generate() {
    CorpusGenerator generator = new CorpusGenerator();
    for (Detector detector : Detector.values()) {
      generator.positives(detector);
      generator.nearMisses(detector);
    }
    generator.texts();
    generator.noise();
    return List.copyOf(generator.corpus);
  }

  private record Called(String name, String title) {}

  /** Fields that are called by nothing. */
  private static final List<Called> UNCALLED =
      List.of(
          new Called("f_013", ""),
          new Called("col7", ""),
          new Called("ext1", "扩展字段"),
          new Called("data", "内容"),
          new Called("", ""),
          new Called("attr_value2", "属性"),
          new Called("c12", "补充信息"),
          new Called("remark", "备注"));

  /** Fields whose values are taken to be numbers of other kinds. */
  private static final List<Called> NUMBERS =
      List.of(
          new Called("order_no", "订单号"),
          new Called("serialNo", "流水号"),
          new Called("seq", "序号"),
          new Called("batch_no", "批次号"),
          new Called("invoice_no", "发票号码"),
          new Called("contractNo", "合同号"),
          new Called("trace_id", ""),
          new Called("ticketNo", "工单编号"),
          new Called("logistics_no", "物流单号"),
          new Called("material_no", "料号"),
          new Called("ref", "参考信息"),
          new Called("f_021", ""));

  private static List<Called> called(Detector detector) {
    return switch (detector) {
      case ID_CARD ->
          of(
              "id_card",
              "身份证号",
              "idCardNo",
              "身份证号码",
              "cert_no",
              "证件号码",
              "sfzh",
              "",
              "consigneeIdCard",
              "收件人身份证",
              "buyer_id_number",
              "订购人证件号码",
              "identity_no",
              "公民身份号码");
      case PASSPORT ->
          of(
              "passport_no",
              "护照号码",
              "cert_no",
              "证件号码",
              "passportNumber",
              "",
              "traveler_passport",
              "护照",
              "cert_code",
              "证件编号");
      case HONG_KONG_MACAU_PASS ->
          of(
              "hk_permit",
              "港澳通行证",
              "cert_no",
              "证件号",
              "home_return_permit_no",
              "回乡证号",
              "pass_no",
              "来往内地通行证号");
      case OFFICER_CARD ->
          of("officer_card", "军官证号", "cert_no", "证件号码", "military_id", "士兵证", "jgz", "军官证");
      case DRIVING_LICENCE ->
          of("driving_licence_no", "驾驶证档案编号", "driver_license", "驾照", "archive_no", "档案编号");
      case BANK_CARD ->
          of(
              "bank_card",
              "银行卡号",
              "card_no",
              "卡号",
              "accountNo",
              "银行账号",
              "bankAccount",
              "收款账号",
              "acct_no",
              "");
      case MOBILE ->
          of(
              "mobile",
              "手机号",
              "phone",
              "联系电话",
              "contactPhone",
              "",
              "sjhm",
              "手机号码",
              "receiver_tel",
              "收件人电话",
              "linkmanMobile",
              "联系人手机");
      case LANDLINE ->
          of(
              "tel",
              "电话",
              "officePhone",
              "办公电话",
              "fax",
              "传真",
              "landline",
              "座机",
              "contact_tel",
              "联系电话");
      case PERSON_NAME ->
          of(
              "person_name",
              "姓名",
              "contact",
              "联系人",
              "driverName",
              "司机姓名",
              "declarant_name",
              "申报人员",
              "linkman",
              "",
              "xm",
              "姓名",
              "legal_person",
              "法定代表人",
              "receiver_name",
              "收件人");
      case ADDRESS ->
          of("address", "地址", "consigneeAddress", "收件人地址", "addr", "", "dz", "住址", "f_02", "");
      case EMAIL -> of("email", "邮箱", "contactEmail", "", "mail", "电子邮件", "c3", "");
      case PLATE ->
          of(
              "vehicle_no",
              "车牌号",
              "truckNo",
              "车号",
              "veh",
              "",
              "c9",
              "",
              "carrier_vehicle_no",
              "承运车牌");
      case VIN -> of("vin", "车架号", "vinCode", "车辆识别代号", "chassis_no", "");
      case IP_ADDRESS -> of("client_ip", "客户端 IP", "ip", "", "login_ip_addr", "登录IP", "host", "");
      case MAC_ADDRESS -> of("mac", "MAC地址", "mac_addr", "", "terminal_id", "终端标识");
      case IMEI -> of("imei", "IMEI", "device_no", "设备号", "imeiCode", "手机串号");
      case CREDIT_CODE ->
          of(
              "usci",
              "统一社会信用代码",
              "tradeUsci",
              "收发货人信用代码",
              "credit_code",
              "",
              "tax_no",
              "纳税人识别号",
              "agent_code",
              "企业代码",
              "cell4",
              "");
      case ORGANISATION_CODE -> of("org_code", "组织机构代码", "organizationCode", "机构代码", "zzjgdm", "");
      case CUSTOMS_REGISTRATION ->
          of(
              "trade_code",
              "海关注册编码",
              "agentCode",
              "申报单位海关代码",
              "customs_code",
              "海关备案编码",
              "owner_code",
              "企业编码");
      case BILL_NO -> of("bill_no", "提运单号", "mblNo", "总提单号", "bl_no", "", "house_bill_no", "分提单号");
      case AIR_WAYBILL -> of("awb_no", "航空运单号", "mawb", "航空主单号", "awbNo", "", "air_waybill", "空运单");
      case BOND_ACCOUNT -> of("manual_no", "备案号", "ems_no", "账册号", "putrecNo", "手册编号");
      case BOND_INVENTORY -> of("bond_invt_no", "核注清单编号", "invtNo", "清单编号", "c5", "");
      case GATE_PASS -> of("gate_pass_no", "核放单号", "bond_passport_no", "核放单编号", "c6", "");
      case ENTRY_ID ->
          of(
              "entry_id",
              "报关单号",
              "entryNo",
              "海关编号",
              "declaration_no",
              "",
              "pre_entry_id",
              "预录入编号",
              "c1",
              "");
      case HS_CODE ->
          of(
              "hs_code",
              "商品编号",
              "codeTs",
              "税号",
              "hsCode",
              "",
              "gds_code",
              "商品编码",
              "tariff_no",
              "税则号列");
      case CONTAINER -> of("container_no", "集装箱号", "contNo", "箱号", "ctn_no", "柜号", "c8", "");
      case IMO -> of("imo", "IMO编号", "ship_imo", "", "vesselImoNo", "船舶IMO号");
      case COORDINATES -> of("position", "位置", "lonlat", "经纬度", "gps", "", "c4", "");
    };
  }

  private static List<Called> of(String... pairs) {
    List<Called> called = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      called.add(new Called(pairs[i], pairs[i + 1]));
    }
    return called;
  }

  private void positives(Detector detector) {
    for (int i = 0; i < POSITIVES; i++) {
      add(Set.of(detector), "positive", one(called(detector)), written(positive(detector, i)));
    }
  }

  /** As people and systems write: most as they should, some with blanks or full-width digits. */
  private String written(String value) {
    return switch (random.nextInt(20)) {
      case 0 -> value + " ";
      case 1 -> "\u3000" + value;
      case 2 ->
          value
              .chars()
              .map(c -> c >= '0' && c <= '9' ? c + 0xfee0 : c)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      default -> value;
    };
  }

  private String positive(Detector detector, int i) {
    return switch (detector) {
      case ID_CARD -> {
        String number = identity(birth());
        yield i % 11 == 0 ? number.toLowerCase() : number;
      }
      case PASSPORT ->
          pick(
              "E0000" + digits(4),
              "G0000" + digits(4),
              "EA000" + digits(4),
              "P0000" + digits(4),
              "S0000" + digits(4),
              "K0000" + digits(4),
              "MA000" + digits(4));
      case HONG_KONG_MACAU_PASS ->
          pick(
              "H00" + digits(6),
              "M00" + digits(8),
              "C00" + digits(6),
              "CA0" + digits(6),
              "W00" + digits(6),
              "h00" + digits(8));
      case OFFICER_CARD ->
          pick("南", "北", "沈", "成", "海", "空", "军", "政", "后", "装")
              + "字第"
              + digits(7 + random.nextInt(2))
              + pick("号", "", "号");
      case DRIVING_LICENCE -> one(PROVINCES) + "0199" + digits(6);
      case BANK_CARD -> card(i);
      case MOBILE -> {
        String number = MobileNumber.sample(random.nextInt(100_000_000));
        yield pick(
            number,
            number,
            number,
            "+86" + number,
            "+86 " + number,
            "0086-" + number,
            "(+86)" + number,
            number.substring(0, 3) + "-" + number.substring(3, 7) + "-" + number.substring(7),
            number.substring(0, 3) + " " + number.substring(3, 7) + " " + number.substring(7));
      }
      case LANDLINE ->
          pick(
              "0399-5" + digits(6),
              "(0399)6" + digits(6),
              "03995" + digits(6),
              "0449-8" + digits(7),
              "0399-5" + digits(6) + "-" + digits(3),
              "+86-399-5" + digits(6).replace("+86-399", ""),
              "0399 5" + digits(6),
              "400-000-" + digits(4),
              "5" + digits(6),
              "0399-5" + digits(6) + "转" + digits(2));
      case PERSON_NAME -> name(i);
      case ADDRESS -> address(i);
      case EMAIL ->
          pick("wang.jiazi", "sales", "op_" + digits(3), "li-yi", "a1.b2+c3", "CUSTOMS.DESK")
              + "@"
              + pick(
                  "example.com",
                  "example.cn",
                  "mail.example.com.cn",
                  "EXAMPLE.ORG",
                  "port-demo.example.net");
      case PLATE -> plate(i);
      case VIN -> vin(i % 6 != 0);
      case IP_ADDRESS ->
          pick(
              "192.0.2." + random.nextInt(256),
              "198.51.100." + random.nextInt(256),
              "203.0.113." + random.nextInt(256),
              "10." + random.nextInt(256) + ".0." + random.nextInt(256),
              "192.168.1." + random.nextInt(256) + ":" + (1024 + random.nextInt(60000)),
              "2001:db8::" + hex(4),
              "2001:db8:"
                  + hex(4)
                  + ":"
                  + hex(4)
                  + ":"
                  + hex(4)
                  + ":"
                  + hex(4)
                  + ":"
                  + hex(4)
                  + ":"
                  + hex(4));
      case MAC_ADDRESS -> {
        String mac = "02:" + hex(2) + ":" + hex(2) + ":" + hex(2) + ":" + hex(2) + ":" + hex(2);
        yield pick(
            mac,
            mac.toUpperCase(),
            mac.replace(':', '-'),
            "02" + hex(2) + "." + hex(4) + "." + hex(4));
      }
      case IMEI -> luhn(pick("00", "99", "99") + "0000" + digits(8));
      case CREDIT_CODE -> {
        String code = creditCode();
        yield i % 13 == 0 ? code.toLowerCase() : code;
      }
      case ORGANISATION_CODE -> {
        String code = OrganisationCode.complete(creditText(8));
        yield i % 2 == 0 ? code : code.substring(0, 8) + "-" + code.substring(8);
      }
      case CUSTOMS_REGISTRATION ->
          one(PROVINCES)
              + "99"
              + (1 + random.nextInt(9))
              + (1 + random.nextInt(9))
              + pick(digits(4), "A" + digits(3), "T" + digits(3));
      case BILL_NO ->
          pick(
              "TDGL" + digits(9),
              "COSU" + digits(10),
              "MAEU" + digits(9),
              "OOLU" + digits(10),
              "HLCU" + LETTERS.charAt(random.nextInt(20)) + "AB" + digits(8),
              "TDG" + digits(8),
              "SITGTX" + digits(6),
              digits(10),
              "B" + digits(9));
      case AIR_WAYBILL -> {
        String serial = digits(7);
        String number =
            pick("000", "999", "784", "160")
                + "-"
                + serial
                + AirWaybillNumber.expectedCheckDigit(serial);
        yield pick(number, number, number.replace("-", ""), number.replace('-', ' '));
      }
      case BOND_ACCOUNT ->
          pick("T", "B", "C", "E", "H", "L") + one(OFFICES) + pick("W", "A", "Y") + digits(6);
      case BOND_INVENTORY ->
          "QD" + one(OFFICES) + (18 + random.nextInt(8)) + pick("I", "E") + digits(9);
      case GATE_PASS -> "Z" + one(OFFICES) + pick("I", "E") + day("yyMMdd") + digits(12);
      case ENTRY_ID ->
          one(OFFICES)
              + (2001 + random.nextInt(25))
              + pick("0", "1", "1", "0", "I", "E")
              + digits(9);
      case HS_CODE -> {
        String code = hs();
        yield pick(
            code,
            code,
            code + digits(2),
            code + digits(2),
            code.substring(0, 4) + "." + code.substring(4),
            code.substring(0, 4) + "." + code.substring(4, 6) + "." + code.substring(6));
      }
      case CONTAINER -> {
        String number =
            ContainerNumber.complete(
                pick("TDGU", "QZXU", "TDGU", "MSKU"), random.nextInt(1_000_000));
        yield pick(
            number,
            number,
            number,
            number.toLowerCase(),
            number.substring(0, 4) + " " + number.substring(4),
            number.substring(0, 4) + " " + number.substring(4, 10) + "-" + number.substring(10));
      }
      case IMO -> {
        String number = ImoNumber.sample(200_000 + random.nextInt(200_000));
        yield pick(
            number, number, "IMO" + number, "IMO " + number, "IMO:" + number, "IMO No. " + number);
      }
      case COORDINATES -> {
        String lon = (115 + random.nextInt(10)) + "." + digits(4 + random.nextInt(3));
        String lat = (20 + random.nextInt(20)) + "." + digits(4 + random.nextInt(3));
        yield pick(
            lon + "," + lat,
            lat + ", " + lon,
            "(" + lon + " " + lat + ")",
            lon + "E/" + lat + "N",
            lat + "," + lon,
            "118°"
                + (10 + random.nextInt(49))
                + "'24\"E 24°"
                + (10 + random.nextInt(49))
                + "'03\"N",
            "N24°28.5′");
      }
    };
  }

  /** Values that have nearly the form, in fields that are called so. */
  private void nearMisses(Detector detector) {
    List<Supplier<String>> ways = nearly(detector);
    for (int i = 0; i < NEAR_MISSES; i++) {
      String value = ways.get(i % ways.size()).get();
      add(Set.of(), "near-miss", one(called(detector)), value);
    }
  }

  private List<Supplier<String>> nearly(Detector detector) {
    return switch (detector) {
      case ID_CARD ->
          List.of(
              () -> wrongCheck(identity(birth()), "0123456789X"),
              () -> swapped(identity(birth())),
              () -> identity(TODAY.plusDays(1 + random.nextInt(9000))),
              () -> impossibleDate(),
              () -> identity(birth()).substring(0, 17),
              () -> identity(birth()) + "8");
      case PASSPORT ->
          List.of(
              () -> "E" + digits(5),
              () -> "护照遗失",
              () -> "EI00" + digits(4) + "x",
              () -> "N/A",
              () -> "ABCDEFGHI");
      case HONG_KONG_MACAU_PASS ->
          List.of(() -> "H00" + digits(3), () -> "未办理", () -> "HM-" + digits(4), () -> "W0");
      case OFFICER_CARD ->
          List.of(
              () -> "南字第" + digits(3) + "号", () -> "字第号", () -> "军官证", () -> "南" + digits(7) + "号");
      case DRIVING_LICENCE ->
          List.of(() -> digits(11), () -> digits(13), () -> "A1A2", () -> "C1证");
      case BANK_CARD ->
          List.of(
              () -> wrongCheck(card(1), "0123456789"),
              () -> "62" + digits(8),
              () -> luhn("62" + digits(19)),
              () -> "现金结算",
              () -> swapped(card(1)));
      case MOBILE ->
          List.of(
              () -> "12" + digits(9),
              () -> "13" + digits(8),
              () -> "154" + digits(9),
              () -> "无",
              () -> "20" + digits(9));
      case LANDLINE ->
          List.of(
              () -> "0399-1" + digits(6),
              () -> "0399-5" + digits(3),
              () -> "分机" + digits(3),
              () -> "03991" + digits(6),
              () -> "110");
      case PERSON_NAME ->
          List.of(
              () -> one(POSTS),
              () -> one(COMPANIES),
              () -> "详见附件",
              () -> one(STATES).equals("") ? "" : "—",
              () -> "TBD");
      case ADDRESS ->
          List.of(
              () -> one(COMPANIES),
              () -> "同收货人",
              () -> "自提",
              () -> "见随附单证",
              () -> "PORT OF TIDE",
              () -> "待确认");
      case EMAIL ->
          List.of(
              () -> "wang.jiazi#example.com",
              () -> "@example",
              () -> "sales@",
              () -> "a@b",
              () -> "无邮箱");
      case PLATE ->
          List.of(
              () -> "闽" + digits(5),
              () -> "甲A" + digits(5),
              () -> "闽D" + digits(3),
              () -> "D" + digits(5),
              () -> "空车");
      case VIN ->
          List.of(
              () -> vin(true).substring(1),
              () -> "I" + vin(true).substring(1),
              () -> vin(true) + "0",
              () -> "LTDO" + vin(true).substring(4));
      case IP_ADDRESS ->
          List.of(
              () -> "192.0.2.256",
              () -> "192.0.2",
              () -> "300.1.1.1",
              () -> "localhost",
              () -> "1.2.3.4.5");
      case MAC_ADDRESS ->
          List.of(
              () -> "02:00:00:00:00",
              () -> "02:0G:00:00:00:01",
              () -> "0200",
              () -> "02-00:00-00:00-01");
      case IMEI ->
          List.of(
              () -> wrongCheck(luhn("990000" + digits(8)), "0123456789"),
              () -> "99" + digits(9),
              () -> "未知设备");
      case CREDIT_CODE ->
          List.of(
              () -> wrongCheck(creditCode(), CREDIT),
              () -> wrongPlace(creditCode(), 3 + random.nextInt(4)),
              () -> creditCode().substring(1),
              () -> creditCode().substring(0, 17) + "I",
              () -> one(COMPANIES));
      case ORGANISATION_CODE ->
          List.of(
              () -> wrongCheck(OrganisationCode.complete(creditText(8)), "0123456789X"),
              () -> digits(7),
              () -> creditText(10) + "9");
      case CUSTOMS_REGISTRATION ->
          List.of(
              () -> "99" + digits(8),
              () -> "3502" + digits(5),
              () -> "350299A",
              () -> "350200" + digits(5));
      case BILL_NO -> List.of(() -> "待定", () -> "TDGL", () -> "MAEU-", () -> "TBA", () -> "提单未出");
      case AIR_WAYBILL ->
          List.of(
              () -> {
                String serial = digits(7);
                return "000-"
                    + serial
                    + (char) ('0' + (Integer.parseInt(serial) % 7 + 1 + random.nextInt(2)) % 10);
              },
              () -> "000-" + digits(6),
              () -> "AB0-" + digits(8),
              () -> "海运");
      case BOND_ACCOUNT ->
          List.of(
              () -> "T" + digits(6),
              () -> "T9999W" + digits(6),
              () -> "3791W" + digits(6),
              () -> "非保税");
      case BOND_INVENTORY ->
          List.of(
              () -> "QD379124X" + digits(9),
              () -> "QD3791" + digits(5),
              () -> "QD999924I" + digits(9));
      case GATE_PASS ->
          List.of(
              () -> "Z3791I241345" + digits(12),
              () -> "Z3791I" + digits(5),
              () -> "Z9999I240115" + digits(12));
      case ENTRY_ID ->
          List.of(
              () -> "3791" + "2024" + "5" + digits(9),
              () -> "9999" + "2024" + "1" + digits(9),
              () -> "379120991" + digits(9),
              () -> "37912024" + digits(8),
              () -> "379119981" + digits(9));
      case HS_CODE ->
          List.of(
              () -> "77" + digits(6),
              () -> "99" + digits(8),
              () -> "00" + digits(6),
              () -> "94032",
              () -> "9403-20",
              () -> "未归类");
      case CONTAINER ->
          List.of(
              () ->
                  wrongCheck(
                      ContainerNumber.complete("TDGU", random.nextInt(1_000_000)), "0123456789"),
              () -> swapped(ContainerNumber.complete("QZXU", 123000 + random.nextInt(800_000))),
              () -> "TDGX" + digits(7),
              () -> "TDG" + digits(7),
              () -> "散货",
              () -> "TDGU" + digits(5));
      case IMO ->
          List.of(
              () -> wrongCheck(ImoNumber.sample(200_000 + random.nextInt(200_000)), "0123456789"),
              () -> "IMO" + digits(5),
              () -> digits(8),
              () -> "无IMO");
      case COORDINATES ->
          List.of(
              () -> "218.1234,124.5678",
              () -> "118,24",
              () -> "码头前沿",
              () -> "3号泊位",
              () -> "118.08");
    };
  }

  /** Sentences with something in them, and sentences with numbers that are nothing. */
  private void texts() {
    List<Called> free =
        of(
            "remark",
            "备注",
            "note",
            "",
            "memo",
            "说明",
            "marks",
            "标记唛码",
            "content",
            "内容",
            "feedback",
            "反馈意见");
    for (int i = 0; i < 45; i++) {
      String mobile = MobileNumber.sample(random.nextInt(100_000_000));
      add(
          Set.of(Detector.MOBILE),
          "positive",
          one(free),
          pick("货主要求提前联系", "送货前请打", "查验时拨", "夜间值班") + mobile + pick("", "，谢谢", "。", "，勿发短信"));
      add(
          Set.of(Detector.MOBILE),
          "positive",
          one(free),
          pick("手机：", "电话:", "TEL ", "联系方式 ") + mobile);
      add(
          Set.of(Detector.PERSON_NAME, Detector.MOBILE),
          "positive",
          one(free),
          "联系人：" + name(2 * i) + "，电话" + mobile);
      add(
          Set.of(Detector.ID_CARD),
          "positive",
          one(free),
          pick("收件人身份证", "补充证件号码：", "实名信息 ", "旅客 ") + identity(birth()) + pick("", "，已核对", " 有效"));
      add(
          Set.of(Detector.EMAIL),
          "positive",
          one(free),
          "单证请发 " + "doc" + digits(2) + "@example.com" + pick("", "，收到请回复", " 。"));
      add(
          Set.of(Detector.PLATE),
          "positive",
          one(free),
          pick("车辆", "由", "换车为") + plate(i) + pick("提货", "进闸", "，司机已登记"));
      add(
          Set.of(Detector.BANK_CARD),
          "positive",
          one(free),
          "退款至银行卡" + grouped(card(1)) + pick("", "，户名同上"));
      add(
          Set.of(Detector.CONTAINER),
          "positive",
          one(free),
          pick("箱号 ", "其中 ", "换箱：")
              + ContainerNumber.complete("TDGU", random.nextInt(1_000_000))
              + pick(" 破损", "，铅封完好", ""));
      add(
          Set.of(Detector.ENTRY_ID),
          "positive",
          one(free),
          pick("关联报关单", "原单 ", "见 ") + one(OFFICES) + "20241" + digits(9) + pick("", " 已放行"));
      add(
          Set.of(Detector.CREDIT_CODE),
          "positive",
          one(free),
          pick("消费使用单位信用代码", "企业 ") + creditCode() + pick("", "，请核实"));
      add(
          Set.of(Detector.ADDRESS),
          "positive",
          one(free),
          "请送至"
              + one(CITIES)
              + one(DISTRICTS).replace("街道", "区")
              + one(STREETS)
              + (1 + random.nextInt(300))
              + "号"
              + pick("", "2栋301室"));
      // and what is none of it
      add(
          Set.of(),
          "noise",
          one(free),
          pick("订单号", "流水号", "运单号", "合同编号")
              + pick("154", "138", "186")
              + digits(8)
              + pick("", "，请勿重复提交"));
      add(
          Set.of(),
          "noise",
          one(free),
          "第" + digits(2) + "批，共" + digits(4) + "件，毛重" + digits(5) + "." + digits(2) + "千克");
      add(Set.of(), "noise", one(free), day("yyyyMMdd") + digits(6) + "系统自动补录");
      add(
          Set.of(),
          "noise",
          one(free),
          pick("货到付款，金额 ", "保费 ", "合计 ") + digits(6) + "." + digits(2) + " 元");
      add(
          Set.of(),
          "noise",
          one(free),
          "版本 "
              + random.nextInt(9)
              + "."
              + random.nextInt(30)
              + "."
              + random.nextInt(9)
              + "，更新于 "
              + day("yyyy-MM-dd"));
      add(Set.of(), "noise", one(free), one(GOODS) + "，" + one(STATES) + "，" + one(COMPANIES));
      add(Set.of(), "noise", one(free), "序列号 SN" + digits(11) + pick("", "，质保三年"));
      add(Set.of(), "noise", one(free), "批次号" + luhn("62" + digits(13)) + "，仓位 A-" + digits(3));
    }
  }

  /** What columns are full of: sums, moments, running numbers, names of things, and chance. */
  private void noise() {
    List<Called> sums =
        of(
            "amount",
            "金额",
            "declPrice",
            "单价",
            "total_fee",
            "费用合计",
            "gross_wt",
            "毛重",
            "qty",
            "数量",
            "tax_value",
            "税款",
            "f_07",
            "");
    List<Called> moments =
        of(
            "create_time",
            "创建时间",
            "declareDate",
            "申报日期",
            "ts",
            "",
            "event_time",
            "事件时间",
            "update_date",
            "更新日期");
    List<Called> names =
        of(
            "goods_name",
            "商品名称",
            "g_model",
            "规格型号",
            "brand",
            "品牌",
            "company_name",
            "企业名称",
            "vesselName",
            "船名",
            "status",
            "状态",
            "port_name",
            "港口",
            "f_09",
            "",
            "dept_name",
            "部门");
    for (int i = 0; i < 150; i++) {
      add(
          Set.of(),
          "noise",
          one(sums),
          pick(
              digits(5) + "." + digits(2),
              "-" + digits(3) + "." + digits(4),
              digits(7),
              "1" + digits(10),
              "0." + digits(4),
              digits(9)));
      add(
          Set.of(),
          "noise",
          one(moments),
          pick(
              day("yyyyMMdd"),
              day("yyyy-MM-dd") + " 10:" + (10 + random.nextInt(49)) + ":00",
              day("yyyyMMdd") + "1" + (0 + random.nextInt(9)) + "3045",
              "17" + digits(8),
              "17" + digits(11),
              day("yyyyMMdd") + "103045" + digits(3)));
      add(
          Set.of(),
          "noise",
          one(names),
          pick(one(GOODS), one(STATES), one(COMPANIES), one(CITIES), one(DISTRICTS)));
      // numbers that pass a check digit by chance
      add(Set.of(), "noise", one(NUMBERS), luhn("62" + digits(13)));
      add(Set.of(), "noise", one(NUMBERS), pick("13", "15", "17", "18", "19") + digits(9));
      add(Set.of(), "noise", one(NUMBERS), ImoNumber.sample(200_000 + random.nextInt(200_000)));
      add(
          Set.of(),
          "noise",
          one(NUMBERS),
          ArticleNumber.sample(20 + random.nextInt(10), random.nextInt(1_000_000_000)));
      add(Set.of(), "noise", one(NUMBERS), digits(18));
      add(Set.of(), "noise", one(NUMBERS), luhn("86" + digits(12)));
      add(Set.of(), "noise", one(NUMBERS), OrganisationCode.complete(digits(8)));
      add(
          Set.of(),
          "noise",
          one(NUMBERS),
          pick("SO", "PO", "RMA-", "XS") + day("yyyyMMdd") + digits(5));
      add(
          Set.of(),
          "noise",
          one(NUMBERS),
          hex(8) + "-" + hex(4) + "-4" + hex(3) + "-a" + hex(3) + "-" + hex(12));
      add(Set.of(), "noise", one(NUMBERS), day("yyyyMMdd") + digits(10));
      add(
          Set.of(),
          "noise",
          one(UNCALLED),
          pick(
              digits(6),
              "A" + digits(5),
              "是",
              "否",
              "Y",
              "1",
              "35029",
              one(GOODS),
              "CNXMN",
              "USD",
              one(COMPANIES)));
    }
    for (String version : List.of("1.2.3.4", "10.0.19.2", "4.17.0.1", "2.0.0.8")) {
      add(Set.of(), "noise", new Called("version", "版本号"), version);
      add(Set.of(), "noise", new Called("spec", "规格型号"), version);
    }
  }

  private void add(Set<Detector> labels, String kind, Called called, String value) {
    corpus.add(new LabelledValue(labels, kind, called.name(), called.title(), "", value));
  }

  private String identity(LocalDate birth) {
    String body =
        pick("350299", one(PROVINCES) + "0199", one(PROVINCES) + "0299")
            + birth.format(DateTimeFormatter.BASIC_ISO_DATE)
            + digits(3);
    return body + IdentityNumber.expectedCheckDigit(body);
  }

  private LocalDate birth() {
    return LocalDate.of(1940, 1, 1).plusDays(random.nextInt(30_000));
  }

  private String impossibleDate() {
    String body =
        "350299"
            + (1950 + random.nextInt(50))
            + pick("0230", "1331", "0431", "0000", "1500")
            + digits(3);
    return body + IdentityNumber.expectedCheckDigit(body);
  }

  private String creditCode() {
    return UnifiedSocialCreditCode.complete(
        pick("91", "91", "91", "92", "12", "51", "93") + pick("350299", one(PROVINCES) + "0199"),
        creditText(8));
  }

  private String creditText(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(
          random.nextInt(3) == 0
              ? CREDIT.charAt(random.nextInt(CREDIT.length()))
              : (char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  private String card(int i) {
    return switch (i % 5) {
      case 0 -> luhn("620000" + digits(9));
      case 1 -> luhn("620000" + digits(12));
      case 2 -> luhn("400000" + digits(9));
      case 3 -> luhn("510000" + digits(9));
      default -> grouped(luhn("620000" + digits(12)));
    };
  }

  private static String grouped(String number) {
    return number.replaceAll("(.{4})(?=.)", "$1 ");
  }

  private static String luhn(String body) {
    return body + PaymentCardNumber.expectedCheckDigit(body);
  }

  private String vin(boolean right) {
    String text =
        "LTD"
            + one("ABCDEFGH".split(""))
            + one("ABCDEFGH".split(""))
            + digits(3)
            + "0"
            + one("ABCDEFGHJKLMNPRSTVWXY".split(""))
            + "A"
            + digits(6);
    String complete = VehicleIdentificationNumber.complete(text);
    return right ? complete : wrongPlace(complete, 8);
  }

  private String plate(int i) {
    String place = pick("闽D", "粤B", "沪A", "京N", "浙F", "桂P", "新A");
    return switch (i % 6) {
      case 0 -> place + "D" + digits(5);
      case 1 -> place + digits(4) + "挂";
      case 2 -> place + "·" + "I" + digits(4);
      case 3 -> place + one("ABCDEFGH".split("")) + digits(4);
      case 4 -> place + digits(5);
      default -> place + digits(3) + one("JKLMNP".split("")) + digits(1);
    };
  }

  private String name(int i) {
    String family = one(FAMILIES);
    return switch (i % 5) {
      case 0, 1 -> family + at(STEMS) + at(BRANCHES);
      case 2 -> family + at(GIVEN);
      default ->
          i % 25 == 3
              ? "阿依" + at(GIVEN) + "·" + at(GIVEN) + at(GIVEN)
              : family + at(GIVEN) + at(GIVEN);
    };
  }

  private String address(int i) {
    String house = (1 + random.nextInt(500)) + "号";
    return switch (i % 7) {
      case 0 -> one(REGIONS) + one(CITIES) + one(DISTRICTS) + one(STREETS) + house;
      case 1 ->
          one(REGIONS)
              + one(CITIES)
              + one(STREETS)
              + house
              + (1 + random.nextInt(30))
              + "栋"
              + digits(3)
              + "室";
      case 2 -> "北京市" + one(DISTRICTS) + one(STREETS) + house;
      case 3 -> one(CITIES) + one(DISTRICTS) + one(STREETS) + house + "A座";
      case 4 ->
          "中国"
              + one(REGIONS)
              + one(CITIES)
              + one(DISTRICTS)
              + "东屿村"
              + digits(1)
              + "组"
              + digits(2)
              + "号";
      case 5 ->
          one(REGIONS)
              + " "
              + one(CITIES)
              + " "
              + one(DISTRICTS)
              + " "
              + one(STREETS)
              + " "
              + house;
      default ->
          one(REGIONS) + one(CITIES) + one(DISTRICTS) + "潮汐物流园" + (1 + random.nextInt(9)) + "号仓";
    };
  }

  private String hs() {
    int chapter;
    do {
      chapter = 1 + random.nextInt(97);
    } while (chapter == 77);
    return String.format("%02d%02d", chapter, 1 + random.nextInt(30)) + digits(4);
  }

  private String wrongCheck(String right, String alphabet) {
    char wrong;
    do {
      wrong = alphabet.charAt(random.nextInt(alphabet.length()));
    } while (wrong == right.charAt(right.length() - 1));
    return right.substring(0, right.length() - 1) + wrong;
  }

  private String wrongPlace(String right, int place) {
    char wrong =
        (char) ('0' + (Character.digit(right.charAt(place), 36) + 1 + random.nextInt(8)) % 10);
    return right.substring(0, place)
        + (wrong == right.charAt(place) ? (char) ('0' + (wrong - '0' + 1) % 10) : wrong)
        + right.substring(place + 1);
  }

  /** Two neighbouring digits that differ, swapped: the commonest slip of typists. */
  private String swapped(String right) {
    for (int i = right.length() - 2; i > 4; i--) {
      if (right.charAt(i) != right.charAt(i - 1)
          && Character.isDigit(right.charAt(i))
          && Character.isDigit(right.charAt(i - 1))
          && Math.abs(right.charAt(i) - right.charAt(i - 1)) != 9) {
        return right.substring(0, i - 1)
            + right.charAt(i)
            + right.charAt(i - 1)
            + right.substring(i + 1);
      }
    }
    return right.substring(1);
  }

  private String day(String pattern) {
    return LocalDate.of(2018, 1, 1)
        .plusDays(random.nextInt(2900))
        .format(DateTimeFormatter.ofPattern(pattern));
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private String hex(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(Character.forDigit(random.nextInt(16), 16));
    }
    return digits.toString();
  }

  private char at(String characters) {
    return characters.charAt(random.nextInt(characters.length()));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String one(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
