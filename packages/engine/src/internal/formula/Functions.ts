/**
 * The worksheet functions by name.
 *
 * @since 0.1.0
 */
import type { Definition, Functions } from "./Definition.js"
import { aggregateFunctions } from "./functions/aggregate.js"
import { arrayFunctions } from "./functions/array.js"
import { conditionalFunctions } from "./functions/conditional.js"
import { dateFunctions } from "./functions/date.js"
import { informationFunctions } from "./functions/information.js"
import { kernelFunctions } from "./functions/kernel.js"
import { logicFunctions } from "./functions/logic.js"
import { lookupFunctions } from "./functions/lookup.js"
import { mathFunctions } from "./functions/math.js"
import { matrixFunctions } from "./functions/matrix.js"
import { pairFunctions } from "./functions/pairs.js"
import { rankFunctions } from "./functions/rank.js"
import { romanFunctions } from "./functions/roman.js"
import { subtotalFunctions } from "./functions/subtotal.js"
import { textFunctions } from "./functions/text.js"
import { textPartFunctions } from "./functions/textParts.js"
import { workdayFunctions } from "./functions/workdays.js"

const functionGroups: ReadonlyArray<Functions> = [
  aggregateFunctions,
  arrayFunctions,
  conditionalFunctions,
  dateFunctions,
  informationFunctions,
  matrixFunctions,
  logicFunctions,
  lookupFunctions,
  mathFunctions,
  kernelFunctions,
  pairFunctions,
  rankFunctions,
  romanFunctions,
  subtotalFunctions,
  textFunctions,
  textPartFunctions,
  workdayFunctions
]

const all: ReadonlyMap<string, Definition> = new Map(functionGroups.flatMap((family) => Object.entries(family)))

/** Finds a function by its Excel name in upper case, without prefixes of files. */
export const findFunction = (name: string): Definition | undefined => all.get(name)
