/**
 * What the implementations of navigation steps have in common.
 *
 * @since 0.1.0
 */
import type * as Book from "@effect-workbook/engine/Book"
import type * as Model from "@effect-workbook/engine/Model"
import type * as Navigation from "@effect-workbook/schema/Navigation"
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Failure from "./Failure.js"
import type { Instances, Served } from "./Resource.js"

export type Found<Type extends Served> = Effect.Effect<Instances[Type], Failure.Failure>

/** The steps that start at one resource type. A missing step is not served. */
export interface Navigator<Type extends Served> {
  readonly properties: {
    readonly [Name in Navigation.Property<Type>]?: (
      book: Book.Book,
      on: Instances[Type]
    ) => Found<Extract<Navigation.PropertyType<Type, Name>, Served>>
  }
  readonly functions: {
    readonly [Name in Navigation.Function<Type>]?: (
      book: Book.Book,
      on: Instances[Type],
      args: Navigation.Arguments<Type, Name>
    ) => Found<Extract<Navigation.FunctionType<Type, Name>, Served>>
  }
  readonly member?: (
    book: Book.Book,
    on: Instances[Type],
    key: string
  ) => Found<Extract<Navigation.MemberType<Type>, Served>>
}

/** The failure of an index that none of `count` members has. */
export const noMember = (what: string, count: number): Failure.Failure =>
  Failure.excel(
    "itemNotFound",
    `${what} doesn't exist: ${count === 0 ? "there are none" : `expected an index from 0 to ${count - 1}`}.`
  )

/** The member of a collection at an index. */
export const at = <A>(items: ReadonlyArray<A>, index: number, what: string): Either.Either<A, Failure.Failure> =>
  Either.fromNullable(items[index], () => noMember(`${what} ${index}`, items.length))

/** The resource of a worksheet. */
export const worksheet = (sheet: Model.Sheet): Instances["workbookWorksheet"] => ({ type: "workbookWorksheet", sheet })
