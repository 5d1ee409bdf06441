import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { Compile } from 'typebox/schema';
import { assetEvents } from '../asset/events.js';
import { commitCodec } from '../commit/codec.js';
import { EXTERNAL_TYPES, sampleExternalEvent } from '../external/external-event.js';
import { GOLDEN_KEY } from '../golden/golden-files.js';
import { sampleLease, sampleTimer, sampleWork } from '../golden/message-samples.js';
import { SAMPLE_ASSET, sampleCommit } from '../golden/samples.js';
import {
  SUBJECTS,
  answerSubject,
  eventSubject,
  inboxSubject,
  leaseSubject,
  pokeSubject,
  timerSubject,
  workSubject,
} from '../subjects/subjects.js';
import { channels } from './channels.js';
import { asyncApiDocument } from './document.js';

const published = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
const document = asyncApiDocument();
const problemsOf = (value: unknown): unknown[] => {
  const validator = Compile(published);
  if (validator.Check(value)) return [];
  const [, errors] = validator.Errors(value);
  return errors.slice(0, 5);
};

const refsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner)));
};
const resolve = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined),
      document,
    );

describe('the AsyncAPI document', () => {
  it('equals the checked-in file: run `npm run api`', () => {
    const checkedIn = readFileSync(new URL('../../../../docs/asyncapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(checkedIn)).toEqual(document);
  });

  it('is valid by the published schema of AsyncAPI 3.0, which rejects an invalid document', () => {
    expect(problemsOf(document)).toEqual([]);
    expect(problemsOf({ ...document, info: { title: 'no version' } })).not.toEqual([]);
    expect(problemsOf({ ...document, operations: { wrong: { action: 'publish' } } })).not.toEqual([]);
  });

  it('contains no dangling references', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((ref) => !ref.startsWith('#/') || resolve(ref) === undefined)).toEqual([]);
  });

  it('describes every event in its current version', () => {
    for (const [type, { version }] of Object.entries(assetEvents))
      expect(resolve(`#/components/schemas/${type}.v${String(version)}`)).toBeDefined();
  });

  it('has a channel for every subject that the services write to', () => {
    const patterns = channels.map(
      ({ address }) => new RegExp(`^${address.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^.]+')}$`),
    );
    const written = [
      eventSubject(SAMPLE_ASSET, 8),
      workSubject({ ...sampleWork, step: 'deliver:archive' }),
      leaseSubject(SAMPLE_ASSET, 'TRIM'),
      timerSubject('upload', SAMPLE_ASSET, 'retry:TRIM'),
      inboxSubject({ library: 'library-1', name: 'lab' }),
      answerSubject({ library: 'library-1', name: 'lab' }, 'lab-1'),
      pokeSubject('ingest'),
      SUBJECTS.changed,
    ];
    expect(written.filter((subject) => !patterns.some((pattern) => pattern.test(subject)))).toEqual([]);
  });

  it('has a schema for each type of event of other systems, and none for others', () => {
    const { components } = document as { components: { schemas: Record<string, object> } };
    const validator = Compile({ ...components.schemas['ExternalEvent'], components });
    for (const type of EXTERNAL_TYPES) expect([type, validator.Check(sampleExternalEvent(type))]).toEqual([type, true]);
    const sample = sampleExternalEvent('step.completed');
    for (const change of [{ type: 'throughline.external.item.erased' }, { data: {} }, { id: 'a.b' }])
      expect(validator.Check({ ...sample, ...change })).toBe(false);
  });

  it('has schemas that accept what the services write', () => {
    const { components } = document as { components: { schemas: Record<string, object> } };
    const check = (name: string, value: unknown): boolean => Compile({ ...components.schemas[name], components }).Check(value);
    for (const type of Object.keys(assetEvents) as (keyof typeof assetEvents)[]) {
      const bytes = commitCodec.encode(SAMPLE_ASSET, sampleCommit(type, assetEvents[type].version), GOLDEN_KEY);
      const stored: unknown = JSON.parse(new TextDecoder().decode(bytes));
      expect({ type, fits: check('Commit', stored) }).toEqual({ type, fits: true });
      expect(check('Commit', { ...(stored as object), events: [] })).toBe(false);
    }
    expect(check('WorkMessage', sampleWork)).toBe(true);
    expect(check('Lease', sampleLease)).toBe(true);
    expect(check('Timer', sampleTimer)).toBe(true);
    expect(check('Lease', sampleTimer)).toBe(false);
  });
});
