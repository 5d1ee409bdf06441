import { DOCUMENT_FIELDS, type DocumentFieldName } from '@throughline/contracts';
import { LONGEST_TITLE, type CommandOf } from '@throughline/domain';
import { ApiSchema } from '@nestjs/swagger';
import { ObjectField, TextField } from '../../kit/http/fields.js';
import { invalid } from '../../kit/http/problems/problem.js';
import { TagsField, cleanTags, cleanText } from '../../items/index.js';

const LONGEST_LINE = 300;
const LONGEST_WORD = 60;
const DAY = { pattern: /^\d{4}-\d{2}-\d{2}$/, message: '$property must be a day like 2024-03-01', example: '2024-03-01' };
const lineOf = (max: number) => ({ min: 1, max, plain: true }) as const;

@ApiSchema({ name: 'CorrectedAmount' })
class AmountBody {
  @TextField('With a dot and two decimals at most: `1234.56`.', {
    required: true,
    pattern: /^-?\d{1,12}(\.\d{1,2})?$/,
    message: 'value must be a number with a dot, like 1234.56',
    example: '1234.56',
  })
  value!: string;

  @TextField('ISO 4217.', {
    pattern: /^[A-Z]{3}$/,
    message: 'currency must have three capital letters, like EUR',
    example: 'EUR',
  })
  currency?: string | null;
}

/** The fields of a document, as a merge patch: an absent field stays, and `null` clears it. */
export class DocumentFieldsBody {
  @TextField('The title of the document. It cannot be cleared.', lineOf(LONGEST_TITLE))
  title?: string | null;

  @TextField('The day of the document; `null` clears it.', DAY)
  date?: string | null;

  @TextField('The sender or author; `null` clears it.', lineOf(LONGEST_LINE))
  sender?: string | null;

  @TextField('`invoice`, `letter`, `contract` …; `null` clears it.', lineOf(LONGEST_WORD))
  type?: string | null;

  @TextField('The number of an invoice; `null` clears it.', lineOf(LONGEST_WORD))
  number?: string | null;

  @ObjectField('The amount to pay; `null` clears it.', AmountBody)
  amount?: AmountBody | null;

  @TextField('The day by which to pay; `null` clears it.', DAY)
  due_date?: string | null;

  @TagsField('Each tag once, whatever its case; they replace the present tags. `null` removes all.')
  tags?: string[] | null;

  @TextField('The language, as BCP 47; `null` clears it.', {
    pattern: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
    max: 35,
    message: '$property must be a language tag, like en or pt-BR',
    example: 'en',
  })
  language?: string | null;
}

type Correction = Pick<CommandOf<'CorrectFields'>, 'fields' | 'values'>;
type Values = Correction['values'];

/** The pattern lets 30 February pass. */
function checkDay(day: string, pointer: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day)
    throw invalid([{ pointer, message: 'must be a day that exists, like 2024-03-01' }]);
  return day;
}

const amountOf = ({ value, currency }: AmountBody): NonNullable<Values['amount']> => ({
  value,
  ...(typeof currency === 'string' ? { currency } : {}),
});

function readValue(body: DocumentFieldsBody, field: DocumentFieldName): Values[DocumentFieldName] {
  if (field === 'amount') return body.amount ? amountOf(body.amount) : undefined;
  if (field === 'tags') return body.tags ? cleanTags(body.tags, 'tags') : undefined;
  const text = body[field];
  if (typeof text !== 'string') return undefined;
  return field === 'date' || field === 'due_date' ? checkDay(text, `/${field}`) : cleanText(text, `/${field}`);
}

/** Reads the corrections of a request. Throws if there are none, or if a value is impossible. */
export function readCorrection(body: DocumentFieldsBody): Correction {
  const fields = DOCUMENT_FIELDS.filter((field) => body[field] !== undefined);
  if (fields.length === 0)
    throw invalid([{ pointer: '', message: `must have one of these fields: ${DOCUMENT_FIELDS.join(', ')}` }]);
  if (body.title === null) throw invalid([{ pointer: '/title', message: 'cannot be removed' }]);
  const values = fields.map((field) => [field, readValue(body, field)] as const).filter(([, value]) => value !== undefined);
  return { fields, values: Object.fromEntries(values) };
}

/** Returns the values of the fields that change, and no others. */
export const pickFields = ({ values }: Correction, fields: readonly DocumentFieldName[]): Correction => ({
  fields,
  values: Object.fromEntries(Object.entries(values).filter(([field]) => fields.some((each) => each === field))),
});
