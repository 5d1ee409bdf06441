import fc from 'fast-check';
import type { Operation } from '../api-document.js';
import { bodiesOf, type Body, type Part } from '../body.js';
import { validRequest, type FuzzRequest } from '../fuzz-request.js';
import { HOSTILE_TEXTS, TREACHEROUS_NAMES, hostileText } from '../hostile-values.js';
import type { RequestKind } from './hostility.js';
import { OVER_THE_LIMIT } from './json-bodies.js';

type Form = Extract<Body, { kind: 'form' }>;

const isForm = (body: Body): body is Form => body.kind === 'form';

function withForm(
  operation: Operation,
  make: (form: fc.Arbitrary<Form>) => fc.Arbitrary<Body>,
): fc.Arbitrary<FuzzRequest> | undefined {
  const kind = operation.bodies.find(({ type }) => type === 'multipart/form-data');
  return kind === undefined
    ? undefined
    : fc.tuple(validRequest(operation), make(bodiesOf(kind).filter(isForm))).map(([request, body]) => ({ ...request, body }));
}

const isFile = (part: Part): boolean => part.fileName !== undefined;

const changeParts = (form: Form, which: (part: Part) => boolean, change: (part: Part) => readonly Part[]): Form => ({
  ...form,
  parts: form.parts.flatMap((part) => (which(part) ? change(part) : [part])),
});

const wrongFields = (forms: fc.Arbitrary<Form>): fc.Arbitrary<Body> =>
  fc
    .tuple(
      forms,
      fc.oneof(
        hostileText,
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      fc.nat(20),
    )
    .map(([form, value, pick]) => {
      const names = form.parts.filter((part) => !isFile(part)).map(({ name }) => name);
      return changeParts(
        form,
        ({ name }) => name === names[pick % Math.max(1, names.length)],
        (part) => [{ ...part, value }],
      );
    });

const otherFields = (forms: fc.Arbitrary<Form>): fc.Arbitrary<Body> =>
  fc
    .tuple(forms, fc.constantFrom(...TREACHEROUS_NAMES, 'owner', 'x'.repeat(300), 'a"b', 'a\r\nX: y'), hostileText)
    .map(([form, name, value]): Body => ({ ...form, parts: [{ name, value }, ...form.parts] }));

const oddFiles = (forms: fc.Arbitrary<Form>): fc.Arbitrary<Body> =>
  fc
    .tuple(
      forms,
      fc.constantFrom(...HOSTILE_TEXTS, '..', 'C:\\talk.mp4', 'a"b', '.'),
      fc.constantFrom(...HOSTILE_TEXTS, 'text/html', 'a/b/c'),
    )
    .map(([form, fileName, mediaType]) => changeParts(form, isFile, (part) => [{ ...part, fileName, mediaType }]));

const WAYS: readonly ((form: Form) => Body)[] = [
  (form) => ({ ...form, ending: 'none' }),
  (form) => ({ ...form, ending: 'cut' }),
  (form) => ({ ...form, parts: [] }),
  (form) => changeParts(form, isFile, () => []),
  (form) => changeParts(form, isFile, (part) => [part, part]),
  (form) => changeParts(form, isFile, (part) => [{ ...part, name: 'film' }]),
  (form) => changeParts(form, isFile, (part) => [{ ...part, value: '' }]),
  (form) => changeParts(form, isFile, (part) => [{ name: part.name, value: part.value }]),
  (form) =>
    changeParts(
      form,
      (part) => !isFile(part),
      (part) => [part, part],
    ),
  (form) =>
    changeParts(
      form,
      (part) => !isFile(part),
      (part) => [{ ...part, fileName: 'x' }],
    ),
  (form) => ({ ...form, parts: [...form.parts].reverse() }),
  (form) => ({ ...form, parts: Array.from({ length: 60 }, (_, index) => ({ name: `field-${String(index)}`, value: '1' })) }),
  (form) =>
    changeParts(
      form,
      (part) => !isFile(part),
      (part) => [{ ...part, padding: 40_000 }],
    ),
  () => ({ kind: 'text', type: 'multipart/form-data; boundary=x', text: 'no parts at all' }),
  () => ({ kind: 'text', type: 'multipart/form-data', text: '--x\r\n\r\n--x--' }),
  () => ({ kind: 'text', type: `multipart/form-data; boundary=${'x'.repeat(2_000)}`, text: '--x' }),
  () => ({ kind: 'text', type: 'multipart/mixed; boundary=x', text: '--x--' }),
];

export const formBodies: readonly RequestKind[] = [
  { name: 'a form field that does not fit', requests: (operation) => withForm(operation, wrongFields) },
  { name: 'an unknown form field', requests: (operation) => withForm(operation, otherFields) },
  { name: 'a file with an odd name or type', requests: (operation) => withForm(operation, oddFiles) },
  {
    name: 'a form that is built wrong',
    requests: (operation) =>
      withForm(operation, (forms) => fc.tuple(forms, fc.constantFrom(...WAYS)).map(([form, change]) => change(form))),
  },
  {
    name: 'a file over the limit',
    requests: (operation) =>
      withForm(operation, (forms) =>
        forms.map((form) => changeParts(form, isFile, (part) => [{ ...part, padding: OVER_THE_LIMIT }])),
      ),
    statuses: [413],
  },
];
