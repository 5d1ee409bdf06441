import type { Provider, Type } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { AssetCommands } from '@throughline/engine';
import type { Failpoint } from '@throughline/service-kit';
import { FinishUpload } from './finish.js';
import type { Receptions } from './receptions.js';
import { Receiver } from './receive.js';
import { UploadSweep } from './sweep.js';
import { TURN_TIMES, Turns, type TurnTimes } from './turns.js';
import type { UploadStore } from './upload-store.js';
import { Uploads } from './uploads.js';
import { UploadsController } from './uploads.controller.js';

export interface UploadPorts {
  readonly artifacts: ArtifactStore;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly uploads: UploadStore;
  readonly receptions: Receptions;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
  /** Room for files; undefined where that cannot be told. */
  readonly freeBytes: () => Promise<number | undefined>;
}

export interface UploadSettings {
  readonly maxUploadBytes: number;
  readonly uploadIdleMs: number;
  readonly openUploadsPerUser: number;
  readonly turns?: TurnTimes;
}

/** Files that come in parts. */
export function assembleUploads(
  ports: UploadPorts,
  { maxUploadBytes, uploadIdleMs, openUploadsPerUser, turns: times = TURN_TIMES }: UploadSettings,
): { readonly controllers: readonly Type[]; readonly providers: readonly Provider[]; readonly sweep: UploadSweep } {
  const parts = { ...ports, store: ports.uploads };
  const turns = new Turns(times);
  const finishing = new FinishUpload(parts);
  const receiver = new Receiver({ ...parts, idleMs: uploadIdleMs });
  const limits = { maxBytes: maxUploadBytes, mostOpen: openUploadsPerUser };
  const uploads = new Uploads({ ...parts, ...limits, turns, receiver, finishing });
  return {
    controllers: [UploadsController],
    providers: [{ provide: Uploads, useValue: uploads }],
    sweep: new UploadSweep({ ...parts, finishing, turns }),
  };
}
