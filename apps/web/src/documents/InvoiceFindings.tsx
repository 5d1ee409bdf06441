import type { Document } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { Fact } from '../components/Fact/Fact.js';
import { text } from '../texts/text.js';

const words = text.document.found.invoice;

type Invoice = NonNullable<NonNullable<Document['metadata']>['invoice']>;

const NAMES = ['sender', 'number', 'date', 'amount', 'due_date'] as const;

function valueOf(invoice: Invoice, name: (typeof NAMES)[number]): string {
  if (name !== 'amount') return invoice[name]?.value ?? '';
  return [invoice.amount?.value, invoice.amount?.currency].filter((part) => part !== undefined).join(' ');
}

/** Shows the facts of an invoice, each with its page, and which of them may be wrong. */
export function InvoiceFindings({ metadata }: Pick<Document, 'metadata'>): ReactElement | null {
  const invoice = metadata?.invoice;
  if (invoice === undefined) return null;
  return (
    <>
      <h3>{words.title}</h3>
      <p className="quiet">{words.lead}</p>
      <dl className="facts">
        {NAMES.map((name) => {
          const found = invoice[name];
          if (found === undefined) return null;
          return (
            <Fact key={name} name={words.names[name]}>
              <span dir="auto">{valueOf(invoice, name)}</span>{' '}
              <span className="quiet">{[words.place(found.page), ...(found.sure ? [] : [words.unsure])].join(' · ')}</span>
            </Fact>
          );
        })}
      </dl>
    </>
  );
}
