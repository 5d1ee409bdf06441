import type { AdministrationLog } from '../../../people/administration-log/index.js';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Artifact } from '@throughline/contracts';
import { isValid, ulid } from 'ulid';
import { grants, type Principal } from '../../../kit/http/access.js';
import { notFound, Problem } from '../../../kit/http/problems/problem.js';
import { prefixOf, type DataExport } from './data-export.js';
import type { ExportRunner } from './export-runner.js';
import type { ExportStore } from './export-store.js';

export interface ExportsPorts {
  readonly store: ExportStore;
  readonly runner: Pick<ExportRunner, 'resume'>;
  readonly log: Pick<AdministrationLog, 'change'>;
  readonly artifacts: Pick<ArtifactStore, 'removePrefix'>;
}

/**
 * An archive contains every library that the user owns. A token that only reads, or that works in another's library, must not
 * get more through an archive.
 */
function requireOwnData({ userId, ownerId, scopes, credential }: Principal): void {
  if (credential.kind === 'session') return;
  if (!grants(scopes, 'write')) throw new Problem('forbidden', { detail: "With a token, this needs the scope 'write'." });
  if (ownerId !== userId)
    throw new Problem('forbidden', { detail: 'With a token, this needs one that works in your own library.' });
}

/** The exports of a user. Those of other users do not exist, for administrators either. */
export class Exports {
  constructor(private readonly ports: ExportsPorts) {}

  /** Returns the running export if there is one. */
  async start(user: Principal): Promise<DataExport> {
    requireOwnData(user);
    const { userId, user: account } = user;
    const id = ulid();
    const started = await this.ports.log.change(
      () => this.ports.store.add(id, userId),
      (one) => one.id === id && { kind: 'user.data_exported', subject: { type: 'user', id: userId, name: account.name } },
    );
    void this.ports.runner.resume();
    return started;
  }

  list(user: Principal): Promise<readonly DataExport[]> {
    return this.ports.store.list(user.userId);
  }

  async find({ userId }: Principal, id: string): Promise<DataExport> {
    const found = isValid(id) ? await this.ports.store.find(userId, id) : undefined;
    if (found === undefined) throw notFound();
    return found;
  }

  async archive(user: Principal, id: string): Promise<Artifact> {
    const { archive, state, createdAt } = await this.find(user, id);
    requireOwnData(user);
    if (archive === undefined) throw new Problem(state === 'running' ? 'export-running' : 'export-failed');
    const { key, size, sha256 } = archive;
    return { role: 'export', name: `throughline-${createdAt.slice(0, 10)}.zip`, key, mediaType: 'application/zip', size, sha256 };
  }

  /** The archive of an export that no longer exists is removed by the next sweep, if it cannot be removed now. */
  async remove({ userId }: Principal, id: string): Promise<void> {
    if (!isValid(id) || !(await this.ports.store.remove(userId, id))) throw notFound();
    await this.ports.artifacts.removePrefix(prefixOf(id));
  }
}
