import { createHash } from 'node:crypto';
import { assetEvents, type AssetEventType } from '../asset/events.js';
import { commitCodec } from '../commit/codec.js';
import { DATA_KEY_BYTES } from '../sealing/sealing.js';
import { SAMPLE_ASSET, sampleCommit, sampleLease, sampleTimer, sampleWork } from './samples.js';

/** Of samples only; it seals nothing that anybody wrote. */
export const GOLDEN_KEY: Uint8Array = new Uint8Array(DATA_KEY_BYTES).fill(7);

/** The list of all golden files with their hashes, as `sha256sum` writes it. */
export const SUMS_FILE = 'SHA256SUMS';
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const sumsLine = (name: string, text: string): string => `${sha256(text)}  ${name}`;

const isEventType = (type: string): type is AssetEventType => Object.hasOwn(assetEvents, type);
export const eventFile = (type: string, version: number): string => `${type}.v${String(version)}.json`;

const pretty = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function eventSample(type: AssetEventType, version: number): string {
  const bytes = commitCodec.encode(SAMPLE_ASSET, sampleCommit(type, version), GOLDEN_KEY);
  return pretty({ assetId: SAMPLE_ASSET, stored: JSON.parse(new TextDecoder().decode(bytes)) as unknown });
}

/** Each present version with what its golden file says when it is first written. */
export function presentSamples(): ReadonlyMap<string, () => string> {
  const events = Object.entries(assetEvents).flatMap(([type, { version }]) =>
    isEventType(type) ? [[eventFile(type, version), () => eventSample(type, version)] as const] : [],
  );
  const messages = [
    [eventFile('WorkMessage', sampleWork.v), () => pretty(sampleWork)],
    [eventFile('Lease', sampleLease.v), () => pretty(sampleLease)],
    [eventFile('Timer', sampleTimer.v), () => pretty(sampleTimer)],
  ] as const;
  return new Map([...events, ...messages]);
}
