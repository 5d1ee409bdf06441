import type { ArtifactStore } from '@throughline/artifact-store';
import type { PictureReply, PictureRequest } from '@throughline/contracts';
import { Problem } from '../kit/http/problems/problem.js';
import type { PictureService } from '../items/files/picture-service.js';

/** Records every request, and stores a picture that names its second, or gives the answer of `reply`. */
export class MemoryPictureService implements PictureService {
  readonly requests: Omit<PictureRequest, 'v'>[] = [];
  reply: PictureReply['outcome'] | 'nobody' | 'replaced' = 'stored';
  /** Each request waits for this promise. */
  turn: Promise<void> = Promise.resolve();

  constructor(private readonly artifacts: Pick<ArtifactStore, 'put'>) {}

  async make(request: Omit<PictureRequest, 'v'>): Promise<PictureReply['outcome']> {
    this.requests.push(request);
    await this.turn;
    if (this.reply === 'nobody') throw new Problem('no-processing-service', { headers: { 'retry-after': '30' } });
    if (this.reply === 'stored') await this.artifacts.put(request.to, Buffer.from(`picture at ${String(request.second)}`));
    return this.reply === 'replaced' ? 'stored' : this.reply;
  }
}
