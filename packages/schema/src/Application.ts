/**
 * The Excel application that manages a workbook: its calculation mode, and recalculation.
 *
 * @since 0.1.0
 */
import * as Schema from "effect/Schema"
import * as OpenLiteral from "./OpenLiteral.js"
import * as Resource from "./Resource.js"

/**
 * When Excel calculates formulas after a change.
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationMode = typeof CalculationMode.Type

/**
 * The schema of {@link CalculationMode}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Application.CalculationMode)("AutomaticExceptTables"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CalculationMode = Schema.Literal("Automatic", "AutomaticExceptTables", "Manual")

const properties = {
  /** When Excel calculates formulas after a change. */
  calculationMode: Resource.writable(OpenLiteral.make(...CalculationMode.literals), CalculationMode)
}

const navigation = {}

/**
 * The Excel application that manages a workbook.
 * See {@link https://learn.microsoft.com/graph/api/resources/workbookapplication | workbookApplication}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const names: ReadonlyArray<keyof Application.Application> = ["calculationMode"]
 * deepStrictEqual(names, Object.keys(Application.Application.properties))
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Application extends Resource.ModelOf<typeof properties> {}

/**
 * {@link Application} as JSON.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { deepStrictEqual } from "node:assert/strict"
 *
 * const json: Application.ApplicationEncoded = { calculationMode: "Manual" }
 * deepStrictEqual(Schema.decodeSync(Application.Application)(json), json)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface ApplicationEncoded extends Resource.EncodedOf<typeof properties> {}

/**
 * The schema of {@link Application}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const application = Schema.decodeUnknownSync(Application.Application)({ calculationMode: "Manual" })
 * strictEqual(application.calculationMode, "Manual")
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Application: Resource.Resource<
  "workbookApplication",
  Application,
  ApplicationEncoded,
  Update,
  typeof navigation
> = Resource.make("workbookApplication", {
  properties,
  navigation
})

/**
 * The body of an update of the application.
 * See {@link https://learn.microsoft.com/graph/api/workbookapplication-update | update workbookApplication}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Application.Update = { calculationMode: "Manual" }
 * strictEqual(Schema.is(Application.Update)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Update extends Resource.UpdateOf<typeof properties> {}

/**
 * The schema of {@link Update}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Application.Update)({ calculationMode: "Sometimes" }), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Update: Schema.Schema<Update> = Application.update

/**
 * The cells that `calculate` calculates.
 *
 * - `Recalculate`: the cells that need it because of a change
 * - `Full`: all cells
 * - `FullRebuild`: all cells, after the dependencies between them have been rebuilt
 *
 * @category models
 * @since 0.1.0
 */
export type CalculationType = typeof CalculationType.Type

/**
 * The schema of {@link CalculationType}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Application.CalculationType)("Full"), true)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const CalculationType = Schema.Literal("Recalculate", "Full", "FullRebuild")

/**
 * The body of `calculate`.
 * See {@link https://learn.microsoft.com/graph/api/workbookapplication-calculate | calculate}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * const body: Application.Calculate = { calculationType: "Full" }
 * strictEqual(Schema.is(Application.Calculate)(body), true)
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Calculate extends Schema.Schema.Type<typeof Calculate> {}

/**
 * The schema of {@link Calculate}.
 *
 * @example
 * ```ts
 * import { Application } from "@effect-workbook/schema"
 * import { Schema } from "effect"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Schema.is(Application.Calculate)({}), false)
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const Calculate = Schema.Struct({ calculationType: CalculationType }).annotations({ identifier: "Calculate" })
