import { dirname, join } from 'node:path';
import { oneOf, optionalText, text } from '@throughline/service-kit';
import { Ledger, outputFolder } from '@throughline/simulation';
import type { Destination, DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { SimulatedBlind, SimulatedKeyed } from './classes.js';
import { Remote, type RemoteParts } from './remote.js';
import { SimulatedSession } from './session.js';
import { readSettings, simulatedForm } from './settings.js';
import { Storage } from './storage.js';

/**
 * Outputs of type `simulated`: a remote service in a folder, with a ledger of its requests and with faults from the step's
 * script.
 * Settings: `class`, `detects_duplicates`, `capacity_bytes`, `bytes_per_second`, `resumable`, `session_expires_ms`.
 */
export function simulatedType(dir: string, crash?: () => never): DestinationType {
  return {
    open({ output, step, config }) {
      const settings = readSettings(output.settings);
      const folder = outputFolder(dir, output.name);
      const script = config.simulation?.[step] ?? {};
      return openSimulated({
        settings,
        folder,
        storage: new Storage(folder),
        ledger: new Ledger(dir, output.name),
        script,
        crash,
      });
    },
  };
}

export function openSimulated(parts: RemoteParts): Destination {
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

export const simulated = destinationKind(
  {
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
    /** Folder of the ledgers and objects. Default: beside the artifacts. */
    dir: optionalText('TL_SIMULATION_DIR'),
    artifactsDir: text('TL_ARTIFACTS_DIR'),
  },
  {
    label: 'Simulated',
    form: simulatedForm,
    make: ({ simulation, dir, artifactsDir }) =>
      simulation === 'on' ? simulatedType(dir ?? join(dirname(artifactsDir), 'simulation')) : undefined,
  },
);
