/**
 * Every worksheet function by its Excel name.
 *
 * @since 0.1.0
 */
import type { Definition, Functions } from "./Definition.js"
import { aggregates } from "./functions/aggregate.js"
import { arrayFunctions } from "./functions/array.js"
import { conditionals } from "./functions/conditional.js"
import { dateFunctions } from "./functions/date.js"
import { informationFunctions } from "./functions/information.js"
import { linearFunctions } from "./functions/linear.js"
import { logicFunctions } from "./functions/logic.js"
import { lookupFunctions } from "./functions/lookup.js"
import { mathFunctions } from "./functions/math.js"
import { numericFunctions } from "./functions/numeric.js"
import { pairFunctions } from "./functions/pairs.js"
import { rankFunctions } from "./functions/rank.js"
import { romanFunctions } from "./functions/roman.js"
import { subtotalFunctions } from "./functions/subtotal.js"
import { textFunctions } from "./functions/text.js"
import { textPartFunctions } from "./functions/textParts.js"
import { workdayFunctions } from "./functions/workdays.js"

const families: ReadonlyArray<Functions> = [
  aggregates,
  arrayFunctions,
  conditionals,
  dateFunctions,
  informationFunctions,
  linearFunctions,
  logicFunctions,
  lookupFunctions,
  mathFunctions,
  numericFunctions,
  pairFunctions,
  rankFunctions,
  romanFunctions,
  subtotalFunctions,
  textFunctions,
  textPartFunctions,
  workdayFunctions
]

const all: ReadonlyMap<string, Definition> = new Map(families.flatMap((family) => Object.entries(family)))

/** The function of an upper-case name without prefixes, or `undefined`. */
export const find = (name: string): Definition | undefined => all.get(name)
