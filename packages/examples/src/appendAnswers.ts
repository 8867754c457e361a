/** Appends the answers of a web form to a table, each exactly once, even if the connection fails after the write. */
import { SerialDate, Table, TableRows, WorkbookSession } from "@effect-workbook/client"
import { Effect, Schema } from "effect"

/** The texts come from strangers. `TableRows` writes them as texts, so `=HYPERLINK(…)` does not become a formula. */
export const Answer = Schema.Struct({
  received: Schema.propertySignature(SerialDate.SerialDate).pipe(Schema.fromKey("Received")),
  name: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Name")),
  phone: Schema.propertySignature(Schema.String).pipe(Schema.fromKey("Phone")),
  remark: Schema.propertySignature(Schema.NullOr(Schema.String)).pipe(Schema.fromKey("Remark"))
})

const answers = TableRows.make(Table.named("Answers"), Answer)

export const appendAnswers = (received: ReadonlyArray<typeof Answer.Type>) =>
  WorkbookSession.verified(TableRows.append(answers, received)).pipe(
    Effect.withSpan("appendAnswers", { attributes: { answers: received.length } })
  )
