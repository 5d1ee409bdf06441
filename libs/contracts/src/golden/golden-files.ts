import { createHash } from 'node:crypto';
import { assetEvents, type AssetEventType } from '../asset/events.js';
import { commitCodec } from '../commit/codec.js';
import { DATA_KEY_BYTES } from '../sealing/sealing.js';
import { sampleLease, sampleTimer, sampleWork } from './message-samples.js';
import { SAMPLE_ASSET, sampleCommit } from './samples.js';

/** A public key for samples. It seals no real data. */
export const GOLDEN_KEY: Uint8Array = new Uint8Array(DATA_KEY_BYTES).fill(7);

export const SUMS_FILE = 'SHA256SUMS';
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const sumsLine = (name: string, text: string): string => `${sha256(text)}  ${name}`;

const isEventType = (type: string): type is AssetEventType => Object.hasOwn(assetEvents, type);
export const eventFile = (type: string, version: number): string => `${type}.v${String(version)}.json`;

const formatJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function eventSample(type: AssetEventType, version: number): string {
  const bytes = commitCodec.encode(SAMPLE_ASSET, sampleCommit(type, version), GOLDEN_KEY);
  return formatJson({ assetId: SAMPLE_ASSET, stored: JSON.parse(new TextDecoder().decode(bytes)) as unknown });
}

/** Returns the current version of each event and message, with a function that renders its golden file. */
export function currentSamples(): ReadonlyMap<string, () => string> {
  const events = Object.entries(assetEvents).flatMap(([type, { version }]) =>
    isEventType(type) ? [[eventFile(type, version), () => eventSample(type, version)] as const] : [],
  );
  const messages = [
    [eventFile('WorkMessage', sampleWork.v), () => formatJson(sampleWork)],
    [eventFile('Lease', sampleLease.v), () => formatJson(sampleLease)],
    [eventFile('Timer', sampleTimer.v), () => formatJson(sampleTimer)],
  ] as const;
  return new Map([...events, ...messages]);
}
