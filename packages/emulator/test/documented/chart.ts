import { type Documented, each } from "./Documented.js"

const charts = "worksheets/Data/charts"
const one = `${charts}/Sales`
/** A chart with two dimensions. */
const flat = `${charts}/Flat`
const series = `${one}/series`
const posted = "an older version of the page sends a POST with the index in the body; the metadata has a function"
const shows = ["id", "height", "left"]
const axisShows = ["majorUnit", "maximum", "minimum"]
const fontShows = ["bold", "color", "italic", "name", "size", "underline"]
const titleShows = ["overlay", "text", "visible"]
const labelShows = ["position", "showCategoryName", "showLegendKey", "showSeriesName", "showValue"]

/** GET and PATCH of one object. */
const readAndUpdate = (
  resource: string,
  path: string,
  returns: string,
  body: unknown,
  shows: ReadonlyArray<string>
): ReadonlyArray<Documented> => [
  { page: `${resource}-get`, method: "GET", path, status: 200, returns, shows },
  { page: `${resource}-update`, method: "PATCH", path, body, status: 200, returns, shows }
]

/** A function that has been documented as a GET and as a POST. */
const itemAt = (
  page: string,
  path: string,
  returns: string,
  shows: ReadonlyArray<string>
): ReadonlyArray<Documented> => [
  { page, method: "GET", path: `${path}/itemAt(index=0)`, status: 200, returns, shows },
  {
    page,
    method: "POST",
    path: `${path}/itemAt`,
    body: { index: 0 },
    function: `${path}/itemAt(index=0)`,
    status: 200,
    returns,
    shows,
    note: posted
  }
]

export const chart: ReadonlyArray<Documented> = [
  {
    page: "worksheet-list-charts",
    method: "GET",
    path: charts,
    status: 200,
    returns: "Collection(workbookChart)",
    shows
  },
  {
    page: "worksheet-post-charts",
    method: "POST",
    path: charts,
    body: { height: 99, left: 99 },
    status: 201,
    returns: "workbookChart",
    shows,
    note: "the example of the page also sends the id"
  },
  {
    page: "chartcollection-add",
    method: "POST",
    path: `${charts}/add`,
    body: { type: "ColumnStacked", sourceData: "A1:B1", seriesBy: "Auto" },
    status: 200,
    returns: "workbookChart",
    shows
  },
  ...itemAt("chartcollection-itemat", charts, "workbookChart", shows),
  ...readAndUpdate("chart", one, "workbookChart", { height: 99, left: 99 }, shows),
  { page: "chart-delete", method: "DELETE", path: one, status: 200, taken: 204, note: "as other deletions" },
  {
    page: "chart-setdata",
    method: "POST",
    path: `${one}/setData`,
    body: { sourceData: "A1:B4", seriesBy: "Columns" },
    status: 200
  },
  {
    page: "chart-setposition",
    method: "POST",
    path: `${one}/setPosition`,
    body: { startCell: "D3", endCell: "H9" },
    status: 200
  },
  ...each(
    ["image", "image(width=640)", "image(width=640,height=480)", "image(width=640,height=480,fittingMode='Fit')"],
    (call) => ({ page: "chart-image", method: "GET", path: `${one}/${call}`, status: 200, returns: "Edm.String" })
  ),
  ...readAndUpdate(
    "chartaxis",
    `${one}/axes/valueAxis`,
    "workbookChartAxis",
    { majorUnit: 2, maximum: 10, minimum: 0 },
    axisShows
  ),
  ...["seriesAxis", "categoryAxis"].flatMap((name) =>
    readAndUpdate("chartaxis", `${one}/axes/${name}`, "workbookChartAxis", {}, axisShows).map((entry) => ({
      ...entry,
      note: "all properties on the page are those of an axis with numbers, which this axis has not"
    }))
  ),
  ...readAndUpdate(
    "chartaxistitle",
    `${one}/axes/valueAxis/title`,
    "workbookChartAxisTitle",
    { text: "Amount", visible: true },
    ["text", "visible"]
  ),
  ...["valueAxis/majorGridlines", "valueAxis/minorGridlines", "seriesAxis/majorGridlines"].flatMap((name) =>
    readAndUpdate("chartgridlines", `${one}/axes/${name}`, "workbookChartGridlines", { visible: true }, [
      "visible"
    ])
  ),
  ...readAndUpdate(
    "chartdatalabels",
    `${flat}/dataLabels`,
    "workbookChartDataLabels",
    { position: "OutsideEnd", showCategoryName: true, showLegendKey: true, showSeriesName: true, showValue: true },
    labelShows
  ),
  ...readAndUpdate(
    "chartlegend",
    `${one}/legend`,
    "workbookChartLegend",
    { overlay: true, position: "Top", visible: true },
    ["overlay", "position", "visible"]
  ),
  ...readAndUpdate(
    "charttitle",
    `${one}/title`,
    "workbookChartTitle",
    { overlay: true, text: "Sales of fruit", visible: true },
    titleShows
  ),
  ...each(["format", "title/format", "legend/format"], (format) => ({
    page: "chartfill-clear",
    method: "POST",
    path: `${one}/${format}/fill/clear`,
    status: 200
  })),
  ...each(["format", "title/format", "legend/format"], (format) => ({
    page: "chartfill-setsolidcolor",
    method: "POST",
    path: `${one}/${format}/fill/setSolidColor`,
    body: { color: "#FF8800" },
    status: 200
  })),
  ...["valueAxis", "seriesAxis", "categoryAxis"].flatMap((name) =>
    readAndUpdate(
      "chartfont",
      `${one}/axes/${name}/format/font`,
      "workbookChartFont",
      { bold: true, color: "#112233", italic: true, name: "Calibri", size: 12, underline: "Single" },
      fontShows
    )
  ),
  ...["seriesAxis/format/line", "categoryAxis/format/line", "seriesAxis/majorGridlines/format/line"].flatMap((
    path
  ): ReadonlyArray<Documented> => [
    ...readAndUpdate("chartlineformat", `${one}/axes/${path}`, "workbookChartLineFormat", { color: "#112233" }, [
      "color"
    ]),
    { page: "chartlineformat-clear", method: "POST", path: `${one}/axes/${path}/clear`, status: 200 }
  ]),
  {
    page: "chart-list-series",
    method: "GET",
    path: series,
    status: 200,
    returns: "Collection(workbookChartSeries)",
    shows: ["name"]
  },
  {
    page: "chart-post-series",
    method: "POST",
    path: series,
    body: { name: "More" },
    status: 201,
    returns: "workbookChartSeries",
    shows: ["name"]
  },
  ...itemAt("chartseriescollection-itemat", series, "workbookChartSeries", ["name"]),
  ...readAndUpdate("chartseries", `${series}/0`, "workbookChartSeries", { name: "Amounts" }, ["name"]),
  {
    page: "chartseries-list-points",
    method: "GET",
    path: `${series}/0/points`,
    status: 200,
    returns: "Collection(workbookChartPoint)",
    shows: ["value"]
  },
  {
    page: "chartseries-post-points",
    method: "POST",
    path: `${flat}/series/0/points`,
    body: {},
    status: 201,
    returns: "workbookChartPoint",
    shows: [],
    note: "the page shows an empty object in the request and in the response"
  },
  {
    page: "chartpoint-get",
    method: "GET",
    path: `${series}/0/points/0`,
    status: 200,
    returns: "workbookChartPoint",
    shows: ["value"]
  },
  ...itemAt("chartpointscollection-itemat", `${series}/0/points`, "workbookChartPoint", ["value"])
]
