/**
 * Rectangles that can be asked which of them touch an area.
 *
 * Each rectangle lies in the tiles of a grid whose tiles are about its own size, so it is in four tiles at most, be it
 * one cell or whole columns. There is one grid for each pair of sizes that occurs; sizes are powers of two.
 *
 * @since 0.1.0
 */
import { type Area, columnCount, intersects, rowCount } from "@effect-workbook/schema/Area"

interface Entry<A> {
  readonly area: Area
  readonly item: A
}

interface Grid<A> {
  readonly rowBits: number
  readonly columnBits: number
  readonly tiles: Map<number, Array<Entry<A>>>
}

const tileColumns = 1 << 14

/** The smallest power of two that is not less than a count, as its exponent. */
const bits = (count: number): number => 32 - Math.clz32(count - 1)

export class AreaIndex<A> {
  private readonly grids = new Map<number, Grid<A>>()

  private gridFor(area: Area): Grid<A> {
    const rowBits = bits(rowCount(area))
    const columnBits = bits(columnCount(area))
    const key = rowBits * 32 + columnBits
    const known = this.grids.get(key)
    if (known !== undefined) return known
    const grid: Grid<A> = { rowBits, columnBits, tiles: new Map() }
    this.grids.set(key, grid)
    return grid
  }

  private static tileKeys({ columnBits, rowBits }: Grid<unknown>, area: Area): Array<number> {
    const keys: Array<number> = []
    for (let row = area.top >> rowBits; row <= area.bottom >> rowBits; row++) {
      for (let column = area.left >> columnBits; column <= area.right >> columnBits; column++) {
        keys.push(row * tileColumns + column)
      }
    }
    return keys
  }

  add(area: Area, item: A): void {
    const grid = this.gridFor(area)
    const entry = { area, item }
    for (const key of AreaIndex.tileKeys(grid, area)) {
      const tile = grid.tiles.get(key)
      if (tile === undefined) grid.tiles.set(key, [entry])
      else tile.push(entry)
    }
  }

  /** Takes out what was added with the same item and an equal area. */
  remove(area: Area, item: A): void {
    const grid = this.gridFor(area)
    for (const key of AreaIndex.tileKeys(grid, area)) {
      const tile = grid.tiles.get(key)
      const at = tile?.findIndex((entry) => entry.item === item && entry.area.top === area.top) ?? -1
      if (tile === undefined || at < 0) continue
      if (tile.length === 1) grid.tiles.delete(key)
      else tile.splice(at, 1)
    }
  }

  /** Whether a rectangle touches the area. */
  has(area: Area): boolean {
    let found = false
    this.forEach(area, () => {
      found = true
    })
    return found
  }

  /** Visits each item whose rectangle touches the area, once. */
  forEach(area: Area, visitor: (item: A) => void): void {
    const seen = new Set<Entry<A>>()
    for (const tile of this.tilesAt(area)) {
      for (const entry of tile) {
        if (!intersects(entry.area, area) || seen.has(entry)) continue
        seen.add(entry)
        visitor(entry.item)
      }
    }
  }

  /** Starts an iteration over areas, during which nothing may be added or removed. */
  walk(): Walk<A> {
    return new Walk((area) => this.tilesAt(area))
  }

  private tilesAt(area: Area): Array<ReadonlyArray<Entry<A>>> {
    const found: Array<ReadonlyArray<Entry<A>>> = []
    for (const grid of this.grids.values()) {
      const rows = (area.bottom >> grid.rowBits) - (area.top >> grid.rowBits) + 1
      const columns = (area.right >> grid.columnBits) - (area.left >> grid.columnBits) + 1
      if (rows * columns > grid.tiles.size) {
        for (const tile of grid.tiles.values()) found.push(tile)
        continue
      }
      for (const key of AreaIndex.tileKeys(grid, area)) {
        const tile = grid.tiles.get(key)
        if (tile !== undefined) found.push(tile)
      }
    }
    return found
  }
}

/** Visits what touches one area after the other, and passes over items that are finished. */
export class Walk<A> {
  private readonly tilesAt: (area: Area) => ReadonlyArray<ReadonlyArray<Entry<A>>>
  /**
   * The pending entries of each tile. Finished ones are removed, so that thousands of areas do not visit them again.
   */
  private readonly left = new Map<ReadonlyArray<Entry<A>>, Array<Entry<A>>>()
  private readonly finished = new Set<Entry<A>>()

  constructor(tilesAt: (area: Area) => ReadonlyArray<ReadonlyArray<Entry<A>>>) {
    this.tilesAt = tilesAt
  }

  /** The visitor says whether an item is finished. Gives the number of entries that were looked at. */
  visit(area: Area, visitor: (item: A) => boolean): number {
    const seen = new Set<Entry<A>>()
    let looked = 0
    for (const tile of this.tilesAt(area)) {
      const entries = this.left.get(tile) ?? [...tile]
      this.left.set(tile, entries)
      looked += 1 + entries.length
      let kept = 0
      for (const entry of entries) {
        if (this.finished.has(entry)) continue
        if (intersects(entry.area, area) && !seen.has(entry)) {
          if (visitor(entry.item)) {
            this.finished.add(entry)
            continue
          }
          seen.add(entry)
        }
        entries[kept++] = entry
      }
      entries.length = kept
    }
    return looked
  }
}
