import { request, type InputOf } from '@throughline/api-client';
import { acceptDocument, correctDocumentFields, reopenDocument } from '@throughline/api-client/operations';
import { InvalidArgumentError, type Command } from 'commander';
import type { CliContext } from '../commands/context.js';
import type { PreviewOptions } from '../commands/preview.js';
import { createChangeCommands } from '../options.js';
import type { ActionLines } from './action-lines.js';
import { sendAtRevision, sendCommand } from './send-command.js';

export const reviewLines = {
  correct_fields: (id) => `fields ${id} --set FIELD=VALUE`,
  accept: (id) => `accept ${id}`,
  reopen: (id) => `reopen ${id}`,
} satisfies ActionLines;

type Fields = Readonly<Record<string, unknown>>;

/** Reads "214.60 EUR". The server checks both parts. */
function readAmount(text: string): Fields {
  const [value, currency] = text.split(/\s+/);
  return { value, ...(currency === undefined ? {} : { currency: currency.toUpperCase() }) };
}

/** Adds a field of `--set NAME=VALUE`. Without a value, the field is cleared. Several tags have commas between them. */
export function collectField(text: string, before: Fields = {}): Fields {
  const [, name, value] = /^([a-z_]+)=(.*)$/su.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('must be a field and its value, such as sender=ACME');
  const trimmed = value.trim();
  if (trimmed === '') return { ...before, [name]: null };
  if (name === 'amount') return { ...before, amount: readAmount(trimmed) };
  const tags = trimmed.split(',').flatMap((tag) => (tag.trim() === '' ? [] : [tag.trim()]));
  return { ...before, [name]: name === 'tags' ? tags : trimmed };
}

interface FieldsOptions extends PreviewOptions {
  /** The server checks them. */
  readonly set: InputOf<typeof correctDocumentFields>['body'];
}

/** Adds the commands that only documents have. */
export const addReview = (program: Command, context: CliContext): void => {
  const change = createChangeCommands(program);
  change('fields', 'correct fields: title, date, sender, type, number, amount, due_date, tags, language')
    .requiredOption(
      '--set <field=value>',
      'e.g. sender=ACME or "amount=12.50 EUR"; empty clears it; can be repeated',
      collectField,
    )
    .action((id: string, options: FieldsOptions) =>
      sendAtRevision(context, id, options, (item) => request(correctDocumentFields, { ...item, body: options.set })),
    );
  change('accept', 'file as reviewed, whatever fields are not sure').action((id: string, options: PreviewOptions) =>
    sendCommand(context, id, options, (item) => request(acceptDocument, item)),
  );
  change('reopen', 'take the acceptance back').action((id: string, options: PreviewOptions) =>
    sendCommand(context, id, options, (item) => request(reopenDocument, item)),
  );
};
