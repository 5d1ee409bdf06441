import type { Json } from '@throughline/contracts';
import { anyText } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { canonicalJson, hashOf } from './canonical-json.js';
import { formatCopyLine } from './copy-text.js';
import { requireInstant, requireJsonText, requireText } from '../fold/storable.js';

/** Parses the text format of COPY as the PostgreSQL documentation describes it. */
const readCopy = (line: string): (string | null)[] =>
  line
    .slice(0, -1)
    .split('\t')
    .map((field) =>
      field === '\\N'
        ? null
        : field.replaceAll(/\\(.)/g, (_all, character: string) => ({ n: '\n', r: '\r', t: '\t' })[character] ?? character),
    );

const thrownBy = (check: () => void): unknown => {
  try {
    check();
    return undefined;
  } catch (error) {
    return error;
  }
};
const unstorable: unknown = expect.objectContaining({ kind: 'unstorable' });

describe('lines of COPY', () => {
  it('return every text unchanged, and distinguish null from text that looks like it', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('\\N', '\\.', 'a\tb\nc\rd\\', ''));
    fc.assert(
      fc.property(fc.array(fc.option(text), { minLength: 1 }), (values) => {
        expect(readCopy(formatCopyLine(values))).toEqual(values);
      }),
    );
  });

  it('are one line each', () => {
    fc.assert(
      fc.property(fc.array(anyText()), (values) => {
        expect(formatCopyLine(values).match(/\n/g)).toHaveLength(1);
      }),
    );
  });
});

describe('canonical JSON', () => {
  it('is one text for equal values, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled = JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
          typeof inner === 'object' && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).reverse())
            : inner,
        ) as Json;
        expect(hashOf(canonicalJson(shuffled))).toBe(hashOf(canonicalJson(JSON.parse(JSON.stringify(value)) as Json)));
      }),
    );
  });
});

describe('the check for values that PostgreSQL refuses', () => {
  it.each(['\0', 'a\0b', '\ud800', '\udc00', '\ud83d x', 'x\ude00'])('detects %j', (text) => {
    expect(
      thrownBy(() => {
        requireText(text, 'a title');
      }),
    ).toEqual(unstorable);
    expect(
      thrownBy(() => {
        requireJsonText(JSON.stringify({ text }), 'a title');
      }),
    ).toEqual(unstorable);
  });

  it.each(['', 'plain', '😀', '\\u0000', '\\\\u0000', '\\', 'ud800', '\u0001'])('accepts %j', (text) => {
    expect(() => {
      requireText(text, 'a title');
      requireJsonText(JSON.stringify({ text }), 'a title');
    }).not.toThrow();
  });

  it('gives the same result for a text and its JSON', () => {
    const units = fc.array(fc.constantFrom('\\', 'u', '0', '0000', 'd83d', '\0', '\ud83d', '\ude00', '"', 'x'));
    fc.assert(
      fc.property(units, (parts) => {
        const text = parts.join('');
        const inJson = thrownBy(() => {
          requireJsonText(JSON.stringify(text), 'a title');
        });
        expect(inJson).toEqual(
          thrownBy(() => {
            requireText(text, 'a title');
          }),
        );
      }),
    );
  });

  it.each(['2026-01-01T00:00:00Z', '2024-02-29T23:59:59.123456Z'])('accepts the time %s', (text) => {
    expect(() => {
      requireInstant(text, 'a time');
    }).not.toThrow();
  });
  it.each(['', 'yesterday', '2026-02-31T00:00:00Z', '2026-01-01', '2026-01-01T24:00:00Z', '2026-13-01T00:00:00Z'])(
    'refuses the time %j',
    (text) => {
      expect(
        thrownBy(() => {
          requireInstant(text, 'a time');
        }),
      ).toEqual(unstorable);
    },
  );
});
