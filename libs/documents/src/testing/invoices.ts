import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findInvoice } from '../invoice/find-invoice.js';
import type { Invoice } from '../invoice/invoice.js';

const FOLDER = fileURLToPath(new URL('../../golden/invoices/', import.meta.url));

export const INVOICE_FIELDS = ['sender', 'number', 'date', 'amount', 'due_date'] as const;
type InvoiceField = (typeof INVOICE_FIELDS)[number];
type Expected = Readonly<Record<InvoiceField, string | null>>;

export interface InvoiceResult {
  readonly invoice: string;
  readonly field: InvoiceField;
  /** `null`: the invoice does not state it. */
  readonly expected: string | null;
  readonly found: string | null;
  readonly sure: boolean;
  /** The text at the place of the value. */
  readonly quoted: string | null;
}

function valueOf(invoice: Invoice | undefined, field: InvoiceField): string | null {
  if (field !== 'amount') return invoice?.[field]?.value ?? null;
  const { value, currency = '' } = invoice?.amount ?? {};
  return value === undefined ? null : `${value} ${currency}`.trim();
}

/** Reads the invoices of a set by the rules, and returns a result for each of their fields. */
export async function readInvoices(set: 'tuned' | 'unseen'): Promise<readonly InvoiceResult[]> {
  const folder = `${FOLDER}${set}/`;
  const expected = JSON.parse(await readFile(`${folder}expected.json`, 'utf8')) as Readonly<Record<string, Expected>>;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).map((name) => name.slice(0, -4));
  const results = await Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(`${folder}${name}.txt`, 'utf8');
      const invoice = findInvoice([{ page: 1, source: 'layer', text }]);
      return INVOICE_FIELDS.map((field): InvoiceResult => {
        const place = invoice?.[field];
        return {
          invoice: name,
          field,
          expected: expected[name]?.[field] ?? null,
          found: valueOf(invoice, field),
          sure: place?.sure ?? false,
          quoted: place === undefined ? null : text.slice(place.start, place.end),
        };
      });
    }),
  );
  return results.flat();
}
