import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assetEvents } from '../asset/events.js';
import { commitCodec } from '../commit/codec.js';
import { leaseCodec, timerCodec, workCodec } from '../messages/codec.js';
import { GOLDEN_KEY, SUMS_FILE, eventFile, currentSamples, sumsLine } from './golden-files.js';
import { sampleCommit } from './samples.js';

const folder = fileURLToPath(new URL('../../golden/', import.meta.url));
const files = readdirSync(folder).filter((name) => name !== SUMS_FILE);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const typeOf = (name: string): string => name.split('.')[0] ?? '';

interface GoldenCommit {
  readonly assetId: string;
  readonly stored: {
    readonly id: string;
    readonly events: readonly { readonly type: string; readonly v: number; readonly data: unknown }[];
  };
}
const messages = { WorkMessage: workCodec, Lease: leaseCodec, Timer: timerCodec };
const isMessage = (type: string): type is keyof typeof messages => Object.hasOwn(messages, type);

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe('golden samples', () => {
  it('are unchanged since they were written', () => {
    const lines = files.map((name) => sumsLine(name, read(name))).sort();
    expect(lines).toEqual(readFileSync(join(folder, SUMS_FILE), 'utf8').split('\n').filter(Boolean).sort());
  });

  it('exist for every version of every event', () => {
    const wanted = Object.entries(assetEvents).flatMap(([type, { version }]) =>
      Array.from({ length: version }, (_, index) => eventFile(type, index + 1)),
    );
    expect(files.filter((name) => !isMessage(typeOf(name))).sort()).toEqual(wanted.sort());
  });

  it('exist for every message', () => {
    const wanted = [...currentSamples().keys()].filter((name) => isMessage(typeOf(name)));
    expect(files).toEqual(expect.arrayContaining(wanted));
  });

  it.each(files.filter((name) => !isMessage(typeOf(name))))('%s decodes, opened and erased', (name) => {
    const { assetId, stored } = JSON.parse(read(name)) as GoldenCommit;
    const bytes = new TextEncoder().encode(JSON.stringify(stored));
    const [storedEvent] = stored.events;
    const opened = commitCodec.decode(assetId, bytes, GOLDEN_KEY);
    const erased = commitCodec.decode(assetId, bytes, undefined);
    expect(opened.id).toBe(stored.id);
    expect(opened.events.map(({ type }) => type)).toEqual([typeOf(name)]);
    expect(erased.events).toEqual(opened.events.map(({ type, v, data }) => ({ type, v, data })));
    // A sample of the current version must decode to exactly the data that was written.
    const definition = assetEvents[opened.events[0]?.type ?? 'CommitDiscarded'];
    if (storedEvent?.v === definition.version) {
      expect(opened.events[0]?.data).toEqual(storedEvent.data);
      expect('sealed' in storedEvent).toBe('personal' in definition);
    }
    expect('personal' in (opened.events[0] ?? {})).toBe('sealed' in (storedEvent ?? {}));
  });

  it.each(files.filter((name) => isMessage(typeOf(name))))('%s decodes to its text', (name) => {
    const type = typeOf(name);
    if (!isMessage(type)) throw new Error(`${name} is no message`);
    const text = read(name);
    expect(messages[type].decode(new TextEncoder().encode(text))).toEqual(JSON.parse(text));
  });

  it('contain no personal text outside of sealed parts', () => {
    for (const type of Object.keys(assetEvents) as (keyof typeof assetEvents)[]) {
      const { version } = assetEvents[type];
      const [event] = sampleCommit(type, version).events;
      const personal = event !== undefined && 'personal' in event ? textsIn(event.personal) : [];
      for (const text of personal) expect(read(eventFile(type, version))).not.toContain(text);
    }
  });
});
