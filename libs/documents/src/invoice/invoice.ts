import { Type, type Static } from 'typebox';

/** From this confidence on, a value counts as sure. */
export const SURE = 0.9;

const found = {
  /** From 0 to 1. */
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  sure: Type.Boolean(),
  page: Type.Integer({ minimum: 1 }),
  /** Characters of the page's text: the first one, and the one after the last. */
  start: Type.Integer({ minimum: 0 }),
  end: Type.Integer({ minimum: 0 }),
  /** Other values that were found, the best first. */
  alternatives: Type.Optional(Type.Array(Type.String())),
};
const InvoiceTextSchema = Type.Object({ value: Type.String(), ...found });

/** The facts of an invoice, each with its confidence and its place in the text. A fact that was not found is absent. */
export const InvoiceSchema = Type.Object({
  sender: Type.Optional(InvoiceTextSchema),
  number: Type.Optional(InvoiceTextSchema),
  /** `2024-03-01` */
  date: Type.Optional(InvoiceTextSchema),
  /** `value`: `1234.56` in any notation of the document; `currency`: ISO 4217, absent if the document does not name it. */
  amount: Type.Optional(Type.Object({ value: Type.String(), currency: Type.Optional(Type.String()), ...found })),
  due_date: Type.Optional(InvoiceTextSchema),
});
export type Invoice = Static<typeof InvoiceSchema>;
