import { Problem, notFound } from '../http/problems/problem.js';
import { readSharedConfig } from '../items/index.js';
import { readMatchingRules } from './matching-rules.dto.js';
import type { TemplateBindings } from './template-bindings.js';
import { findProblems, type TemplateRuns } from './template-problems.js';
import { changeAtRevision, type RevisionCheck } from '../http/requests/change-at-revision.js';
import type { Template, TemplateContent, TemplateId, UsedTemplate } from './template.js';
import type { TemplateStore } from './template-store.js';
import type { TemplateBody } from './templates.dto.js';

export interface TemplatesParts {
  readonly store: TemplateStore;
  readonly runs: TemplateRuns;
  readonly bindings: TemplateBindings;
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

  async list(libraryId: string): Promise<readonly UsedTemplate[]> {
    const { store, bindings } = this.parts;
    const [library, counts] = await Promise.all([store.load(libraryId), bindings.count(libraryId)]);
    const problems = await findProblems(libraryId, library, this.parts.runs);
    return library.templates.map((template) => ({
      template,
      usedBy: counts.get(template.id) ?? 0,
      problem: problems.get(template.id),
    }));
  }

  async read(libraryId: string, id: TemplateId): Promise<UsedTemplate> {
    return this.#used(await this.find(libraryId, id));
  }

  async find(libraryId: string, id: TemplateId): Promise<Template> {
    const found = await this.parts.store.find(libraryId, id);
    if (found === undefined) throw notFound();
    return found;
  }

  async add(libraryId: string, body: TemplateBody): Promise<UsedTemplate> {
    return this.#used(requireFreeName(await this.parts.store.insert({ libraryId, ...(await this.#contentOf(libraryId, body)) })));
  }

  async replace(at: TemplateAtRevision, body: TemplateBody): Promise<UsedTemplate> {
    const template = await changeAtRevision(this.#check(at), async (read) =>
      requireFreeName(await this.parts.store.replace(read, await this.#contentOf(at.libraryId, body))),
    );
    return this.#used(template);
  }

  /**
   * Deletes a template. With `detachedBy`, that user unbinds its items first; without, a template with items is refused.
   * After the unbinding the template is deleted even if another request has changed it meanwhile: its revision was right when the
   * deletion was accepted, and a refusal could not bind the items again.
   */
  async remove(at: TemplateAtRevision, detachedBy?: string): Promise<void> {
    const { store, bindings } = this.parts;
    await changeAtRevision(this.#check(at), async (read) => {
      if (detachedBy === undefined) await bindings.requireUnused(read);
      else await bindings.detach(read, detachedBy);
      const isRemoved = await store.remove(detachedBy === undefined ? read : { id: read.id });
      return isRemoved ? 'removed' : 'stale';
    });
  }

  async #used(template: Template): Promise<UsedTemplate> {
    const { store, runs, bindings } = this.parts;
    const { libraryId, id } = template;
    const [{ settings }, counts] = await Promise.all([store.load(libraryId), bindings.count(libraryId)]);
    const problems = await findProblems(libraryId, { settings, templates: [template] }, runs);
    return { template, usedBy: counts.get(id) ?? 0, problem: problems.get(id) };
  }

  #check({ libraryId, id, ifMatch }: TemplateAtRevision): RevisionCheck<Template> {
    return { ifMatch, read: () => this.find(libraryId, id), otherwise: 'template-changed' };
  }

  async #contentOf(libraryId: string, body: TemplateBody): Promise<TemplateContent> {
    const config = readSharedConfig(body, this.parts.runs, await this.parts.runs.library(libraryId));
    const matchingRules = readMatchingRules(body.matching_rules);
    return { name: body.name, isDraft: body.is_draft ?? false, config, ...(matchingRules && { matchingRules }) };
  }
}
