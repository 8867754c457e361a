import { Metadata } from "@effect-workbook/schema"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { compareFields, coverages, deviations } from "./metadata/compare.js"

/** The deliberate differences between the catalogue and the metadata, by their reasons. */
const deliberate: ReadonlyArray<readonly [reason: string, names: ReadonlyArray<string>]> = [
  ["an argument of a function is either left out or not null", [
    "workbookWorksheet/range.address does not take null",
    "workbookRange/boundingRect.anotherRange does not take null",
    "workbookRange/columnsAfter.count does not take null",
    "workbookRange/columnsBefore.count does not take null",
    "workbookRange/intersection.anotherRange does not take null",
    "Collection(workbookChart)/item.name does not take null",
    "workbookRange/rowsAbove.count does not take null",
    "workbookRange/rowsBelow.count does not take null"
  ]],
  ["a property that is not updated is left out; only a cell of a matrix is kept with null", [
    "update workbookWorksheet.name does not take null",
    "update workbookRange.values does not take null",
    "update workbookRange.formulas does not take null",
    "update workbookRange.formulasLocal does not take null",
    "update workbookRange.formulasR1C1 does not take null",
    "update workbookRange.numberFormat does not take null",
    "update workbookRange.columnHidden does not take null",
    "update workbookRange.rowHidden does not take null",
    "update workbookChart.name does not take null",
    "update workbookChartAxis.majorUnit does not take null",
    "update workbookChartAxis.maximum does not take null",
    "update workbookChartAxis.minimum does not take null",
    "update workbookChartAxis.minorUnit does not take null",
    "update workbookChartAxisTitle.text does not take null",
    "update workbookChartDataLabels.position does not take null",
    "update workbookChartDataLabels.separator does not take null",
    "update workbookChartDataLabels.showBubbleSize does not take null",
    "update workbookChartDataLabels.showCategoryName does not take null",
    "update workbookChartDataLabels.showLegendKey does not take null",
    "update workbookChartDataLabels.showPercentage does not take null",
    "update workbookChartDataLabels.showSeriesName does not take null",
    "update workbookChartDataLabels.showValue does not take null",
    "update workbookChartFont.bold does not take null",
    "update workbookChartFont.color does not take null",
    "update workbookChartFont.italic does not take null",
    "update workbookChartFont.name does not take null",
    "update workbookChartFont.size does not take null",
    "update workbookChartFont.underline does not take null",
    "update workbookChartLegend.overlay does not take null",
    "update workbookChartLegend.position does not take null",
    "update workbookChartLineFormat.color does not take null",
    "update workbookChartSeries.name does not take null",
    "update workbookChartTitle.overlay does not take null",
    "update workbookChartTitle.text does not take null",
    "update workbookTable.name does not take null",
    "update workbookTable.style does not take null",
    "update workbookTableColumn.name does not take null",
    "update workbookTableColumn.values does not take null",
    "update workbookTableRow.values does not take null",
    "update workbookRangeFormat.columnWidth does not take null",
    "update workbookRangeFormat.horizontalAlignment does not take null",
    "update workbookRangeFormat.rowHeight does not take null",
    "update workbookRangeFormat.verticalAlignment does not take null",
    "update workbookRangeFormat.wrapText does not take null",
    "update workbookRangeFill.color does not take null",
    "update workbookRangeFont.bold does not take null",
    "update workbookRangeFont.color does not take null",
    "update workbookRangeFont.italic does not take null",
    "update workbookRangeFont.name does not take null",
    "update workbookRangeFont.size does not take null",
    "update workbookRangeFont.underline does not take null",
    "update workbookFormatProtection.formulaHidden does not take null",
    "update workbookFormatProtection.locked does not take null",
    "create Collection(workbookRangeBorder).color does not take null",
    "create Collection(workbookRangeBorder).style does not take null",
    "create Collection(workbookRangeBorder).weight does not take null",
    "update workbookRangeBorder.color does not take null",
    "update workbookRangeBorder.style does not take null",
    "update workbookRangeBorder.weight does not take null"
  ]],
  ["the service cannot add a resource without it", [
    "create Collection(workbookRangeBorder).sideIndex does not take null",
    "POST Collection(workbookTable)/add.address may not be left out",
    "POST Collection(workbookTable)/add.address does not take null",
    "create Collection(workbookTableRow).values does not take null",
    "POST Collection(workbookTableRow)/add.values may not be left out",
    "POST Collection(workbookTableRow)/add.values does not take null",
    "POST Collection(workbookNamedItem)/add.name may not be left out",
    "POST Collection(workbookNamedItem)/add.name does not take null",
    "POST Collection(workbookNamedItem)/add.reference may not be left out",
    "POST Collection(workbookNamedItem)/add.reference does not take null",
    "POST Collection(workbookNamedItem)/addFormulaLocal.name may not be left out",
    "POST Collection(workbookNamedItem)/addFormulaLocal.name does not take null",
    "POST Collection(workbookNamedItem)/addFormulaLocal.formula may not be left out",
    "POST Collection(workbookNamedItem)/addFormulaLocal.formula does not take null",
    "create Collection(workbookCommentReply).content does not take null"
  ]],
  ["the service cannot filter without it", [
    "POST workbookFilter/apply.criteria may not be left out",
    "POST workbookFilter/apply.criteria does not take null",
    "POST workbookFilter/applyCellColorFilter.color may not be left out",
    "POST workbookFilter/applyCellColorFilter.color does not take null",
    "POST workbookFilter/applyCustomFilter.criteria1 may not be left out",
    "POST workbookFilter/applyCustomFilter.criteria1 does not take null",
    "POST workbookFilter/applyFontColorFilter.color may not be left out",
    "POST workbookFilter/applyFontColorFilter.color does not take null",
    "POST workbookFilter/applyIconFilter.icon may not be left out",
    "POST workbookFilter/applyIconFilter.icon does not take null",
    "POST workbookFilter/applyValuesFilter.values may not be left out",
    "POST workbookFilter/applyValuesFilter.values does not take null"
  ]],
  ["Excel has a default for it", [
    "POST workbookFilter/applyCustomFilter.oper may be left out",
    "POST workbookTableSort/apply.matchCase may be left out",
    "POST workbookTableSort/apply.method may be left out"
  ]],
  ["a chart cannot be given its data, its position or its color without it", [
    "POST Collection(workbookChart)/add.sourceData may not be left out",
    "POST Collection(workbookChart)/add.sourceData does not take null",
    "POST workbookChart/setData.sourceData may not be left out",
    "POST workbookChart/setData.sourceData does not take null",
    "POST workbookChart/setPosition.startCell may not be left out",
    "POST workbookChart/setPosition.startCell does not take null",
    "POST workbookChartFill/setSolidColor.color may not be left out",
    "POST workbookChartFill/setSolidColor.color does not take null"
  ]],
  ["the API reference says that it is optional", [
    "POST Collection(workbookChart)/add.seriesBy may be left out",
    "POST workbookChart/setData.seriesBy may be left out"
  ]],
  ["it takes the parameters of the action add, which appends if the index is null", [
    "create Collection(workbookTableRow).index takes null",
    "create Collection(workbookTableColumn).index takes null"
  ]],
  ["a row that was just added may have no index: the service names it rows(null)", [
    "workbookTableRow.index takes null"
  ]],
  ["the API reference says that it is optional", [
    "POST workbookRange/clear.applyTo may be left out",
    "POST workbookRange/merge.across may be left out",
    "POST workbookRangeSort/apply.hasHeaders may be left out",
    "POST workbookRangeSort/apply.matchCase may be left out",
    "POST workbookRangeSort/apply.method may be left out",
    "POST workbookRangeSort/apply.orientation may be left out"
  ]],
  ["the API reference has it, and the metadata has it only for the collection of the rows", [
    "workbookRangeView/itemAt is no function of the metadata"
  ]],
  ["a session without an id cannot be used", [
    "workbookSessionInfo.id does not take null"
  ]],
  ["the service accepts the update, although the API reference only documents the read", [
    "PATCH workbookApplication is not in the API reference"
  ]]
]

const typeNames = new Set([...Object.keys(Metadata.entityTypes), ...Object.keys(Metadata.complexTypes)])
const primitives = new Set(["String", "Boolean", "Int32", "Double", "Json"])

const elementType = (type: string): string => type.replace(/\?$/, "").replace(/^Collection\((.*)\)$/, "$1")

describe("Metadata", () => {
  it("declares every type that it names", () => {
    assert.deepStrictEqual(
      [Object.keys(Metadata.entityTypes).length, Object.keys(Metadata.complexTypes).length, Metadata.operations.length],
      [46, 8, 474]
    )
    const named = [
      ...Object.values(Metadata.entityTypes).flatMap(({ navigation, properties }) => [
        ...Object.values(navigation),
        ...Object.values(properties)
      ]),
      ...Object.values(Metadata.complexTypes).flatMap((properties) => Object.values(properties)),
      ...Metadata.operations.flatMap(({ on, parameters, returns }) => [
        on,
        ...Object.values(parameters),
        ...returns === undefined ? [] : [returns]
      ]),
      ...Object.keys(Metadata.documentedMethods).map((key) => key.replace(/\/.*/, ""))
    ]
    assert.deepStrictEqual(
      named.map(elementType).filter((type) =>
        !typeNames.has(type) && !primitives.has(type) && !(type in Metadata.enums)
      ),
      []
    )
  })

  it("knows which functions a path can go on after", () => {
    const ends = Metadata.operations.filter(({ isComposable, kind }) => kind === "function" && !isComposable)
    assert.deepStrictEqual([...new Set(ends.map(({ name }) => name))].sort(), [
      "count",
      "image",
      "sessionInfoResource",
      "tableRowOperationResult"
    ])
  })

  it("parses the signatures of operations", () => {
    const named = (name: string) => Metadata.operations.filter((operation) => operation.name === name)
    assert.deepStrictEqual(named("closeSession"), [
      { kind: "action", on: "workbook", name: "closeSession", parameters: {}, returns: undefined, isComposable: false }
    ])
    assert.deepStrictEqual(named("image").map(({ parameters }) => parameters), [
      {},
      { width: "Int32" },
      { width: "Int32", height: "Int32" },
      { width: "Int32", height: "Int32", fittingMode: "String" }
    ])
    assert.deepStrictEqual(
      named("apply").map(({ on, parameters }) => [on, parameters["fields"] ?? parameters["criteria"]]),
      [
        ["workbookFilter", "workbookFilterCriteria?"],
        ["workbookRangeSort", "Collection(workbookSortField)"],
        ["workbookTableSort", "Collection(workbookSortField)"]
      ]
    )
  })
})

describe("The catalogue", () => {
  it("agrees with the metadata and the API reference, except for the listed differences", () => {
    assert.deepStrictEqual([...deviations()].sort(), deliberate.flatMap(([, names]) => names).sort())
  })

  it("has everything that Graph has, except for comments and pivot tables", () => {
    const missing = coverages().flatMap(({ missing }) => missing)
    assert.deepStrictEqual(missing.filter((name) => !/comment|pivot/i.test(name)), [])
  })

  it.each([
    ["of another type", Schema.Struct({ name: Schema.Number }), [
      "T.name takes no String",
      "T.name takes 1, and is String",
      "T.name does not take null"
    ]],
    ["of no type", Schema.Struct({ index: Schema.Unknown }), [
      `T.index takes "x", and is Int32`,
      "T.index takes 1.5, and is Int32",
      "T.index takes [[1]], and is Int32",
      "T.index takes null"
    ]],
    ["that is not declared", Schema.Struct({ nmae: Schema.String }), ["T.nmae is not in the metadata"]],
    ["as it is declared", Schema.Struct({ name: Schema.NullOr(Schema.String), index: Schema.Int }), []]
  ])("a property %s is compared", (_, schema: Schema.Schema.AnyNoContext, expected) => {
    assert.deepStrictEqual(compareFields("T", schema, { name: "String?", index: "Int32" }), expected)
  })
})

afterAll(() => {
  const lines = coverages().flatMap(({ all, kind, missing }) => [
    `${kind}: ${all - missing.length} of ${all}, ${missing.length} missing`,
    ...missing.length === 0 ? [] : [`  ${missing.join(" ")}`]
  ])
  console.log(`What Graph has and the catalogue lacks\n${lines.join("\n")}`)
})
