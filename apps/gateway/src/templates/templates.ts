import { Problem, notFound } from '../http/problems/problem.js';
import type { RunRequests } from '../items/index.js';
import { changeAtRevision, type RevisionCheck } from './change-at-revision.js';
import { readSavedConfig } from './saved-config.js';
import type { Template, TemplateContent, TemplateId } from './template.js';
import type { TemplateStore } from './template-store.js';
import type { TemplateBody } from './templates.dto.js';

export interface TemplatesParts {
  readonly store: TemplateStore;
  readonly runs: Pick<RunRequests, 'check'>;
}

/** A template of the caller's library, at the revision that the caller has read. */
export interface TemplateAtRevision {
  readonly libraryId: string;
  readonly id: TemplateId;
  readonly ifMatch: string | undefined;
}

function requireFreeName<T>(result: T | 'name-taken'): T {
  if (result === 'name-taken') throw new Problem('template-name-taken');
  return result;
}

/** The templates of a library. Those of other libraries do not exist for the caller (USR-01). */
export class Templates {
  constructor(private readonly parts: TemplatesParts) {}

  async list(libraryId: string): Promise<readonly Template[]> {
    return (await this.parts.store.load(libraryId)).templates;
  }

  async find(libraryId: string, id: TemplateId): Promise<Template> {
    const found = await this.parts.store.find(libraryId, id);
    if (found === undefined) throw notFound();
    return found;
  }

  async add(libraryId: string, body: TemplateBody): Promise<Template> {
    return requireFreeName(await this.parts.store.insert({ libraryId, ...this.#contentOf(body) }));
  }

  replace(at: TemplateAtRevision, body: TemplateBody): Promise<Template> {
    return changeAtRevision(this.#check(at), async (read) =>
      requireFreeName(await this.parts.store.replace(read, this.#contentOf(body))),
    );
  }

  async remove(at: TemplateAtRevision): Promise<void> {
    await changeAtRevision(this.#check(at), async (read) => ((await this.parts.store.remove(read)) ? 'removed' : 'stale'));
  }

  #check({ libraryId, id, ifMatch }: TemplateAtRevision): RevisionCheck<Template> {
    return { ifMatch, read: () => this.find(libraryId, id), otherwise: 'template-changed' };
  }

  #contentOf(body: TemplateBody): TemplateContent {
    return { name: body.name, isDraft: body.is_draft ?? false, config: readSavedConfig(body, this.parts.runs) };
  }
}
