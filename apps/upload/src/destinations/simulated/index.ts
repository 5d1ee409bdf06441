import { Ledger, outputFolder } from '@throughline/simulation';
import type { Destination, DestinationType } from '../destination.js';
import { SimulatedBlind, SimulatedKeyed } from './classes.js';
import { Remote, type RemoteParts } from './remote.js';
import { SimulatedSession } from './session.js';
import { readSettings } from './settings.js';
import { Storage } from './storage.js';

/**
 * Outputs of type `simulated`: a remote service that lives in a folder, keeps a ledger of what it is asked, and whose faults are those of
 * the script of its step. Settings: `class`, `detects_duplicates`, `capacity_bytes`, `bytes_per_second`, `resumable`, `session_expires_ms`.
 */
export function simulatedType(dir: string, crash?: () => never): DestinationType {
  return {
    open({ output, step, config }) {
      const settings = readSettings(output.settings);
      const folder = outputFolder(dir, output.name);
      const script = config.simulation?.[step] ?? {};
      return simulated({ settings, folder, storage: new Storage(folder), ledger: new Ledger(dir, output.name), script, crash });
    },
  };
}

export function simulated(parts: RemoteParts): Destination {
  const remote = new Remote(parts);
  switch (parts.settings.class) {
    case 'keyed':
      return new SimulatedKeyed(remote);
    case 'session':
      return new SimulatedSession(remote);
    case 'blind':
      return new SimulatedBlind(remote);
  }
}
