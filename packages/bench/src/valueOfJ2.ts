/** The value of cell `J2` of the large workbook, if `A1` has this value. */
export const valueOfJ2 = (a1: number): number => 2 + 4 + a1
