import type { ArtifactStore } from '@throughline/artifact-store';
import type { EventStore } from '@throughline/event-store';
import type { Failpoint } from '@throughline/service-kit';
import type { RecordingFiles } from '../artifacts/recording-files.js';
import type { OwnedItems } from '../commands/owned-items.js';
import { Corrections } from './corrections.js';
import { PendingCorrections } from './pending-corrections.js';
import { Transcripts } from './transcripts.js';

interface Ports {
  readonly artifacts: ArtifactStore;
  readonly history: Pick<EventStore, 'load'>;
  readonly files: RecordingFiles;
  readonly items: OwnedItems;
  readonly now: () => Date;
  readonly failpoint: Failpoint;
}

interface Assembled {
  readonly transcripts: Transcripts;
  readonly corrections: Corrections;
  readonly pending: PendingCorrections;
}

/** Reading what was said, and mending it. */
export function assembleTranscripts(ports: Ports, onError: (error: unknown) => void): Assembled {
  const transcripts = new Transcripts(ports);
  const pending = new PendingCorrections({ ...ports, onError });
  return { transcripts, pending, corrections: new Corrections({ ...ports, transcripts, pending, onError }) };
}
