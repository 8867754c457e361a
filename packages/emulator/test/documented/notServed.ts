/** The documented requests that the emulator does not serve yet, by `nameOf`. A request that is served leaves the list. */
export const notServed: ReadonlySet<string> = new Set<string>([
  "workbookworksheet-list-pivottables: GET worksheets/Pivot/pivotTables",
  "workbookpivottable-get: GET worksheets/Pivot/pivotTables/Totals",
  "workbookpivottable-refresh: POST worksheets/Pivot/pivotTables/Totals/refresh",
  "workbookpivottable-refreshall: POST worksheets/Pivot/pivotTables/refreshAll"
])
