/** Describes the faults that struck. */
import type { Fault } from "@effect-workbook/emulator"

const describeKind = (kind: Fault.Kind): string => {
  const { _tag, ...details } = kind
  return [_tag, ...Object.entries(details).map(([name, value]) => `${name} ${JSON.stringify(value)}`)].join(", ")
}

export const describe = ({ at, fault, method }: Fault.Strike): { readonly at: number; readonly what: string } => ({
  at,
  what: `${describeKind(fault.do)} strikes a ${method}${fault.when === undefined ? "" : ` ${fault.when} its effect`}`
})
