/** The documented requests that the emulator does not serve yet, by `nameOf`. A request that is served leaves the list. */
export const notServed: ReadonlySet<string> = new Set<string>([
  "workbook-list-comments: GET comments",
  "workbookcomment-get: GET comments/%7B6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01%7D",
  "workbookcomment-list-replies: GET comments/%7B6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01%7D/replies",
  "workbookcomment-post-replies: POST comments/%7B6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01%7D/replies",
  "workbookcommentreply-get: GET comments/%7B6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D01%7D/replies/%7B6F9B2C1E-5B0D-4A6E-9C52-3E0C6A8B7D02%7D",
  "workbookworksheet-list-pivottables: GET worksheets/Pivot/pivotTables",
  "workbookpivottable-get: GET worksheets/Pivot/pivotTables/Totals",
  "workbookpivottable-refresh: POST worksheets/Pivot/pivotTables/Totals/refresh",
  "workbookpivottable-refreshall: POST worksheets/Pivot/pivotTables/refreshAll"
])
