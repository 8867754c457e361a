import { WorkbookFunction } from "@effect-workbook/schema"
import { assert, describe, it } from "@effect/vitest"
import * as Calculation from "../../src/internal/formula/Calculation.js"
import { findFunction } from "../../src/internal/formula/Functions.js"
import { plain, Sheets } from "./sheets.js"

const orders = {
  Orders: {
    A1: "Id",
    B1: "Region",
    C1: "Product",
    D1: "Units",
    E1: "Price",
    F1: "Date",
    A2: 1,
    B2: "North",
    C2: "Apple",
    D2: 10,
    E2: 1.5,
    F2: 45_292,
    A3: 2,
    B3: "South",
    C3: "Pear",
    D3: 4,
    E3: 2.25,
    F3: 45_323,
    A4: 3,
    B4: "North",
    C4: "Pear",
    D4: 7,
    E4: 2.25,
    F4: 45_352,
    A5: 4,
    B5: "East",
    C5: "apple",
    D5: 20,
    E5: 1.4,
    F5: 45_383,
    H1: "text",
    H2: true,
    H3: "3",
    H5: "",
    I1: "=1/0",
    I2: "=NA()"
  },
  Other: { A1: 100, A2: 200, A3: 300, B1: "x" },
  Last: { A1: 1000 }
}

const book = () =>
  new Sheets(orders, {
    names: { Rate: "0.2", Units: "Orders!$D$2:$D$5", Twice: "LAMBDA(x,x*2)", Down: "LAMBDA(n,IF(n=0,0,1+Down(n-1)))" },
    tables: [{
      name: "Sales",
      sheet: 0,
      area: { top: 0, left: 0, bottom: 4, right: 5 },
      headerRows: 1,
      totalsRows: 0,
      columns: ["Id", "Region", "Product", "Units", "Price", "Date"]
    }]
  })

/** Returns the result of a formula in Orders!K3. */
const result = (formula: string): unknown => {
  const sheets = book()
  sheets.put(0, "K3", `=${formula}`)
  const calculation = Calculation.make(sheets)
  calculation.load(sheets.formulaCells())
  calculation.recalculateAll()
  return plain(sheets.get(0, "K3"))
}

const evaluate = (formula: string): unknown => {
  const sheets = book()
  const calculation = Calculation.make(sheets)
  calculation.load(sheets.formulaCells())
  calculation.recalculateAll()
  return plain(calculation.evaluateText(formula, 0, 2, 10))
}

describe("operators", () => {
  it.each<[string, unknown]>([
    ["1+2*3", 7],
    ["-2^2", 4],
    ["2^-1", 0.5],
    ["50%", 0.5],
    ["1/0", "#DIV/0!"],
    ["\"a\"&1&TRUE", "a1TRUE"],
    ["1/3&\"\"", "0.333333333333333"],
    ["1E+21&\"\"", "1E+21"],
    ["0.1+0.2=0.3", true],
    ["1-0.9-0.1", 0],
    ["\"abc\"=\"ABC\"", true],
    ["\"a\"<\"B\"", true],
    ["\"z\"<TRUE", true],
    ["99<\"1\"", true],
    ["\"3\"+4", 7],
    ["\"$1,000.50\"+0", 1000.5],
    ["\"5%\"*2", 0.1],
    ["\"x\"+1", "#VALUE!"],
    ["+\"x\"", "x"],
    ["--TRUE", 1],
    ["0^0", "#NUM!"],
    ["10^400", "#NUM!"],
    ["Z99=0", true],
    ["Z99=\"\"", true],
    ["Z99", 0],
    ["I1+1", "#DIV/0!"],
    ["1+" + "1+".repeat(4000) + "1", 4002]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })
})

describe("references", () => {
  it.each<[string, unknown]>([
    ["SUM(D2:D5)", 41],
    ["SUM(D:D)", 41],
    ["SUM(5:5)", 45_408.4],
    ["SUM(D2:D3,D5)", 34],
    ["SUM((D2:D3,D5))", 34],
    ["SUM(D2:D4 D3:D9)", 11],
    ["SUM(D2:D3 F2:F3)", "#NULL!"],
    ["SUM(D2:INDEX(D:D,3))", 14],
    ["Other!A1", 100],
    ["SUM(Other:Last!A1)", 1100],
    ["SUM(Nowhere!A1)", "#REF!"],
    ["[1]Sheet1!A1", "#REF!"],
    ["#REF!A1+1", "#REF!"],
    ["SUM(Units)", 41],
    ["Rate*10", 2],
    ["Unknown", "#NAME?"],
    ["D2:D5", 4],
    ["D2:D5*2", 8],
    ["F2:G9", "#VALUE!"],
    ["@D2:D5", 4],
    ["SUM(Sales[Units])", 41],
    ["SUM(Sales[[Units]:[Price]])", 48.4],
    ["Sales[[#Headers],[Price]]", "Price"],
    ["Sales[[#This Row],[Price]]", 2.25],
    ["COUNTA(Sales[#All])", 30],
    ["Sales[[#Totals],[Price]]", "#REF!"],
    ["Sales[Nothing]", "#REF!"],
    ["ROWS(Sales)", 4]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })
})

describe("lookups", () => {
  it.each<[string, unknown]>([
    ["VLOOKUP(3,A2:F5,3,FALSE)", "Pear"],
    ["VLOOKUP(9,A2:F5,3,FALSE)", "#N/A"],
    ["VLOOKUP(9,A2:F5,3)", "apple"],
    ["VLOOKUP(3,A2:F5,9,FALSE)", "#REF!"],
    ["VLOOKUP(\"s*\",B2:F5,3,FALSE)", 4],
    ["HLOOKUP(\"Price\",A1:F5,3,FALSE)", 2.25],
    ["LOOKUP(2.5,A2:A5,C2:C5)", "Pear"],
    ["MATCH(\"APPLE\",C2:C5,0)", 1],
    ["MATCH(3,A2:A5,0)", 3],
    ["MATCH(3.5,A2:A5)", 3],
    ["MATCH(0,A2:A5)", "#N/A"],
    ["MATCH(\"p??r\",C:C,0)", 3],
    ["MATCH(\"~*\",C:C,0)", "#N/A"],
    ["INDEX(D2:D5,MATCH(4,A2:A5,0))", 20],
    ["INDEX(A2:F5,2,4)", 4],
    ["SUM(INDEX(A2:F5,0,4))", 41],
    ["INDEX(A2:F5,9,1)", "#REF!"],
    ["XLOOKUP(3,A2:A5,C2:C5)", "Pear"],
    ["XLOOKUP(9,A2:A5,C2:C5,\"none\")", "none"],
    ["XLOOKUP(2.5,A2:A5,C2:C5,,-1)", "Pear"],
    ["XLOOKUP(\"north\",B2:B5,A2:A5,,0,-1)", 3],
    ["SUM(XLOOKUP(2,A2:A5,D2:E5))", 6.25],
    ["XMATCH(\"p*\",C2:C5,2)", 2],
    ["SUM(OFFSET(D2,1,0,2,1))", 11],
    ["OFFSET(D1,-1,0)", "#REF!"],
    ["INDIRECT(\"D\"&3)", 4],
    ["INDIRECT(\"Other!A2\")", 200],
    ["INDIRECT(\"R4C4\",FALSE)", 7],
    ["INDIRECT(\"nothing here\")", "#REF!"],
    ["ROW()", 3],
    ["COLUMN(D1)", 4],
    ["ROWS(A2:B9)*COLUMNS(A2:B9)", 16],
    ["ADDRESS(2,3)", "$C$2"],
    ["ADDRESS(2,3,4,TRUE,\"My Sheet\")", "'My Sheet'!C2"],
    ["FORMULATEXT(I1)", "=1/0"],
    ["CHOOSE(2,\"a\",\"b\")", "b"],
    ["CHOOSE(3,\"a\",\"b\")", "#VALUE!"],
    ["SHEET(Other!A1)+SHEETS()", 5],
    ["AREAS((A1,B1:C2))", 2]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })
})

describe("sums and counts with conditions", () => {
  it.each<[string, unknown]>([
    ["SUMIF(B2:B5,\"north\",D2:D5)", 17],
    ["SUMIF(D2:D5,\">6\")", 37],
    ["SUMIF(B:B,\"n*\",D:D)", 17],
    ["SUMIFS(D2:D5,B2:B5,\"North\",C2:C5,\"apple\")", 10],
    ["SUMIFS(D2:D5,F2:F5,\">=\"&DATE(2024,2,1),F2:F5,\"<\"&DATE(2024,4,1))", 11],
    ["SUMIFS(D2:D5,B2:B4,\"North\")", "#VALUE!"],
    ["COUNTIF(B2:B5,\"<>North\")", 2],
    ["COUNTIF(B:B,\"\")", 1_048_571],
    ["COUNTIF(C2:C5,\"apple\")", 2],
    ["COUNTIF(I1:I2,\"#N/A\")", 1],
    ["COUNTIFS(B2:B5,\"North\",D2:D5,\">8\")", 1],
    ["AVERAGEIF(B2:B5,\"North\",D2:D5)", 8.5],
    ["AVERAGEIF(B2:B5,\"West\",D2:D5)", "#DIV/0!"],
    ["AVERAGEIFS(D2:D5,C2:C5,\"pear\")", 5.5],
    ["MAXIFS(D2:D5,B2:B5,\"North\")", 10],
    ["MINIFS(D2:D5,B2:B5,\"West\")", 0],
    ["SUMPRODUCT(D2:D5,E2:E5)", 67.75],
    ["SUMPRODUCT((B2:B5=\"North\")*D2:D5)", 17],
    ["SUMPRODUCT(--(B:B=\"North\"))", 2],
    ["SUMPRODUCT(--(B:B=\"\"))", 1_048_571],
    ["SUBTOTAL(9,D2:D5)", 41],
    ["SUBTOTAL(103,B2:B5)", 4],
    ["AGGREGATE(9,6,D2:D5,I1)", 41],
    ["AGGREGATE(14,6,D2:D5,2)", 10]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })
})

describe("statistics", () => {
  it.each<[string, unknown]>([
    ["AVERAGE(D2:D5)", 10.25],
    ["AVERAGE(H1:H3)", "#DIV/0!"],
    ["AVERAGEA(H1:H3)", 1 / 3],
    ["COUNT(D2:D5,\"3\",\"x\",TRUE)", 6],
    ["COUNTA(H1:H5)", 4],
    ["COUNTBLANK(H1:H5)", 2],
    ["MAX(D2:D5)-MIN(D2:D5)", 16],
    ["SUM(D2:D5,I1)", "#DIV/0!"],
    ["MEDIAN(D2:D5)", 8.5],
    ["LARGE(D2:D5,2)", 10],
    ["SMALL(D2:D5,9)", "#NUM!"],
    ["RANK(7,D2:D5)", 3],
    ["RANK.AVG(2.25,E2:E5)", 1.5],
    ["PERCENTILE.INC({1,2,3,4},0.3)", 1.9],
    ["QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},1)", 15],
    ["STDEV.S({1,2,3,4})", Math.sqrt(5 / 3)],
    ["MODE.SNGL({5.6,4,4,3,2,4})", 4],
    ["SLOPE({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 0.305_555_555_555_555],
    ["FORECAST.LINEAR(30,{6,7,9,15,21},{20,28,31,38,40})", 10.607_253_086_419_753]
  ])("%s", (formula, expected) => {
    const found = result(formula)
    if (typeof expected === "number" && typeof found === "number") assert.closeTo(found, expected, 1e-12)
    else assert.deepStrictEqual(found, expected)
  })
})

describe("logic", () => {
  it.each<[string, unknown]>([
    ["IF(D2>5,\"big\",\"small\")", "big"],
    ["IF(FALSE,1)", false],
    ["IF(TRUE,)", 0],
    ["IF(\"x\",1,2)", "#VALUE!"],
    ["IF(TRUE,1,1/0)", 1],
    ["IFERROR(1/0,\"bad\")", "bad"],
    ["IFERROR(5,\"bad\")", 5],
    ["IFNA(I2,\"none\")", "none"],
    ["IFNA(I1,\"none\")", "#DIV/0!"],
    ["IFS(FALSE,1,TRUE,2)", 2],
    ["IFS(FALSE,1)", "#N/A"],
    ["SWITCH(2,1,\"a\",2,\"b\",\"c\")", "b"],
    ["SWITCH(9,1,\"a\",2,\"b\",\"c\")", "c"],
    ["AND(TRUE,1,D2)", true],
    ["OR(FALSE,0)", false],
    ["XOR(TRUE,TRUE,TRUE)", true],
    ["NOT(0)", true],
    ["LET(x,5,y,x*2,x+y)", 15],
    ["LAMBDA(a,b,a*b)(3,4)", 12],
    ["Twice(21)", 42],
    ["Down(50)", 50],
    ["SUM(MAP({1,2,3},LAMBDA(x,x*x)))", 14],
    ["REDUCE(0,{1,2,3},LAMBDA(a,x,a+x))", 6],
    ["SUM(BYROW({1,2;3,4},LAMBDA(r,MAX(r))))", 6],
    ["NOSUCHFUNCTION(1)", "#NAME?"]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })

  it("infinite recursion is an error and not a crash", () => {
    const sheets = book()
    for (
      const [name, formula] of Object.entries({
        Forever: "LAMBDA(n,Forever(n+1))",
        Twins: "LAMBDA(n,Twins(n+1)+Twins(n+2))",
        Loop: "Loop+1"
      })
    ) sheets.names[name] = formula
    const calculation = Calculation.make(sheets)
    assert.strictEqual(plain(calculation.evaluateText("Forever(1)", 0, 0, 0)), "#NUM!")
    assert.strictEqual(plain(calculation.evaluateText("Loop", 0, 0, 0)), "#NUM!")
    // Each call makes two calls: the depth is small, but the number of calls is enormous.
    assert.strictEqual(plain(calculation.evaluateText("Twins(1)", 0, 0, 0)), "#CALC!")
  })
})

describe("texts", () => {
  it.each<[string, unknown]>([
    ["LEFT(\"abc\",2)&RIGHT(\"abc\")&MID(\"abc\",2,5)", "abcbc"],
    ["LEFT(\"abc\",-1)", "#VALUE!"],
    ["LEN(12.5)", 4],
    ["UPPER(\"ß\")&LOWER(\"ÄB\")", "SSäb"],
    ["PROPER(\"2-way street o'neil\")", "2-Way Street O'Neil"],
    ["TRIM(\"  a   b \")", "a b"],
    ["CONCAT(A2:A4,\"x\")", "123x"],
    ["TEXTJOIN(\", \",TRUE,B2:B4,\"\",\"z\")", "North, South, North, z"],
    ["TEXTJOIN(\"-\",FALSE,Y1:Y3)", "--"],
    ["FIND(\"b\",\"abcb\",3)", 4],
    ["FIND(\"B\",\"abc\")", "#VALUE!"],
    ["SEARCH(\"B?\",\"abc\")", 2],
    ["REPLACE(\"abcdef\",2,3,\"x\")", "axef"],
    ["SUBSTITUTE(\"a-b-c\",\"-\",\"+\",2)", "a-b+c"],
    ["REPT(\"ab\",3)", "ababab"],
    ["REPT(\"ab\",1000000)", "#VALUE!"],
    ["EXACT(\"a\",\"A\")", false],
    ["CHAR(65)&CODE(\"a\")", "A97"],
    ["UNICODE(\"€\")", 8364],
    ["VALUE(\"1,234.5\")", 1234.5],
    ["TEXT(1234.567,\"#,##0.00\")", "1,234.57"],
    ["TEXT(F2,\"yyyy-mm-dd\")", "2024-01-01"],
    ["TEXT(0.285,\"0.0%\")", "28.5%"],
    ["TEXT(-1,\"m/d/yyyy\")", "#VALUE!"],
    ["TEXT(\"abc\",\"0.00\")", "abc"],
    ["NUMBERVALUE(\"2.500,27\",\",\",\".\")", 2500.27],
    ["FIXED(1234.567,1)", "1,234.6"],
    ["DOLLAR(-1234.567)", "($1,234.57)"],
    ["TEXTBEFORE(\"a,b,c\",\",\",2)", "a,b"],
    ["TEXTAFTER(\"a,b,c\",\",\",-1)", "c"],
    ["SUM(--TEXTSPLIT(\"1,2;3,4\",\",\",\";\"))", 10],
    ["ENCODEURL(\"a b/ü\")", "a%20b%2F%C3%BC"],
    ["BAHTTEXT(1234)", "หนึ่งพันสองร้อยสามสิบสี่บาทถ้วน"],
    ["ROMAN(499)&ROMAN(499,4)&ARABIC(\"MCMXII\")", "CDXCIXID1912"]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })
})

describe("dates", () => {
  it.each<[string, unknown]>([
    ["DATE(2024,2,29)", 45_351],
    ["DATE(2024,13,1)", 45_658],
    ["DATE(1900,3,0)", 60],
    ["DATE(99,1,1)", 36_161],
    ["YEAR(60)*10000+MONTH(60)*100+DAY(60)", 19_000_229],
    ["YEAR(45351.9)", 2024],
    ["HOUR(0.75)+MINUTE(0.5208333333)/100", 18.3],
    ["EDATE(DATE(2024,1,31),1)", 45_351],
    ["EOMONTH(DATE(2024,1,15),-1)", 45_291],
    ["WEEKDAY(DATE(2024,1,1),2)", 1],
    ["WEEKNUM(DATE(2024,1,7))", 2],
    ["ISOWEEKNUM(DATE(2021,1,3))", 53],
    ["DATEVALUE(\"2024-01-31\")", 45_322],
    ["DATEVALUE(\"1/31\")", 44_957],
    ["TIMEVALUE(\"6:00 PM\")", 0.75],
    ["DAYS(\"2024-03-01\",\"2024-02-01\")", 29],
    ["DAYS360(DATE(2024,1,30),DATE(2024,2,29))", 29],
    ["DATEDIF(DATE(2023,5,20),DATE(2024,5,19),\"m\")", 11],
    ["YEARFRAC(DATE(2024,1,1),DATE(2024,7,1))", 0.5],
    ["NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31),DATE(2024,1,1))", 22],
    ["WORKDAY(DATE(2024,1,5),1)", 45_299],
    ["TODAY()", 45_000],
    ["NOW()", 45_000.5],
    ["TIME(25,0,0)", 1 / 24]
  ])("%s", (formula, expected) => {
    const found = result(formula)
    if (typeof expected === "number" && typeof found === "number") assert.closeTo(found, expected, 1e-9)
    else assert.deepStrictEqual(found, expected)
  })

  it("use the 1904 date system in a 1904 workbook", () => {
    const sheets = new Sheets({ S: { A1: "=DATE(2024,2,29)", A2: "=YEAR(0)", A3: "=TEXT(0,\"yyyy-mm-dd\")" } }, {
      date1904: true
    })
    const calculation = Calculation.make(sheets)
    calculation.load(sheets.formulaCells())
    calculation.recalculateAll()
    assert.deepStrictEqual([sheets.get(0, "A1"), sheets.get(0, "A2"), sheets.get(0, "A3")], [
      43_889,
      1904,
      "1904-01-01"
    ])
  })
})

describe("arithmetic", () => {
  it.each<[string, unknown]>([
    ["ROUND(2.5,0)", 3],
    ["ROUND(-2.5,0)", -3],
    ["ROUND(1.005,2)", 1.01],
    ["ROUND(1234.5,-2)", 1200],
    ["ROUNDUP(3.2,0)+ROUNDDOWN(-3.9,0)", 1],
    ["TRUNC(-8.9)", -8],
    ["INT(-8.9)", -9],
    ["MOD(-3,2)", 1],
    ["MOD(3,0)", "#DIV/0!"],
    ["MROUND(10,3)", 9],
    ["MROUND(5,-2)", "#NUM!"],
    ["CEILING(2.5,1)+FLOOR(2.5,1)", 5],
    ["CEILING.MATH(-5.5,2,-1)", -6],
    ["EVEN(1.5)+ODD(2)", 5],
    ["GCD(24,36)*LCM(4,6)", 144],
    ["FACT(5)+COMBIN(8,2)", 148],
    ["SQRT(-1)", "#NUM!"],
    ["SUMSQ(3,4)", 25],
    ["RANDBETWEEN(1,4)", 2],
    ["RAND()", 0.25],
    ["PMT(0.08/12,10,10000)", -1037.032_089_359_152],
    ["NPV(0.1,-10000,3000,4200,6800)", 1188.443_412_335_231_6],
    ["IRR({-70000,12000,15000,18000,21000,26000})", 0.086_630_948_036_531_61],
    ["NORM.S.DIST(1.333333,TRUE)", 0.908_788_725_604_095_6],
    ["BIN2DEC(\"1100100\")", 100],
    ["BETA.INV(0.01,1E9,1000)", "#NUM!"],
    ["FACTDOUBLE(1E12)", "#NUM!"],
    ["FACTDOUBLE(\"1E12\")", "#NUM!"],
    ["FACTDOUBLE(\"1E999\")", "#VALUE!"],
    ["FACTDOUBLE(\"inf\")", "#VALUE!"],
    ["BESSELJ(1,\"1000000000\")", "#NUM!"],
    ["FACTDOUBLE(\"7\")", 105],
    ["COMBIN(1E15,5E14)", "#NUM!"],
    ["BASE(1,2,1E9)", "#NUM!"],
    ["CONVERT(1,\"mi\",\"km\")", 1.609_344],
    ["SUM(LINEST({1,9,5,7},{0,4,2,3}))", 3],
    ["SUM(MMULT({1,2;3,4},{5;6}))", 56],
    ["MDETERM({3,6;1,1})", -3],
    ["SUM(MINVERSE({4,-1;2,0}))", 1.5]
  ])("%s", (formula, expected) => {
    const found = result(formula)
    if (typeof expected === "number" && typeof found === "number") assert.closeTo(found, expected, 1e-9)
    else assert.deepStrictEqual(found, expected)
  })
})

describe("information", () => {
  it.each<[string, unknown]>([
    ["ISBLANK(Z1)", true],
    ["ISBLANK(H5)", false],
    ["ISERROR(I1)&ISERR(I2)&ISNA(I2)", "TRUEFALSETRUE"],
    ["ISNUMBER(D2)&ISTEXT(B2)&ISLOGICAL(H2)&ISNONTEXT(D2)", "TRUETRUETRUETRUE"],
    ["ISEVEN(3.9)", false],
    ["ISREF(D2)&ISREF(1)", "TRUEFALSE"],
    ["ISFORMULA(I1)", true],
    ["TYPE(D2)+TYPE(\"a\")+TYPE({1,2})", 67],
    ["ERROR.TYPE(I2)", 7],
    ["ERROR.TYPE(1)", "#N/A"],
    ["N(TRUE)+N(\"x\")", 1],
    ["T(5)&T(\"x\")", "x"],
    ["CELL(\"address\",B2)&CELL(\"row\",B2)", "$B$22"],
    ["CELL(\"contents\",D2)", 10]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(result(formula), expected)
  })
})

describe("arrays", () => {
  it.each<[string, unknown]>([
    ["D2:D5*2", [[20], [8], [14], [40]]],
    ["{1,2}+{10;20}", [[11, 12], [21, 22]]],
    ["{1,2,3}+{1,2}", [[2, 4, "#N/A"]]],
    ["UNIQUE(B2:B5)", [["North"], ["South"], ["East"]]],
    ["UNIQUE(B2:B5,,TRUE)", [["South"], ["East"]]],
    ["SORT(D2:D5,,-1)", [[20], [10], [7], [4]]],
    ["SORTBY(C2:C5,D2:D5)", [["Pear"], ["Pear"], ["Apple"], ["apple"]]],
    ["FILTER(A2:A5,B2:B5=\"North\")", [[1], [3]]],
    ["FILTER(A2:A5,B2:B5=\"West\",\"none\")", "none"],
    ["FILTER(A2:A5,B2:B5=\"West\")", "#CALC!"],
    ["SEQUENCE(2,3,5,5)", [[5, 10, 15], [20, 25, 30]]],
    ["TRANSPOSE({1,2;3,4})", [[1, 3], [2, 4]]],
    ["TAKE({1,2;3,4},1,-1)", 2],
    ["DROP({1,2;3,4},1)", [[3, 4]]],
    ["HSTACK({1;2},{3})", [[1, 3], [2, "#N/A"]]],
    ["VSTACK({1,2},{3,4})", [[1, 2], [3, 4]]],
    ["TOCOL({1,2;3,4})", [[1], [2], [3], [4]]],
    ["WRAPROWS({1,2,3},2,0)", [[1, 2], [3, 0]]],
    ["CHOOSECOLS({1,2,3},-1,1)", [[3, 1]]],
    ["EXPAND({1},1,2,\"-\")", [[1, "-"]]],
    ["FREQUENCY({79,85,78,85,50,81,95,88,97},{70,79,89})", [[1], [2], [4], [2]]],
    ["MODE.MULT({1,2,2,1,3})", [[1], [2]]],
    ["IF(D2:D5>8,\"big\",\"small\")", [["big"], ["small"], ["small"], ["big"]]],
    ["SCAN(0,{1,2,3},LAMBDA(a,x,a+x))", [[1, 3, 6]]],
    ["MAKEARRAY(2,2,LAMBDA(r,c,r*c))", [[1, 2], [2, 4]]],
    ["SEQUENCE(100000,100000)", "#NUM!"]
  ])("%s", (formula, expected) => {
    assert.deepStrictEqual(evaluate(formula), expected)
  })
})

describe("callFunction", () => {
  it("takes values, ranges and rows of values", () => {
    const calculation = Calculation.make(book())
    const units = { sheet: 0, area: { top: 1, left: 3, bottom: 4, right: 3 } }
    assert.strictEqual(calculation.callFunction("SUM", [units, 1, [[2, 3]]]), 47)
    assert.strictEqual(calculation.callFunction("VLOOKUP", [2, [[1, "a"], [2, "b"]], 2, false]), "b")
    assert.strictEqual(calculation.callFunction("IF", [true, "yes", "no"]), "yes")
    assert.strictEqual(calculation.callFunction("ROUND", ["2.345", 2]), 2.35)
    assert.strictEqual(plain(calculation.callFunction("ROUND", [1])), "#VALUE!")
    assert.strictEqual(plain(calculation.callFunction("NO.SUCH", [1])), "#NAME?")
    assert.strictEqual(calculation.callFunction("ADDRESS", [2, 3, undefined, undefined, "S"]), "S!$C$2")
  })
})

it("every function of the service is defined", () => {
  const missing = WorkbookFunction.names.map(WorkbookFunction.excelName).filter((name) =>
    findFunction(name) === undefined
  )
  assert.deepStrictEqual(missing, [])
})
