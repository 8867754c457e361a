/**
 * A spatial index: finds the areas that intersect a given area.
 *
 * The index has one grid of tiles for each pair of area height and width, rounded up to powers of two. An area is
 * stored in the grid whose tiles have about its size. So it is in at most four tiles, whether it is one cell or whole
 * columns.
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

/** Returns the exponent of the smallest power of two that is not less than a count. */
const sizeExponent = (count: number): number => 32 - Math.clz32(count - 1)

export class AreaIndex<A> {
  private readonly grids = new Map<number, Grid<A>>()

  private gridFor(area: Area): Grid<A> {
    const rowBits = sizeExponent(rowCount(area))
    const columnBits = sizeExponent(columnCount(area))
    const key = rowBits * 32 + columnBits
    const existing = this.grids.get(key)
    if (existing !== undefined) return existing
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

  /** Removes an item that was added with an equal area. */
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

  /** Returns whether an indexed area intersects the given area. */
  has(area: Area): boolean {
    let found = false
    this.forEach(area, () => {
      found = true
    })
    return found
  }

  /** Visits each item whose area intersects the given area once. */
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

  /** Starts a traversal. While it is in use, nothing may be added or removed. */
  traverse(): Traversal<A> {
    return new Traversal((area) => this.tilesAt(area))
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

/** Visits the items that intersect several areas, one area after the other. It skips items that are finished. */
export class Traversal<A> {
  private readonly tilesAt: (area: Area) => ReadonlyArray<ReadonlyArray<Entry<A>>>
  /** The entries of each tile that are not finished, so that thousands of areas do not examine the others again. */
  private readonly pendingEntries = new Map<ReadonlyArray<Entry<A>>, Array<Entry<A>>>()
  private readonly finished = new Set<Entry<A>>()

  constructor(tilesAt: (area: Area) => ReadonlyArray<ReadonlyArray<Entry<A>>>) {
    this.tilesAt = tilesAt
  }

  /**
   * Visits the items at an area. The visitor returns whether an item is finished. The result is the number of examined
   * entries.
   */
  visit(area: Area, visitor: (item: A) => boolean): number {
    const seen = new Set<Entry<A>>()
    let examined = 0
    for (const tile of this.tilesAt(area)) {
      const entries = this.pendingEntries.get(tile) ?? [...tile]
      this.pendingEntries.set(tile, entries)
      examined += 1 + entries.length
      let remaining = 0
      for (const entry of entries) {
        if (this.finished.has(entry)) continue
        if (intersects(entry.area, area) && !seen.has(entry)) {
          if (visitor(entry.item)) {
            this.finished.add(entry)
            continue
          }
          seen.add(entry)
        }
        entries[remaining++] = entry
      }
      entries.length = remaining
    }
    return examined
  }
}
