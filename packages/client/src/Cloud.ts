/**
 * The national clouds of Microsoft Graph.
 *
 * A token is valid in one cloud only. Workbook sessions are not available in the cloud that 21Vianet operates.
 *
 * @see https://learn.microsoft.com/graph/deployments
 * @since 0.1.0
 */

/**
 * A national cloud: `graph` is the root URL of Microsoft Graph, and `login` is the URL of the authority that issues
 * tokens.
 *
 * @example
 * ```ts
 * import { Cloud } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * const cloud: Cloud.Cloud = Cloud.usGov
 *
 * strictEqual(cloud.graph, "https://graph.microsoft.us")
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export interface Cloud {
  readonly graph: string
  readonly login: string
}

/**
 * The global service, which includes GCC.
 *
 * @example
 * ```ts
 * import { Cloud } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Cloud.global.graph, "https://graph.microsoft.com")
 * ```
 *
 * @category clouds
 * @since 0.1.0
 */
export const global: Cloud = {
  graph: "https://graph.microsoft.com",
  login: "https://login.microsoftonline.com"
}

/**
 * US Government L4 (GCC High).
 *
 * @example
 * ```ts
 * import { Cloud } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Cloud.usGov.login, "https://login.microsoftonline.us")
 * ```
 *
 * @category clouds
 * @since 0.1.0
 */
export const usGov: Cloud = {
  graph: "https://graph.microsoft.us",
  login: "https://login.microsoftonline.us"
}

/**
 * US Government L5 (Department of Defense).
 *
 * @example
 * ```ts
 * import { Cloud } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Cloud.usGovDod.graph, "https://dod-graph.microsoft.us")
 * ```
 *
 * @category clouds
 * @since 0.1.0
 */
export const usGovDod: Cloud = {
  graph: "https://dod-graph.microsoft.us",
  login: "https://login.microsoftonline.us"
}

/**
 * China, operated by 21Vianet. Workbook sessions are not documented for this cloud; sessionless calls may work.
 *
 * @example
 * ```ts
 * import { Cloud } from "@effect-workbook/client"
 * import { strictEqual } from "node:assert/strict"
 *
 * strictEqual(Cloud.china.graph, "https://microsoftgraph.chinacloudapi.cn")
 * ```
 *
 * @category clouds
 * @since 0.1.0
 */
export const china: Cloud = {
  graph: "https://microsoftgraph.chinacloudapi.cn",
  login: "https://login.chinacloudapi.cn"
}
