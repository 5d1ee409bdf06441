import type { AdministrationLog } from '../people/administration-log/index.js';
import { Problem, invalid, notFound } from '../kit/http/problems/problem.js';
import { readSharedConfig } from '../items/index.js';
import type { ReferencesTo, Uses } from '../kit/references/index.js';
import { readMatchingRules } from './matching-rules.dto.js';
import { findProblems, type TemplateRuns } from './template-problems.js';
import { changeAtRevision, type RevisionCheck, type RowRequest } from '../kit/http/requests/change-at-revision.js';
import type { KnownSources } from './known-sources.js';
import type { Template, TemplateContent, TemplateId, UsedTemplate } from './template.js';
import type { TemplateStore } from './template-store.js';
import { replaceTemplate, templateRecords } from './template-records.js';
import type { TemplateBody } from './templates.dto.js';

export interface TemplatesParts {
  readonly store: TemplateStore;
  readonly runs: TemplateRuns;
  readonly references: ReferencesTo<'template'>;
  readonly sources: KnownSources;
  readonly log: AdministrationLog;
}

/** The problem of a template in use names this many of its items. The others are counted. */
const NAMED_ITEMS = 10;

const describeUse = ({ items: { count }, sources, jobs }: Uses['template']): string => {
  const names = [...sources.map(({ name }) => `the source ${name}`), ...jobs.map(({ name }) => `the job ${name}`)];
  return [
    ...(count === 0 ? [] : [`${String(count)} ${count === 1 ? 'item is' : 'items are'} bound to the template.`]),
    ...(names.length === 0 ? [] : [`These use the template: ${names.join(', ')}.`]),
  ].join(' ');
};

function requireFreeName<T>(result: T | 'name-taken'): T {
  if (result === 'name-taken') throw new Problem('template-name-taken');
  return result;
}

/** The templates of a library. Those of other libraries do not exist for the caller (USR-01). */
export class Templates {
  constructor(private readonly parts: TemplatesParts) {}

  async list(libraryId: string): Promise<readonly UsedTemplate[]> {
    const { store, references } = this.parts;
    const [library, useOf] = await Promise.all([store.load(libraryId), references.read(libraryId)]);
    const problems = await findProblems(libraryId, library, this.parts.runs);
    return library.templates.map((template) => ({
      template,
      use: useOf(template.id),
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
    const template = { libraryId, ...(await this.#contentOf(libraryId, body)) };
    const { log, store } = this.parts;
    const added = await log.change(
      () => store.insert(template),
      (one) => one !== 'name-taken' && templateRecords.created(one),
    );
    return this.#used(requireFreeName(added));
  }

  async replace(at: RowRequest, body: TemplateBody): Promise<UsedTemplate> {
    const { log, store } = this.parts;
    const template = await changeAtRevision(this.#check(at), async (read) =>
      requireFreeName(await replaceTemplate({ log, store }, read, await this.#contentOf(at.libraryId, body))),
    );
    return this.#used(template);
  }

  /**
   * Deletes a template. With `detachedBy`, that user detaches what uses it first; without, a template in use is refused.
   * After the detaching the template is deleted even if another request has changed it meanwhile: its revision was right when the
   * deletion was accepted, and a refusal could not restore what was detached.
   */
  async remove(at: RowRequest, detachedBy?: string): Promise<void> {
    const { log, store } = this.parts;
    await changeAtRevision(this.#check(at), async (read) => {
      await (detachedBy === undefined ? this.#requireUnused(read) : this.#detach(read, detachedBy));
      const isRemoved = await log.change(
        () => store.remove(detachedBy === undefined ? read : { id: read.id }),
        (isDone) => isDone && templateRecords.deleted(read),
      );
      return isRemoved ? 'removed' : 'stale';
    });
  }

  async #used(template: Template): Promise<UsedTemplate> {
    const { store, runs, references } = this.parts;
    const { libraryId, id } = template;
    const [{ settings }, useOf] = await Promise.all([store.load(libraryId), references.read(libraryId)]);
    const problems = await findProblems(libraryId, { settings, templates: [template] }, runs);
    return { template, use: useOf(id), problem: problems.get(id) };
  }

  async #requireUnused({ libraryId, id }: Template): Promise<void> {
    const { references } = this.parts;
    await references.requireComplete(libraryId);
    const use = (await references.read(libraryId))(id);
    const { items, sources, jobs } = use;
    if (items.count + sources.length + jobs.length === 0) return;
    const ids = items.count === 0 ? [] : await items.ids();
    throw new Problem('template-in-use', {
      detail: describeUse(use),
      members: { used_by: { items: items.count, sources, jobs, item_ids: ids.slice(0, NAMED_ITEMS) } },
    });
  }

  async #detach({ libraryId, id }: Template, by: string): Promise<void> {
    const { references } = this.parts;
    await references.requireComplete(libraryId);
    await references.detach({ libraryId, key: id }, by);
  }

  #check({ libraryId, id, ifMatch }: RowRequest): RevisionCheck<Template> {
    return { ifMatch, read: () => this.find(libraryId, id), otherwise: 'template-changed' };
  }

  /** Sources of other libraries do not exist for the caller (USR-01). */
  async #requireSources(libraryId: string, ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const own = new Set((await this.parts.sources.list(libraryId)).map(({ id }) => id));
    const unknown = ids.filter((id) => !own.has(id));
    if (unknown.length === 0) return;
    const message = `names sources that this library does not have: ${unknown.join(', ')}`;
    throw invalid([{ pointer: '/matching_rules/source_ids', message }]);
  }

  async #contentOf(libraryId: string, body: TemplateBody): Promise<TemplateContent> {
    const config = readSharedConfig(body, this.parts.runs, await this.parts.runs.library(libraryId));
    const matchingRules = readMatchingRules(body.matching_rules);
    await this.#requireSources(libraryId, matchingRules?.source_ids ?? []);
    return { name: body.name, isDraft: body.is_draft ?? false, config, ...(matchingRules && { matchingRules }) };
  }
}
