import { PermanentError, type OutputConfig } from '@throughline/contracts';
import type { DestinationClass } from '../destination.js';

export interface SimulatedSettings {
  readonly class: DestinationClass;
  /** The output can look content up, and stores equal content once. */
  readonly detectsDuplicates: boolean;
  /** Total capacity. Deliveries beyond it wait. */
  readonly capacityBytes: number | undefined;
  readonly bytesPerSecond: number | undefined;
  /** Sessions only: an interrupted session can be resumed. */
  readonly resumable: boolean;
  /** Sessions only: lifetime after the last byte. */
  readonly sessionExpiresMs: number | undefined;
}

const CLASSES: ReadonlySet<unknown> = new Set<DestinationClass>(['keyed', 'session', 'blind']);
const isClass = (value: unknown): value is DestinationClass => CLASSES.has(value);

const KNOWN = new Set(['class', 'detects_duplicates', 'capacity_bytes', 'bytes_per_second', 'resumable', 'session_expires_ms']);

const wrong = (what: string): PermanentError => new PermanentError('output-misconfigured', `Simulated output: ${what}`);

function readFlag(settings: OutputConfig['settings'], name: string, fallback: boolean): boolean {
  const value = settings[name] ?? fallback;
  if (typeof value !== 'boolean') throw wrong(`${name} must be true or false`);
  return value;
}

function readCount(settings: OutputConfig['settings'], name: string, min: number): number | undefined {
  const value = settings[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min)
    throw wrong(`${name} must be a whole number of at least ${String(min)}`);
  return value;
}

export function readSettings(settings: OutputConfig['settings']): SimulatedSettings {
  const unknown = Object.keys(settings).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) throw wrong(`knows no setting ${unknown.join(', ')}; known are: ${[...KNOWN].join(', ')}`);
  const kind = settings['class'] ?? 'keyed';
  if (!isClass(kind)) throw wrong(`class must be one of ${[...CLASSES].join(', ')}`);
  return {
    class: kind,
    detectsDuplicates: readFlag(settings, 'detects_duplicates', false),
    capacityBytes: readCount(settings, 'capacity_bytes', 0),
    bytesPerSecond: readCount(settings, 'bytes_per_second', 1),
    resumable: readFlag(settings, 'resumable', true),
    sessionExpiresMs: readCount(settings, 'session_expires_ms', 1),
  };
}
