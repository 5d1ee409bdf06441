import fc from 'fast-check';
import type { BodyKind, Schema } from './api-document.js';
import { valuesOf } from './from-schema.js';

/** One part of a form; a file if it has a file name. */
export interface Part {
  readonly name: string;
  readonly value: string;
  readonly fileName?: string;
  readonly mediaType?: string;
  /** Bytes appended to the value. */
  readonly padding?: number;
}

export type Body =
  | {
      readonly kind: 'text';
      readonly type: string | undefined;
      readonly text: string;
      /** Spaces appended to the text, which do not change JSON. */
      readonly padding?: number;
    }
  | {
      readonly kind: 'form';
      readonly parts: readonly Part[];
      readonly ending: 'whole' | 'none' | 'cut';
    };

const BOUNDARY = 'fuzz-boundary-93c1';

const bytesOfPart = ({ name, value, fileName, mediaType, padding = 0 }: Part): Buffer => {
  const file = fileName === undefined ? '' : `; filename="${fileName}"`;
  const type = mediaType === undefined ? '' : `Content-Type: ${mediaType}\r\n`;
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${type}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(value), Buffer.alloc(padding, 'x'), Buffer.from('\r\n')]);
};

const formBytes = (parts: readonly Part[], ending: 'whole' | 'none' | 'cut'): Buffer => {
  const body = Buffer.concat(parts.map(bytesOfPart));
  if (ending === 'cut') return body.subarray(0, Math.floor(body.length / 2));
  return ending === 'none' ? body : Buffer.concat([body, Buffer.from(`--${BOUNDARY}--\r\n`)]);
};

/** Replaces the placeholders in the texts of a body. The padding of megabytes has none. */
export const fillBody = (body: Body, fill: (text: string) => string): Body =>
  body.kind === 'text'
    ? { ...body, text: fill(body.text) }
    : { ...body, parts: body.parts.map((part) => ({ ...part, value: fill(part.value) })) };

export function renderBody(body: Body): { readonly payload: Buffer; readonly contentType: string | undefined } {
  return body.kind === 'form'
    ? { payload: formBytes(body.parts, body.ending), contentType: `multipart/form-data; boundary=${BOUNDARY}` }
    : { payload: Buffer.from(body.text + ' '.repeat(body.padding ?? 0)), contentType: body.type };
}

const FILE = 'application/octet-stream';

const isFile = (schema: unknown): boolean =>
  typeof schema === 'object' && schema !== null && 'contentMediaType' in schema && schema.contentMediaType === FILE;

/** Each file has unique bytes, as equal content would be a duplicate. */
const aFile = (name: string): fc.Arbitrary<Part> =>
  fc.uuid().map((value) => ({ name, value, fileName: 'talk.mp4', mediaType: 'video/mp4' }));

function forms(schema: Schema): fc.Arbitrary<Body> {
  const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
  const files = properties.filter(([, one]) => isFile(one)).map(([name]) => aFile(name));
  const fields = properties
    .filter(([, one]) => !isFile(one))
    .map(([name, one]) => fc.option(valuesOf(one), { nil: undefined }).map((value) => ({ name, value })));
  return fc.tuple(fc.tuple(...fields), fc.tuple(...files)).map(([given, sent]) => ({
    kind: 'form',
    ending: 'whole',
    parts: [
      ...given.flatMap(({ name, value }) =>
        value === undefined ? [] : [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }],
      ),
      ...sent,
    ],
  }));
}

export const jsonOf = ({ schema, example }: BodyKind): fc.Arbitrary<unknown> =>
  example === undefined
    ? valuesOf(schema)
    : fc.oneof({ weight: 2, arbitrary: valuesOf(schema) }, { weight: 1, arbitrary: fc.constant(example) });

const asBytes = (type: string): fc.Arbitrary<Body> => fc.string({ maxLength: 100 }).map((text) => ({ kind: 'text', type, text }));

export const asJson = (value: unknown): Body => ({ kind: 'text', type: 'application/json', text: JSON.stringify(value) });

export const bodiesOf = (kind: BodyKind): fc.Arbitrary<Body> => {
  if (kind.type.startsWith('multipart/')) return forms(kind.schema);
  return isFile(kind.schema) ? asBytes(kind.type) : jsonOf(kind).map(asJson);
};
