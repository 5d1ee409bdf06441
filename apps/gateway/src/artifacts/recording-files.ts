import type { Artifact } from '@throughline/contracts';
import { currentArtifacts, type Asset } from '@throughline/domain';
import { RECORDINGS_PATH } from './address.js';
import { Problem, notFound } from '../problems/problem.js';
import type { ShownRecording } from '../recordings/queries/recording-loader.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';

/** Which files a recording has now. */
export class RecordingFiles {
  constructor(
    private readonly queries: Pick<RecordingQueries, 'known' | 'linked'>,
    /** Below it the items are found. */
    readonly path: string = RECORDINGS_PATH,
  ) {}

  async list(owner: string, id: string): Promise<readonly Artifact[]> {
    return (await this.shown(owner, id)).files;
  }

  async shown(owner: string, id: string): Promise<{ readonly recording: ShownRecording; readonly files: readonly Artifact[] }> {
    const recording = await this.queries.known(owner, id);
    return { recording, files: filesOf(recording.asset) };
  }

  async find(owner: string, id: string, name: string): Promise<Artifact> {
    return named(await this.list(owner, id), name);
  }

  /** For a link of this server: whoever has it need not be anybody here. */
  async linked(id: string, name: string): Promise<Artifact> {
    const { asset } = await this.queries.linked(id);
    return named(filesOf(asset), name);
  }
}

/** A deleted item can be looked at until its retention date. */
export function requireContent({ erasedAt, expiredAt }: Asset): void {
  if (erasedAt !== undefined) throw new Problem('erased');
  if (expiredAt !== undefined) throw new Problem('gone');
}

export const filesOf = (asset: Asset): readonly Artifact[] => {
  requireContent(asset);
  return currentArtifacts(asset);
};

const named = (files: readonly Artifact[], name: string): Artifact => {
  const artifact = files.find((one) => one.name === name);
  if (artifact === undefined) throw notFound();
  return artifact;
};
