// The workbook API in the v1.0 metadata of Microsoft Graph as of 2026-08-20, written by scripts/metadata.mjs: do not edit.
// A type that ends in "?" may be null.

export const entityTypes = {
  workbook: {
    properties: { id: "String" },
    navigation: {
      application: "workbookApplication",
      comments: "Collection(workbookComment)",
      functions: "workbookFunctions",
      names: "Collection(workbookNamedItem)",
      operations: "Collection(workbookOperation)",
      tables: "Collection(workbookTable)",
      worksheets: "Collection(workbookWorksheet)"
    }
  },
  workbookApplication: {
    properties: { id: "String", calculationMode: "String" },
    navigation: {}
  },
  workbookChart: {
    properties: { id: "String", height: "Double", left: "Double", name: "String?", top: "Double", width: "Double" },
    navigation: {
      axes: "workbookChartAxes",
      dataLabels: "workbookChartDataLabels",
      format: "workbookChartAreaFormat",
      legend: "workbookChartLegend",
      series: "Collection(workbookChartSeries)",
      title: "workbookChartTitle",
      worksheet: "workbookWorksheet"
    }
  },
  workbookChartAreaFormat: {
    properties: { id: "String" },
    navigation: { fill: "workbookChartFill", font: "workbookChartFont" }
  },
  workbookChartAxes: {
    properties: { id: "String" },
    navigation: { categoryAxis: "workbookChartAxis", seriesAxis: "workbookChartAxis", valueAxis: "workbookChartAxis" }
  },
  workbookChartAxis: {
    properties: { id: "String", majorUnit: "Json?", maximum: "Json?", minimum: "Json?", minorUnit: "Json?" },
    navigation: {
      format: "workbookChartAxisFormat",
      majorGridlines: "workbookChartGridlines",
      minorGridlines: "workbookChartGridlines",
      title: "workbookChartAxisTitle"
    }
  },
  workbookChartAxisFormat: {
    properties: { id: "String" },
    navigation: { font: "workbookChartFont", line: "workbookChartLineFormat" }
  },
  workbookChartAxisTitle: {
    properties: { id: "String", text: "String?", visible: "Boolean" },
    navigation: { format: "workbookChartAxisTitleFormat" }
  },
  workbookChartAxisTitleFormat: {
    properties: { id: "String" },
    navigation: { font: "workbookChartFont" }
  },
  workbookChartDataLabelFormat: {
    properties: { id: "String" },
    navigation: { fill: "workbookChartFill", font: "workbookChartFont" }
  },
  workbookChartDataLabels: {
    properties: {
      id: "String",
      position: "String?",
      separator: "String?",
      showBubbleSize: "Boolean?",
      showCategoryName: "Boolean?",
      showLegendKey: "Boolean?",
      showPercentage: "Boolean?",
      showSeriesName: "Boolean?",
      showValue: "Boolean?"
    },
    navigation: { format: "workbookChartDataLabelFormat" }
  },
  workbookChartFill: {
    properties: { id: "String" },
    navigation: {}
  },
  workbookChartFont: {
    properties: {
      id: "String",
      bold: "Boolean?",
      color: "String?",
      italic: "Boolean?",
      name: "String?",
      size: "Double?",
      underline: "String?"
    },
    navigation: {}
  },
  workbookChartGridlines: {
    properties: { id: "String", visible: "Boolean" },
    navigation: { format: "workbookChartGridlinesFormat" }
  },
  workbookChartGridlinesFormat: {
    properties: { id: "String" },
    navigation: { line: "workbookChartLineFormat" }
  },
  workbookChartLegend: {
    properties: { id: "String", overlay: "Boolean?", position: "String?", visible: "Boolean" },
    navigation: { format: "workbookChartLegendFormat" }
  },
  workbookChartLegendFormat: {
    properties: { id: "String" },
    navigation: { fill: "workbookChartFill", font: "workbookChartFont" }
  },
  workbookChartLineFormat: {
    properties: { id: "String", color: "String?" },
    navigation: {}
  },
  workbookChartPoint: {
    properties: { id: "String", value: "Json?" },
    navigation: { format: "workbookChartPointFormat" }
  },
  workbookChartPointFormat: {
    properties: { id: "String" },
    navigation: { fill: "workbookChartFill" }
  },
  workbookChartSeries: {
    properties: { id: "String", name: "String?" },
    navigation: { format: "workbookChartSeriesFormat", points: "Collection(workbookChartPoint)" }
  },
  workbookChartSeriesFormat: {
    properties: { id: "String" },
    navigation: { fill: "workbookChartFill", line: "workbookChartLineFormat" }
  },
  workbookChartTitle: {
    properties: { id: "String", overlay: "Boolean?", text: "String?", visible: "Boolean" },
    navigation: { format: "workbookChartTitleFormat" }
  },
  workbookChartTitleFormat: {
    properties: { id: "String" },
    navigation: { fill: "workbookChartFill", font: "workbookChartFont" }
  },
  workbookComment: {
    properties: { id: "String", content: "String?", contentType: "String" },
    navigation: { replies: "Collection(workbookCommentReply)" }
  },
  workbookCommentReply: {
    properties: { id: "String", content: "String?", contentType: "String" },
    navigation: {}
  },
  workbookFilter: {
    properties: { id: "String", criteria: "workbookFilterCriteria?" },
    navigation: {}
  },
  workbookFormatProtection: {
    properties: { id: "String", formulaHidden: "Boolean?", locked: "Boolean?" },
    navigation: {}
  },
  workbookFunctionResult: {
    properties: { id: "String", error: "String?", value: "Json?" },
    navigation: {}
  },
  workbookFunctions: {
    properties: { id: "String" },
    navigation: {}
  },
  workbookNamedItem: {
    properties: {
      id: "String",
      comment: "String?",
      name: "String?",
      scope: "String",
      type: "String?",
      value: "Json?",
      visible: "Boolean"
    },
    navigation: { worksheet: "workbookWorksheet" }
  },
  workbookOperation: {
    properties: {
      id: "String",
      error: "workbookOperationError?",
      resourceLocation: "String?",
      status: "workbookOperationStatus"
    },
    navigation: {}
  },
  workbookPivotTable: {
    properties: { id: "String", name: "String?" },
    navigation: { worksheet: "workbookWorksheet" }
  },
  workbookRange: {
    properties: {
      id: "String",
      address: "String?",
      addressLocal: "String?",
      cellCount: "Int32",
      columnCount: "Int32",
      columnHidden: "Boolean?",
      columnIndex: "Int32",
      formulas: "Json?",
      formulasLocal: "Json?",
      formulasR1C1: "Json?",
      hidden: "Boolean?",
      numberFormat: "Json?",
      rowCount: "Int32",
      rowHidden: "Boolean?",
      rowIndex: "Int32",
      text: "Json?",
      values: "Json?",
      valueTypes: "Json?"
    },
    navigation: { format: "workbookRangeFormat", sort: "workbookRangeSort", worksheet: "workbookWorksheet" }
  },
  workbookRangeBorder: {
    properties: { id: "String", color: "String?", sideIndex: "String?", style: "String?", weight: "String?" },
    navigation: {}
  },
  workbookRangeFill: {
    properties: { id: "String", color: "String?" },
    navigation: {}
  },
  workbookRangeFont: {
    properties: {
      id: "String",
      bold: "Boolean?",
      color: "String?",
      italic: "Boolean?",
      name: "String?",
      size: "Double?",
      underline: "String?"
    },
    navigation: {}
  },
  workbookRangeFormat: {
    properties: {
      id: "String",
      columnWidth: "Double?",
      horizontalAlignment: "String?",
      rowHeight: "Double?",
      verticalAlignment: "String?",
      wrapText: "Boolean?"
    },
    navigation: {
      borders: "Collection(workbookRangeBorder)",
      fill: "workbookRangeFill",
      font: "workbookRangeFont",
      protection: "workbookFormatProtection"
    }
  },
  workbookRangeSort: {
    properties: { id: "String" },
    navigation: {}
  },
  workbookRangeView: {
    properties: {
      id: "String",
      cellAddresses: "Json?",
      columnCount: "Int32",
      formulas: "Json?",
      formulasLocal: "Json?",
      formulasR1C1: "Json?",
      index: "Int32",
      numberFormat: "Json?",
      rowCount: "Int32",
      text: "Json?",
      values: "Json?",
      valueTypes: "Json?"
    },
    navigation: { rows: "Collection(workbookRangeView)" }
  },
  workbookTable: {
    properties: {
      id: "String",
      highlightFirstColumn: "Boolean",
      highlightLastColumn: "Boolean",
      legacyId: "String?",
      name: "String?",
      showBandedColumns: "Boolean",
      showBandedRows: "Boolean",
      showFilterButton: "Boolean",
      showHeaders: "Boolean",
      showTotals: "Boolean",
      style: "String?"
    },
    navigation: {
      columns: "Collection(workbookTableColumn)",
      rows: "Collection(workbookTableRow)",
      sort: "workbookTableSort",
      worksheet: "workbookWorksheet"
    }
  },
  workbookTableColumn: {
    properties: { id: "String", index: "Int32", name: "String?", values: "Json?" },
    navigation: { filter: "workbookFilter" }
  },
  workbookTableRow: {
    properties: { id: "String", index: "Int32", values: "Json?" },
    navigation: {}
  },
  workbookTableSort: {
    properties: { id: "String", fields: "Collection(workbookSortField)", matchCase: "Boolean", method: "String" },
    navigation: {}
  },
  workbookWorksheet: {
    properties: { id: "String", name: "String?", position: "Int32", visibility: "String" },
    navigation: {
      charts: "Collection(workbookChart)",
      names: "Collection(workbookNamedItem)",
      pivotTables: "Collection(workbookPivotTable)",
      protection: "workbookWorksheetProtection",
      tables: "Collection(workbookTable)"
    }
  },
  workbookWorksheetProtection: {
    properties: { id: "String", options: "workbookWorksheetProtectionOptions?", protected: "Boolean" },
    navigation: {}
  }
}

export const complexTypes = {
  workbookFilterCriteria: {
    color: "String?",
    criterion1: "String?",
    criterion2: "String?",
    dynamicCriteria: "String",
    filterOn: "String",
    icon: "workbookIcon?",
    operator: "String",
    values: "Json?"
  },
  workbookFilterDatetime: { date: "String?", specificity: "String" },
  workbookIcon: { index: "Int32", set: "String" },
  workbookOperationError: { code: "String?", innerError: "workbookOperationError?", message: "String?" },
  workbookRangeReference: { address: "String?" },
  workbookSessionInfo: { id: "String?", persistChanges: "Boolean?" },
  workbookSortField: {
    ascending: "Boolean",
    color: "String?",
    dataOption: "String",
    icon: "workbookIcon?",
    key: "Int32",
    sortOn: "String"
  },
  workbookWorksheetProtectionOptions: {
    allowAutoFilter: "Boolean",
    allowDeleteColumns: "Boolean",
    allowDeleteRows: "Boolean",
    allowFormatCells: "Boolean",
    allowFormatColumns: "Boolean",
    allowFormatRows: "Boolean",
    allowInsertColumns: "Boolean",
    allowInsertHyperlinks: "Boolean",
    allowInsertRows: "Boolean",
    allowPivotTables: "Boolean",
    allowSort: "Boolean"
  }
}

export const enums = {
  workbookOperationStatus: [
    "notStarted",
    "running",
    "succeeded",
    "failed"
  ]
}

export const actions = {
  "Collection(workbookChart)": [
    "add(type: String, sourceData: Json?, seriesBy: String): workbookChart"
  ],
  "Collection(workbookNamedItem)": [
    "add(name: String?, reference: Json?, comment: String?): workbookNamedItem",
    "addFormulaLocal(name: String?, formula: String?, comment: String?): workbookNamedItem"
  ],
  "Collection(workbookPivotTable)": [
    "refreshAll()"
  ],
  "Collection(workbookTable)": [
    "add(address: String?, hasHeaders: Boolean): workbookTable"
  ],
  "Collection(workbookTableColumn)": [
    "add(index: Int32?, values: Json?, name: String?): workbookTableColumn"
  ],
  "Collection(workbookTableRow)": [
    "add(index: Int32?, values: Json?): workbookTableRow"
  ],
  "Collection(workbookWorksheet)": [
    "add(name: String?): workbookWorksheet"
  ],
  workbook: [
    "closeSession()",
    "createSession(persistChanges: Boolean): workbookSessionInfo",
    "refreshSession()"
  ],
  workbookApplication: [
    "calculate(calculationType: String)"
  ],
  workbookChart: [
    "setData(sourceData: Json?, seriesBy: String)",
    "setPosition(startCell: Json?, endCell: Json?)"
  ],
  workbookChartFill: [
    "clear()",
    "setSolidColor(color: String?)"
  ],
  workbookChartLineFormat: [
    "clear()"
  ],
  workbookFilter: [
    "apply(criteria: workbookFilterCriteria?)",
    "applyBottomItemsFilter(count: Int32)",
    "applyBottomPercentFilter(percent: Int32)",
    "applyCellColorFilter(color: String?)",
    "applyCustomFilter(criteria1: String?, criteria2: String?, oper: String)",
    "applyDynamicFilter(criteria: String)",
    "applyFontColorFilter(color: String?)",
    "applyIconFilter(icon: workbookIcon?)",
    "applyTopItemsFilter(count: Int32)",
    "applyTopPercentFilter(percent: Int32)",
    "applyValuesFilter(values: Json?)",
    "clear()"
  ],
  workbookFunctions: [
    "abs(number: Json?): workbookFunctionResult",
    "accrInt(issue: Json?, firstInterest: Json?, settlement: Json?, rate: Json?, par: Json?, frequency: Json?, basis: Json?, calcMethod: Json?): workbookFunctionResult",
    "accrIntM(issue: Json?, settlement: Json?, rate: Json?, par: Json?, basis: Json?): workbookFunctionResult",
    "acos(number: Json?): workbookFunctionResult",
    "acosh(number: Json?): workbookFunctionResult",
    "acot(number: Json?): workbookFunctionResult",
    "acoth(number: Json?): workbookFunctionResult",
    "amorDegrc(cost: Json?, datePurchased: Json?, firstPeriod: Json?, salvage: Json?, period: Json?, rate: Json?, basis: Json?): workbookFunctionResult",
    "amorLinc(cost: Json?, datePurchased: Json?, firstPeriod: Json?, salvage: Json?, period: Json?, rate: Json?, basis: Json?): workbookFunctionResult",
    "and(values: Json?): workbookFunctionResult",
    "arabic(text: Json?): workbookFunctionResult",
    "areas(reference: Json?): workbookFunctionResult",
    "asc(text: Json?): workbookFunctionResult",
    "asin(number: Json?): workbookFunctionResult",
    "asinh(number: Json?): workbookFunctionResult",
    "atan(number: Json?): workbookFunctionResult",
    "atan2(xNum: Json?, yNum: Json?): workbookFunctionResult",
    "atanh(number: Json?): workbookFunctionResult",
    "aveDev(values: Json?): workbookFunctionResult",
    "average(values: Json?): workbookFunctionResult",
    "averageA(values: Json?): workbookFunctionResult",
    "averageIf(range: Json?, criteria: Json?, averageRange: Json?): workbookFunctionResult",
    "averageIfs(averageRange: Json?, values: Json?): workbookFunctionResult",
    "bahtText(number: Json?): workbookFunctionResult",
    "base(number: Json?, radix: Json?, minLength: Json?): workbookFunctionResult",
    "besselI(x: Json?, n: Json?): workbookFunctionResult",
    "besselJ(x: Json?, n: Json?): workbookFunctionResult",
    "besselK(x: Json?, n: Json?): workbookFunctionResult",
    "besselY(x: Json?, n: Json?): workbookFunctionResult",
    "beta_Dist(x: Json?, alpha: Json?, beta: Json?, cumulative: Json?, A: Json?, B: Json?): workbookFunctionResult",
    "beta_Inv(probability: Json?, alpha: Json?, beta: Json?, A: Json?, B: Json?): workbookFunctionResult",
    "bin2Dec(number: Json?): workbookFunctionResult",
    "bin2Hex(number: Json?, places: Json?): workbookFunctionResult",
    "bin2Oct(number: Json?, places: Json?): workbookFunctionResult",
    "binom_Dist(numberS: Json?, trials: Json?, probabilityS: Json?, cumulative: Json?): workbookFunctionResult",
    "binom_Dist_Range(trials: Json?, probabilityS: Json?, numberS: Json?, numberS2: Json?): workbookFunctionResult",
    "binom_Inv(trials: Json?, probabilityS: Json?, alpha: Json?): workbookFunctionResult",
    "bitand(number1: Json?, number2: Json?): workbookFunctionResult",
    "bitlshift(number: Json?, shiftAmount: Json?): workbookFunctionResult",
    "bitor(number1: Json?, number2: Json?): workbookFunctionResult",
    "bitrshift(number: Json?, shiftAmount: Json?): workbookFunctionResult",
    "bitxor(number1: Json?, number2: Json?): workbookFunctionResult",
    "ceiling_Math(number: Json?, significance: Json?, mode: Json?): workbookFunctionResult",
    "ceiling_Precise(number: Json?, significance: Json?): workbookFunctionResult",
    "char(number: Json?): workbookFunctionResult",
    "chiSq_Dist(x: Json?, degFreedom: Json?, cumulative: Json?): workbookFunctionResult",
    "chiSq_Dist_RT(x: Json?, degFreedom: Json?): workbookFunctionResult",
    "chiSq_Inv(probability: Json?, degFreedom: Json?): workbookFunctionResult",
    "chiSq_Inv_RT(probability: Json?, degFreedom: Json?): workbookFunctionResult",
    "choose(indexNum: Json?, values: Json?): workbookFunctionResult",
    "clean(text: Json?): workbookFunctionResult",
    "code(text: Json?): workbookFunctionResult",
    "columns(array: Json?): workbookFunctionResult",
    "combin(number: Json?, numberChosen: Json?): workbookFunctionResult",
    "combina(number: Json?, numberChosen: Json?): workbookFunctionResult",
    "complex(realNum: Json?, iNum: Json?, suffix: Json?): workbookFunctionResult",
    "concatenate(values: Json?): workbookFunctionResult",
    "confidence_Norm(alpha: Json?, standardDev: Json?, size: Json?): workbookFunctionResult",
    "confidence_T(alpha: Json?, standardDev: Json?, size: Json?): workbookFunctionResult",
    "convert(number: Json?, fromUnit: Json?, toUnit: Json?): workbookFunctionResult",
    "cos(number: Json?): workbookFunctionResult",
    "cosh(number: Json?): workbookFunctionResult",
    "cot(number: Json?): workbookFunctionResult",
    "coth(number: Json?): workbookFunctionResult",
    "count(values: Json?): workbookFunctionResult",
    "countA(values: Json?): workbookFunctionResult",
    "countBlank(range: Json?): workbookFunctionResult",
    "countIf(range: Json?, criteria: Json?): workbookFunctionResult",
    "countIfs(values: Json?): workbookFunctionResult",
    "coupDayBs(settlement: Json?, maturity: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "coupDays(settlement: Json?, maturity: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "coupDaysNc(settlement: Json?, maturity: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "coupNcd(settlement: Json?, maturity: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "coupNum(settlement: Json?, maturity: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "coupPcd(settlement: Json?, maturity: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "csc(number: Json?): workbookFunctionResult",
    "csch(number: Json?): workbookFunctionResult",
    "cumIPmt(rate: Json?, nper: Json?, pv: Json?, startPeriod: Json?, endPeriod: Json?, type: Json?): workbookFunctionResult",
    "cumPrinc(rate: Json?, nper: Json?, pv: Json?, startPeriod: Json?, endPeriod: Json?, type: Json?): workbookFunctionResult",
    "date(year: Json?, month: Json?, day: Json?): workbookFunctionResult",
    "datevalue(dateText: Json?): workbookFunctionResult",
    "daverage(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "day(serialNumber: Json?): workbookFunctionResult",
    "days(endDate: Json?, startDate: Json?): workbookFunctionResult",
    "days360(startDate: Json?, endDate: Json?, method: Json?): workbookFunctionResult",
    "db(cost: Json?, salvage: Json?, life: Json?, period: Json?, month: Json?): workbookFunctionResult",
    "dbcs(text: Json?): workbookFunctionResult",
    "dcount(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dcountA(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "ddb(cost: Json?, salvage: Json?, life: Json?, period: Json?, factor: Json?): workbookFunctionResult",
    "dec2Bin(number: Json?, places: Json?): workbookFunctionResult",
    "dec2Hex(number: Json?, places: Json?): workbookFunctionResult",
    "dec2Oct(number: Json?, places: Json?): workbookFunctionResult",
    "decimal(number: Json?, radix: Json?): workbookFunctionResult",
    "degrees(angle: Json?): workbookFunctionResult",
    "delta(number1: Json?, number2: Json?): workbookFunctionResult",
    "devSq(values: Json?): workbookFunctionResult",
    "dget(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "disc(settlement: Json?, maturity: Json?, pr: Json?, redemption: Json?, basis: Json?): workbookFunctionResult",
    "dmax(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dmin(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dollar(number: Json?, decimals: Json?): workbookFunctionResult",
    "dollarDe(fractionalDollar: Json?, fraction: Json?): workbookFunctionResult",
    "dollarFr(decimalDollar: Json?, fraction: Json?): workbookFunctionResult",
    "dproduct(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dstDev(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dstDevP(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dsum(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "duration(settlement: Json?, maturity: Json?, coupon: Json?, yld: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "dvar(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "dvarP(database: Json?, field: Json?, criteria: Json?): workbookFunctionResult",
    "ecma_Ceiling(number: Json?, significance: Json?): workbookFunctionResult",
    "edate(startDate: Json?, months: Json?): workbookFunctionResult",
    "effect(nominalRate: Json?, npery: Json?): workbookFunctionResult",
    "eoMonth(startDate: Json?, months: Json?): workbookFunctionResult",
    "erf(lowerLimit: Json?, upperLimit: Json?): workbookFunctionResult",
    "erfC(x: Json?): workbookFunctionResult",
    "erfC_Precise(X: Json?): workbookFunctionResult",
    "erf_Precise(X: Json?): workbookFunctionResult",
    "error_Type(errorVal: Json?): workbookFunctionResult",
    "even(number: Json?): workbookFunctionResult",
    "exact(text1: Json?, text2: Json?): workbookFunctionResult",
    "exp(number: Json?): workbookFunctionResult",
    "expon_Dist(x: Json?, lambda: Json?, cumulative: Json?): workbookFunctionResult",
    "f_Dist(x: Json?, degFreedom1: Json?, degFreedom2: Json?, cumulative: Json?): workbookFunctionResult",
    "f_Dist_RT(x: Json?, degFreedom1: Json?, degFreedom2: Json?): workbookFunctionResult",
    "f_Inv(probability: Json?, degFreedom1: Json?, degFreedom2: Json?): workbookFunctionResult",
    "f_Inv_RT(probability: Json?, degFreedom1: Json?, degFreedom2: Json?): workbookFunctionResult",
    "fact(number: Json?): workbookFunctionResult",
    "factDouble(number: Json?): workbookFunctionResult",
    "false(): workbookFunctionResult",
    "find(findText: Json?, withinText: Json?, startNum: Json?): workbookFunctionResult",
    "findB(findText: Json?, withinText: Json?, startNum: Json?): workbookFunctionResult",
    "fisher(x: Json?): workbookFunctionResult",
    "fisherInv(y: Json?): workbookFunctionResult",
    "fixed(number: Json?, decimals: Json?, noCommas: Json?): workbookFunctionResult",
    "floor_Math(number: Json?, significance: Json?, mode: Json?): workbookFunctionResult",
    "floor_Precise(number: Json?, significance: Json?): workbookFunctionResult",
    "fv(rate: Json?, nper: Json?, pmt: Json?, pv: Json?, type: Json?): workbookFunctionResult",
    "fvschedule(principal: Json?, schedule: Json?): workbookFunctionResult",
    "gamma(x: Json?): workbookFunctionResult",
    "gammaLn(x: Json?): workbookFunctionResult",
    "gammaLn_Precise(x: Json?): workbookFunctionResult",
    "gamma_Dist(x: Json?, alpha: Json?, beta: Json?, cumulative: Json?): workbookFunctionResult",
    "gamma_Inv(probability: Json?, alpha: Json?, beta: Json?): workbookFunctionResult",
    "gauss(x: Json?): workbookFunctionResult",
    "gcd(values: Json?): workbookFunctionResult",
    "geStep(number: Json?, step: Json?): workbookFunctionResult",
    "geoMean(values: Json?): workbookFunctionResult",
    "harMean(values: Json?): workbookFunctionResult",
    "hex2Bin(number: Json?, places: Json?): workbookFunctionResult",
    "hex2Dec(number: Json?): workbookFunctionResult",
    "hex2Oct(number: Json?, places: Json?): workbookFunctionResult",
    "hlookup(lookupValue: Json?, tableArray: Json?, rowIndexNum: Json?, rangeLookup: Json?): workbookFunctionResult",
    "hour(serialNumber: Json?): workbookFunctionResult",
    "hypGeom_Dist(sampleS: Json?, numberSample: Json?, populationS: Json?, numberPop: Json?, cumulative: Json?): workbookFunctionResult",
    "hyperlink(linkLocation: Json?, friendlyName: Json?): workbookFunctionResult",
    "if(logicalTest: Json?, valueIfTrue: Json?, valueIfFalse: Json?): workbookFunctionResult",
    "imAbs(inumber: Json?): workbookFunctionResult",
    "imArgument(inumber: Json?): workbookFunctionResult",
    "imConjugate(inumber: Json?): workbookFunctionResult",
    "imCos(inumber: Json?): workbookFunctionResult",
    "imCosh(inumber: Json?): workbookFunctionResult",
    "imCot(inumber: Json?): workbookFunctionResult",
    "imCsc(inumber: Json?): workbookFunctionResult",
    "imCsch(inumber: Json?): workbookFunctionResult",
    "imDiv(inumber1: Json?, inumber2: Json?): workbookFunctionResult",
    "imExp(inumber: Json?): workbookFunctionResult",
    "imLn(inumber: Json?): workbookFunctionResult",
    "imLog10(inumber: Json?): workbookFunctionResult",
    "imLog2(inumber: Json?): workbookFunctionResult",
    "imPower(inumber: Json?, number: Json?): workbookFunctionResult",
    "imProduct(values: Json?): workbookFunctionResult",
    "imReal(inumber: Json?): workbookFunctionResult",
    "imSec(inumber: Json?): workbookFunctionResult",
    "imSech(inumber: Json?): workbookFunctionResult",
    "imSin(inumber: Json?): workbookFunctionResult",
    "imSinh(inumber: Json?): workbookFunctionResult",
    "imSqrt(inumber: Json?): workbookFunctionResult",
    "imSub(inumber1: Json?, inumber2: Json?): workbookFunctionResult",
    "imSum(values: Json?): workbookFunctionResult",
    "imTan(inumber: Json?): workbookFunctionResult",
    "imaginary(inumber: Json?): workbookFunctionResult",
    "int(number: Json?): workbookFunctionResult",
    "intRate(settlement: Json?, maturity: Json?, investment: Json?, redemption: Json?, basis: Json?): workbookFunctionResult",
    "ipmt(rate: Json?, per: Json?, nper: Json?, pv: Json?, fv: Json?, type: Json?): workbookFunctionResult",
    "irr(values: Json?, guess: Json?): workbookFunctionResult",
    "isErr(value: Json?): workbookFunctionResult",
    "isError(value: Json?): workbookFunctionResult",
    "isEven(number: Json?): workbookFunctionResult",
    "isFormula(reference: Json?): workbookFunctionResult",
    "isLogical(value: Json?): workbookFunctionResult",
    "isNA(value: Json?): workbookFunctionResult",
    "isNonText(value: Json?): workbookFunctionResult",
    "isNumber(value: Json?): workbookFunctionResult",
    "isOdd(number: Json?): workbookFunctionResult",
    "isText(value: Json?): workbookFunctionResult",
    "isoWeekNum(date: Json?): workbookFunctionResult",
    "iso_Ceiling(number: Json?, significance: Json?): workbookFunctionResult",
    "ispmt(rate: Json?, per: Json?, nper: Json?, pv: Json?): workbookFunctionResult",
    "isref(value: Json?): workbookFunctionResult",
    "kurt(values: Json?): workbookFunctionResult",
    "large(array: Json?, k: Json?): workbookFunctionResult",
    "lcm(values: Json?): workbookFunctionResult",
    "left(text: Json?, numChars: Json?): workbookFunctionResult",
    "leftb(text: Json?, numBytes: Json?): workbookFunctionResult",
    "len(text: Json?): workbookFunctionResult",
    "lenb(text: Json?): workbookFunctionResult",
    "ln(number: Json?): workbookFunctionResult",
    "log(number: Json?, base: Json?): workbookFunctionResult",
    "log10(number: Json?): workbookFunctionResult",
    "logNorm_Dist(x: Json?, mean: Json?, standardDev: Json?, cumulative: Json?): workbookFunctionResult",
    "logNorm_Inv(probability: Json?, mean: Json?, standardDev: Json?): workbookFunctionResult",
    "lookup(lookupValue: Json?, lookupVector: Json?, resultVector: Json?): workbookFunctionResult",
    "lower(text: Json?): workbookFunctionResult",
    "match(lookupValue: Json?, lookupArray: Json?, matchType: Json?): workbookFunctionResult",
    "max(values: Json?): workbookFunctionResult",
    "maxA(values: Json?): workbookFunctionResult",
    "mduration(settlement: Json?, maturity: Json?, coupon: Json?, yld: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "median(values: Json?): workbookFunctionResult",
    "mid(text: Json?, startNum: Json?, numChars: Json?): workbookFunctionResult",
    "midb(text: Json?, startNum: Json?, numBytes: Json?): workbookFunctionResult",
    "min(values: Json?): workbookFunctionResult",
    "minA(values: Json?): workbookFunctionResult",
    "minute(serialNumber: Json?): workbookFunctionResult",
    "mirr(values: Json?, financeRate: Json?, reinvestRate: Json?): workbookFunctionResult",
    "mod(number: Json?, divisor: Json?): workbookFunctionResult",
    "month(serialNumber: Json?): workbookFunctionResult",
    "mround(number: Json?, multiple: Json?): workbookFunctionResult",
    "multiNomial(values: Json?): workbookFunctionResult",
    "n(value: Json?): workbookFunctionResult",
    "na(): workbookFunctionResult",
    "negBinom_Dist(numberF: Json?, numberS: Json?, probabilityS: Json?, cumulative: Json?): workbookFunctionResult",
    "networkDays(startDate: Json?, endDate: Json?, holidays: Json?): workbookFunctionResult",
    "networkDays_Intl(startDate: Json?, endDate: Json?, weekend: Json?, holidays: Json?): workbookFunctionResult",
    "nominal(effectRate: Json?, npery: Json?): workbookFunctionResult",
    "norm_Dist(x: Json?, mean: Json?, standardDev: Json?, cumulative: Json?): workbookFunctionResult",
    "norm_Inv(probability: Json?, mean: Json?, standardDev: Json?): workbookFunctionResult",
    "norm_S_Dist(z: Json?, cumulative: Json?): workbookFunctionResult",
    "norm_S_Inv(probability: Json?): workbookFunctionResult",
    "not(logical: Json?): workbookFunctionResult",
    "now(): workbookFunctionResult",
    "nper(rate: Json?, pmt: Json?, pv: Json?, fv: Json?, type: Json?): workbookFunctionResult",
    "npv(rate: Json?, values: Json?): workbookFunctionResult",
    "numberValue(text: Json?, decimalSeparator: Json?, groupSeparator: Json?): workbookFunctionResult",
    "oct2Bin(number: Json?, places: Json?): workbookFunctionResult",
    "oct2Dec(number: Json?): workbookFunctionResult",
    "oct2Hex(number: Json?, places: Json?): workbookFunctionResult",
    "odd(number: Json?): workbookFunctionResult",
    "oddFPrice(settlement: Json?, maturity: Json?, issue: Json?, firstCoupon: Json?, rate: Json?, yld: Json?, redemption: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "oddFYield(settlement: Json?, maturity: Json?, issue: Json?, firstCoupon: Json?, rate: Json?, pr: Json?, redemption: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "oddLPrice(settlement: Json?, maturity: Json?, lastInterest: Json?, rate: Json?, yld: Json?, redemption: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "oddLYield(settlement: Json?, maturity: Json?, lastInterest: Json?, rate: Json?, pr: Json?, redemption: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "or(values: Json?): workbookFunctionResult",
    "pduration(rate: Json?, pv: Json?, fv: Json?): workbookFunctionResult",
    "percentRank_Exc(array: Json?, x: Json?, significance: Json?): workbookFunctionResult",
    "percentRank_Inc(array: Json?, x: Json?, significance: Json?): workbookFunctionResult",
    "percentile_Exc(array: Json?, k: Json?): workbookFunctionResult",
    "percentile_Inc(array: Json?, k: Json?): workbookFunctionResult",
    "permut(number: Json?, numberChosen: Json?): workbookFunctionResult",
    "permutationa(number: Json?, numberChosen: Json?): workbookFunctionResult",
    "phi(x: Json?): workbookFunctionResult",
    "pi(): workbookFunctionResult",
    "pmt(rate: Json?, nper: Json?, pv: Json?, fv: Json?, type: Json?): workbookFunctionResult",
    "poisson_Dist(x: Json?, mean: Json?, cumulative: Json?): workbookFunctionResult",
    "power(number: Json?, power: Json?): workbookFunctionResult",
    "ppmt(rate: Json?, per: Json?, nper: Json?, pv: Json?, fv: Json?, type: Json?): workbookFunctionResult",
    "price(settlement: Json?, maturity: Json?, rate: Json?, yld: Json?, redemption: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "priceDisc(settlement: Json?, maturity: Json?, discount: Json?, redemption: Json?, basis: Json?): workbookFunctionResult",
    "priceMat(settlement: Json?, maturity: Json?, issue: Json?, rate: Json?, yld: Json?, basis: Json?): workbookFunctionResult",
    "product(values: Json?): workbookFunctionResult",
    "proper(text: Json?): workbookFunctionResult",
    "pv(rate: Json?, nper: Json?, pmt: Json?, fv: Json?, type: Json?): workbookFunctionResult",
    "quartile_Exc(array: Json?, quart: Json?): workbookFunctionResult",
    "quartile_Inc(array: Json?, quart: Json?): workbookFunctionResult",
    "quotient(numerator: Json?, denominator: Json?): workbookFunctionResult",
    "radians(angle: Json?): workbookFunctionResult",
    "rand(): workbookFunctionResult",
    "randBetween(bottom: Json?, top: Json?): workbookFunctionResult",
    "rank_Avg(number: Json?, ref: Json?, order: Json?): workbookFunctionResult",
    "rank_Eq(number: Json?, ref: Json?, order: Json?): workbookFunctionResult",
    "rate(nper: Json?, pmt: Json?, pv: Json?, fv: Json?, type: Json?, guess: Json?): workbookFunctionResult",
    "received(settlement: Json?, maturity: Json?, investment: Json?, discount: Json?, basis: Json?): workbookFunctionResult",
    "replace(oldText: Json?, startNum: Json?, numChars: Json?, newText: Json?): workbookFunctionResult",
    "replaceB(oldText: Json?, startNum: Json?, numBytes: Json?, newText: Json?): workbookFunctionResult",
    "rept(text: Json?, numberTimes: Json?): workbookFunctionResult",
    "right(text: Json?, numChars: Json?): workbookFunctionResult",
    "rightb(text: Json?, numBytes: Json?): workbookFunctionResult",
    "roman(number: Json?, form: Json?): workbookFunctionResult",
    "round(number: Json?, numDigits: Json?): workbookFunctionResult",
    "roundDown(number: Json?, numDigits: Json?): workbookFunctionResult",
    "roundUp(number: Json?, numDigits: Json?): workbookFunctionResult",
    "rows(array: Json?): workbookFunctionResult",
    "rri(nper: Json?, pv: Json?, fv: Json?): workbookFunctionResult",
    "sec(number: Json?): workbookFunctionResult",
    "sech(number: Json?): workbookFunctionResult",
    "second(serialNumber: Json?): workbookFunctionResult",
    "seriesSum(x: Json?, n: Json?, m: Json?, coefficients: Json?): workbookFunctionResult",
    "sheet(value: Json?): workbookFunctionResult",
    "sheets(reference: Json?): workbookFunctionResult",
    "sign(number: Json?): workbookFunctionResult",
    "sin(number: Json?): workbookFunctionResult",
    "sinh(number: Json?): workbookFunctionResult",
    "skew(values: Json?): workbookFunctionResult",
    "skew_p(values: Json?): workbookFunctionResult",
    "sln(cost: Json?, salvage: Json?, life: Json?): workbookFunctionResult",
    "small(array: Json?, k: Json?): workbookFunctionResult",
    "sqrt(number: Json?): workbookFunctionResult",
    "sqrtPi(number: Json?): workbookFunctionResult",
    "stDevA(values: Json?): workbookFunctionResult",
    "stDevPA(values: Json?): workbookFunctionResult",
    "stDev_P(values: Json?): workbookFunctionResult",
    "stDev_S(values: Json?): workbookFunctionResult",
    "standardize(x: Json?, mean: Json?, standardDev: Json?): workbookFunctionResult",
    "substitute(text: Json?, oldText: Json?, newText: Json?, instanceNum: Json?): workbookFunctionResult",
    "subtotal(functionNum: Json?, values: Json?): workbookFunctionResult",
    "sum(values: Json?): workbookFunctionResult",
    "sumIf(range: Json?, criteria: Json?, sumRange: Json?): workbookFunctionResult",
    "sumIfs(sumRange: Json?, values: Json?): workbookFunctionResult",
    "sumSq(values: Json?): workbookFunctionResult",
    "syd(cost: Json?, salvage: Json?, life: Json?, per: Json?): workbookFunctionResult",
    "t(value: Json?): workbookFunctionResult",
    "t_Dist(x: Json?, degFreedom: Json?, cumulative: Json?): workbookFunctionResult",
    "t_Dist_2T(x: Json?, degFreedom: Json?): workbookFunctionResult",
    "t_Dist_RT(x: Json?, degFreedom: Json?): workbookFunctionResult",
    "t_Inv(probability: Json?, degFreedom: Json?): workbookFunctionResult",
    "t_Inv_2T(probability: Json?, degFreedom: Json?): workbookFunctionResult",
    "tan(number: Json?): workbookFunctionResult",
    "tanh(number: Json?): workbookFunctionResult",
    "tbillEq(settlement: Json?, maturity: Json?, discount: Json?): workbookFunctionResult",
    "tbillPrice(settlement: Json?, maturity: Json?, discount: Json?): workbookFunctionResult",
    "tbillYield(settlement: Json?, maturity: Json?, pr: Json?): workbookFunctionResult",
    "text(value: Json?, formatText: Json?): workbookFunctionResult",
    "time(hour: Json?, minute: Json?, second: Json?): workbookFunctionResult",
    "timevalue(timeText: Json?): workbookFunctionResult",
    "today(): workbookFunctionResult",
    "trim(text: Json?): workbookFunctionResult",
    "trimMean(array: Json?, percent: Json?): workbookFunctionResult",
    "true(): workbookFunctionResult",
    "trunc(number: Json?, numDigits: Json?): workbookFunctionResult",
    "type(value: Json?): workbookFunctionResult",
    "unichar(number: Json?): workbookFunctionResult",
    "unicode(text: Json?): workbookFunctionResult",
    "upper(text: Json?): workbookFunctionResult",
    "usdollar(number: Json?, decimals: Json?): workbookFunctionResult",
    "value(text: Json?): workbookFunctionResult",
    "varA(values: Json?): workbookFunctionResult",
    "varPA(values: Json?): workbookFunctionResult",
    "var_P(values: Json?): workbookFunctionResult",
    "var_S(values: Json?): workbookFunctionResult",
    "vdb(cost: Json?, salvage: Json?, life: Json?, startPeriod: Json?, endPeriod: Json?, factor: Json?, noSwitch: Json?): workbookFunctionResult",
    "vlookup(lookupValue: Json?, tableArray: Json?, colIndexNum: Json?, rangeLookup: Json?): workbookFunctionResult",
    "weekNum(serialNumber: Json?, returnType: Json?): workbookFunctionResult",
    "weekday(serialNumber: Json?, returnType: Json?): workbookFunctionResult",
    "weibull_Dist(x: Json?, alpha: Json?, beta: Json?, cumulative: Json?): workbookFunctionResult",
    "workDay(startDate: Json?, days: Json?, holidays: Json?): workbookFunctionResult",
    "workDay_Intl(startDate: Json?, days: Json?, weekend: Json?, holidays: Json?): workbookFunctionResult",
    "xirr(values: Json?, dates: Json?, guess: Json?): workbookFunctionResult",
    "xnpv(rate: Json?, values: Json?, dates: Json?): workbookFunctionResult",
    "xor(values: Json?): workbookFunctionResult",
    "year(serialNumber: Json?): workbookFunctionResult",
    "yearFrac(startDate: Json?, endDate: Json?, basis: Json?): workbookFunctionResult",
    "yield(settlement: Json?, maturity: Json?, rate: Json?, pr: Json?, redemption: Json?, frequency: Json?, basis: Json?): workbookFunctionResult",
    "yieldDisc(settlement: Json?, maturity: Json?, pr: Json?, redemption: Json?, basis: Json?): workbookFunctionResult",
    "yieldMat(settlement: Json?, maturity: Json?, issue: Json?, rate: Json?, pr: Json?, basis: Json?): workbookFunctionResult",
    "z_Test(array: Json?, x: Json?, sigma: Json?): workbookFunctionResult"
  ],
  workbookPivotTable: [
    "refresh()"
  ],
  workbookRange: [
    "clear(applyTo: String)",
    "delete(shift: String)",
    "insert(shift: String): workbookRange",
    "merge(across: Boolean)",
    "unmerge()"
  ],
  workbookRangeFill: [
    "clear()"
  ],
  workbookRangeFormat: [
    "autofitColumns()",
    "autofitRows()"
  ],
  workbookRangeSort: [
    "apply(fields: Collection(workbookSortField), matchCase: Boolean, hasHeaders: Boolean, orientation: String, method: String)"
  ],
  workbookTable: [
    "clearFilters()",
    "convertToRange(): workbookRange",
    "reapplyFilters()"
  ],
  workbookTableSort: [
    "apply(fields: Collection(workbookSortField), matchCase: Boolean, method: String)",
    "clear()",
    "reapply()"
  ],
  workbookWorksheetProtection: [
    "protect(options: workbookWorksheetProtectionOptions?)",
    "unprotect()"
  ]
}

export const functions = {
  "Collection(workbookChart)": [
    "count(): Int32",
    "item(name: String?): workbookChart",
    "itemAt(index: Int32): workbookChart"
  ],
  "Collection(workbookChartPoint)": [
    "count(): Int32",
    "itemAt(index: Int32): workbookChartPoint"
  ],
  "Collection(workbookChartSeries)": [
    "count(): Int32",
    "itemAt(index: Int32): workbookChartSeries"
  ],
  "Collection(workbookRangeBorder)": [
    "count(): Int32",
    "itemAt(index: Int32): workbookRangeBorder"
  ],
  "Collection(workbookRangeView)": [
    "itemAt(index: Int32): workbookRangeView"
  ],
  "Collection(workbookTable)": [
    "count(): Int32",
    "itemAt(index: Int32): workbookTable"
  ],
  "Collection(workbookTableColumn)": [
    "count(): Int32",
    "itemAt(index: Int32): workbookTableColumn"
  ],
  "Collection(workbookTableRow)": [
    "count(): Int32",
    "itemAt(index: Int32): workbookTableRow"
  ],
  workbook: [
    "sessionInfoResource(key: String): workbookSessionInfo",
    "tableRowOperationResult(key: String): workbookTableRow"
  ],
  workbookChart: [
    "image(): String",
    "image(width: Int32): String",
    "image(width: Int32, height: Int32): String",
    "image(width: Int32, height: Int32, fittingMode: String): String"
  ],
  workbookNamedItem: [
    "range(): workbookRange"
  ],
  workbookRange: [
    "boundingRect(anotherRange: String?): workbookRange",
    "cell(row: Int32, column: Int32): workbookRange",
    "column(column: Int32): workbookRange",
    "columnsAfter(): workbookRange",
    "columnsAfter(count: Int32?): workbookRange",
    "columnsBefore(): workbookRange",
    "columnsBefore(count: Int32?): workbookRange",
    "entireColumn(): workbookRange",
    "entireRow(): workbookRange",
    "intersection(anotherRange: String?): workbookRange",
    "lastCell(): workbookRange",
    "lastColumn(): workbookRange",
    "lastRow(): workbookRange",
    "offsetRange(rowOffset: Int32, columnOffset: Int32): workbookRange",
    "resizedRange(deltaRows: Int32, deltaColumns: Int32): workbookRange",
    "row(row: Int32): workbookRange",
    "rowsAbove(): workbookRange",
    "rowsAbove(count: Int32?): workbookRange",
    "rowsBelow(): workbookRange",
    "rowsBelow(count: Int32?): workbookRange",
    "usedRange(): workbookRange",
    "usedRange(valuesOnly: Boolean): workbookRange",
    "visibleView(): workbookRangeView"
  ],
  workbookRangeView: [
    "range(): workbookRange"
  ],
  workbookTable: [
    "dataBodyRange(): workbookRange",
    "headerRowRange(): workbookRange",
    "range(): workbookRange",
    "totalRowRange(): workbookRange"
  ],
  workbookTableColumn: [
    "dataBodyRange(): workbookRange",
    "headerRowRange(): workbookRange",
    "range(): workbookRange",
    "totalRowRange(): workbookRange"
  ],
  workbookTableRow: [
    "range(): workbookRange"
  ],
  workbookWorksheet: [
    "cell(row: Int32, column: Int32): workbookRange",
    "range(): workbookRange",
    "range(address: String?): workbookRange",
    "usedRange(): workbookRange",
    "usedRange(valuesOnly: Boolean): workbookRange"
  ]
}

export const uncomposable = {
  "Collection(workbookChart)": ["count"],
  "Collection(workbookChartPoint)": ["count"],
  "Collection(workbookChartSeries)": ["count"],
  "Collection(workbookRangeBorder)": ["count"],
  "Collection(workbookTable)": ["count"],
  "Collection(workbookTableColumn)": ["count"],
  "Collection(workbookTableRow)": ["count"],
  workbook: ["sessionInfoResource", "tableRowOperationResult"],
  workbookChart: ["image"]
}
