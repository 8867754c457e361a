/** The values of worksheet functions and operators, as a user sees them after typing the formulas. */
import type { Book } from "@effect-workbook/engine"
import { WorkbookFunction } from "@effect-workbook/schema"
import type { CellValue, Matrix } from "@effect-workbook/schema/CellValue"
import { assert, it } from "@effect/vitest"
import { Effect, Either } from "effect"
import { area, make, sheet, values, write } from "../support/openBook.js"

type Case = readonly [formula: string, expected: CellValue]

const orders = () =>
  make({
    sheets: [{
      name: "Orders",
      rows: [
        ["Id", "Region", "Product", "Units", "Price", "Date", null, "text", { formula: "1/0", error: "#DIV/0!" }],
        [1, "North", "Apple", 10, 1.5, 45_292, null, true, { formula: "NA()", error: "#N/A" }],
        [2, "South", "Pear", 4, 2.25, 45_323, null, "3"],
        [3, "North", "Pear", 7, 2.25, 45_352],
        [4, "East", "apple", 20, 1.4, 45_383, null, ""]
      ],
      tables: [{ name: "Sales", ref: "A1:F5", columns: ["Id", "Region", "Product", "Units", "Price", "Date"] }]
    }, {
      name: "Other",
      rows: [[100, "x"], [200], [300]]
    }, {
      name: "Last",
      rows: [[1000]]
    }],
    names: [
      { name: "Rate", formula: "0.2" },
      { name: "Units", formula: "Orders!$D$2:$D$5" },
      { name: "Twice", formula: "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)" },
      { name: "Down", formula: "_xlfn.LAMBDA(_xlpm.n,IF(_xlpm.n=0,0,1+Down(_xlpm.n-1)))" }
    ]
  })

/** Row 3 to the right of all cells that the formulas refer to. */
const places = (count: number) => ({ top: 2, left: 26, bottom: 2, right: 25 + count })

/** Writes formulas side by side and compares their values, numbers to a number of significant digits. */
const check = (cases: ReadonlyArray<Case>, digits = 17) =>
  Effect.gen(function*() {
    const rounded = (value: CellValue | undefined) =>
      typeof value === "number" ? Number(value.toPrecision(digits)) : value
    const book = yield* orders()
    const target = places(cases.length)
    yield* book.write(sheet(book, "Orders"), target, { formulas: [cases.map(([formula]) => `=${formula}`)] })
    const [found = []] = book.read(sheet(book, "Orders"), target).values()
    assert.deepStrictEqual(
      cases.map(([formula], at) => [formula, rounded(found[at])]),
      cases.map(([formula, expected]) => [formula, rounded(expected)])
    )
  })

it.effect("operators", () =>
  check([
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
  ]))

it.effect("references", () =>
  check([
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
    ["@D2:D5", 4],
    ["SUM(Sales[Units])", 41],
    ["SUM(Sales[[Units]:[Price]])", 48.4],
    ["Sales[[#Headers],[Price]]", "Price"],
    ["Sales[[#This Row],[Price]]", 2.25],
    ["COUNTA(Sales[#All])", 30],
    ["Sales[[#Totals],[Price]]", "#REF!"],
    ["Sales[Nothing]", "#REF!"],
    ["ROWS(Sales)", 4]
  ]))

it.effect("lookups", () =>
  check([
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
  ]))

it.effect("sums and counts with conditions", () =>
  check([
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
  ]))

it.effect("statistics", () =>
  check([
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
  ], 14))

it.effect("logic", () =>
  check([
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
  ]))

it.effect("infinite recursion is an error and not a crash", () =>
  Effect.gen(function*() {
    const book = yield* make({
      sheets: [{ name: "S" }],
      names: [
        { name: "Forever", formula: "_xlfn.LAMBDA(_xlpm.n,Forever(_xlpm.n+1))" },
        { name: "Twins", formula: "_xlfn.LAMBDA(_xlpm.n,Twins(_xlpm.n+1)+Twins(_xlpm.n+2))" },
        { name: "Loop", formula: "Loop+1" }
      ]
    })
    // Each call of Twins makes two calls: the depth is small, but the number of calls is enormous.
    yield* write(book, "A1:C1", [["=Forever(1)", "=Loop", "=Twins(1)"]])
    assert.deepStrictEqual(values(book, "A1:C1"), [["#NUM!", "#NUM!", "#CALC!"]])
  }))

it.effect("texts", () =>
  check([
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
  ]))

it.effect("dates", () =>
  check([
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
    ["DATEVALUE(\"1/31\")", 45_322],
    ["TIMEVALUE(\"6:00 PM\")", 0.75],
    ["DAYS(\"2024-03-01\",\"2024-02-01\")", 29],
    ["DAYS360(DATE(2024,1,30),DATE(2024,2,29))", 29],
    ["DATEDIF(DATE(2023,5,20),DATE(2024,5,19),\"m\")", 11],
    ["YEARFRAC(DATE(2024,1,1),DATE(2024,7,1))", 0.5],
    ["NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31),DATE(2024,1,1))", 22],
    ["WORKDAY(DATE(2024,1,5),1)", 45_299],
    ["TODAY()", 45_352],
    ["NOW()", 45_352.5],
    ["TIME(25,0,0)", 1 / 24]
  ]))

it.effect("dates of the 1904 date system", () =>
  Effect.gen(function*() {
    const book = yield* make({ date1904: true, sheets: [{ name: "S" }] })
    yield* write(book, "A1:C1", [["=DATE(2024,2,29)", "=YEAR(0)", "=TEXT(0,\"yyyy-mm-dd\")"]])
    assert.deepStrictEqual(values(book, "A1:C1"), [[43_889, 1904, "1904-01-01"]])
  }))

it.effect("arithmetic", () =>
  check([
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
  ], 11))

it.effect("random numbers", () =>
  Effect.gen(function*() {
    const drawn = Effect.gen(function*() {
      const book = yield* make({ sheets: [{ name: "S" }] })
      yield* write(book, "A1:B20", Array.from({ length: 20 }, () => ["=RAND()", "=RANDBETWEEN(1,4)"]))
      return values(book, "A1:B20") as ReadonlyArray<readonly [number, number]>
    })
    const pairs = yield* drawn
    assert.deepStrictEqual(yield* drawn, pairs)
    assert.isTrue(pairs.every(([fraction]) => fraction >= 0 && fraction < 1))
    assert.strictEqual(new Set(pairs.map(([fraction]) => fraction)).size, 20)
    assert.deepStrictEqual([...new Set(pairs.map(([, integer]) => integer))].sort(), [1, 2, 3, 4])
  }))

it.effect("information", () =>
  check([
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
  ]))

it.effect("arrays", () =>
  Effect.gen(function*() {
    const cases: ReadonlyArray<readonly [formula: string, expected: Matrix]> = [
      ["D2:D5*2", [[20], [8], [14], [40]]],
      ["{1,2}+{10;20}", [[11, 12], [21, 22]]],
      ["{1,2,3}+{1,2}", [[2, 4, "#N/A"]]],
      ["UNIQUE(B2:B5)", [["North"], ["South"], ["East"]]],
      ["UNIQUE(B2:B5,,TRUE)", [["South"], ["East"]]],
      ["SORT(D2:D5,,-1)", [[20], [10], [7], [4]]],
      ["SORTBY(C2:C5,D2:D5)", [["Pear"], ["Pear"], ["Apple"], ["apple"]]],
      ["FILTER(A2:A5,B2:B5=\"North\")", [[1], [3]]],
      ["FILTER(A2:A5,B2:B5=\"West\",\"none\")", [["none"]]],
      ["FILTER(A2:A5,B2:B5=\"West\")", [["#CALC!"]]],
      ["SEQUENCE(2,3,5,5)", [[5, 10, 15], [20, 25, 30]]],
      ["TRANSPOSE({1,2;3,4})", [[1, 3], [2, 4]]],
      ["TAKE({1,2;3,4},1,-1)", [[2]]],
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
      ["SEQUENCE(100000,100000)", [["#NUM!"]]]
    ]
    const book = yield* orders()
    // Blank cells around each array show that it fills no more cells.
    const [height, width] = [5, 4]
    const target = places(cases.length * width)
    yield* book.write(sheet(book, "Orders"), target, {
      formulas: [cases.flatMap(([formula]) => [`=${formula}`, ...Array<null>(width - 1).fill(null)])]
    })
    const found = book.read(sheet(book, "Orders"), { ...target, bottom: target.top + height - 1 }).values()
    for (const [at, [formula, expected]] of cases.entries()) {
      assert.deepStrictEqual(
        found.map((row) => row.slice(at * width, (at + 1) * width)),
        Array.from({ length: height }, (_, row) =>
          Array.from({ length: width }, (_, column) => expected[row]?.[column] ?? "")),
        formula
      )
    }
  }))

it.effect("functions called by name take values, ranges and rows of values", () =>
  Effect.gen(function*() {
    const book = yield* orders()
    const cases: ReadonlyArray<
      readonly [string, ReadonlyArray<Book.FunctionArgument>, Either.Either<CellValue, string>]
    > = [
      ["SUM", [{ sheet: undefined, ...area("D2:D5") }, 1, [[2, 3]]], Either.right(47)],
      ["VLOOKUP", [2, [[1, "a"], [2, "b"]], 2, false], Either.right("b")],
      ["IF", [true, "yes", "no"], Either.right("yes")],
      ["ROUND", ["2.345", 2], Either.right(2.35)],
      ["ROUND", [1], Either.left("#VALUE!")],
      ["NO.SUCH", [1], Either.left("#NAME?")],
      ["ADDRESS", [2, 3, undefined, undefined, "S"], Either.right("S!$C$2")]
    ]
    for (const [name, args, expected] of cases) {
      assert.deepStrictEqual(yield* book.callFunction(name, args), expected, name)
    }
  }))

it.effect("every function of the service is defined", () =>
  Effect.gen(function*() {
    const book = yield* orders()
    const missing = yield* Effect.filter(
      WorkbookFunction.names.map(WorkbookFunction.excelName),
      (name) => Effect.map(book.callFunction(name, []), (result) => Either.isLeft(result) && result.left === "#NAME?")
    )
    assert.deepStrictEqual(missing, [])
  }))
