import { PermanentError, type OutputConfig } from '@throughline/contracts';
import { toOptions, type SettingsForm } from '@throughline/service-kit/forms';
import type { DestinationClass } from '../../kit/destination.js';

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

const CLASS_NAMES = ['keyed', 'session', 'blind'] as const satisfies readonly DestinationClass[];
const CLASSES: ReadonlySet<unknown> = new Set(CLASS_NAMES);
const isClass = (value: unknown): value is DestinationClass => CLASSES.has(value);

export const simulatedForm = {
  class: { label: 'Class', kind: 'choice', options: toOptions(CLASS_NAMES) },
  detects_duplicates: { label: 'Detects duplicates', kind: 'switch' },
  capacity_bytes: { label: 'Capacity in bytes', kind: 'number', min: 0 },
  bytes_per_second: { label: 'Bytes per second', kind: 'number', min: 1 },
  resumable: { label: 'Sessions can be resumed', kind: 'switch', hint: 'Default: on.' },
  session_expires_ms: { label: 'Lifetime of a session in milliseconds', kind: 'number', min: 1 },
} satisfies SettingsForm;
type SettingName = keyof typeof simulatedForm;

const wrong = (what: string): PermanentError => new PermanentError('output-misconfigured', `Simulated output: ${what}`);

function readFlag(settings: OutputConfig['settings'], name: SettingName, fallback: boolean): boolean {
  const value = settings[name] ?? fallback;
  if (typeof value !== 'boolean') throw wrong(`${name} must be true or false`);
  return value;
}

function readCount(settings: OutputConfig['settings'], name: SettingName, min: number): number | undefined {
  const value = settings[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min)
    throw wrong(`${name} must be a whole number of at least ${String(min)}`);
  return value;
}

export function readSettings(settings: OutputConfig['settings']): SimulatedSettings {
  const unknown = Object.keys(settings).filter((name) => !Object.hasOwn(simulatedForm, name));
  if (unknown.length > 0)
    throw wrong(`knows no setting ${unknown.join(', ')}; known are: ${Object.keys(simulatedForm).join(', ')}`);
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
