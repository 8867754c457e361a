/** A row of the table `Orders` in the sample workbook. `fromKey` maps the column headers to property names. */
import { SerialDate, Table, TableRows } from "@effect-workbook/client"
import { Schema } from "effect"

const column = <A, I>(schema: Schema.Schema<A, I>, header: string) =>
  Schema.propertySignature(schema).pipe(Schema.fromKey(header))

export class Order extends Schema.Class<Order>("Order")({
  id: column(Schema.String, "Order"),
  date: column(SerialDate.SerialDate, "Date"),
  region: column(Schema.Literal("North", "South", "East", "West"), "Region"),
  product: column(Schema.String, "Product"),
  units: column(Schema.Int, "Units"),
  unitPrice: column(Schema.Number, "Unit price")
}) {}

export const orders = TableRows.make(Table.named("Orders"), Order)
